package io.coppice.sim.guest;

import io.coppice.model.SimTime;

/**
 * What a guest's disk holds at a path, where that is not what every such system holds there.
 *
 * @param text what a text file holds; empty for a folder, and for a file of which only the size is
 *     known
 * @param size in bytes
 */
public record GuestFile(Kind kind, String text, long size, SimTime changed) {
  /** The same, changed then. */
  public GuestFile at(SimTime then) {
    return new GuestFile(kind, text, size, then);
  }

  /** What it is. */
  public enum Kind {
    FILE,
    FOLDER,
    /** It was there and was removed. */
    REMOVED
  }
}
