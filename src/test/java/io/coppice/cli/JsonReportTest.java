package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several threads write one document. */
class JsonReportTest {
  private static final int PACKETS = 3000;

  private static byte[] capture() throws IOException {
    Random random = new Random(3);
    Frames.Path path =
        new Frames.Path(
            6,
            IpAddress.parse("10.0.0.1").orElseThrow(),
            8,
            IpAddress.parse("10.0.0.2").orElseThrow());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.pcapng(bytes)) {
      int nic = writer.addInterface(LinkType.ETHERNET, "eth0");
      for (int i = 0; i < PACKETS; i++) {
        // now and then one that fills a batch alone
        byte[] payload = new byte[random.nextInt(200) == 0 ? 60_000 : random.nextInt(50)];
        random.nextBytes(payload);
        byte[] frame = Frames.tcp(path, 1024 + i % 90, 80, random.nextInt(), 1, Tcp.ACK, payload);
        String comment = random.nextInt(9) == 0 ? "the \"" + i + "\"th" : null;
        writer.packet(nic, i * 1000L, frame, 0, frame.length, frame.length, comment);
      }
    }
    return bytes.toByteArray();
  }

  private static void write(byte[] capture, OutputStream out, int processors) throws IOException {
    try (CaptureReader reader =
            ((CaptureReader.Opened.Reading) CaptureReader.open(new ByteArrayInputStream(capture)))
                .reader();
        JsonReport report = new JsonReport(out, processors)) {
      PacketWalker walker = new PacketWalker(PortTable.STANDARD);
      LayerStack stack = new LayerStack();
      report.begin();
      while (reader.next()) {
        int to = reader.at() + reader.length();
        walker.walk(reader.bytes(), reader.at(), to, reader.original(), reader.link(), stack);
        report.packet(reader, stack, null);
      }
      report.end(reader, new ConversationTable(1));
    }
  }

  private static String written(byte[] capture, int processors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(capture, out, processors);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void packetsStandInTheirOrderHoweverManyThreadsWriteThem() throws IOException {
    byte[] capture = capture();
    String alone = written(capture, 1);
    List<Long> numbers =
        Pattern.compile("\"number\":(\\d+)")
            .matcher(alone)
            .results()
            .map(found -> Long.valueOf(found.group(1)))
            .toList();
    assertEquals(LongStream.rangeClosed(1, PACKETS).boxed().toList(), numbers);
    assertTrue(written(capture, 2).equals(alone), "two threads wrote something else than one");
    assertTrue(written(capture, 4).equals(alone), "four threads wrote something else than one");
  }

  @Test
  void whoNoLongerReadsEndsIt() throws IOException {
    byte[] capture = capture();
    OutputStream full =
        new OutputStream() {
          private int left = 1 << 20;

          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] b, int at, int length) throws IOException {
            left -= length;
            if (left < 0) {
              throw new IOException("Broken pipe");
            }
          }
        };
    assertThrows(IOException.class, () -> write(capture, full, 3));
  }
}
