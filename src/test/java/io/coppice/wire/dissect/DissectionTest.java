package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Frames.Path;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.TunnelKind;
import io.coppice.wire.tunnel.Vxlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DissectionTest {
  private static final IpAddress A = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("10.0.0.2").orElseThrow();
  private static final Path INNER = new Path(0x5254_0000_0001L, A, 0x5254_0000_0002L, B);
  private static final OuterHeader OUTER = OuterHeader.between(2, A, 4, B);

  private static byte[] vxlan(byte[] frame) {
    byte[] out = new byte[frame.length + 100];
    int length =
        new Encapsulator(TunnelKind.VXLAN, 42, OUTER, 9000)
            .encapsulate(frame, 0, frame.length, out, 0);
    return Arrays.copyOf(out, length);
  }

  private static List<LayerKind> kinds(byte[] packet) {
    return Dissection.of(packet, LinkType.ETHERNET).layers().stream()
        .map(Dissection.Layer::kind)
        .toList();
  }

  static Stream<Dissection.Field> fields(Dissection.Field field) {
    return Stream.concat(
        Stream.of(field), field.children().stream().flatMap(DissectionTest::fields));
  }

  private static Optional<Dissection.Field> find(byte[] packet, String key) {
    return Dissection.of(packet, LinkType.ETHERNET).layers().stream()
        .flatMap(layer -> layer.fields().stream())
        .flatMap(DissectionTest::fields)
        .filter(field -> field.spec().key().equals(key))
        .reduce((_, last) -> last);
  }

  @Test
  void aWrappedFrameShowsEveryLayerWithPlaceAndSource() {
    byte[] packet = vxlan(Frames.tcp(INNER, 80, 1024, 1, 2, Tcp.SYN, new byte[0]));
    assertEquals(
        List.of(
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.UDP,
            LayerKind.VXLAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        kinds(packet));
    Dissection.Field vni = find(packet, "vxlan.vni").orElseThrow();
    assertEquals("42", vni.value());
    assertEquals((14 + 20 + 8 + 4) * 8, vni.bit());
    assertEquals(24, vni.bits());
    assertEquals("RFC 7348 section 5", vni.spec().section());
    assertEquals("SYN", find(packet, "tcp.flags").orElseThrow().meaning());
    assertEquals("right", find(packet, "tcp.checksum").orElseThrow().meaning());
  }

  @Test
  void checksumsAreToldAsTheyAre() {
    byte[] frame = Frames.tcp(INNER, 80, 1024, 1, 2, Tcp.SYN, new byte[10]);
    int right = Octets.u16(frame, 50);
    assertEquals(FieldSink.Verdict.GOOD, find(frame, "tcp.checksum").orElseThrow().verdict());
    Octets.put16(frame, 50, right ^ 0x0100);
    Dissection.Field wrong = find(frame, "tcp.checksum").orElseThrow();
    assertEquals(FieldSink.Verdict.BAD, wrong.verdict());
    assertEquals("wrong, should be 0x%04x".formatted(right), wrong.meaning());
    Octets.put16(frame, 50, Checksums.fold(Ipv4.pseudo(frame, 14, 6, frame.length - 34)));
    assertTrue(find(frame, "tcp.checksum").orElseThrow().meaning().startsWith("not computed yet"));
    byte[] cut = Arrays.copyOf(frame, frame.length - 5);
    assertTrue(find(cut, "tcp.checksum").orElseThrow().meaning().startsWith("cannot be judged"));
  }

  @Test
  void tunnelsInTunnelsAreWalkedToAnyDepthThatFits() {
    byte[] packet = Frames.udp(INNER, 1, 2, new byte[4]);
    for (int depth = 0; depth < 100; depth++) {
      packet = vxlan(packet);
    }
    assertEquals(100, kinds(packet).stream().filter(k -> k == LayerKind.VXLAN).count());
    byte[] ipip = new byte[65_520 + 14];
    Octets.put16(ipip, 12, EtherType.IPV4);
    int depth = 0;
    for (int at = 14; at + 20 <= ipip.length; at += 20) {
      Ipv4.write(ipip, at, ipip.length - at, 0, 0, 0, 64, IpProtocol.IPV4, 1, 2);
      depth++;
    }
    assertEquals(3276, depth);
    assertEquals(depth, kinds(ipip).stream().filter(k -> k == LayerKind.IPV4).count());
  }

  @Test
  void vxlanOnAnUnknownPortIsOffered() {
    byte[] packet = vxlan(Frames.udp(INNER, 1, 2, new byte[4]));
    Octets.put16(packet, 36, 12_345);
    Dissection offered = Dissection.of(packet, LinkType.ETHERNET);
    assertTrue(offered.fitsVxlan());
    assertEquals(LayerKind.PAYLOAD, offered.layers().getLast().kind());
    PortTable ports = PortTable.STANDARD.with("12345=vxlan").orElseThrow();
    Dissection told = Dissection.of(packet, packet.length, LinkType.ETHERNET, ports);
    assertEquals(LayerKind.VXLAN, told.layers().get(3).kind());
    assertFalse(told.fitsVxlan());
    for (String no : List.of("", "=vxlan", "0=vxlan", "65536=vxlan", "1=http", "x=vxlan")) {
      assertTrue(PortTable.STANDARD.with(no).isEmpty(), no);
    }
  }

  @Test
  void mirroredFramesAreOpened() {
    byte[] inner = Frames.arpRequest(2, 1, 2);
    byte[] two = new byte[8 + 8 + inner.length];
    Gre.write(two, 0, EtherType.ERSPAN_II, -1, 5);
    Erspan.writeII(two, 8, 100, 7, 3);
    System.arraycopy(inner, 0, two, 16, inner.length);
    byte[] packet = Frames.ip(INNER, IpProtocol.GRE, 1, 0, two);
    assertEquals(
        List.of(
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.GRE,
            LayerKind.ERSPAN_II,
            LayerKind.ETHERNET,
            LayerKind.ARP),
        kinds(packet));
    assertEquals("7", find(packet, "erspan.spanid").orElseThrow().value());
    byte[] three = new byte[8 + 12 + inner.length];
    Gre.write(three, 0, EtherType.ERSPAN_III, -1, 5);
    Erspan.writeIII(three, 8, 100, 1023, 123);
    System.arraycopy(inner, 0, three, 20, inner.length);
    byte[] packet3 = Frames.ip(INNER, IpProtocol.GRE, 1, 0, three);
    assertTrue(kinds(packet3).contains(LayerKind.ARP));
    assertEquals("1023", find(packet3, "erspan.spanid").orElseThrow().value());
    packet3[14 + 20 + 8 + 10] = 7 << 2;
    assertEquals(
        LayerKind.ERSPAN_III, Dissection.of(packet3, LinkType.ETHERNET).layers().get(3).kind());
    assertEquals(Stop.UNKNOWN, Dissection.of(packet3, LinkType.ETHERNET).stop());
    assertFalse(kinds(packet3).contains(LayerKind.ARP));
  }

  @Test
  void cutPacketsSayWhereTheyStop() {
    byte[] packet = vxlan(Frames.udp(INNER, 1, 2, new byte[4]));
    for (int length = 0; length < packet.length; length++) {
      byte[] cut = Arrays.copyOf(packet, length);
      Dissection d = Dissection.of(cut, packet.length, LinkType.ETHERNET, PortTable.STANDARD);
      assertTrue(d.stoppedAt() <= length);
      assertTrue(d.stop() == Stop.CUT || d.stop() == Stop.PAYLOAD || length >= 92, length + "");
    }
    assertEquals(Stop.PAYLOAD, Dissection.of(packet, LinkType.ETHERNET).stop());
  }

  @Test
  void anIpv4HeaderThatLiesIsMalformed() {
    byte[] packet = Frames.udp(INNER, 1, 2, new byte[4]);
    packet[14] = 0x44;
    assertEquals(Stop.MALFORMED, Dissection.of(packet, LinkType.ETHERNET).stop());
  }

  @Test
  void everyFieldLiesInItsLayerAndFieldsOfOneLayerDoNotOverlap() {
    byte[] packet = vxlan(Frames.tcp(INNER, 80, 1024, 1, 2, Tcp.SYN, new byte[10]));
    for (Dissection.Layer layer : Dissection.of(packet, LinkType.ETHERNET).layers()) {
      int last = layer.start() * 8;
      for (Dissection.Field field : layer.fields()) {
        assertTrue(field.bit() >= last, layer.kind() + " " + field.spec().key());
        last = field.bit() + field.bits();
        assertTrue(last <= layer.end() * 8);
      }
    }
  }

  @Test
  void noBytesMakeTheDissectionThrow() {
    Random random = new Random(11);
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(vxlan(vxlan(Frames.udp(INNER, 67, 68, new byte[300]))));
    seeds.add(Frames.tagged(Frames.arpRequest(2, 1, 2), 1, 5));
    byte[] gpe = vxlan(Frames.udp(INNER, 1, 2, new byte[40]));
    Octets.put16(gpe, 36, Vxlan.GPE_PORT);
    gpe[42] |= Vxlan.FLAG_NEXT_PROTOCOL;
    gpe[45] = Vxlan.GPE_NSH;
    seeds.add(gpe);
    for (int port : new int[] {6081, 7471, 8472}) {
      byte[] other = vxlan(Frames.udp(INNER, 1, 2, new byte[90]));
      Octets.put16(other, 36, port);
      seeds.add(other);
    }
    Set<LayerKind> seen = new HashSet<>();
    for (int round = 0; round < 60_000; round++) {
      byte[] b = seeds.get(round % seeds.size()).clone();
      for (int flips = random.nextInt(8); flips >= 0; flips--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        Octets.put16(b, 12, random.nextBoolean() ? EtherType.IPV6 : EtherType.MPLS);
      }
      if (random.nextInt(4) == 0) {
        b[23] = (byte) new int[] {47, 6, 4, 41, 44, 0, 51, 58, 1}[random.nextInt(9)];
      }
      byte[] cut = random.nextInt(3) == 0 ? Arrays.copyOf(b, random.nextInt(b.length + 1)) : b;
      LinkType[] links = LinkType.values();
      LinkType link =
          random.nextInt(4) == 0 ? links[random.nextInt(links.length)] : LinkType.ETHERNET;
      Dissection d = Dissection.of(cut, random.nextInt(3000), link, PortTable.STANDARD);
      d.layers().forEach(layer -> seen.add(layer.kind()));
    }
    assertTrue(seen.size() >= 22, seen.toString());
  }
}
