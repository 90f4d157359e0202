package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.ReceiverProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captures from the field, and what is known to be in them. */
class RealCapturesTest {
  private record Packet(byte[] bytes, Dissection tree) {
    List<String> values(String key) {
      return tree.layers().stream()
          .flatMap(layer -> layer.fields().stream())
          .flatMap(DissectionTest::fields)
          .filter(field -> field.spec().key().equals(key))
          .map(Dissection.Field::value)
          .toList();
    }

    String meaning(String key) {
      return tree.layers().stream()
          .flatMap(layer -> layer.fields().stream())
          .flatMap(DissectionTest::fields)
          .filter(field -> field.spec().key().equals(key))
          .map(Dissection.Field::meaning)
          .reduce((_, last) -> last)
          .orElseThrow();
    }

    boolean has(LayerKind kind) {
      return tree.layers().stream().anyMatch(layer -> layer.kind() == kind);
    }
  }

  private final ConversationTable conversations = new ConversationTable(1000);

  private List<Packet> shared(String name) throws IOException {
    Path file = Path.of("../shared/cases/overlay", name);
    assumeTrue(Files.exists(file), "skipped: " + file + " is not here");
    return read(Files.newInputStream(file));
  }

  private List<Packet> own(String name) throws IOException {
    return read(getClass().getResourceAsStream("/io/coppice/captures/" + name));
  }

