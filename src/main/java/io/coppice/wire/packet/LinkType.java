package io.coppice.wire.packet;

/** What a captured packet begins with (the LINKTYPE registry of tcpdump.org). */
public enum LinkType {
  NULL(0),
  ETHERNET(1),
  PPP(9),
  PPP_HDLC(50),
  RAW(101),
  CISCO_HDLC(104),
  LOOP(108),
  LINUX_SLL(113),
  IPV4(228),
  IPV6(229),
  NFLOG(239),
  LINUX_SLL2(276),
  UNKNOWN(-1);

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** By number; the numbers some systems write for RAW are known. */
  public static LinkType of(int number) {
    if (number == 12 || number == 14) {
      return RAW;
    }
    for (LinkType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return UNKNOWN;
  }
}
