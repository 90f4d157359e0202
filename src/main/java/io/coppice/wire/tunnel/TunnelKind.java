package io.coppice.wire.tunnel;

/** The encapsulations that carry a segment's frames over an IP underlay. */
public enum TunnelKind {
  /** RFC 7348. */
  VXLAN(24, 0, 8, 8),
  /** RFC 7637: GRE with a key. Segment ids below 0x1000 are reserved, 0xffffff is the vendors'. */
  NVGRE(24, 0x1000, 8, 0),
  /** draft-davie-stt-08. */
  STT(64, 0, 18, 20),
  /** RFC 8926, here without options. */
  GENEVE(24, 0, 8, 8);

  private final int idBits;
  private final long leastId;
  private final int header;
  private final int transport;

  TunnelKind(int idBits, long leastId, int header, int transport) {
    this.idBits = idBits;
    this.leastId = leastId;
    this.header = header;
    this.transport = transport;
  }

  /** The protocol's own name. */
  @Override
  public String toString() {
    return this == GENEVE ? "Geneve" : name();
  }

  /** Width of the segment id. */
  public int idBits() {
    return idBits;
  }

  /** The smallest id a segment may have. */
  public long leastId() {
    return leastId;
  }

  /** The largest id a segment may have, unsigned. */
  public long greatestId() {
    return this == NVGRE ? 0xff_fffe : idBits == 64 ? -1L : (1L << idBits) - 1;
  }

  /** Whether a segment may have this id; ids are unsigned. */
  public boolean allows(long id) {
    return Long.compareUnsigned(id, leastId) >= 0 && Long.compareUnsigned(id, greatestId()) <= 0;
  }

  /** The tunnel's own header in bytes; of STT, what the first segment adds. */
  public int headerBytes() {
    return header;
  }

  /** UDP's header, STT's TCP-like one, or nothing. */
  public int transportBytes() {
    return transport;
  }

  /**
   * The largest IP packet an inner machine may send so that it passes an underlay of the given IP
   * MTU in one packet, behind an inner Ethernet header of 14 bytes.
   */
  public int innerMtu(int underlayMtu, boolean outerV6) {
    return underlayMtu - (outerV6 ? 40 : 20) - transport - header - 14;
  }
}
