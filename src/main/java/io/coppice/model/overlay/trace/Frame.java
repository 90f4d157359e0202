package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;

/**
 * An Ethernet frame as layers; {@link #bytes()} gives it as it is on the wire, without the frame
 * check sequence.
 *
 * @param vlan its 802.1Q tag, or 0
 */
public record Frame(Mac source, Mac target, int vlan, Payload payload) {

  /** What follows the Ethernet header. */
  public sealed interface Payload {
    /** Bytes. */
    int length();
  }

  /** A question for an address, or its answer (RFC 826). */
  public record Arp(
      boolean reply, Mac senderMac, IpAddress senderIp, Mac targetMac, IpAddress targetIp)
      implements Payload {
    @Override
    public int length() {
      return 28;
    }

    /** The answer to this question: the address asked for is this one's. */
    public Arp answeredBy(Mac mac) {
      return new Arp(
          true,
          /* senderMac= */ mac,
          /* senderIp= */ targetIp,
          /* targetMac= */ senderMac,
          /* targetIp= */ senderIp);
    }
  }

  /**
   * A packet as it was carried, not taken apart.
   *
   * @param type of Ethernet
   */
  public record Carried(int type, byte[] packet) implements Payload {
    @Override
    public int length() {
      return packet.length;
    }
  }

  /**
   * An IP packet.
   *
   * @param ttl or hop limit
   * @param fragmentMtu the size of the pieces it travels in; 0 while it is whole
   */
  public record Ip(
      IpAddress source,
      IpAddress target,
      int ttl,
      boolean dontFragment,
      int fragmentMtu,
      Content content)
      implements Payload {
    @Override
    public int length() {
      return (source.v6() ? 40 : 20) + content.length();
    }

    /** Bytes of its largest piece. */
    public int largestPiece() {
      return fragmentMtu == 0 ? length() : Math.min(length(), fragmentMtu);
    }

    /** A packet from its target to its source, that may be cut. */
    public Ip back(Content answer) {
      return new Ip(/* source= */ target, /* target= */ source, 64, false, 0, answer);
    }

    public Ip forwarded() {
      return new Ip(source, target, ttl - 1, dontFragment, fragmentMtu, content);
    }

    public Ip inPieces(int mtu) {
      int pieces = fragmentMtu == 0 ? mtu : Math.min(mtu, fragmentMtu);
      return new Ip(source, target, ttl, dontFragment, pieces, content);
    }

    public Ip whole() {
      return fragmentMtu == 0 ? this : new Ip(source, target, ttl, dontFragment, 0, content);
    }
  }

  /** What an IP packet carries. */
  public sealed interface Content {
    int length();
  }

  /** An echo request or reply, ICMP or ICMPv6. */
  public record Echo(boolean reply, int id, int sequence, int payloadBytes) implements Content {
    @Override
    public int length() {
      return 8 + payloadBytes;
    }
  }

  /** A UDP datagram (RFC 768). */
  public record Datagram(int sourcePort, int targetPort, int payloadBytes) implements Content {
    @Override
    public int length() {
      return 8 + payloadBytes;
    }
  }

  /**
   * A TCP segment (RFC 9293).
   *
   * @param mss the most that its sender takes in one segment, which it says with SYN
   */
  public record Segment(
      Flags flags, int sourcePort, int targetPort, int sequence, int payloadBytes, int mss)
      implements Content {
    /** What a segment is for. */
    public enum Flags {
      SYN(0x02),
      SYN_ACK(0x12),
      ACK(0x10);

      private final int bits;

      Flags(int bits) {
        this.bits = bits;
      }

      int bits() {
        return bits;
      }

      boolean hasSyn() {
        return (bits & 2) != 0;
      }
    }

    @Override
    public int length() {
      return (flags.hasSyn() ? 24 : 20) + payloadBytes;
    }

    /** A segment of the other direction. */
    public Segment back(Flags other, int ownMss) {
      return new Segment(
          other, /* sourcePort= */ targetPort, /* targetPort= */ sourcePort, sequence, 0, ownMss);
    }
  }

  /** The packet was too big: ICMP 3/4 or ICMPv6 2. */
  public record TooBig(int mtu, Ip original) implements Content {
    @Override
    public int length() {
      int room = original.source().v6() ? 1280 - 48 : 576 - 28;
      return 8 + Math.min(original.length(), room);
    }
  }

  /** The packet cannot get there: ICMP 3 or 11, ICMPv6 1 or 3. */
  public record Unreachable(boolean timeExceeded, int code, Ip original) implements Content {
    @Override
    public int length() {
      return 8 + Math.min(original.length(), original.source().v6() ? 1280 - 48 : 576 - 28);
    }
  }

  /** A neighbour solicitation or advertisement with its link-layer option (RFC 4861). */
  public record Discovery(boolean advertisement, IpAddress target, Mac mac) implements Content {
    @Override
    public int length() {
      return 32;
    }
  }

  /** A router solicitation, which every host that speaks IPv6 sends when a link comes up. */
  public record RouterSolicitation(Mac mac) implements Content {
    @Override
    public int length() {
      return 16;
    }
  }

  /** A frame within the packet. */
  public record Tunnelled(
      Encapsulation encapsulation, long id, int sourcePort, int targetPort, Frame inner)
      implements Content {
    @Override
    public int length() {
      int headers = encapsulation.overhead(false, false, 0) - Encapsulation.ETHERNET - 20;
      return headers + inner.length();
    }
  }

  /** Bytes, from the Ethernet header on. */
  public int length() {
    return Encapsulation.ETHERNET + (vlan == 0 ? 0 : Encapsulation.DOT1Q) + payload.length();
  }

  public Frame with(Payload other) {
    return new Frame(source, target, vlan, other);
  }

  /** A frame from its target to its source. */
  public Frame back(Payload answer) {
    return new Frame(/* source= */ target, /* target= */ source, vlan, answer);
  }

  public Frame tagged(int tag) {
    return tag == vlan ? this : new Frame(source, target, tag, payload);
  }

  /** As it is on the wire. A packet in pieces is shown whole. */
  public byte[] bytes() {
    return FrameEncoder.encode(this);
  }
}
