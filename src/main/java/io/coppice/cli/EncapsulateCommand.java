package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code coppice encapsulate}: wraps each Ethernet frame of a capture as an endpoint would send it,
 * and tells what it refused.
 */
final class EncapsulateCommand {
  private static final long LOCAL_MAC = 0x0200_0000_0000L;
  private static final int FRAME = 1 << 17;

  private final Messages words;
  private final CommandStreams streams;

  EncapsulateCommand(Messages words, CommandStreams streams) {
    this.words = words;
    this.streams = streams;
  }

  record Options(
      TunnelKind kind,
      long id,
      IpAddress from,
      IpAddress to,
      int mtu,
      OptionalInt vlan,
      String in,
      String out) {}

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
    try (CaptureReader reader = opened.get();
        CaptureWriter writer = streams.write(options.out(), LinkType.ETHERNET)) {
      if (!options.out().endsWith(".pcap") && !options.out().endsWith(".cap")) {
        writer.addInterface(
            LinkType.ETHERNET, options.kind().name().toLowerCase(java.util.Locale.ROOT));
      }
      Sender sender = new Sender(options, writer);
      while (reader.next()) {
        sender.send(reader, drops);
      }
      streams
          .err()
          .println(
              words.get("cli.encapsulate.done", reader.packets() - drops.total(), sender.sent));
      drops.tell(streams.err());
      reader.fault().ifPresent(f -> streams.tell(options.in(), f, reader.packets()));
      return reader.fault().isPresent() ? 1 : 0;
    } catch (UncheckedIOException e) {
      return streams.failed(options.out(), e.getCause());
    } catch (IOException e) {
      return streams.failed(options.out(), e);
    }
  }

  private static final class Sender {
    private final CaptureWriter writer;
    private final Encapsulator encapsulator;
    private final SttSegmenter segmenter;
    private final byte[] packet = new byte[FRAME];
    private long sent;

    Sender(Options options, CaptureWriter writer) {
      this.writer = writer;
      OuterHeader outer =
          OuterHeader.between(mac(options.from()), options.from(), mac(options.to()), options.to());
      if (options.vlan().isPresent()) {
        outer = outer.withVlan(options.vlan().getAsInt());
      }
      boolean stt = options.kind() == TunnelKind.STT;
      segmenter = stt ? new SttSegmenter(options.id(), outer, options.mtu(), 1) : null;
      encapsulator =
          stt ? null : new Encapsulator(options.kind(), options.id(), outer, options.mtu());
    }

    /** A locally administered MAC that ends in the address's last four bytes. */
    private static long mac(IpAddress address) {
      return LOCAL_MAC | address.low() & 0xffff_ffffL;
    }

    void send(CaptureReader reader, DropReport drops) throws IOException {
      DropReason refused = refusal(reader);
      if (refused != null) {
        drops.add(refused, reader.packets());
      }
    }

    private DropReason refusal(CaptureReader reader) throws IOException {
      if (reader.link() != LinkType.ETHERNET) {
        return DropReason.NOT_ETHERNET;
      }
      if (reader.length() < reader.original()) {
        return DropReason.TRUNCATED;
      }
      byte[] b = reader.bytes();
      if (segmenter != null) {
        return segmenter.segment(
            b, reader.at(), reader.length(), (s, at, length) -> write(reader, s, at, length));
      }
      if (reader.length() > FRAME - encapsulator.overhead()) {
        return DropReason.EXCEEDS_MTU;
      }
      int length = encapsulator.encapsulate(b, reader.at(), reader.length(), packet, 0);
      if (length == 0) {
        return encapsulator.refused();
      }
      write(reader, packet, 0, length);
      return null;
    }

    private void write(CaptureReader reader, byte[] b, int at, int length) {
      try {
        writer.packet(0, reader.time(), b, at, length, length, null);
        sent++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
