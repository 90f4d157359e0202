package io.coppice.wire.tunnel;

import java.util.Locale;

/**
 * Why a receiver, or a sender that is asked the impossible, drops a packet. The texts stand in the
 * message bundles under {@code wire.drop.} and {@link #code()}.
 */
public enum DropReason {
  /** The bytes end before the header does. */
  TRUNCATED(""),
  /** Nothing that any of the tunnels here begins with. */
  NOT_A_TUNNEL(""),
  NOT_IP(""),
  /** Only whole Ethernet frames travel here. */
  NOT_ETHERNET(""),
  IP_HEADER("RFC 1122 section 3.2.1"),
  IP_CHECKSUM("RFC 1122 section 3.2.1.2"),
  FRAGMENTS_INCOMPLETE("RFC 791 section 3.2"),
  FRAGMENTS_OVERLAP("RFC 5722 section 4"),
  UDP_LENGTH("RFC 768"),
  UDP_CHECKSUM("RFC 768"),
  /** IPv6 forbids it except where tunnels are told to allow it. */
  UDP_CHECKSUM_ZERO_V6("RFC 6936 section 4"),
  VXLAN_NO_VNI("RFC 7348 section 5"),
  VXLAN_RESERVED_BITS("RFC 7348 section 5"),
  VXLAN_INNER_TAG("RFC 7348 section 6.1"),
  GPE_VERSION("draft-ietf-nvo3-vxlan-gpe-13 section 3.1"),
  GPE_NEXT_PROTOCOL("draft-ietf-nvo3-vxlan-gpe-13 section 3.1"),
  GRE_VERSION("RFC 2784 section 2.3.1"),
  GRE_FLAGS("RFC 2890 section 2"),
  GRE_CHECKSUM("RFC 2784 section 2.4"),
  NVGRE_NO_KEY("RFC 7637 section 3.2"),
  NVGRE_FLAGS("RFC 7637 section 3.2"),
  NVGRE_INNER_TAG("RFC 7637 section 3.3"),
  GRE_PROTOCOL("RFC 7637 section 3.2"),
  GENEVE_VERSION("RFC 8926 section 3.4"),
  GENEVE_OPTIONS("RFC 8926 section 3.5"),
  GENEVE_CRITICAL_OPTION("RFC 8926 section 3.5.1"),
  GENEVE_CONTROL("RFC 8926 section 3.4"),
  GENEVE_PROTOCOL("RFC 8926 section 3.4"),
  TCP_CHECKSUM("RFC 9293 section 3.1"),
  STT_EMPTY("draft-davie-stt-08 section 3"),
  STT_BEYOND_TOTAL("draft-davie-stt-08 section 3"),
  STT_OVERLAP("draft-davie-stt-08 section 3"),
  STT_DUPLICATE("draft-davie-stt-08 section 3"),
  STT_VERSION("draft-davie-stt-08 section 3"),
  STT_TOO_SHORT("draft-davie-stt-08 section 3"),
  /** Segments were missing 30 seconds after the first, or where the input ended. */
  STT_INCOMPLETE("draft-davie-stt-08 section 3"),
  /** More frames under way than the receiver keeps; the oldest goes. */
  STT_CROWDED("draft-davie-stt-08 section 3"),
  INNER_TOO_SHORT("IEEE 802.3 section 3.2"),
  /** A tunnel endpoint does not fragment. */
  EXCEEDS_MTU("RFC 7348 section 4.3"),
  /** Longer than the encapsulation can say. */
  TOO_LONG("");

  private final String section;

  DropReason(String section) {
    this.section = section;
  }

  /** The rule that asks for it; empty if it is common sense. */
  public String section() {
    return section;
  }

  /** Of message bundles and JSON: {@code stt-overlap}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
