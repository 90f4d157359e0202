package io.coppice.bench;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.ReceiverProfile;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ten million broken packets and half a million broken captures; anything thrown ends the run.
 * Packets are wrapped in every way, then bytes are changed and ends cut.
 */
public final class WireFuzzBench implements Bench {
  private static final int PACKETS = 10_000_000;
  private static final int CAPTURES = 500_000;
  private static final long SEED = 20_261_128;

  @Override
  public String name() {
    return "wire-fuzz";
  }

  private static List<byte[]> seeds() {
    IpAddress a = IpAddress.parse("192.0.2.1").orElseThrow();
    IpAddress b = IpAddress.parse("192.0.2.2").orElseThrow();
    OuterHeader outer = OuterHeader.between(2, a, 4, b);
    Frames.Path path = new Frames.Path(6, a, 8, b);
    byte[] inner = Frames.tcp(path, 80, 1024, 1, 2, Tcp.SYN, new byte[60]);
    List<byte[]> seeds = new ArrayList<>();
    for (TunnelKind kind :
        new TunnelKind[] {TunnelKind.VXLAN, TunnelKind.GENEVE, TunnelKind.NVGRE}) {
      byte[] out = new byte[400];
      int length =
          new Encapsulator(kind, 0x1234, outer, 1500).encapsulate(inner, 0, inner.length, out, 0);
      seeds.add(Arrays.copyOf(out, length));
    }
    new SttSegmenter(1, outer, 120, 1)
        .segment(
            inner, 0, inner.length, (p, at, n) -> seeds.add(Arrays.copyOfRange(p, at, at + n)));
    seeds.add(Frames.udp(path, 67, 68, new byte[280]));
    seeds.add(Frames.arpRequest(2, 1, 2));
    return seeds;
  }

  @Override
  public void run(Out out) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    PacketWalker walker = new PacketWalker(PortTable.STANDARD);
    PacketJoiner joiner = new PacketJoiner(walker, (_, _, _) -> {});
    LayerStack stack = new LayerStack();
    Decapsulator[] receivers =
        Arrays.stream(ReceiverProfile.values()).map(Decapsulator::new).toArray(Decapsulator[]::new);
    List<byte[]> seeds = seeds();
    LinkType[] links = LinkType.values();
    long layers = 0;
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = broken(seeds.get(i % seeds.size()), random);
      boolean other = random.nextInt(16) == 0;
      LinkType link = other ? links[random.nextInt(links.length)] : LinkType.ETHERNET;
      walker.walk(packet, 0, packet.length, random.nextInt(70_000), link, stack);
      layers += stack.size();
      joiner.join(packet, stack, i * 1000L);
      receivers[i % receivers.length].open(packet, 0, packet.length);
    }
    out.figure("packets", PACKETS, "");
    out.figure("layers-a-packet", layers / (double) PACKETS, "");
    captures(random);
    out.figure("captures", CAPTURES, "");
  }

  private static byte[] broken(byte[] seed, SplittableRandom random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(seed.length + 1) : seed.length;
    byte[] packet = Arrays.copyOf(seed, length);
    for (int flips = random.nextInt(6); flips > 0 && length > 0; flips--) {
      packet[random.nextInt(length)] = (byte) random.nextInt();
    }
    return packet;
  }

  private static void captures(SplittableRandom random) throws IOException {
    byte[] pcap = new byte[200];
    System.arraycopy(
        new byte[] {(byte) 0xa1, (byte) 0xb2, (byte) 0xc3, (byte) 0xd4, 0, 2, 0, 4}, 0, pcap, 0, 8);
    byte[] pcapng = new byte[200];
    System.arraycopy(
        new byte[] {10, 13, 13, 10, 0, 0, 0, 28, 0x1a, 0x2b, 0x3c, 0x4d, 0, 1}, 0, pcapng, 0, 14);
    pcapng[27] = 28;
    pcapng[31] = 1;
    pcapng[35] = 20;
    pcapng[47] = 20;
    pcapng[51] = 6;
    pcapng[55] = 36;
    for (int i = 0; i < CAPTURES; i++) {
      byte[] file = broken(i % 2 == 0 ? pcap : pcapng, random);
      if (CaptureReader.open(new ByteArrayInputStream(file))
          instanceof CaptureReader.Opened.Reading reading) {
        while (reading.reader().next()) {
          reading.reader().comments();
        }
      }
    }
  }
}
