package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.TextBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What stands before and around IP on other links and in switches' own tags; and short captures.
 */
class LinkLayersTest {
  private static final Frames.Path PATH =
      new Frames.Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());
  private static final byte[] FRAME =
      Frames.tcp(PATH, 50_000, 443, 7, 8, Tcp.SYN, new byte[] {1, 2, 3});
  private static final byte[] IP = Arrays.copyOfRange(FRAME, 14, FRAME.length);

  /** The IP packet behind other bytes. */
  private static byte[] behind(String hex, byte[] rest) {
    byte[] head = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return all;
  }

  private static List<LayerKind> kinds(Dissection d) {
    return d.layers().stream().map(Dissection.Layer::kind).toList();
  }

  private static String value(Dissection d, String key) {
    return d.layers().stream()
        .flatMap(layer -> layer.fields().stream())
        .filter(field -> field.spec().key().equals(key))
        .map(Dissection.Field::value)
        .reduce((_, last) -> last)
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "PPP,0021,PPP",
    "PPP,ff030021,PPP",
    "PPP,21,PPP",
    "PPP,ff0321,PPP",
    "PPP_HDLC,ff030021,PPP",
    "PPP_HDLC,0f000800,CISCO_HDLC",
    "CISCO_HDLC,0f000800,CISCO_HDLC",
    // family IPv4, version 0, group 5; mark 0x1234; then the packet, in this host's order of bytes
    "NFLOG,02000005 08000500 00001234 2f000900,NFLOG",
    "NFLOG,02000005 00080005 00001234 002f0009,NFLOG"
  })
  void ipIsFoundOnOtherLinks(LinkType link, String before, LayerKind kind) {
    Dissection d = Dissection.of(behind(before, IP), link);
    assertEquals(
        List.of(kind, LayerKind.IPV4, LayerKind.TCP, LayerKind.PAYLOAD), kinds(d), d.toString());
    assertEquals("443", value(d, "tcp.dstport"));
  }

  @ParameterizedTest
  @CsvSource({"4754,00000800,GRE", "4754,0000880b21,GRE", "6635,00064140,MPLS"})
  void tunnelsInUdpAreKnownByTheirPorts(int port, String header, LayerKind kind) {
    Dissection d =
        Dissection.of(Frames.udp(PATH, 50_001, port, behind(header, IP)), LinkType.ETHERNET);
    assertEquals(kind, kinds(d).get(3), d.toString());
    assertEquals("443", value(d, "tcp.dstport"));
  }

  @Test
  void tagsOfSwitchesAreLookedThrough() {
    String addresses = "525400000002 525400000001 ";
    Dissection vn = Dissection.of(behind(addresses + "8926 40070003 0800", IP), LinkType.ETHERNET);
    assertEquals(LayerKind.VN_TAG, kinds(vn).get(1));
    assertEquals("7", value(vn, "vntag.dst"));
    assertEquals("3", value(vn, "vntag.src"));
    assertEquals("443", value(vn, "tcp.dstport"));
    Dissection e =
        Dissection.of(behind(addresses + "893f 4005 1009 0000 0800", IP), LinkType.ETHERNET);
    assertEquals(LayerKind.E_TAG, kinds(e).get(1));
    assertEquals("5", value(e, "etag.ingress"));
    assertEquals("9", value(e, "etag.channel"));
    assertEquals("443", value(e, "tcp.dstport"));
  }

  @Test
  void aFrameInABackbonesFrameKeepsItsServiceApart() {
    byte[] one = behind("525400000004 525400000003 88e7 20000064", FRAME);
    byte[] other = behind("525400000004 525400000003 88e7 200000c8", FRAME);
    Dissection d = Dissection.of(one, LinkType.ETHERNET);
    assertEquals(
        List.of(LayerKind.ETHERNET, LayerKind.BACKBONE_INSTANCE, LayerKind.ETHERNET),
        kinds(d).subList(0, 3));
    assertEquals("100", value(d, "itag.isid"));
    ConversationTable conversations = new ConversationTable(10);
    for (byte[] packet : List.of(one, other, one)) {
      LayerStack stack = new LayerStack();
      new PacketWalker(PortTable.STANDARD)
          .walk(packet, 0, packet.length, packet.length, LinkType.ETHERNET, stack);
      conversations.add(packet, stack, 0, packet.length);
    }
    assertEquals(2, conversations.conversations().size());
  }

  @Test
  void ipBehindASubnetworkHeaderAndSpanningTreesAreKnown() {
    String length = "%04x".formatted(8 + IP.length);
    Dissection ip =
        Dissection.of(
            behind("525400000002 525400000001" + length + "aaaa03 000000 0800", IP),
            LinkType.ETHERNET);
    assertEquals("443", value(ip, "tcp.dstport"));
    Dissection tree =
        Dissection.of(
            behind("0180c2000000 525400000001 0026 424203", new byte[35]), LinkType.ETHERNET);
    assertEquals(
        "spanning tree",
        tree.layers().get(1).fields().getFirst().meaning(),
        tree.layers().toString());
  }

  @Test
  void portsAndSequenceOfACutHeaderAreToldAsFarAsTheyGo() {
    for (int length = 14 + 20; length < FRAME.length; length++) {
      byte[] cut = Arrays.copyOf(FRAME, length);
      LayerStack stack = new LayerStack();
      new PacketWalker(PortTable.STANDARD)
          .walk(cut, 0, length, FRAME.length, LinkType.ETHERNET, stack);
      Dissection d = Dissection.of(cut, LinkType.ETHERNET);
      boolean head = length >= 14 + 20 + 8;
      assertEquals(head ? "443" : "", value(d, "tcp.dstport"), length + " bytes");
      assertEquals(head ? "7" : "", value(d, "tcp.seq_raw"), length + " bytes");
      TextBuffer text = new TextBuffer(256);
      PacketSummary.append(text, cut, stack);
      assertTrue(
          text.toString().contains(head ? "10.0.0.1:50000 > 10.0.0.2:443" : "10.0.0.1 > 10.0.0.2"),
          text.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:5.6.7.8,::ffff:5.6.7.8",
    "0:0:0:0:0:ffff:0506:0708,::ffff:5.6.7.8",
    "::fffe:506:708,::fffe:506:708",
    "::1:ffff:506:708,::1:ffff:506:708"
  })
  void mappedAddressesAreWrittenWithDots(String given, String written) {
    assertEquals(written, IpAddress.parse(given).orElseThrow().toString());
    assertEquals(written, io.coppice.model.overlay.IpAddress.parse(given).orElseThrow().toString());
  }
}
