package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.TunnelKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was written of one packet never stands for another that says something else. */
class JsonFieldsTest {
  private static final List<String> CAPTURES =
      List.of(
          "kernel-vxlan-gbp.pcap",
          "kernel-vxlan-her.pcap",
          "kernel-vxlan-multicast.pcap",
          "kernel-vxlan-ns.pcap",
          "ovs-nvgre-userspace-peer.pcap");

  private final PacketWalker walker = new PacketWalker(PortTable.STANDARD);
  private final LayerStack stack = new LayerStack();
  private final TextBuffer text = new TextBuffer(1 << 16);
  private final JsonFields reused = new JsonFields();

  private record Packet(byte[] bytes, LinkType link) {}

  private List<Packet> packets() throws IOException {
    List<Packet> packets = new ArrayList<>();
    for (String capture : CAPTURES) {
      try (CaptureReader reader =
          ((CaptureReader.Opened.Reading)
                  CaptureReader.open(
                      getClass().getResourceAsStream("/io/coppice/captures/" + capture)))
              .reader()) {
        while (reader.next()) {
          byte[] bytes =
              Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length());
          packets.add(new Packet(bytes, reader.link()));
        }
      }
    }
    return packets;
  }

  private static String written(JsonFields fields, TextBuffer to, byte[] b, int at, LayerStack s) {
    to.truncate(0);
    fields.write(to, b, at, s);
    return to.toString();
  }

  private String compared(byte[] b, int at, LinkType link) {
    walker.walk(b, at, b.length, b.length - at, link, stack);
    TextBuffer other = new TextBuffer(1 << 12);
    String anew = written(new JsonFields(), other, b, at, stack);
    assertEquals(anew, written(reused, text, b, at, stack));
    return anew;
  }

  @Test
  void packetsThatAreAlikeButForAFewBytesAreEachWrittenAsTheyAre() throws IOException {
    List<Packet> packets = packets();
    Random random = new Random(17);
    for (int i = 0; i < 8_000; i++) {
      Packet packet = packets.get(random.nextInt(packets.size()));
      int at = random.nextInt(3) * 5;
      byte[] b = new byte[at + packet.bytes().length];
      System.arraycopy(packet.bytes(), 0, b, at, packet.bytes().length);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        b[at + random.nextInt(Math.min(140, b.length - at))] ^= (byte) (1 << random.nextInt(8));
      }
      compared(b, at, packet.link());
    }
  }

  @Test
  void headersThatComeAgainAreCopied() throws IOException {
    List<Packet> packets = packets();
    String first = compared(packets.getFirst().bytes(), 0, packets.getFirst().link());
    for (int i = 0; i < 4; i++) {
      assertEquals(first, compared(packets.getFirst().bytes(), 0, packets.getFirst().link()));
    }
    LayerContexts contexts = new LayerContexts().fill(packets.getFirst().bytes(), stack);
    assertTrue(reused.repeats(contexts, 0) > 0, "headers that were written five times");
  }

  /** Packets whose checksums are right, so that headers are alike but for their free fields. */
  private static byte[] wrapped(Random random) {
    byte[] payload = new byte[random.nextInt(30)];
    random.nextBytes(payload);
    Frames.Path inner =
        new Frames.Path(
            6,
            IpAddress.parse("10.0.0." + (1 + random.nextInt(200))).orElseThrow(),
            8,
            IpAddress.parse("10.0.1.1").orElseThrow());
    int flags = random.nextBoolean() ? Tcp.ACK : Tcp.ACK | Tcp.PSH;
    byte[] frame =
        Frames.tcp(
            inner, random.nextInt(65536), 80, random.nextInt(), random.nextInt(), flags, payload);
    return wrapped(frame, random);
  }

  private static byte[] wrapped(byte[] frame, Random random) {
    boolean v6 = random.nextInt(4) == 0;
    String net = v6 ? "2001:db8::" : "192.0.2.";
    TunnelKind kind =
        List.of(TunnelKind.VXLAN, TunnelKind.NVGRE, TunnelKind.GENEVE).get(random.nextInt(3));
    Encapsulator encapsulator =
        new Encapsulator(
            kind,
            5000 + random.nextInt(3),
            OuterHeader.between(
                2,
                IpAddress.parse(net + (1 + random.nextInt(9))).orElseThrow(),
                random.nextInt(5) == 0 ? 0x0100_5e00_0001L : 4,
                IpAddress.parse(net + "99").orElseThrow()),
            1500);
    byte[] packet = new byte[frame.length + 200];
    return Arrays.copyOf(packet, encapsulator.encapsulate(frame, 0, frame.length, packet, 0));
  }

  @Test
  void headersThatDifferInFreeFieldsAreWrittenAsTheyAre() {
    Random random = new Random(23);
    for (int i = 0; i < 4_000; i++) {
      byte[] b = wrapped(random);
      if (random.nextInt(10) == 0) {
        // a length, a flag or an address, with a checksum that is now wrong, or not looked at
        b[random.nextInt(b.length)] = 0;
      }
      compared(b, 0, LinkType.ETHERNET);
    }
  }

  @Test
  void aHeaderWithOtherFreeFieldsIsNotDescribedAnew() {
    Random random = new Random(31);
    for (int i = 0; i < 1000; i++) {
      compared(wrapped(random), 0, LinkType.ETHERNET);
    }
    byte[] b = wrapped(random);
    compared(b, 0, LinkType.ETHERNET);
    int inner = stack.last(LayerKind.ETHERNET);
    byte[] other = b.clone();
    other[stack.start(inner) + Ethernet.HEADER - 3] ^= 1;
    walker.walk(other, 0, other.length, other.length, LinkType.ETHERNET, stack);
    LayerContexts contexts = new LayerContexts().fill(other, stack);
    int repeated = 0;
    while (repeated <= stack.last(LayerKind.TCP)) {
      int more = contexts.run(repeated) > 0 ? reused.repeats(contexts, repeated) : 1;
      assertTrue(more > 0, stack.kind(repeated) + " with an address that nobody saw");
      repeated += more;
    }
  }

  @Test
  void tunnelsInTunnelsAreWrittenAsTheyAre() {
    Random random = new Random(37);
    for (int i = 0; i < 600; i++) {
      byte[] b = wrapped(random);
      for (int more = i % 7; more > 0; more--) {
        b = wrapped(b, random);
      }
      compared(b, 0, LinkType.ETHERNET);
    }
  }

  @Test
  void fieldsOfAnyWidthAreReadAtAnyBit() {
    Random random = new Random(5);
    byte[] b = new byte[40];
    random.nextBytes(b);
    for (int bits = 1; bits <= Long.SIZE; bits++) {
      for (int bit = 0; bit < 200; bit++) {
        long value = 0;
        for (int i = bit; i < bit + bits; i++) {
          value = value << 1 | b[i >> 3] >> 7 - (i & 7) & 1;
        }
        assertEquals(value, FieldValues.number(b, bit, bits), bits + " at " + bit);
      }
    }
  }
}
