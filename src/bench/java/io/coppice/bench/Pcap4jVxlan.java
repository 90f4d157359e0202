package io.coppice.bench;

import java.util.Arrays;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;

/**
 * VXLAN as a user of pcap4j does it, which knows the outer headers and the inner ones, but not the
 * eight bytes between them.
 */
final class Pcap4jVxlan {
  private static final int OUTER = 42;
  private static final int HEADER = 8;

  private final EthernetPacket outer;
  private final byte[] header;

  /**
   * Takes the outer headers from a packet that is wrapped already.
   *
   * @param packet Ethernet, IPv4, UDP, VXLAN
   */
  Pcap4jVxlan(byte[] packet, int length) throws IllegalRawDataException {
    outer = EthernetPacket.newPacket(packet, 0, length);
    header = Arrays.copyOfRange(packet, OUTER, OUTER + HEADER);
  }

  /** The frame in the same outer headers; lengths and the IPv4 checksum are computed. */
  byte[] encapsulate(byte[] frame) {
    byte[] payload = Arrays.copyOf(header, HEADER + frame.length);
    System.arraycopy(frame, 0, payload, HEADER, frame.length);
    IpV4Packet ip = outer.get(IpV4Packet.class);
    UdpPacket.Builder udp =
        outer
            .get(UdpPacket.class)
            .getBuilder()
            .correctLengthAtBuild(true)
            .correctChecksumAtBuild(false)
            .payloadBuilder(new UnknownPacket.Builder().rawData(payload));
    return outer
        .getBuilder()
        .payloadBuilder(
            ip.getBuilder()
                .correctLengthAtBuild(true)
                .correctChecksumAtBuild(true)
                .payloadBuilder(udp))
        .build()
        .getRawData();
  }

  /** The inner frame, parsed; its port and flags are checked as RFC 7348 section 5 asks. */
  static EthernetPacket decapsulate(byte[] packet, int length) throws IllegalRawDataException {
    UdpPacket udp = EthernetPacket.newPacket(packet, 0, length).get(UdpPacket.class);
    byte[] payload = udp.getPayload().getRawData();
    if (udp.getHeader().getDstPort().valueAsInt() != 4789 || (payload[0] & 8) == 0) {
      throw new IllegalRawDataException("no VXLAN");
    }
    return EthernetPacket.newPacket(payload, HEADER, payload.length - HEADER);
  }
}
