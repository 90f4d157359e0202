package io.coppice.wire.dissect;

import java.util.Locale;

/** Why a walk over a packet went no further. */
public enum Stop {
  /** Everything was named. */
  END,
  /** Named up to a payload that is the machines' own business. */
  PAYLOAD,
  /** The captured bytes end before the header does. */
  CUT,
  /** The rest is in other segments or fragments. */
  CONTINUES,
  /** A length, version or offset that cannot be. */
  MALFORMED,
  /** A protocol nobody here knows. */
  UNKNOWN;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Of JSON. */
  public String code() {
    return code;
  }
}
