package io.coppice.wire.dissect;

/** What ICMP types say (IANA, "ICMP Parameters" and "ICMPv6 Parameters"). */
final class IcmpNames {
  private IcmpNames() {}

  static String v4(int type, int code) {
    return switch (type) {
      case 0 -> "echo reply";
      case 3 -> unreachable(code);
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
