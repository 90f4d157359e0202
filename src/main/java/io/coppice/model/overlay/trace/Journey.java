package io.coppice.model.overlay.trace;

import java.util.List;

/**
 * One frame's way from where it was made to where it ended.
 *
 * @param hops in order; the last one carries the journey's verdict
 */
public record Journey(Purpose purpose, String from, List<Hop> hops, Verdict verdict) {
  public Journey {
    hops = List.copyOf(hops);
  }

  /** Why a frame was sent. */
  public enum Purpose {
    ADDRESS_REQUEST(true),
    ADDRESS_REPLY(false),
    ECHO_REQUEST(true),
    ECHO_REPLY(false),
    DATAGRAM(true),
    CONNECT(true),
    ACCEPT(false),
    DATA(true),
    ACKNOWLEDGE(false),
    ERROR(false),
    /** A copy for a collector. */
    MIRRORED(true);

    private final boolean there;

    Purpose(boolean there) {
      this.there = there;
    }

    /** On the way there; else on the way back. */
    public boolean isThere() {
      return there;
    }
  }

  /** Every hop that stopped it, or would have. */
  public List<Hop> obstacles() {
    return hops.stream().filter(hop -> !hop.verdict().isPassed()).toList();
  }
}
