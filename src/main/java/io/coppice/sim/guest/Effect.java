package io.coppice.sim.guest;

/** What a program does to its machine rather than to its screen. */
public sealed interface Effect {
  /** The guest shuts down and boots again. */
  record Reboot() implements Effect {}

  /** The guest shuts down and cuts its power. */
  record PowerOff() implements Effect {}

  /** The kernel stops with a panic. */
  record Panic() implements Effect {}

  /** Blocks of the first disk are written. */
  record WriteDisk(long bytes) implements Effect {}

  /** A file stands there from now on. */
  record Put(String path, GuestFile file) implements Effect {}
}
