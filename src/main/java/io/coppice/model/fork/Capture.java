package io.coppice.model.fork;

/** What of the source is in a base, stated so that nobody has to guess. */
public record Capture(boolean memory, boolean disk, boolean sockets) {
  /** A frozen or running guest: memory and disk; inherited connections are closed in children. */
  public static final Capture MEMORY_AND_DISK = new Capture(true, true, false);
}
