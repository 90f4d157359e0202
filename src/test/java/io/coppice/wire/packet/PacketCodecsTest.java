package io.coppice.wire.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Frames.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecsTest {
  private static final IpAddress A = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("10.0.0.2").orElseThrow();
  private static final Path PATH = new Path(0x5254_0000_0001L, A, 0x5254_0000_0002L, B);
  private static final Path PATH6 =
      new Path(
          1 << 1,
          IpAddress.parse("fd00::1").orElseThrow(),
          4,
          IpAddress.parse("fd00::2").orElseThrow());

  @Test
  void checksumOfTheExampleInRfc1071IsRight() {
    byte[] b = HexFormat.of().parseHex("0001f203f4f5f6f7");
    assertEquals(0xddf2, Checksums.sum(b, 0, 8));
    assertEquals(0x220d, Checksums.of(b, 0, 8));
  }

  @Test
  void fastSumIsTheSlowSumAtEveryLengthAndOffset() {
    Random random = new Random(1);
    byte[] b = new byte[300];
    random.nextBytes(b);
    for (int at = 0; at < 9; at++) {
      for (int length = 0; length < 280; length++) {
        long slow = 0;
        for (int i = 0; i < length; i++) {
          slow += i % 2 == 0 ? (b[at + i] & 0xff) << 8 : b[at + i] & 0xff;
        }
        assertEquals(Checksums.fold(slow), Checksums.sum(b, at, length), at + "+" + length);
      }
    }
  }

  @Test
  void aKnownIpv4HeaderReadsAndChecks() {
    byte[] b =
        HexFormat.of().parseHex("450000730000400040 11b861c0a80001c0a800c7".replace(" ", ""));
    assertEquals(115, Ipv4.totalLength(b, 0));
    assertTrue(Ipv4.dontFragment(b, 0));
    assertTrue(Ipv4.checksumRight(b, 0, b.length));
    assertEquals("192.168.0.1", IpAddress.v4(b, 12).toString());
    Ipv4.decrementTtl(b, 0);
    assertEquals(63, Ipv4.ttl(b, 0));
    assertTrue(Ipv4.checksumRight(b, 0, b.length), "kept right by RFC 1624");
  }

  @Test
  void ttlGoesDownToZeroWithTheChecksumRight() {
    byte[] b = new byte[20];
    for (int id = 0; id < 65_536; id += 257) {
      Ipv4.write(b, 0, 20, 0, id, 0, 255, 17, id * 7919, ~id);
      for (int ttl = 254; ttl >= 0; ttl--) {
        Ipv4.decrementTtl(b, 0);
        assertTrue(Ipv4.checksumRight(b, 0, 20));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::,::",
    "::1,::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:DB8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "fe80::1,fe80::1",
    "::ffff:10.0.0.1,::ffff:10.0.0.1",
    "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
    "1::,1::",
    "10.20.30.255,10.20.30.255",
    "255.255.255.255,255.255.255.255"
  })
  void addressesAreReadAndWrittenAsRfc5952Says(String text, String canonical) {
    assertEquals(canonical, IpAddress.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.4.5",
        ":",
        ":::",
        "1::2::3",
        "g::",
        "1:2:3",
        "12345::",
        "fe80::1%eth0",
        "1:2:3:4:5:6:7:8:9",
        "::1.2.3",
        "host",
        "1:2:3:4:5:6:7::8:9"
      })
  void whatIsNoAddressIsNone(String text) {
    assertTrue(IpAddress.parse(text).isEmpty(), text);
  }

  @Test
  void macAddressesReadBothWays() {
    assertEquals(0x5254_00ab_cdefL, MacBits.parse("52:54:00:AB:cd:ef").orElseThrow());
    assertEquals("52:54:00:ab:cd:ef", MacBits.format(0x5254_00ab_cdefL));
    for (String no : List.of("", "52:54:00:ab:cd", "52:54:00:ab:cd:eg", "525400abcdef00000")) {
      assertTrue(MacBits.parse(no).isEmpty(), no);
    }
    assertTrue(MacBits.isGroup(MacBits.ofGroup(0xef01_012a)));
    assertEquals("01:00:5e:01:01:2a", MacBits.format(MacBits.ofGroup(0xef01_012a)));
  }

  @Test
  void writersRefuseWhatNoFrameMayHave() {
    byte[] b = new byte[64];
    assertThrows(
        IllegalArgumentException.class, () -> Ethernet.write(b, 0, 1, MacBits.BROADCAST, 0x800));
    assertThrows(IllegalArgumentException.class, () -> Ethernet.writeTag(b, 0, 0, 4095, 0x800));
    assertThrows(
        IllegalArgumentException.class, () -> Ipv4.write(b, 0, 65_536, 0, 0, 0, 64, 17, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> Udp.write(b, 0, 1, 2, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1471, 1472})
  void framesOfEveryProtocolCarryRightChecksums(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    for (Path path : List.of(PATH, PATH6)) {
      boolean v6 = path.source().v6();
      int l4 = v6 ? 54 : 34;
      byte[] udp = Frames.udp(path, 53, 1024, payload);
      assertRight(udp, l4, IpProtocol.UDP, 6, v6);
      byte[] tcp = Frames.tcp(path, 80, 1024, 1, 2, Tcp.ACK, payload);
      assertRight(tcp, l4, IpProtocol.TCP, 16, v6);
      byte[] echo = Frames.echo(path, true, 7, 1, payload, true);
      if (v6) {
        assertRight(echo, l4, IpProtocol.ICMPV6, 2, true);
      } else {
        assertEquals(0xffff, Checksums.sum(echo, l4, echo.length - l4));
        assertTrue(Ipv4.dontFragment(echo, 14));
      }
    }
  }

  private static void assertRight(byte[] b, int at, int protocol, int field, boolean v6) {
    int length = b.length - at;
    long pseudo = v6 ? Ipv6.pseudo(b, 14, protocol, length) : Ipv4.pseudo(b, 14, protocol, length);
    assertEquals(
        Checksums.State.RIGHT, Checksums.state(b, at, length, pseudo, field, protocol == 17));
    int said = Octets.u16(b, at + field);
    assertEquals(said, Checksums.right(b, at, length, pseudo, field, protocol == 17));
    b[at + 1] ^= 1;
    assertEquals(
        Checksums.State.WRONG, Checksums.state(b, at, length, pseudo, field, protocol == 17));
    b[at + 1] ^= 1;
    Octets.put16(b, at + field, Checksums.fold(pseudo));
    assertEquals(
        Checksums.State.PARTIAL, Checksums.state(b, at, length, pseudo, field, protocol == 17));
  }

  @Test
  void tooBigQuotesTheHeadOfWhatWasDropped() {
    byte[] dropped = Frames.echo(PATH, true, 7, 1, new byte[2000], true);
    byte[] answer = Frames.tooBig(PATH.reversed(), 1450, dropped);
    assertEquals(Icmp.UNREACHABLE, Icmp.type(answer, 34));
    assertEquals(Icmp.FRAGMENTATION_NEEDED, Icmp.code(answer, 34));
    assertEquals(1450, Icmp.nextHopMtu(answer, 34));
    assertEquals(0xffff, Checksums.sum(answer, 34, answer.length - 34));
    assertTrue(Arrays.equals(dropped, 14, 42, answer, 42, 70), "IP header and eight bytes");
  }

  @Test
  void dhcpSaysWhatWasWritten() {
    Dhcp.Message offer =
        new Dhcp.Message(
            Dhcp.OFFER,
            77,
            PATH.sourceMac(),
            0,
            A.toInt(),
            0,
            B.toInt(),
            0xffff_ff00,
            B.toInt(),
            3600);
    byte[] b = Dhcp.write(offer);
    assertTrue(Dhcp.isDhcp(b, 0, b.length));
    assertEquals(Dhcp.OFFER, Dhcp.type(b, 0, b.length).orElseThrow());
    assertEquals(A.toInt(), Dhcp.yours(b, 0));
    assertEquals(PATH.sourceMac(), Dhcp.clientMac(b, 0));
    assertEquals(3600, Dhcp.option(b, 0, b.length, Dhcp.OPTION_LEASE).orElseThrow());
    assertEquals(B.toInt(), Dhcp.option(b, 0, b.length, Dhcp.OPTION_ROUTER).orElseThrow());
    assertTrue(Dhcp.option(b, 0, b.length, Dhcp.OPTION_REQUESTED).isEmpty());
  }

  private static List<byte[]> fragments(byte[] packet, int each) {
    List<byte[]> fragments = new ArrayList<>();
    for (int offset = 0; offset < packet.length - 20; offset += each) {
      int length = Math.min(each, packet.length - 20 - offset);
      byte[] f = new byte[20 + length];
      System.arraycopy(packet, 0, f, 0, 20);
      System.arraycopy(packet, 20 + offset, f, 20, length);
      boolean more = offset + length < packet.length - 20;
      Octets.put16(f, 2, f.length);
      Octets.put16(f, 6, offset / 8 | (more ? Ipv4.MORE_FRAGMENTS : 0));
      Ipv4.updateChecksum(f, 0);
      fragments.add(f);
    }
    return fragments;
  }

  @Test
  void fragmentsInAnyOrderJoinToThePacketThatWasCut() {
    byte[] frame = Frames.udp(PATH, 1, 2, new byte[9000]);
    byte[] packet = Arrays.copyOfRange(frame, 14, frame.length);
    new Random(3).nextBytes(packet);
    Ipv4.write(packet, 0, packet.length, 0, 99, 0, 64, 17, A.toInt(), B.toInt());
    List<byte[]> fragments = fragments(packet, 1480);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(fragments, new Random(seed));
      FragmentJoiner joiner = new FragmentJoiner(4);
      for (int i = 0; i < fragments.size(); i++) {
        byte[] f = fragments.get(i);
        FragmentJoiner.Result result = joiner.fragment4(f, 0, f.length, 0);
        if (i < fragments.size() - 1) {
          assertInstanceOf(FragmentJoiner.Result.Waiting.class, result);
        } else {
          byte[] whole = assertInstanceOf(FragmentJoiner.Result.Whole.class, result).packet();
          assertTrue(Arrays.equals(packet, whole));
        }
      }
      assertEquals(0, joiner.underWay());
    }
  }

  @Test
  void overlapGivesThePacketUpAndTimeForgetsIt() {
    byte[] packet = new byte[20 + 3000];
    Ipv4.write(packet, 0, packet.length, 0, 99, 0, 64, 17, A.toInt(), B.toInt());
    List<byte[]> fragments = fragments(packet, 1480);
    FragmentJoiner joiner = new FragmentJoiner(2);
    joiner.fragment4(fragments.get(0), 0, 1500, 0);
    assertInstanceOf(
        FragmentJoiner.Result.Overlap.class, joiner.fragment4(fragments.get(0), 0, 1500, 1));
    joiner.fragment4(fragments.get(0), 0, 1500, 2);
    assertEquals(1, joiner.underWay());
    joiner.fragment4(fragments.get(1), 0, 1500, 2 + FragmentJoiner.TIMEOUT);
    assertEquals(1, joiner.underWay(), "the first one's half is forgotten");
    for (int id = 0; id < 50; id++) {
      byte[] f = fragments.get(0).clone();
      Octets.put16(f, 4, id);
      joiner.fragment4(f, 0, 1500, 3 + FragmentJoiner.TIMEOUT);
    }
    assertTrue(joiner.underWay() <= 2, "bounded");
    assertFalse(joiner.forgotten() < 48);
  }
}
