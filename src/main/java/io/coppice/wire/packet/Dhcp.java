package io.coppice.wire.packet;

import java.util.OptionalInt;

/** DHCP messages (RFC 2131 section 2) with the options a lease needs (RFC 2132). */
public final class Dhcp {
  public static final int SERVER_PORT = 67;
  public static final int CLIENT_PORT = 68;
  public static final int DISCOVER = 1;
  public static final int OFFER = 2;
  public static final int REQUEST = 3;
  public static final int ACK = 5;
  public static final int NAK = 6;
  public static final int RELEASE = 7;
  public static final int OPTION_MASK = 1;
  public static final int OPTION_ROUTER = 3;
  public static final int OPTION_REQUESTED = 50;
  public static final int OPTION_LEASE = 51;
  public static final int OPTION_MESSAGE = 53;
  public static final int OPTION_SERVER = 54;
  private static final int OPTIONS = 240;
  private static final int COOKIE = 0x6382_5363;

  private Dhcp() {}

  /**
   * One message of a lease.
   *
   * @param type {@link #DISCOVER} to {@link #RELEASE}
   * @param yours the address offered or given; 0 for none
   * @param requested the address the client asks for; 0 for none
   * @param server the server's identifier; 0 for none
   * @param leaseSeconds 0 leaves mask, router and lease out
   */
  public record Message(
      int type,
      int transaction,
      long clientMac,
      int client,
      int yours,
      int requested,
      int server,
      int mask,
      int router,
      int leaseSeconds) {
    /** Whether a server sends it. */
    public boolean isReply() {
      return type == OFFER || type == ACK || type == NAK;
    }
  }

  /** The message as a UDP payload of 300 bytes, the least that BOOTP relays take (RFC 1542). */
  public static byte[] write(Message message) {
    byte[] b = new byte[300];
    Octets.put32(b, 0, message.isReply() ? 0x0201_0600 : 0x0101_0600);
    Octets.put32(b, 4, message.transaction());
    Octets.put16(b, 10, 0x8000);
    Octets.put32(b, 12, message.client());
    Octets.put32(b, 16, message.yours());
    Octets.put32(b, 20, message.isReply() ? message.server() : 0);
    Octets.put48(b, 28, message.clientMac());
    Octets.put32(b, 236, COOKIE);
    int at = OPTIONS;
    b[at] = OPTION_MESSAGE;
    b[at + 1] = 1;
    b[at + 2] = (byte) message.type();
    at += 3;
    at = writeOption(b, at, OPTION_REQUESTED, message.requested());
    at = writeOption(b, at, OPTION_SERVER, message.server());
    if (message.leaseSeconds() != 0) {
      at = writeOption(b, at, OPTION_LEASE, message.leaseSeconds());
      at = writeOption(b, at, OPTION_MASK, message.mask());
      at = writeOption(b, at, OPTION_ROUTER, message.router());
    }
    b[at] = (byte) 255;
    return b;
  }

  private static int writeOption(byte[] b, int at, int code, int value) {
    if (value == 0) {
      return at;
    }
    b[at] = (byte) code;
    b[at + 1] = 4;
    Octets.put32(b, at + 2, value);
    return at + 6;
  }

  /** Whether a UDP payload is DHCP. */
  public static boolean isDhcp(byte[] b, int at, int end) {
    return end - at >= OPTIONS && Octets.i32(b, at + 236) == COOKIE;
  }

  public static int transaction(byte[] b, int at) {
    return Octets.i32(b, at + 4);
  }

  public static int yours(byte[] b, int at) {
    return Octets.i32(b, at + 16);
  }

  public static long clientMac(byte[] b, int at) {
    return Octets.u48(b, at + 28);
  }

  /** The message's type; empty if it says none. */
  public static OptionalInt type(byte[] b, int at, int end) {
    int option = find(b, at, end, OPTION_MESSAGE, 1);
    return option < 0 ? OptionalInt.empty() : OptionalInt.of(Octets.u8(b, option));
  }

  /** An option of four bytes; empty if it is not there. */
  public static OptionalInt option(byte[] b, int at, int end, int code) {
    int option = find(b, at, end, code, 4);
    return option < 0 ? OptionalInt.empty() : OptionalInt.of(Octets.i32(b, option));
  }

  /** The offset of an option's data; -1 if it is not there or shorter than {@code least}. */
  private static int find(byte[] b, int at, int end, int code, int least) {
    int next = at + OPTIONS;
    while (next + 1 < end && Octets.u8(b, next) != 255) {
      if (b[next] == 0) {
        next++;
        continue;
      }
      int length = Octets.u8(b, next + 1);
      if (Octets.u8(b, next) == code && length >= least && next + 2 + length <= end) {
        return next + 2;
      }
      next += 2 + length;
    }
    return -1;
  }
}
