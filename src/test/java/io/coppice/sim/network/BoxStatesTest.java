package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Hashing;
import io.coppice.model.overlay.Middlebox.Protocol;
import io.coppice.model.overlay.Middlebox.Rule;
import io.coppice.model.overlay.Middlebox.Tracking;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 9: what middleboxes let pass, and what they make of it. */
class BoxStatesTest {
  private static final int IP = Ethernet.HEADER;
  private static final int L4 = IP + Ipv4.HEADER;
  private static final int OWN = 0xc000_0201;
  private static final int INSIDE = 0xac10_0001;
  private static final int OUTSIDE = 0xac10_0002;
  private static final FabricNode STRICT = box(Tracking.STRICT, false);
  private static final FabricNode LOOSE = box(Tracking.MID_STREAM, false);
  private static final FabricNode NAPT = box(Tracking.NONE, true);

  private final BoxStates states = new BoxStates();

  private static FabricNode box(Tracking tracking, boolean translates, Rule... rules) {
    return FabricNode.of("box", NodeKind.SWITCH, "")
        .withBox(new Middlebox(tracking, List.of(rules), translates, Hashing.FLOW));
  }

  private static Frames.Path path(int from, int to) {
    return new Frames.Path(2, IpAddress.v4(from), 4, IpAddress.v4(to));
  }

  private static byte[] tcp(int from, int port, int to, int toPort, int flags) {
    return Frames.tcp(path(from, to), port, toPort, 1, 1, flags, new byte[3]);
  }

  private static byte[] udp(int from, int port, int to, int toPort) {
    return Frames.udp(path(from, to), port, toPort, new byte[] {1, 2, 3});
  }

  private NetworkDrop pass(FabricNode node, byte[] b) {
    return states.pass(node, OWN, false, b, IP, b.length);
  }

  private NetworkDrop leave(byte[] b) {
    return states.pass(NAPT, OWN, true, b, IP, b.length);
  }

  private static void drops(Cause cause, String detail, NetworkDrop drop) {
    assertEquals(NetworkDrop.of(cause, detail), drop);
  }

  /** A connection begins with SYN alone: SYN and ACK are an answer (RFC 9293 section 3.5). */
  @ParameterizedTest
  @CsvSource({"2,true", "18,false", "16,false", "24,false", "1,false", "4,false"})
  void aStrictFirewallSeesAConnectionBeginWithSynAlone(int flags, boolean begins) {
    NetworkDrop drop = pass(STRICT, tcp(INSIDE, 1000, OUTSIDE, 80, flags));
    assertEquals(begins, drop == null);
    assertEquals(begins ? 1 : 0, states.connections().size());
    if (!begins) {
      drops(Cause.INVALID_STATE, "80", drop);
    }
  }

  @Test
  void whatBelongsToAConnectionPassesInBothDirectionsAndNothingElse() {
    pass(STRICT, tcp(INSIDE, 1000, OUTSIDE, 80, Tcp.SYN));
    assertNull(pass(STRICT, tcp(OUTSIDE, 80, INSIDE, 1000, Tcp.SYN | Tcp.ACK)));
    assertNull(pass(STRICT, tcp(INSIDE, 1000, OUTSIDE, 80, Tcp.ACK)));
    drops(Cause.INVALID_STATE, "81", pass(STRICT, tcp(INSIDE, 1000, OUTSIDE, 81, Tcp.ACK)));
    drops(Cause.INVALID_STATE, "80", pass(STRICT, tcp(INSIDE, 1001, OUTSIDE, 80, Tcp.ACK)));
    drops(Cause.INVALID_STATE, "80", pass(STRICT, tcp(INSIDE + 9, 1000, OUTSIDE, 80, Tcp.ACK)));
    drops(Cause.INVALID_STATE, "1000", pass(STRICT, tcp(OUTSIDE, 81, INSIDE, 1000, Tcp.ACK)));
  }

  /** Linux, nf_conntrack_tcp_loose. */
  @Test
  void whatIsPickedUpMidStreamIsAConnectionFromThenOn() {
    byte[] segment = tcp(INSIDE, 1000, OUTSIDE, 7471, Tcp.ACK);
    assertNull(pass(LOOSE, segment));
    assertEquals(1, states.connections().size());
    assertNull(pass(STRICT, segment), "the same box, which is strict now");
  }

