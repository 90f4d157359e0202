package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Segment;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The overlay segment that a port group is backed by; whose adapters are in the port group is in
 * the segment, wherever its machine runs.
 *
 * @param id VNI, VSID or context, unsigned
 * @param tenant whose it is; may be empty
 * @param replication head-end or multicast
 * @param group that frames for all are sent to, with multicast replication
 * @param ageing of learned addresses, seconds
 * @param suppression whether endpoints answer questions for addresses that they know
 * @param whole whether its packets forbid that they are cut on their way (RFC 7348 section 4.3)
 * @param mtu of its machines, bytes; 0 for the largest that every endpoint carries, up to 1500
 */
public record SegmentSettings(
    PortGroupId portGroup,
    Encapsulation encapsulation,
    long id,
    String tenant,
    Segment.Replication replication,
    Optional<IpAddress> group,
    int ageing,
    boolean suppression,
    boolean whole,
    int mtu) {
  /** Of learned addresses, seconds (IEEE 802.1D-2004, 7.9.2). */
  public static final int AGEING = 300;

  public SegmentSettings {
    if (!fits(encapsulation, id)) {
      throw new IllegalArgumentException(encapsulation + " has no id " + Long.toUnsignedString(id));
    }
    if (group.isPresent() != (replication == Segment.Replication.MULTICAST)) {
      throw new IllegalArgumentException("Multicast replication, and no other, has a group");
    }
  }

  /** A head-end replicated segment. */
  public static SegmentSettings headEnd(PortGroupId of, Encapsulation encapsulation, long id) {
    return new SegmentSettings(
        of,
        encapsulation,
        id,
        "",
        Segment.Replication.HEAD_END,
        Optional.empty(),
        AGEING,
        false,
        true,
        0);
  }

  /**
   * Whether an encapsulation can carry the id: 24 bits of VNI (RFC 7348 section 5, RFC 8926 section
   * 3.4), of which NVGRE keeps 0 to 0xFFF and 0xFFFFFF back (RFC 7637 section 3.2); 64 bits of
   * context, unsigned (draft-davie-stt section 3.2). VNI 0 names no segment here. Plain GRE is not
   * set up here at all.
   */
  public static boolean fits(Encapsulation encapsulation, long id) {
    return switch (encapsulation) {
      case VXLAN, GENEVE -> id > 0 && id >>> 24 == 0;
      case NVGRE -> id > 0xFFF && id < 0xFF_FFFF;
      case STT -> true;
      case GRE, KEYED_GRE -> false;
    };
  }

  /** An id as people write it: decimal digits, unsigned, at most 64 bits. */
  public static Optional<Long> parseId(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || new BigInteger(text).bitLength() > 64) {
      return Optional.empty();
    }
    return Optional.of(Long.parseUnsignedLong(text));
  }

  /** With what may be edited. */
  public SegmentSettings with(long otherId, String otherTenant, boolean suppresses, int otherMtu) {
    return new SegmentSettings(
        portGroup,
        encapsulation,
        otherId,
        otherTenant,
        replication,
        group,
        ageing,
        suppresses,
        whole,
        otherMtu);
  }

  public boolean isSame(Encapsulation other, long otherId) {
    return encapsulation == other && id == otherId;
  }
}