  private List<Packet> read(InputStream in) throws IOException {
    List<Packet> packets = new ArrayList<>();
    try (CaptureReader reader = ((CaptureReader.Opened.Reading) CaptureReader.open(in)).reader()) {
      PacketWalker walker = new PacketWalker(PortTable.STANDARD);
      LayerStack stack = new LayerStack();
      while (reader.next()) {
        byte[] b = Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length());
        walker.walk(b, 0, b.length, reader.original(), reader.link(), stack);
        conversations.add(b, stack, reader.time(), reader.original());
        packets.add(new Packet(b, Dissection.of(b, stack)));
      }
      assertTrue(reader.fault().isEmpty());
    }
    return packets;
  }

  private static Set<String> all(List<Packet> packets, String key) {
    return packets.stream().flatMap(p -> p.values(key).stream()).collect(Collectors.toSet());
  }

  private static DropReason drop(Packet packet, ReceiverProfile profile) {
    return new Decapsulator(profile).open(packet.bytes(), 0, packet.bytes().length);
  }

  @Test
  void vxlanOnTheLinuxPortNeedsNoHint() throws IOException {
    List<Packet> packets = shared("tcpdump-vxlan_port_8472.pcap");
    assertEquals(10, packets.size());
    assertEquals(Set.of("100"), all(packets, "vxlan.vni"));
    assertEquals(Set.of("0x0000"), all(packets, "udp.checksum"));
    assertEquals(Set.of("45149", "42710", "52102", "32894"), all(packets, "udp.srcport"));
    assertEquals(2, packets.stream().filter(p -> p.has(LayerKind.ARP)).count());
    assertEquals(8, packets.stream().filter(p -> p.has(LayerKind.ICMP)).count());
    assertEquals(Set.of("1292"), all(packets, "icmp.ident"));
  }

  @Test
  void genevesCriticalOptionIsSeenAndOneConversationHasTwoVnis() throws IOException {
    List<Packet> packets = shared("tcpdump-geneve.pcap");
    assertEquals(39, packets.size());
    List<Packet> critical =
        packets.stream()
            .filter(p -> drop(p, ReceiverProfile.RFC) == DropReason.GENEVE_CRITICAL_OPTION)
            .toList();
    assertEquals(19, critical.size());
    assertEquals(Set.of("10"), all(critical, "geneve.vni"));
    assertEquals(Set.of("0x80"), all(critical, "geneve.option.type"));
    assertEquals(Set.of("0x0000"), all(critical, "geneve.option.class"));
    assertEquals(6, packets.stream().filter(p -> p.has(LayerKind.ICMP)).count());
    assertEquals(33, packets.stream().filter(p -> p.has(LayerKind.TCP)).count());
    Conversation ssh =
        conversations.conversations().stream()
            .filter(c -> c.protocol().equals("TCP"))
            .reduce((_, _) -> null)
            .orElseThrow();
    assertEquals(33, ssh.allPackets());
    assertEquals("[Geneve 11]", ssh.scopes().toString());
    assertEquals("[Geneve 10]", ssh.backScopes().toString());
  }

  @Test
  void genevesInnerIpv4IsRead() throws IOException {
    Packet packet = shared("tcpdump-geneve-gcp.pcap").getFirst();
    assertEquals(List.of("0"), packet.values("geneve.vni"));
    assertEquals(List.of("10"), packet.values("geneve.opt_len"));
    assertEquals(List.of("0x0132", "0x0132", "0x0132"), packet.values("geneve.option.class"));
    assertEquals(List.of("134217741"), packet.values("geneve.option.gcp.vnid"));
    assertEquals(List.of("1"), packet.values("geneve.option.gcp.egress"));
    assertTrue(
        packet.values("geneve.option.gcp.endpoint").getFirst().startsWith("0800000dc0a86402"));
    assertEquals(List.of("4660"), packet.values("geneve.option.gcp.profile"));
    assertEquals(
        1, packet.tree().layers().stream().filter(l -> l.kind() == LayerKind.ETHERNET).count());
    assertEquals(List.of("2905"), packet.values("tcp.srcport"));
    assertEquals("none", packet.meaning("tcp.flags"));
    assertEquals(List.of("0xf547"), packet.values("tcp.checksum"));
    assertEquals("right", packet.meaning("tcp.checksum"));
  }

  @Test
  void nshInVxlanGpeIsWalked() throws IOException {
    Packet packet = shared("tcpdump-nsh-over-vxlan-gpe.pcap").getFirst();
    assertEquals(List.of("16777215"), packet.values("vxlan.vni"));
    assertEquals(List.of("4"), packet.values("vxlan.next_proto"));
    assertEquals(List.of("2"), packet.values("nsh.mdtype"));
    assertEquals(List.of("0xffffff"), packet.values("nsh.spi"));
    assertEquals(List.of("255"), packet.values("nsh.si"));
    assertTrue(packet.values("udp.srcport").contains("10000"));
    assertTrue(packet.values("udp.dstport").contains("20000"));
  }

  @Test
  void bigTcpIsReadThoughItsLengthsAreZero() throws IOException {
    Packet packet = shared("tcpdump-bigtcp-ipv6-vxlan-ipv6.pcap").getFirst();
    assertTrue(packet.tree().lengthPresumed());
    assertEquals(List.of("0", "0"), packet.values("ipv6.plen"));
    assertEquals(List.of("5001"), packet.values("vxlan.vni"));
    assertEquals(List.of("40007"), packet.values("tcp.srcport"));
    assertEquals("80000 bytes", packet.meaning("data.data"));
    assertEquals(Stop.PAYLOAD, packet.tree().stop());
  }

  @Test
  void threeOptionsOfGeneveAreToldApart() throws IOException {
    List<Packet> packets = shared("zeek-geneve-many-options.pcap");
    assertEquals(10, packets.size());
    assertEquals(Set.of("786734"), all(packets, "geneve.vni"));
    Packet first = packets.getFirst();
    assertEquals(List.of("0x0100", "0x0100", "0x0100"), first.values("geneve.option.class"));
    assertEquals(List.of("0x01", "0x02", "0x03"), first.values("geneve.option.type"));
    assertEquals(List.of("4", "9", "3"), first.values("geneve.option.length"));
  }

  @Test
  void oneFiveTupleInThreePlacesIsThreeConversations() throws IOException {
    assertEquals(42, shared("zeek-vxlan-overlapping-http-get.pcap").size());
    List<Conversation> all = conversations.conversations();
    assertEquals(
        Set.of("[]", "[VXLAN 4711]", "[VXLAN 4242]"),
        all.stream().map(c -> c.scopes().toString()).collect(Collectors.toSet()));
    assertTrue(all.stream().allMatch(c -> c.allPackets() == 14));
    assertEquals(3, all.size());
    assertEquals("141.142.228.5:59856", all.getFirst().from());
    assertEquals("192.150.187.43:80", all.getFirst().to());
  }

  @Test
  void flowsOfOneOverlaySpreadOverSourcePorts() throws IOException {
    List<Packet> packets = shared("skydive-vxlan-src-port.pcap");
    assertEquals(Set.of("10"), all(packets, "vxlan.vni"));
    assertEquals(List.of("51031"), packets.get(0).values("udp.srcport"));
    assertEquals(List.of("42068"), packets.get(1).values("udp.srcport"));
    assertEquals(List.of("1468"), packets.get(0).values("tcp.srcport"));
    assertEquals(List.of("1890"), packets.get(1).values("tcp.srcport"));
  }

  @Test
  void aMirrorIsReadThroughItsTunnel() throws IOException {
    List<Packet> packets = shared("suricata-vxlan-decoder-03.pcap");
    assertEquals(100, packets.size());
    assertEquals(Set.of("5569041"), all(packets, "vxlan.vni"));
    assertEquals(82, packets.stream().filter(p -> p.has(LayerKind.TCP)).count());
    assertEquals(16, packets.stream().filter(p -> to(p, "53")).count());
    assertEquals(2, packets.stream().filter(p -> to(p, "123")).count());
    assertEquals(
        Set.of("172.31.0.238"),
        packets.stream().map(p -> p.values("ip.src").getFirst()).collect(Collectors.toSet()));
  }

  private static boolean to(Packet packet, String port) {
    return Stream.concat(
            packet.values("udp.dstport").stream(), packet.values("udp.srcport").stream())
        .anyMatch(port::equals);
  }

  @Test
  void theKernelsFramesHaveTheirSegmentsAndChecksumsNotYetComputed() throws IOException {
    List<Packet> packets = own("kernel-vxlan-ns.pcap");
    assertEquals(Set.of("42"), all(packets, "vxlan.vni"));
    Set<String> meanings = new HashSet<>();
    for (Packet p : packets) {
      if (p.has(LayerKind.VXLAN)) {
        assertNull(drop(p, ReceiverProfile.LINUX));
        meanings.add(
            p.tree().layers().stream()
                .filter(l -> l.kind() == LayerKind.UDP)
                .findFirst()
                .orElseThrow()
                .fields()
                .getLast()
                .meaning());
      }
    }
    assertTrue(
        meanings.stream()
            .allMatch(m -> m.startsWith("not computed") || m.equals("none") || m.equals("right")),
        meanings.toString());
    assertEquals(Set.of("5002"), all(own("kernel-vxlan-her.pcap"), "vxlan.vni"));
    List<Packet> multicast = own("kernel-vxlan-multicast.pcap");
    assertEquals(Set.of("5001"), all(multicast, "vxlan.vni"));
    assertTrue(all(multicast, "ip.dst").contains("239.1.1.42"));
  }

  @Test
  void groupPolicyIsReadAndAcceptedOnlyWhereItIsSetUp() throws IOException {
    List<Packet> packets =
        own("kernel-vxlan-gbp.pcap").stream()
            .filter(p -> p.values("vxlan.flags").contains("0x88"))
            .toList();
    assertNotEquals(0, packets.size());
    assertEquals(Set.of("5003"), all(packets, "vxlan.vni"));
    assertTrue(all(packets, "vxlan.gbp").contains("512"), "policy 0x200");
    Packet first = packets.getFirst();
    assertEquals(DropReason.VXLAN_RESERVED_BITS, drop(first, ReceiverProfile.LINUX));
    byte[] b = first.bytes();
    assertNull(new Decapsulator(ReceiverProfile.LINUX, true, 4789, 8472).open(b, 0, b.length));
  }

  @Test
  void openVswitchsGreKeyIsSegmentAndFlow() throws IOException {
    List<Packet> packets = own("ovs-nvgre-userspace-peer.pcap");
    assertEquals(Set.of("1193046"), all(packets, "nvgre.vsid"));
    assertEquals(Set.of("120", "119"), all(packets, "nvgre.flowid"));
  }
}
