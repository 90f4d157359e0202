package io.coppice.model.fork;

/** What of the source is in a base, stated so that nobody has to guess. */
public record CapturedState(boolean memory, boolean disk, boolean sockets) {
  /** A frozen or running guest: memory and disk; inherited connections are closed in children. */
  public static final CapturedState MEMORY_AND_DISK = new CapturedState(true, true, false);
}