  /** Of 16,384 connections and one more, the oldest is unknown. */
  @Test
  void theOldestConnectionIsForgottenWhereThereAreTooMany() {
    for (int n = 0; n <= 16_384; n++) {
      pass(STRICT, tcp(INSIDE, 1024 + n, OUTSIDE, 80, Tcp.SYN));
    }
    assertEquals(16_384, states.connections().size());
    drops(Cause.INVALID_STATE, "80", pass(STRICT, tcp(INSIDE, 1024, OUTSIDE, 80, Tcp.ACK)));
    assertNull(pass(STRICT, tcp(INSIDE, 1025, OUTSIDE, 80, Tcp.ACK)));
  }

  /** A later piece shows neither port nor flags (RFC 791): only rules without a port meet it. */
  @Test
  void laterPiecesOfPacketsHaveNoPorts() {
    byte[] piece = tcp(INSIDE, 1000, OUTSIDE, 80, Tcp.ACK);
    Octets.put16(piece, IP + 6, 185);
    assertNull(pass(STRICT, piece));
    assertNull(pass(box(Tracking.NONE, false, new Rule(false, Protocol.TCP, 80)), piece));
    drops(
        Cause.FILTERED,
        "6",
        pass(box(Tracking.NONE, false, new Rule(false, Protocol.TCP, 0)), piece));
  }

  @Test
  void aDropTellsProtocolAndPort() {
    FabricNode node = box(Tracking.NONE, false, new Rule(false, Protocol.UDP, 4789));
    drops(Cause.FILTERED, "17/4789", pass(node, udp(INSIDE, 60_000, OUTSIDE, 4789)));
    assertNull(pass(node, udp(INSIDE, 4789, OUTSIDE, 60_000)));
  }

  private static void isRight(byte[] b) {
    assertTrue(Ipv4.checksumRight(b, IP, b.length));
    int protocol = Ipv4.protocol(b, IP);
    boolean udp = protocol == IpProtocol.UDP;
    int length = b.length - L4;
    assertEquals(
        Checksums.State.RIGHT,
        Checksums.state(
            b,
            L4,
            length,
            Ipv4.pseudo(b, IP, protocol, length),
            udp ? Udp.CHECKSUM : Tcp.CHECKSUM,
            udp));
  }

  private static void goes(int from, int port, int to, int toPort, byte[] b) {
    assertEquals(from, Ipv4.source(b, IP));
    assertEquals(port, Octets.u16(b, L4));
    assertEquals(to, Ipv4.destination(b, IP));
    assertEquals(toPort, Octets.u16(b, L4 + 2));
  }

  /** RFC 3022 section 2.2. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whoIsInsideIsSeenAsTheBoxAndIsAnsweredThere(boolean tcp) {
    byte[] out = tcp ? tcp(INSIDE, 1000, OUTSIDE, 80, Tcp.SYN) : udp(INSIDE, 1000, OUTSIDE, 80);
    assertNull(leave(out));
    goes(OWN, 20_000, OUTSIDE, 80, out);
    isRight(out);
    byte[] back =
        tcp ? tcp(OUTSIDE, 80, OWN, 20_000, Tcp.SYN | Tcp.ACK) : udp(OUTSIDE, 80, OWN, 20_000);
    assertNull(pass(NAPT, back));
    goes(OUTSIDE, 80, INSIDE, 1000, back);
    isRight(back);
  }

  @Test
  void everyFlowHasAPortOfItsOwnAndKeepsIt() {
    for (int n = 0; n < 3; n++) {
      leave(udp(INSIDE, 1000 + n, OUTSIDE, 80));
    }
    byte[] again = udp(INSIDE, 1001, OUTSIDE, 80);
    leave(again);
    goes(OWN, 20_001, OUTSIDE, 80, again);
    byte[] back = udp(OUTSIDE, 80, OWN, 20_002);
    assertNull(pass(NAPT, back));
    goes(OUTSIDE, 80, INSIDE, 1002, back);
    assertEquals(3, states.translations().size());
  }

  @Test
  void whatNobodyAskedForIsForNobodyAndWhatIsForOthersPassesAsItIs() {
    drops(Cause.NO_MAPPING, "20000", pass(NAPT, udp(OUTSIDE, 80, OWN, 20_000)));
    byte[] other = udp(OUTSIDE, 80, INSIDE, 1000);
    assertNull(pass(NAPT, other));
    goes(OUTSIDE, 80, INSIDE, 1000, other);
  }

  /** NVGRE: what has no ports cannot leave, nor come to the box, but may go by. */
  @Test
  void whatHasNoPortsIsTranslatedNeitherOutNorIn() {
    byte[] out = Frames.ip(path(INSIDE, OUTSIDE), IpProtocol.GRE, 0, 0, new byte[8]);
    drops(Cause.NO_PORTS, "47", leave(out));
    byte[] in = Frames.ip(path(OUTSIDE, OWN), IpProtocol.GRE, 0, 0, new byte[8]);
    drops(Cause.NO_PORTS, "47", pass(NAPT, in));
    byte[] by = Frames.ip(path(OUTSIDE, INSIDE), IpProtocol.GRE, 0, 0, new byte[8]);
    assertNull(pass(NAPT, by));
  }

