package io.coppice.ui.overlay.capture;

import io.coppice.model.CountedInput;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.wire.capture.CaptureFault;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.dissect.CaptureSurvey;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.packet.LinkType;
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
    return read(path, ReadingProgress.NONE);
  }

  /** The same, telling how far it has come. */
  static CaptureFile read(Path path, ReadingProgress progress) throws IOException {
    try (InputStream plain = Files.newInputStream(path)) {
      long size = Files.size(path);
      InputStream in = new CountedInput(plain, done -> progress.reached(done, size));
      return switch (CaptureReader.open(in)) {
        case CaptureReader.Opened.Refused refused ->
            new CaptureFile(path, List.of(), 0, new CaptureSurvey(), Optional.of(refused.fault()));
        case CaptureReader.Opened.Reading reading -> read(path, reading.reader());
      };
    }
  }

  private static CaptureFile read(Path path, CaptureReader reader) {
    RowDissector dissector = new RowDissector();
    List<PacketRow> rows = new ArrayList<>();
    long bytes = 0;
    long more = 0;
    CaptureSurvey survey = new CaptureSurvey();
    while (reader.next()) {
      byte[] packet =
          Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length());
      LayerStack stack = dissector.walk(packet, reader.original(), reader.link());
      survey.add(packet, stack, reader.time(), reader.original());
      if (rows.size() >= MOST || bytes > MOST_BYTES) {
        more++;
        continue;
      }
      bytes += packet.length;
      rows.add(
          dissector.row(
              rows.size() + 1L,
              reader.time(),
              reader.original(),
              packet,
              reader.link(),
              "",
              String.join("\n", reader.comments())));
    }
    return new CaptureFile(path, rows, more, survey, reader.fault());
  }

  /** Writes rows as pcapng, an interface for each place, comments with them; blocks. */
  static void save(Path path, List<PacketRow> rows) throws IOException {
    try (CaptureWriter writer = CaptureWriter.pcapng(Files.newOutputStream(path))) {
      Map<Interface, Integer> interfaces = new HashMap<>();
      for (PacketRow row : rows) {
        Interface from = new Interface(row.link(), row.place());
        Integer index = interfaces.get(from);
        if (index == null) {
          index =
              writer.addInterface(
                  row.link(), row.place().isEmpty() ? row.link().name() : row.place());
          interfaces.put(from, index);
        }
        byte[] b = row.bytes();
        String comment = row.comment().isEmpty() ? null : row.comment();
        writer.packet(index, row.time(), b, 0, b.length, row.original(), comment);
      }
    }
  }

  private record Interface(LinkType link, String place) {}

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
