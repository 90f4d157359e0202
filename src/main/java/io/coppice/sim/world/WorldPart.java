package io.coppice.sim.world;

/** State that a behaviour adds to a world: copied with it, written to its images with it. */
public interface WorldPart {
  /** Names the part in images; stable. */
  String name();

  /** An independent copy; must cost little and share what is not written. */
  WorldPart copy();

  /**
   * Everything it holds, as a record of values the codec knows; {@link
   * io.coppice.sim.engine.Behaviour#restore} reads it.
   */
  Record image();

  /**
   * Whether it decides what happens next, and so belongs in the digest; a mere memory of the past
   * does not.
   */
  default boolean decides() {
    return true;
  }
}
