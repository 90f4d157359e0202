package io.coppice.wire.dissect;

/** What ICMP types say (IANA, "ICMP Parameters" and "ICMPv6 Parameters"). */
final class IcmpNames {
  private IcmpNames() {}

  /**
   * Whether such a message carries the head of the packet that it is about: RFC 792, every message
   * but echo, timestamp and information; RFC 4443 section 2.1, the errors, whose types are below
   * 128.
   */
  static boolean quotes(boolean v6, int type) {
    return v6
        ? type >= 1 && type <= 4
        : type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
  }

  static String v4(int type, int code) {
    return switch (type) {
      case 0 -> "echo reply";
      case 3 -> unreachable(code);
      case 4 -> "source quench";
      case 5 -> "redirect";
      case 8 -> "echo request";
      case 9 -> "router advertisement";
      case 10 -> "router solicitation";
      case 11 -> code == 0 ? "time to live exceeded" : "fragment reassembly time exceeded";
      case 12 -> "parameter problem";
      default -> null;
    };
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "network unreachable";
      case 1 -> "host unreachable";
      case 2 -> "protocol unreachable";
      case 3 -> "port unreachable";
      case 4 -> "fragmentation needed";
      case 9, 10, 13 -> "administratively prohibited";
      default -> "unreachable";
    };
  }

  static String v6(int type) {
    return switch (type) {
      case 1 -> "destination unreachable";
      case 2 -> "packet too big";
      case 3 -> "time exceeded";
      case 4 -> "parameter problem";
      case 128 -> "echo request";
      case 129 -> "echo reply";
      case 130, 131, 132, 143 -> "multicast listener";
      case 133 -> "router solicitation";
      case 134 -> "router advertisement";
      case 135 -> "neighbour solicitation";
      case 136 -> "neighbour advertisement";
      default -> null;
    };
  }
}
