package io.coppice.sim.network;

import io.coppice.model.Problem;
import io.coppice.model.overlay.trace.Words;
import io.coppice.wire.tunnel.DropReason;
import java.util.Locale;

/**
 * Why a frame went no further.
 *
 * @param cause what stopped it
 * @param said what the receiver's decoder found, where it was that
 * @param detail what was too large, unknown or forbidden, in figures; for the person
 */
public record NetworkDrop(Cause cause, DropReason said, String detail) {
  /** What stops frames. */
  public enum Cause {
    /** The adapter has no link, or its machine does not run. */
    NO_LINK,
    /** Nobody at this place has the address, and no tunnel leads further. */
    NOBODY,
    /** An adapter takes no frame above its MTU. */
    ADAPTER_MTU,
    /** The packet may not be cut and a link is too small for it (RFC 791, RFC 1191). */
    LINK_MTU,
    /** The endpoint was told that the way is too small. */
    PATH_MTU,
    /** The host has no cable that is up, or no endpoint. */
    NO_UPLINK,
    NO_ROUTE,
    /** Lost on a line. */
    LOST,
    /** The time to live ran out (RFC 791 section 3.2). */
    TTL,
    /** A rule of a middlebox forbids it. */
    FILTERED,
    /** A strict firewall saw no beginning of the connection. */
    INVALID_STATE,
    /** Address translation needs ports, and this has none. */
    NO_PORTS,
    /** Nothing was sent from inside that this answers. */
    NO_MAPPING,
    /** A fence has nobody inside with that outer address. */
    NO_INSIDE,
    /** A fence has no outer address for who sent it. */
    NO_OUTSIDE,
    /** The next on its way does not answer who asks for it. */
    NO_NEIGHBOUR,
    /** For many; it is taken where it comes by the designated sub-group of uplinks. */
    NOT_DESIGNATED,
    /** The packet is not for this host. */
    NOT_FOR_HOST,
    /** Nobody listens there. */
    NO_LISTENER,
    /** The host has no such segment. */
    NO_SEGMENT,
    /** The segment is here, the machine is not: it moved, and the sender's table is old. */
    MOVED_AWAY,
    /** The sender's port does not reach that one (RFC 5517 section 2.1). */
    PRIVATE_VLAN,
    /** A rule of a port group's access list forbids it. */
    ACCESS_RULE,
    /** What the receiver's decoder refuses. */
    REFUSED,
    /** Part of the frame never came. */
    INCOMPLETE;

    /** Of message bundles. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether nobody misses it: it came another way, too. */
  boolean isSpare() {
    return cause == Cause.NOT_DESIGNATED;
  }

  static NetworkDrop of(Cause cause, Object detail) {
    return new NetworkDrop(cause, null, String.valueOf(detail));
  }

  /** What the person is told. */
  Problem problem() {
    return Problem.error("network.drop." + cause.code(), detail);
  }

  /** The same as a sentence. */
  Words words() {
    return Words.of(problem().code(), detail);
  }

  static NetworkDrop refused(DropReason said) {
    return new NetworkDrop(Cause.REFUSED, said, said.section());
  }
}
