package io.coppice.ui.overlay.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.LinkType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureProgressTest {
  @TempDir Path folder;

  private Path capture(int packets) throws IOException {
    Path file = folder.resolve("some.pcapng");
    try (CaptureWriter writer = CaptureWriter.pcapng(Files.newOutputStream(file))) {
      int index = writer.addInterface(LinkType.ETHERNET, "eth0");
      for (int i = 0; i < packets; i++) {
        writer.packet(index, i, new byte[1000], 0, 1000, 1000, null);
      }
    }
    return file;
  }

  @Test
  void readingTellsHowManyBytesOfTheFileItHasReadUpToTheLast() throws IOException {
    Path file = capture(2_000);
    List<Long> done = new ArrayList<>();
    CaptureFile read =
        CaptureFile.read(
            file,
            (now, of) -> {
              assertEquals(sizeOf(file), of);
              done.add(now);
            });
    assertEquals(2_000, read.rows().size());
    assertEquals(Files.size(file), done.getLast());
    assertTrue(done.size() > 3, "not only once");
    assertEquals(done.stream().sorted().toList(), done);
  }

  @Test
  void whatNobodyWantsAnyMoreIsNotReadToItsEnd() throws IOException {
    Path file = capture(2_000);
    long[] last = {0};
    assertThrows(
        CancellationException.class,
        () ->
            CaptureFile.read(
                file,
                (now, of) -> {
                  last[0] = now;
                  if (now > of / 4) {
                    throw new CancellationException();
                  }
                }));
    assertTrue(last[0] < Files.size(file));
  }

  private static long sizeOf(Path file) {
    return file.toFile().length();
  }
}
