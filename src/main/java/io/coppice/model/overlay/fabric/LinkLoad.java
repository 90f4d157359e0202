package io.coppice.model.overlay.fabric;

/**
 * What bulk transfers move over a link now, bytes a second.
 *
 * @param link its place among the fabric's
 * @param forth from its first end to its other
 */
public record LinkLoad(int link, long forth, long back) {
  /** Both together. */
  public LinkLoad plus(LinkLoad other) {
    return new LinkLoad(link, forth + other.forth, back + other.back);
  }

  /** The part of the link's rate that is used, in the direction in which it is more. */
  public double share(FabricLink of) {
    return Math.max(forth, back) * 8.0 / (of.megabits() * 1e6);
  }
}
