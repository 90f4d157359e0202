package io.coppice.ui.overlay.compare;

import io.coppice.model.overlay.Encapsulation;
import java.util.ArrayList;
import java.util.List;

/**
 * The MTUs that belong together, for each encapsulation and outer header: what an underlay must
 * carry for a packet of the machines, and what the machines may send over an underlay.
 */
final class MtuPlan {
  private MtuPlan() {}

  /**
   * What is planned for.
   *
   * @param inner the largest IP packet of the machines, bytes
   * @param underlay the largest IP packet that every port on the way takes, bytes
   * @param innerTag whether inner frames keep an 802.1Q tag
   * @param options of Geneve, bytes (RFC 8926 section 3.4: a multiple of 4, at most 252)
   * @param outerTag whether the outer frame has an 802.1Q tag
   */
  record Wish(int inner, int underlay, boolean innerTag, int options, boolean outerTag) {
    /** The most that six bits of words of 4 bytes tell. */
    static final int MOST_OPTIONS = 252;

    static boolean isOptions(long bytes) {
      return bytes >= 0 && bytes <= MOST_OPTIONS && bytes % 4 == 0;
    }
  }

  /**
   * The answer for one encapsulation and outer header.
   *
   * @param overhead from inner to outer IP packet, bytes
   * @param needed the MTU of the underlay for the machines' packets
   * @param frame what then stands on the wire, outer Ethernet header included, without frame check
   *     sequence: some switches' settings count it
   * @param largest the MTU of the machines that the underlay carries
   * @param fits whether the underlay carries the machines' packets
   */
  record Line(
      Encapsulation as,
      boolean outerV6,
      int overhead,
      int needed,
      int frame,
      int largest,
      boolean fits) {}

  /** Over IPv4 first, then over IPv6. */
  static List<Line> of(Wish wish) {
    List<Line> lines = new ArrayList<>();
    for (Encapsulation as : Encapsulation.OVERLAYS) {
      for (boolean v6 : new boolean[] {false, true}) {
        int options = as == Encapsulation.GENEVE ? wish.options() : 0;
        int needed = as.outerMtu(wish.inner(), v6, wish.innerTag(), options);
        lines.add(
            new Line(
                as,
                v6,
                as.overhead(v6, wish.innerTag(), options),
                needed,
                needed + Encapsulation.ETHERNET + (wish.outerTag() ? Encapsulation.DOT1Q : 0),
                Math.max(0, as.innerMtu(wish.underlay(), v6, wish.innerTag(), options)),
                needed <= wish.underlay()));
      }
    }
    return lines;
  }
}
