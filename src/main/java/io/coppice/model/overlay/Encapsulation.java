package io.coppice.model.overlay;

import java.util.List;

/**
 * How a segment's frames travel, with the bytes that each adds to the outer IP packet: the inner
 * Ethernet header of 14 bytes and what stands between it and the outer IP header. Sources: RFC 7348
 * section 5, RFC 7637 section 3.2, RFC 8926 section 3.1, draft-davie-stt section 3, RFC 2784
 * section 2, RFC 2890 section 2.
 */
public enum Encapsulation {
  VXLAN(8 + 8, 24, 4789),
  GENEVE(8 + 8, 24, 6081),
  NVGRE(8, 24, 0),
  /** The first segment: a TCP-like header of 20 and the STT header of 18. */
  STT(20 + 18, 64, 7471),
  /** Ethernet in plain GRE without a key, as between two ends of {@code gretap}. */
  GRE(4, 0, 0),
  /** With a key of 32 bits, all of which tell segments apart, where NVGRE has 24 of VSID. */
  KEYED_GRE(8, 32, 0);

  /** Those by which segments are set up here; plain GRE is met in networks of others. */
  public static final List<Encapsulation> OVERLAYS = List.of(VXLAN, GENEVE, NVGRE, STT);

  public static final int ETHERNET = 14;
  public static final int DOT1Q = 4;

  private final int header;
  private final int idBits;
  private final int port;

  Encapsulation(int header, int idBits, int port) {
    this.header = header;
    this.idBits = idBits;
    this.port = port;
  }

  /** A segment as people call it: {@code VXLAN 5001}. Without a key there is only one. */
  public String label(long id) {
    return this == GRE ? "GRE" : this + " " + Long.toUnsignedString(id);
  }

  /** The protocol's own name. */
  @Override
  public String toString() {
    return switch (this) {
      case GENEVE -> "Geneve";
      case KEYED_GRE -> "GRE";
      default -> name();
    };
  }

  public boolean isPlainGre() {
    return this == GRE || this == KEYED_GRE;
  }

  /** The port assigned to it, or 0 where there are no ports. */
  public int assignedPort() {
    return port;
  }

  /** Whether middleboxes see ports in its packets. */
  public boolean hasPorts() {
    return port != 0;
  }

  public int idBits() {
    return idBits;
  }

  /**
   * Bytes that an inner IP packet grows by until it is an outer IP packet: the inner Ethernet
   * header (with a tag, if it keeps one), the tunnel's header, its options, and the outer IP
   * header.
   */
  public int overhead(boolean outerV6, boolean innerTag, int options) {
    return ETHERNET + (innerTag ? DOT1Q : 0) + header + options + (outerV6 ? 40 : 20);
  }

  /** The largest inner IP packet that the outer path carries whole. */
  public int innerMtu(int outerMtu, boolean outerV6, boolean innerTag, int options) {
    return outerMtu - overhead(outerV6, innerTag, options);
  }

  /** What the outer path must carry for an inner IP packet of this size. */
  public int outerMtu(int innerMtu, boolean outerV6, boolean innerTag, int options) {
    return innerMtu + overhead(outerV6, innerTag, options);
  }

  /** Bytes added on the wire, outer Ethernet included, to the inner frame. */
  public int addedOnTheWire(boolean outerV6, boolean outerTag) {
    return header + (outerV6 ? 40 : 20) + ETHERNET + (outerTag ? DOT1Q : 0);
  }
}
