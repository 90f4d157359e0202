package io.coppice.model.fork;

import java.util.Locale;

/**
 * What must be a child's own before its link comes up. Texts are in the bundle {@code fork}: {@code
 * fork.check.<name>}, and what is changed, {@code fork.check.<name>.change}.
 */
public enum IdentityCheck {
  /** A new generation id (vmgenid: Microsoft, "Virtual Machine Generation ID", 2012). */
  GENERATION_ID,
  /** The kernel's random numbers were seeded anew; with the same id two children drew the same. */
  ENTROPY,
  /** The clock was stepped; it resumes at the instant of freezing. */
  CLOCK,
  MAC,
  IP,
  HOST_NAME,
  /** systemd's machine-id and the DHCP identifier made from it. */
  MACHINE_ID,
  SSH_HOST_KEYS,
  /** Connections the parent had open were closed or handed to one child. */
  SOCKETS;

  static final int COUNT = values().length;

  private final String key = "fork.check." + name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String key() {
    return key;
  }
}
