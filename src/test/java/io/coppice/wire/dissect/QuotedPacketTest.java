package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Frames.Path;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.TextBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An ICMP error says whose packet it is about. */
class QuotedPacketTest {
  private static final Path ROUTER = path("192.0.2.254", "192.0.2.1");
  private static final Path ENDPOINTS = path("192.0.2.1", "192.0.2.2");
  private static final Path ROUTER6 = path("2001:db8::fe", "2001:db8::1");
  private static final Path ENDPOINTS6 = path("2001:db8::1", "2001:db8::2");

  private static Path path(String from, String to) {
    return new Path(
        0x5254_0000_0001L,
        IpAddress.parse(from).orElseThrow(),
        0x5254_0000_0002L,
        IpAddress.parse(to).orElseThrow());
  }

  private static List<LayerKind> kinds(Dissection d) {
    return d.layers().stream().map(Dissection.Layer::kind).toList();
  }

  private static List<String> values(Dissection d, String key) {
    return d.layers().stream()
        .flatMap(layer -> layer.fields().stream())
        .filter(field -> field.spec().key().equals(key))
        .map(Dissection.Field::value)
        .toList();
  }

  private static String line(byte[] frame) {
    LayerStack stack = new LayerStack();
    new PacketWalker(PortTable.STANDARD)
        .walk(frame, 0, frame.length, frame.length, LinkType.ETHERNET, stack);
    TextBuffer text = new TextBuffer(256);
    PacketSummary.append(text, frame, stack);
    return text.toString();
  }

  @Test
  void aTunnelPacketThatDidNotFitIsNamedInTheError() {
    byte[] error = Frames.tooBig(ROUTER, 1400, Frames.udp(ENDPOINTS, 50_000, 4789, new byte[1500]));
    Dissection d = Dissection.of(error, LinkType.ETHERNET);
    assertEquals(
        List.of(
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.ICMP,
            LayerKind.QUOTED,
            LayerKind.IPV4,
            LayerKind.UDP),
        kinds(d));
    assertEquals(List.of("192.0.2.254", "192.0.2.1"), values(d, "ip.src"));
    assertEquals(List.of("4789"), values(d, "udp.dstport"));
    assertTrue(
        line(error)
            .endsWith("fragmentation needed, MTU 1400, of UDP 192.0.2.1:50000 > 192.0.2.2:4789"),
        line(error));
  }

  @Test
  void eightBytesOfTcpAreItsPortsAndItsSequenceNumber() {
    byte[] error =
        Frames.unreachable(
            ROUTER,
            Icmp.PROHIBITED,
            Frames.tcp(ENDPOINTS, 40_000, 443, 7, 0, Tcp.SYN, new byte[0]));
    Dissection d = Dissection.of(error, LinkType.ETHERNET);
    assertEquals(LayerKind.TCP_HEAD, kinds(d).getLast());
    assertEquals(List.of("443"), values(d, "tcp.dstport"));
    assertEquals(List.of("7"), values(d, "tcp.seq_raw"));
    assertEquals(List.of(), values(d, "tcp.checksum"));
  }

  @Test
  void ofIpv6AllThatIsQuotedIsRead() {
    byte[] error =
        Frames.tooBig(
            ROUTER6, 1280, Frames.tcp(ENDPOINTS6, 40_000, 443, 7, 0, Tcp.ACK, new byte[1400]));
    Dissection d = Dissection.of(error, LinkType.ETHERNET);
    assertEquals(List.of("2001:db8::fe", "2001:db8::1"), values(d, "ipv6.src"));
    assertEquals(List.of("443"), values(d, "tcp.dstport"));
    assertTrue(
        line(error)
            .endsWith("packet too big, MTU 1280, of TCP [2001:db8::1]:40000 > [2001:db8::2]:443"),
        line(error));
  }

  @Test
  void anEchoQuotesNothing() {
    byte[] inner = Frames.udp(ENDPOINTS, 1, 2, new byte[8]);
    byte[] message = new byte[Icmp.HEADER + inner.length - 14];
    Icmp.write(message, 0, Icmp.ECHO_REQUEST, 0, 0);
    System.arraycopy(inner, 14, message, Icmp.HEADER, inner.length - 14);
    byte[] echo = Frames.ip(ENDPOINTS, IpProtocol.ICMP, 1, 0, message);
    assertEquals(LayerKind.PAYLOAD, kinds(Dissection.of(echo, LinkType.ETHERNET)).getLast());
  }

  @Test
  void anErrorAboutAnErrorEndsAndSoDoesRubbish() {
    byte[] error = Frames.tooBig(ROUTER6, 1280, Frames.udp(ENDPOINTS6, 1, 2, new byte[1400]));
    byte[] twice = Frames.tooBig(ROUTER6, 1280, error);
    assertEquals(
        1,
        kinds(Dissection.of(twice, LinkType.ETHERNET)).stream()
            .filter(kind -> kind == LayerKind.QUOTED)
            .count());
    for (int length = 0; length < error.length; length++) {
      byte[] cut = Arrays.copyOf(error, length);
      Dissection.of(cut, LinkType.ETHERNET);
      line(cut);
      byte[] other = error.clone();
      other[length] ^= (byte) 0xff;
      Dissection.of(other, LinkType.ETHERNET);
      line(other);
    }
  }

  @Test
  void theConversationIsThatOfTheError() {
    byte[] error = Frames.tooBig(ROUTER, 1400, Frames.udp(ENDPOINTS, 50_000, 4789, new byte[1500]));
    LayerStack stack = new LayerStack();
    new PacketWalker(PortTable.STANDARD)
        .walk(error, 0, error.length, error.length, LinkType.ETHERNET, stack);
    assertEquals(-1, stack.last(LayerKind.UDP));
    assertEquals(stack.first(LayerKind.IPV4), stack.last(LayerKind.IPV4));
  }
}
