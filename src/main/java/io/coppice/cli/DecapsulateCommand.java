package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.FragmentJoiner;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.ReceiverProfile;
import io.coppice.wire.tunnel.SttReassembler;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code coppice decapsulate}: takes the outermost tunnel off each packet as a receiver of the
 * given profile would, reassembles, writes the inner frames, and tells what it dropped and why.
 */
final class DecapsulateCommand {
  private static final int UNDER_WAY = 1024;

  private final Messages words;
  private final CommandStreams streams;

  DecapsulateCommand(Messages words, CommandStreams streams) {
    this.words = words;
    this.streams = streams;
  }

  record Options(ReceiverProfile profile, PortTable ports, String in, String out) {}

  int run(Options options) {
    if (CommandStreams.same(options.in(), options.out())) {
      streams.err().println(words.get("cli.capture.same", options.out()));
      return 1;
    }
    Optional<CaptureReader> opened = streams.read(options.in());
    if (opened.isEmpty()) {
      return 1;
    }
    DropReport drops = new DropReport(words);
    boolean old = options.out().endsWith(".pcap") || options.out().endsWith(".cap");
    try (CaptureReader reader = opened.get();
        CaptureWriter writer = streams.write(options.out(), LinkType.ETHERNET)) {
      if (!old) {
        writer.addInterface(LinkType.ETHERNET, "inner");
        writer.addInterface(LinkType.RAW, "inner-ip");
      }
      Receiver receiver = new Receiver(options, writer, drops);
      while (reader.next()) {
        receiver.take(reader);
      }
      receiver.end();
      streams.err().println(words.get("cli.decapsulate.done", receiver.frames, reader.packets()));
      drops.tell(streams.err());
      reader.fault().ifPresent(f -> streams.tell(options.in(), f, reader.packets()));
      return reader.fault().isPresent() ? 1 : 0;
    } catch (IOException e) {
      return streams.failed(options.out(), e);
    }
  }

  private static final class Receiver {
    private final CaptureWriter writer;
    private final DropReport drops;
    private final Decapsulator decapsulator;
    private final PacketWalker walker;
    private final LayerStack stack = new LayerStack();
    private final FragmentJoiner fragments = new FragmentJoiner(UNDER_WAY);
    private final SttReassembler segments;
    private long packet;
    private long frames;

    Receiver(Options options, CaptureWriter writer, DropReport drops) {
      this.writer = writer;
      this.drops = drops;
      this.walker = new PacketWalker(options.ports());
      this.decapsulator = new Decapsulator(options.profile(), true, options.ports().vxlanPorts());
      this.segments =
          new SttReassembler(UNDER_WAY, (reason, parts, _) -> drops.add(reason, packet, parts));
    }

    void take(CaptureReader reader) throws IOException {
      packet = reader.packets();
      byte[] b = reader.bytes();
      int to = reader.at() + reader.length();
      if (reader.link() != LinkType.ETHERNET) {
        walker.walk(b, reader.at(), to, reader.original(), reader.link(), stack);
      }
      DropReason drop = PacketVerdict.open(decapsulator, reader, stack);
      opened(drop, b, reader.time());
    }

    private void opened(DropReason drop, byte[] b, long time) throws IOException {
      if (drop != null) {
        drops.add(drop, packet);
      } else if (decapsulator.isFragment()) {
        fragment(b, time);
      } else if (decapsulator.isSegment()) {
        segment(b, time);
      } else {
        write(b, decapsulator.innerAt(), decapsulator.innerEnd(), time);
      }
    }

    private void fragment(byte[] b, long time) throws IOException {
      FragmentJoiner.Result result =
          fragments.fragment4(b, decapsulator.ipAt(), decapsulator.innerEnd(), time);
      switch (result) {
        case FragmentJoiner.Result.Whole whole -> {
          byte[] joined = whole.packet();
          opened(decapsulator.openIp(joined, 0, joined.length, EtherType.IPV4), joined, time);
        }
        case FragmentJoiner.Result.Overlap _ -> drops.add(DropReason.FRAGMENTS_OVERLAP, packet);
        case FragmentJoiner.Result.Faulty _ -> drops.add(DropReason.IP_HEADER, packet);
        case FragmentJoiner.Result.Waiting _ -> {}
      }
    }

    private void segment(byte[] b, long time) throws IOException {
      int ip = decapsulator.ipAt();
      boolean v6 = Ipv4.version(b, ip) == 6;
      IpAddress source = v6 ? IpAddress.v6(b, ip + 8) : IpAddress.v4(b, ip + 12);
      IpAddress destination = v6 ? IpAddress.v6(b, ip + 24) : IpAddress.v4(b, ip + 16);
      SttReassembler.Result result =
          segments.segment(
              source, destination, b, decapsulator.tcpAt(), decapsulator.innerEnd(), time);
      if (result.drop() != null) {
        drops.add(result.drop(), packet);
      }
      if (result.frame().isPresent()) {
        SttReassembler.Whole whole = result.frame().get();
        writer.packet(
            0,
            time,
            whole.bytes(),
            whole.innerAt(),
            whole.innerLength(),
            whole.innerLength(),
            null);
        frames++;
      }
    }

    private void write(byte[] b, int at, int end, long time) throws IOException {
      boolean ethernet = decapsulator.innerType() == EtherType.TRANSPARENT_ETHERNET;
      if (!writer.takes(ethernet ? LinkType.ETHERNET : LinkType.RAW)) {
        drops.add(DropReason.NOT_ETHERNET, packet);
        return;
      }
      writer.packet(ethernet ? 0 : 1, time, b, at, end - at, end - at, null);
      frames++;
    }

    void end() {
      segments.end();
      int lost = fragments.forgotten() + fragments.underWay();
      if (lost > 0) {
        drops.add(DropReason.FRAGMENTS_INCOMPLETE, packet, lost);
      }
    }
  }
}