  /** Zero says that a datagram has no checksum (RFC 768), as VXLAN's have none. */
  @Test
  void aDatagramWithoutAChecksumStaysWithout() {
    byte[] out = udp(INSIDE, 1000, OUTSIDE, 4789);
    Octets.put16(out, L4 + Udp.CHECKSUM, 0);
    leave(out);
    assertEquals(0, Octets.u16(out, L4 + Udp.CHECKSUM));
  }

  /** "If the computed checksum is zero, it is transmitted as all ones" (RFC 768). */
  @Test
  void aChecksumThatComesOutAsZeroIsSentAsAllOnes() {
    byte[] out = udp(INSIDE, 1000, OUTSIDE, 4789);
    byte[] probe = out.clone();
    leave(probe);
    // moves the payload's first word by as much as lacks to a checksum of zero
    int word = Octets.u16(out, L4 + 8) + Octets.u16(probe, L4 + Udp.CHECKSUM);
    Octets.put16(out, L4 + 8, (word & 0xffff) + (word >>> 16));
    Udp.updateChecksum(
        out, L4, out.length - L4, Ipv4.pseudo(out, IP, IpProtocol.UDP, out.length - L4));
    leave(out);
    assertEquals(0xffff, Octets.u16(out, L4 + Udp.CHECKSUM));
    isRight(out);
  }

  /** Ports are 16 bits: the oldest flow's goes to the newest where there are too many. */
  @Test
  void portsThatAreGivenStayPorts() {
    for (int n = 0; n < 50_000; n++) {
      byte[] out = udp(INSIDE + (n >>> 14), 1024 + (n & 0x3fff), OUTSIDE, 80);
      leave(out);
      byte[] back = udp(OUTSIDE, 80, OWN, Octets.u16(out, L4));
      assertNull(pass(NAPT, back), "the flow of number " + n);
      goes(OUTSIDE, 80, INSIDE + (n >>> 14), 1024 + (n & 0x3fff), back);
    }
    assertEquals(16_384, states.translations().size());
    assertEquals(
        16_384, states.translations().stream().map(BoxStates.Translation::port).distinct().count());
  }

  @Test
  void whatWasReadBackKnowsTheSameAndGivesTheSamePortNext() {
    pass(STRICT, tcp(INSIDE, 1000, OUTSIDE, 80, Tcp.SYN));
    leave(udp(INSIDE, 1000, OUTSIDE, 80));
    leave(udp(INSIDE, 1001, OUTSIDE, 80));
    states.draw();
    BoxStates copy = states.copy();
    assertEquals(states.connections(), copy.connections());
    assertEquals(states.translations(), copy.translations());
    assertEquals(states.draw(), copy.draw());
    byte[] next = udp(INSIDE, 1002, OUTSIDE, 80);
    copy.pass(NAPT, OWN, true, next, IP, next.length);
    goes(OWN, 20_002, OUTSIDE, 80, next);
    assertEquals(2, states.translations().size());
  }

  /** The first numbers of SplitMix64 from zero are public; these are they, modulo a million. */
  @Test
  void whatLooksRandomIsTheRowOfSplitMix64() {
    long[] row = {0xe220_a839_7b1d_cdafL, 0x6e78_9e6a_a1b9_65f4L, 0x06c4_5d18_8009_454fL};
    for (long number : row) {
      assertEquals(Long.remainderUnsigned(number, 1_000_000), states.draw());
    }
  }
}
