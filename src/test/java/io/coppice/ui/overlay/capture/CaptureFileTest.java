package io.coppice.ui.overlay.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.wire.capture.CaptureFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  @TempDir Path folder;

  /** The first capture of VXLAN traffic, or the test is skipped. */
  private static Path vxlan() throws IOException {
    Path captures = Path.of("../shared/captures");
    assumeTrue(Files.isDirectory(captures), "the captures are not there");
    try (Stream<Path> files = Files.walk(captures)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().matches(".*vxlan.*\\.pcap(ng)?"))
              .sorted()
              .toList();
      assumeTrue(!found.isEmpty(), "no capture of VXLAN is there");
      return found.getFirst();
    }
  }

  @Test
  void tunnelsAreToldOutsideAndInsideApart() throws IOException {
    CaptureFile file = CaptureFile.read(vxlan());
    assertTrue(file.fault().isEmpty());
    PacketRow tunnelled =
        file.rows().stream()
            .filter(row -> row.layers().contains("VXLAN"))
            .findFirst()
            .orElseThrow();
    assertTrue(tunnelled.outer().endsWith(":4789") || tunnelled.outer().contains(":8472"));
    assertFalse(tunnelled.inner().contains(":4789"));
    assertTrue(new PacketFilter("vxlan", "").passes(tunnelled));
    assertFalse(new PacketFilter("", "4789").passes(tunnelled), "the outer port is not inside");
  }

  @Test
  void whatIsSavedIsReadAgainTheSame() throws IOException {
    CaptureFile file = CaptureFile.read(vxlan());
    Path copy = folder.resolve("copy.pcapng");
    CaptureFile.save(copy, file.rows());
    CaptureFile again = CaptureFile.read(copy);
    assertEquals(file.rows().size(), again.rows().size());
    for (int i = 0; i < file.rows().size(); i++) {
      assertTrue(Arrays.equals(file.rows().get(i).bytes(), again.rows().get(i).bytes()));
      assertEquals(file.rows().get(i).time(), again.rows().get(i).time());
      assertEquals(file.rows().get(i).original(), again.rows().get(i).original());
    }
  }

  @Test
  void aFileThatWasCutShowsWhatStandsBeforeTheCut() throws IOException {
    byte[] whole = Files.readAllBytes(vxlan());
    Path cut = folder.resolve("cut.pcap");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 7));
    CaptureFile file = CaptureFile.read(cut);
    assertEquals(CaptureFault.Kind.CUT, file.fault().orElseThrow().kind());
    assertFalse(file.rows().isEmpty());
    assertEquals("network.capture.cut", file.problem().orElseThrow().code());
  }

  @Test
  void whatIsNoCaptureIsSaidToBeNone() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "no packets here, only words that go on for a while");
    CaptureFile file = CaptureFile.read(text);
    assertTrue(file.rows().isEmpty());
    assertEquals("network.capture.not-a-capture", file.problem().orElseThrow().code());
  }
}
