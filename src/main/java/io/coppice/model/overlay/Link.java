package io.coppice.model.overlay;

import java.util.Optional;

/**
 * A cable, or a pair of virtual ends: what one end sends, the other receives.
 *
 * @param certainty how it is known
 */
public record Link(End a, End b, Certainty certainty) {

  /** A device of a node. */
  public record End(String node, String device) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      int byNode = node.compareTo(other.node);
      return byNode != 0 ? byNode : device.compareTo(other.device);
    }

    @Override
    public String toString() {
      return node + ":" + device;
    }
  }

  /** How a link is known. */
  public enum Certainty {
    /** It was said, or it is the simulation's own. */
    STATED,
    /** Both ends agree on facts that no other pair shares. */
    INFERRED,
    /** One of several that fit. */
    GUESSED
  }

  public Optional<End> other(End end) {
    return end.equals(a) ? Optional.of(b) : end.equals(b) ? Optional.of(a) : Optional.empty();
  }
}
