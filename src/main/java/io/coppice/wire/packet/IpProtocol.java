package io.coppice.wire.packet;

/** Numbers of IPv4's protocol and IPv6's next header fields (IANA, "Protocol Numbers"). */
public final class IpProtocol {
  public static final int HOP_BY_HOP = 0;
  public static final int ICMP = 1;
  public static final int IGMP = 2;
  public static final int IPV4 = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int IPV6 = 41;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int GRE = 47;
  public static final int AUTHENTICATION = 51;
  public static final int ICMPV6 = 58;
  public static final int NO_NEXT = 59;
  public static final int DESTINATION = 60;
  public static final int MOBILITY = 135;
  public static final int ETHERNET = 143;

  private IpProtocol() {}

  /** Whether the number names an extension header of IPv6 that has the common shape. */
  public static boolean isExtension(int number) {
    return number == HOP_BY_HOP
        || number == ROUTING
        || number == DESTINATION
        || number == AUTHENTICATION
        || number == MOBILITY;
  }
}
