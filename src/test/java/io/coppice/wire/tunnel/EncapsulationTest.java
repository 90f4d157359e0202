package io.coppice.wire.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Frames.Path;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Udp;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncapsulationTest {
  private static final IpAddress VTEP1 = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress VTEP2 = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final OuterHeader V4 = OuterHeader.between(2, VTEP1, 4, VTEP2);
  private static final OuterHeader V6 =
      OuterHeader.between(
          2,
          IpAddress.parse("2001:db8::1").orElseThrow(),
          4,
          IpAddress.parse("2001:db8::2").orElseThrow());
  private static final Path INNER =
      new Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());

  private static byte[] inner(int ipLength) {
    byte[] payload = new byte[ipLength - 28];
    new Random(ipLength).nextBytes(payload);
    return Frames.udp(INNER, 1234, 5678, payload);
  }

  private static byte[] wrap(TunnelKind kind, long id, OuterHeader outer, byte[] frame) {
    Encapsulator encapsulator = new Encapsulator(kind, id, outer, 1500);
    byte[] out = new byte[2000];
    int length = encapsulator.encapsulate(frame, 0, frame.length, out, 0);
    return Arrays.copyOf(out, length);
  }

  @ParameterizedTest
  @CsvSource({"VXLAN, 50, 54, 70, 1450", "GENEVE, 50, 54, 70, 1450", "NVGRE, 42, 46, 62, 1458"})
  void overheadIsWhatTheProtocolsAdd(TunnelKind kind, int v4, int tagged, int v6, int innerMtu) {
    assertEquals(v4, new Encapsulator(kind, 0x1234, V4, 1500).overhead());
    assertEquals(tagged, new Encapsulator(kind, 0x1234, V4.withVlan(9), 1500).overhead());
    assertEquals(v6, new Encapsulator(kind, 0x1234, V6, 1500).overhead());
    assertEquals(innerMtu, kind.innerMtu(1500, false));
    assertEquals(innerMtu - 20, kind.innerMtu(1500, true));
  }

  @ParameterizedTest
  @EnumSource(names = "STT", mode = EnumSource.Mode.EXCLUDE)
  void whatFitsExactlyPassesAndOneByteMoreDoesNot(TunnelKind kind) {
    for (OuterHeader outer : new OuterHeader[] {V4, V4.withVlan(100), V6}) {
      int mtu = kind.innerMtu(1500, outer.source().v6());
      byte[] packet = wrap(kind, 0x1001, outer, inner(mtu));
      assertEquals(outer.linkBytes() + 1500, packet.length);
      Encapsulator encapsulator = new Encapsulator(kind, 0x1001, outer, 1500);
      byte[] longer = inner(mtu + 1);
      assertEquals(0, encapsulator.encapsulate(longer, 0, longer.length, new byte[2000], 0));
      assertEquals(DropReason.EXCEEDS_MTU, encapsulator.refused());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "STT", mode = EnumSource.Mode.EXCLUDE)
  void whatIsWrappedUnwrapsUnderEveryProfile(TunnelKind kind) {
    for (long id : new long[] {kind.leastId(), 0x12_3456, kind.greatestId()}) {
      for (OuterHeader outer : new OuterHeader[] {V4, V4.withVlan(100)}) {
        byte[] frame = inner(500);
        byte[] packet = wrap(kind, id, outer, frame);
        for (ReceiverProfile profile : ReceiverProfile.values()) {
          Decapsulator decapsulator = new Decapsulator(profile);
          assertNull(decapsulator.open(packet, 0, packet.length), profile.name());
          assertEquals(kind, decapsulator.kind());
          assertEquals(id, decapsulator.id());
          assertTrue(
              Arrays.equals(
                  packet, decapsulator.innerAt(), decapsulator.innerEnd(), frame, 0, frame.length));
        }
      }
    }
  }

  @Test
  void outerAddressesAreThoseOfTheEndpoints() {
    IpAddress from = IpAddress.parse("2001:db8:1:2:3:4:5:6").orElseThrow();
    IpAddress to = IpAddress.parse("fd00:77:8:9:a:b:c:d").orElseThrow();
    OuterHeader outer = OuterHeader.between(2, from, 4, to);
    for (TunnelKind kind :
        new TunnelKind[] {TunnelKind.VXLAN, TunnelKind.GENEVE, TunnelKind.NVGRE}) {
      byte[] packet = wrap(kind, 0x1234, outer, inner(500));
      assertEquals(from, IpAddress.v6(packet, Ethernet.HEADER + 8));
      assertEquals(to, IpAddress.v6(packet, Ethernet.HEADER + 24));
    }
  }

  @Test
  void zeroChecksumOverIpv6IsDroppedByLinuxOnly() {
    byte[] packet = wrap(TunnelKind.VXLAN, 7, V6, inner(500));
    assertNull(new Decapsulator(ReceiverProfile.LINUX).open(packet, 0, packet.length));
    Octets.put16(packet, 14 + Ipv6.HEADER + Udp.CHECKSUM, 0);
    assertNull(new Decapsulator(ReceiverProfile.RFC).open(packet, 0, packet.length));
    assertNull(new Decapsulator(ReceiverProfile.OVS).open(packet, 0, packet.length));
    assertEquals(
        DropReason.UDP_CHECKSUM_ZERO_V6,
        new Decapsulator(ReceiverProfile.LINUX).open(packet, 0, packet.length));
  }

  @Test
  void aNonZeroUdpChecksumMustBeRight() {
    byte[] packet = wrap(TunnelKind.VXLAN, 7, V4, inner(500));
    long pseudo = Ipv4.pseudo(packet, 14, 17, packet.length - 34);
    Udp.updateChecksum(packet, 34, packet.length - 34, pseudo);
    Decapsulator decapsulator = new Decapsulator(ReceiverProfile.RFC);
    assertNull(decapsulator.open(packet, 0, packet.length));
    packet[60] ^= 1;
    assertEquals(DropReason.UDP_CHECKSUM, decapsulator.open(packet, 0, packet.length));
  }

  @Test
  void segmentIdsAreCheckedAgainstTheirSpace() {
    assertTrue(TunnelKind.VXLAN.allows(0) && TunnelKind.VXLAN.allows(0xff_ffff));
    assertFalse(TunnelKind.VXLAN.allows(0x100_0000) || TunnelKind.GENEVE.allows(-1));
    assertFalse(TunnelKind.NVGRE.allows(0xfff) || TunnelKind.NVGRE.allows(0xff_ffff));
    assertTrue(TunnelKind.NVGRE.allows(0x1000) && TunnelKind.NVGRE.allows(0xff_fffe));
    assertTrue(TunnelKind.STT.allows(-1L), "2^64 - 1, unsigned");
    assertThrows(
        IllegalArgumentException.class, () -> new Encapsulator(TunnelKind.NVGRE, 5, V4, 1500));
    assertThrows(IllegalArgumentException.class, () -> Vxlan.write(new byte[8], 0, 1 << 24));
  }

  @ParameterizedTest
  @CsvSource({"VXLAN, VXLAN_RESERVED_BITS", "GENEVE,", "NVGRE, GRE_FLAGS"})
  void reservedBitsAreIgnoredByTheRfcAndDroppedByTheKernel(TunnelKind kind, DropReason linux) {
    byte[] packet = wrap(kind, 0x1001, V4, inner(500));
    int tunnel = 34 + kind.transportBytes();
    packet[tunnel + 1] |= (byte) (kind == TunnelKind.NVGRE ? 0x08 : 0x01);
    assertNull(new Decapsulator(ReceiverProfile.RFC).open(packet, 0, packet.length));
    for (ReceiverProfile profile :
        new ReceiverProfile[] {ReceiverProfile.LINUX, ReceiverProfile.OVS}) {
      assertEquals(linux, new Decapsulator(profile).open(packet, 0, packet.length));
    }
  }

  @Test
  void theRulesOfVxlanHeadersDecide() {
    byte[] b = new byte[40];
    Vxlan.writeGroupPolicy(b, 0, 5003, 0x200);
    assertEquals(0x88, Vxlan.flags(b, 0));
    assertEquals(0x200, Vxlan.groupPolicy(b, 0));
    assertNull(Vxlan.check(b, 0, 40, ReceiverProfile.LINUX, true));
    assertEquals(
        DropReason.VXLAN_RESERVED_BITS, Vxlan.check(b, 0, 40, ReceiverProfile.LINUX, false));
    Vxlan.write(b, 0, 42);
    b[0] = 0;
    assertEquals(DropReason.VXLAN_NO_VNI, Vxlan.check(b, 0, 40, ReceiverProfile.RFC, false));
    Vxlan.write(b, 0, 42);
    Octets.put16(b, 20, EtherType.VLAN);
    assertEquals(DropReason.VXLAN_INNER_TAG, Vxlan.check(b, 0, 40, ReceiverProfile.RFC, false));
    assertNull(Vxlan.check(b, 0, 40, ReceiverProfile.LINUX, false));
    assertEquals(DropReason.TRUNCATED, Vxlan.check(b, 0, 7, ReceiverProfile.RFC, false));
  }

  @Test
  void criticalOptionsOfGeneveAreDroppedWhereNobodyKnowsThem() {
    byte[] options = new byte[8];
    Geneve.writeOption(options, 0, 0xfff0, 0x80, 4);
    byte[] b = new byte[60];
    Geneve.write(b, 0, 10, EtherType.TRANSPARENT_ETHERNET, options, true);
    assertEquals(DropReason.GENEVE_CRITICAL_OPTION, Geneve.check(b, 0, 60, ReceiverProfile.RFC));
    assertEquals(DropReason.GENEVE_CRITICAL_OPTION, Geneve.check(b, 0, 60, ReceiverProfile.LINUX));
    assertNull(Geneve.check(b, 0, 60, ReceiverProfile.OVS));
    b[10] = 0;
    assertNull(Geneve.check(b, 0, 60, ReceiverProfile.RFC), "the option is what counts");
    b[0] |= (byte) 0x40;
    for (ReceiverProfile profile : ReceiverProfile.values()) {
      assertEquals(DropReason.GENEVE_VERSION, Geneve.check(b, 0, 60, profile));
    }
  }

  @Test
  void innerTagsAreLeftOutOfVxlanAndNvgreAndKeptByGeneve() {
    byte[] frame = inner(500);
    byte[] tagged = Frames.tagged(frame, 3, 77);
    for (TunnelKind kind : new TunnelKind[] {TunnelKind.VXLAN, TunnelKind.NVGRE}) {
      byte[] packet = wrap(kind, 0x1001, V4, tagged);
      int at = packet.length - frame.length;
      assertTrue(Arrays.equals(packet, at, packet.length, frame, 0, frame.length), kind.name());
    }
    byte[] geneve = wrap(TunnelKind.GENEVE, 0x1001, V4, tagged);
    assertTrue(Arrays.equals(geneve, 50, geneve.length, tagged, 0, tagged.length));
  }

  @Test
  void sourcePortsSpreadFlowsAndKeepEachOnOnePath() {
    byte[] one = wrap(TunnelKind.VXLAN, 10, V4, Frames.udp(INNER, 1468, 80, new byte[9]));
    byte[] again = wrap(TunnelKind.VXLAN, 11, V4, Frames.udp(INNER, 1468, 80, new byte[500]));
    byte[] other = wrap(TunnelKind.VXLAN, 10, V4, Frames.udp(INNER, 1890, 80, new byte[9]));
    assertEquals(Udp.sourcePort(one, 34), Udp.sourcePort(again, 34));
    assertNotEquals(Udp.sourcePort(one, 34), Udp.sourcePort(other, 34));
    int[] buckets = new int[16];
    for (int port = 0; port < 16_000; port++) {
      byte[] f = Frames.udp(INNER, port, 80, new byte[0]);
      int source = InnerFlow.port(InnerFlow.hash(f, 0, f.length));
      assertTrue(source >= 49_152 && source <= 65_535);
      buckets[source & 15]++;
    }
    assertTrue(Arrays.stream(buckets).allMatch(n -> n > 800 && n < 1200), Arrays.toString(buckets));
  }

  @Test
  void everyOuterHeaderHasItsOwnIdentificationAndARightChecksum() {
    Encapsulator encapsulator = new Encapsulator(TunnelKind.VXLAN, 10, V4, 1500);
    byte[] out = new byte[2000];
    byte[] frame = inner(300);
    for (int i = 0; i < 70_000; i++) {
      encapsulator.encapsulate(frame, 0, frame.length, out, 0);
      assertEquals(i & 0xffff, Ipv4.identification(out, 14));
      assertEquals(0xffff, Checksums.sum(out, 14, 20));
    }
  }

  @Test
  void noBytesMakeADecapsulatorThrow() {
    Random random = new Random(5);
    byte[][] seeds = {
      wrap(TunnelKind.VXLAN, 10, V4, inner(100)),
      wrap(TunnelKind.GENEVE, 10, V6, inner(100)),
      wrap(TunnelKind.NVGRE, 0x1234, V4.withVlan(5), inner(100))
    };
    Decapsulator[] all =
        Arrays.stream(ReceiverProfile.values()).map(Decapsulator::new).toArray(Decapsulator[]::new);
    int accepted = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] b = seeds[round % 3].clone();
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt();
      }
      int end = random.nextInt(3) == 0 ? random.nextInt(b.length + 1) : b.length;
      byte[] cut = Arrays.copyOf(b, end);
      for (Decapsulator d : all) {
        if (d.open(cut, 0, end) == null && !d.isFragment()) {
          assertTrue(d.innerEnd() <= end && d.innerAt() <= d.innerEnd());
          accepted++;
        }
      }
    }
    assertTrue(accepted > 1000, "some pass: " + accepted);
  }
}
