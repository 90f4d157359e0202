package io.coppice.wire.packet;

/** Ethernet II headers and IEEE 802.1Q tags. The frame check sequence is never part of a frame. */
public final class Ethernet {
  public static final int HEADER = 14;
  public static final int TAG = 4;

  /** A frame's least length without its check sequence (IEEE 802.3 section 4.4.2). */
  public static final int LEAST = 60;

  private Ethernet() {}

  public static long destination(byte[] b, int at) {
    return Octets.u48(b, at);
  }

  public static long source(byte[] b, int at) {
    return Octets.u48(b, at + 6);
  }

  /** The type right behind the addresses: a tag's own if there is one. */
  public static int type(byte[] b, int at) {
    return Octets.u16(b, at + 12);
  }

  /** Writes 14 bytes. */
  public static int write(byte[] b, int at, long destination, long source, int type) {
    if (MacBits.isGroup(source)) {
      throw new IllegalArgumentException("A frame never comes from a group address");
    }
    Octets.put48(b, at, destination);
    Octets.put48(b, at + 6, source);
    Octets.put16(b, at + 12, type);
    return HEADER;
  }

  /** Writes the four bytes of a tag, to stand where the type stood, and returns their length. */
  public static int writeTag(byte[] b, int at, int priority, int vlan, int type) {
    if (vlan < 0 || vlan > 4094 || priority < 0 || priority > 7) {
      throw new IllegalArgumentException("No tag: VLAN " + vlan + ", priority " + priority);
    }
    Octets.put16(b, at, priority << 13 | vlan);
    Octets.put16(b, at + 2, type);
    return TAG;
  }

  /** Length of the Ethernet header with its tags; at most what is there. */
  public static int headerLength(byte[] b, int at, int end) {
    int next = at + 12;
    while (next + 6 <= end && EtherType.isTag(Octets.u16(b, next))) {
      next += TAG;
    }
    return Math.min(next + 2, end) - at;
  }
}
