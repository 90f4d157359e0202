package io.coppice.backend;

import io.coppice.model.EntityId.HostId;

/** Operations on one host. */
public sealed interface HostOperation extends Operation {
  @Override
  HostId target();

  /**
   * Moves every running machine away, then takes no new ones. {@code evacuate} moves powered-off
   * machines too.
   */
  record EnterMaintenance(HostId target, boolean evacuate) implements HostOperation {}

  record ExitMaintenance(HostId target) implements HostOperation {}

  /** The console stops managing the host; its machines go on. */
  record Disconnect(HostId target) implements HostOperation {}

  record Reconnect(HostId target) implements HostOperation {}

  /** Shuts the host down; its running machines are powered off unless it is in maintenance. */
  record ShutDown(HostId target, boolean force) implements HostOperation {}

  record PowerOn(HostId target) implements HostOperation {}
}
