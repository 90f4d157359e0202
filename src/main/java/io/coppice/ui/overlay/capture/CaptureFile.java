package io.coppice.ui.overlay.capture;

import io.coppice.model.Problem;
import io.coppice.wire.capture.CaptureFault;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.dissect.CaptureSurvey;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packets of a capture file, as many as are kept in memory; what a damaged file has before its
 * damage is there.
 *
 * @param rows the first {@link #MOST} packets
 * @param more packets beyond those
 * @param survey what all packets tell of their network
 * @param fault what ended the reading early
 */
record CaptureFile(
    Path path,
    List<PacketRow> rows,
    long more,
    CaptureSurvey survey,
    Optional<CaptureFault> fault) {
  /** Kept in memory. */
  static final int MOST = 100_000;

  /** Bytes of packets kept in memory, all together. */
  private static final long MOST_BYTES = 256L << 20;

  CaptureFile {
    rows = List.copyOf(rows);
  }

  /** Reads a file; blocks. */
  static CaptureFile read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return switch (CaptureReader.open(in)) {
        case CaptureReader.Opened.Refused refused ->
            new CaptureFile(path, List.of(), 0, new CaptureSurvey(), Optional.of(refused.fault()));
        case CaptureReader.Opened.Reading reading -> read(path, reading.reader());
      };
    }
  }

  private static CaptureFile read(Path path, CaptureReader reader) {
    PacketWalker walker = new PacketWalker(PortTable.STANDARD);
    LayerStack stack = new LayerStack();
    List<PacketRow> rows = new ArrayList<>();
    long bytes = 0;
    long more = 0;
    CaptureSurvey survey = new CaptureSurvey();
    while (reader.next()) {
      byte[] packet =
          Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length());
      walker.walk(packet, 0, packet.length, reader.original(), reader.link(), stack);
      survey.add(packet, stack, reader.time(), reader.original());
      if (rows.size() >= MOST || bytes > MOST_BYTES) {
        more++;
        continue;
      }
      bytes += packet.length;
      rows.add(row(rows.size() + 1L, reader, packet, stack, String.join("\n", reader.comments())));
    }
    return new CaptureFile(path, rows, more, survey, reader.fault());
  }

  private static PacketRow row(
      long number, CaptureReader reader, byte[] packet, LayerStack stack, String comment) {
    StringBuilder layers = new StringBuilder();
    int tunnel = -1;
    LayerKind top = LayerKind.PAYLOAD;
    for (int i = 0; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      if (kind != LayerKind.PAYLOAD && kind != LayerKind.TRAILER) {
        layers.append(layers.isEmpty() ? "" : " / ").append(kind.label());
        top = kind;
      }
      tunnel = kind.isTunnel() ? i : tunnel;
    }
    int first = tunnel < 0 ? stack.size() : tunnel;
    return new PacketRow(
        number,
        reader.time(),
        reader.original(),
        packet,
        reader.link(),
        addresses(packet, stack, 0, first),
        tunnel < 0 ? "" : addresses(packet, stack, tunnel, stack.size()),
        layers.toString(),
        top,
        comment);
  }

  /** The innermost addresses and ports between two layers: {@code 10.0.0.1:5 > 10.0.0.2:4789}. */
  private static String addresses(byte[] b, LayerStack stack, int from, int to) {
    String source = "";
    String target = "";
    for (int i = from; i < to; i++) {
      int at = stack.start(i);
      int end = stack.headerEnd(i);
      switch (stack.kind(i)) {
        case IPV4 -> {
          if (end - at >= 20) {
            source = IpAddress.v4(b, at + 12).toString();
            target = IpAddress.v4(b, at + 16).toString();
          }
        }
        case IPV6 -> {
          if (end - at >= 40) {
            source = IpAddress.v6(b, at + 8).toString();
            target = IpAddress.v6(b, at + 24).toString();
          }
        }
        case UDP, TCP, STT -> {
          if (stack.kind(i) != LayerKind.STT && end - at >= 4) {
            source += ":" + Octets.u16(b, at);
            target += ":" + Octets.u16(b, at + 2);
          }
        }
        default -> {
          // Has no addresses of its own that would be written here.
        }
      }
    }
    return source.isEmpty() ? "" : source + " > " + target;
  }

  /** Writes rows as pcapng, an interface for each kind of link, comments with them; blocks. */
  static void save(Path path, List<PacketRow> rows) throws IOException {
    try (CaptureWriter writer = CaptureWriter.pcapng(Files.newOutputStream(path))) {
      Map<LinkType, Integer> interfaces = new HashMap<>();
      for (PacketRow row : rows) {
        Integer index = interfaces.get(row.link());
        if (index == null) {
          index = writer.addInterface(row.link(), row.link().name());
          interfaces.put(row.link(), index);
        }
        byte[] b = row.bytes();
        String comment = row.comment().isEmpty() ? null : row.comment();
        writer.packet(index, row.time(), b, 0, b.length, row.original(), comment);
      }
    }
  }

  /** What ended the reading before the file's end. */
  Optional<Problem> problem() {
    return fault.map(
        it ->
            Problem.error(
                "network.capture." + it.kind().code(),
                path.getFileName(),
                it.offset(),
                rows.size()));
  }
}
