package io.coppice.model.inventory;

import io.coppice.model.IpAddress;

/**
 * Copies of frames, sent to a collector (draft-foschiano-erspan-03). The copies are seen there and
 * go nowhere else.
 *
 * @param id of the session, by which a collector tells it from others, 0 to 1023
 * @param collector IPv4 address in the underlay, 32 bits
 */
public record MirrorSession(PortDirection direction, Type type, int id, int collector) {
  /** Ten bits. */
  public static final int MOST_ID = 1023;

  public MirrorSession {
    if (id < 0 || id > MOST_ID) {
      throw new IllegalArgumentException("A session id has ten bits: " + id);
    }
  }

  /** Which header stands before a copy. */
  public enum Type {
    /** Eight bytes, with the port's index. */
    II(8),
    /** Twelve bytes, with an instant. */
    III(12);

    /** Ethernet, IPv4, and GRE with a sequence number. */
    private static final int BEFORE = 14 + 20 + 8;

    private final int header;

    Type(int header) {
      this.header = header;
    }

    /** Bytes that a copy is longer than its frame. */
    public int overhead() {
      return BEFORE + header;
    }
  }

  public IpAddress address() {
    return IpAddress.v4(collector & 0xffff_ffffL);
  }
}
