package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A frame on its way: why it was sent, and the hops behind it. Copies of a flooded frame share the
 * hops before they parted.
 *
 * @param main whether it belongs to the ping itself, and not to the underlay's own questions
 * @param uncertain it passed what nobody collected
 */
record Flight(
    Journey.Purpose purpose,
    boolean main,
    String from,
    boolean uncertain,
    Steps steps,
    int length) {

  /** Longer ways are loops. */
  static final int LONGEST = 160;

  /** The hops, last first. */
  record Steps(Steps before, Hop hop) {}

  static Flight of(Journey.Purpose purpose, boolean main, String from) {
    return new Flight(purpose, main, from, false, null, 0);
  }

  /** Whether a host tells a sender of it what went wrong. */
  boolean isToldBy(String host) {
    return purpose == Journey.Purpose.ERROR && from.equals(host);
  }

  Flight with(Hop hop) {
    boolean unknown = hop.verdict() instanceof io.coppice.model.overlay.trace.Verdict.Unknown;
    return new Flight(purpose, main, from, uncertain || unknown, new Steps(steps, hop), length + 1);
  }

  List<Hop> hops() {
    List<Hop> hops = new ArrayList<>();
    for (Steps step = steps; step != null; step = step.before()) {
      hops.add(step.hop());
    }
    Collections.reverse(hops);
    return hops;
  }

  /** How a flight ended. */
  enum End {
    ARRIVED,
    DROPPED,
    IGNORED,
    UNKNOWN
  }

  /**
   * A flight that ended.
   *
   * @param weight how much it explains: the larger, the more
   */
  record Ended(Flight flight, End end, int weight, Frame frame) {}
}
