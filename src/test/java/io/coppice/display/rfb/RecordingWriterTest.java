package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingWriterTest {
  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(5_000);
  private final Random random = new Random(4);

  /** What was seen, and when. */
  private record Seen(long millis, int width, int[] pixels) {}

  private Path record(List<Seen> seen, int updates) throws IOException {
    Path file = folder.resolve("session.fbs");
    Framebuffer picture = new Framebuffer(301, 133);
    try (RecordingWriter writer =
        new RecordingWriter(
            file,
            picture,
            "büro",
            clock::get,
            e -> {
              throw new AssertionError(e);
            })) {
      for (int i = 0; i < updates; i++) {
        clock.addAndGet(10 + random.nextInt(600));
        if (i % 37 == 20) {
          picture = new Framebuffer(100 + random.nextInt(400), 50 + random.nextInt(200));
          writer.screen(picture);
        }
        if (i % 11 == 3) {
          writer.cursor(new CursorShape(3, 2, 1, 1, new int[] {-1, 0, -1, 0xFF123456, 0, -1}));
        }
        writer.drawn(picture, draw(picture));
        seen.add(new Seen(clock.get() - 5_000, picture.width(), picture.pixels().clone()));
      }
    }
    return file;
  }

  private Area draw(Framebuffer picture) {
    int x = random.nextInt(picture.width());
    int y = random.nextInt(picture.height());
    int wide = 1 + random.nextInt(picture.width() - x);
    int high = 1 + random.nextInt(picture.height() - y);
    boolean noise = random.nextBoolean();
    int colour = 0xFF000000 | random.nextInt();
    for (int row = y; row < y + high; row++) {
      for (int column = x; column < x + wide; column++) {
        picture.pixels()[row * picture.width() + column] =
            noise ? 0xFF000000 | random.nextInt(1 << 24) : colour;
      }
    }
    return new Area(x, y, wide, high);
  }

  @Test
  void everyInstantIsPlayedAsItWasSeenHoweverOneGetsThere() throws IOException {
    List<Seen> seen = new ArrayList<>();
    Path file = record(seen, 150);
    try (Recording played = new Recording(file, new SessionListener() {});
        Recording sought = new Recording(file, new SessionListener() {})) {
      assertTrue(played.millis() > 3 * RecordingWriter.KEY_EVERY, "several whole pictures");
      for (Seen each : seen) {
        played.playTo(each.millis);
        assertEquals(each.width, played.picture().width());
        assertArrayEquals(each.pixels, played.picture().pixels(), each.millis + " ms");
      }
      for (int i = 0; i < 60; i++) {
        Seen each = seen.get(random.nextInt(seen.size()));
        sought.playTo(each.millis);
        assertEquals(each.width, sought.picture().width());
        assertArrayEquals(each.pixels, sought.picture().pixels(), "sought " + each.millis);
      }
      assertEquals("büro", sought.facts().name());
      assertFalse(sought.isCut());
    }
  }

  /** However slow the machine: whoever opens the recording sees it before it plays. */
  @Test
  void whatIsThereAtTheBeginningIsThereAtOnce() throws IOException {
    Path file = folder.resolve("slow.fbs");
    Framebuffer picture = new Framebuffer(64, 64);
    draw(picture);
    new RecordingWriter(file, picture, "m", () -> clock.addAndGet(400), _ -> {}).close();
    try (Recording recording = new Recording(file, new SessionListener() {})) {
      recording.playTo(0);
      assertArrayEquals(picture.pixels(), recording.picture().pixels());
    }
  }

  @Test
  void recordingThatIsPlayedThroughIsWholeAndCountsEveryUpdate() throws IOException {
    List<Seen> seen = new ArrayList<>();
    Path file = record(seen, 150);
    try (Recording through = new Recording(file, new SessionListener() {});
        Recording end = new Recording(file, new SessionListener() {})) {
      through.playThrough();
      assertFalse(through.isCut());
      assertTrue(through.facts().updates() >= 150, () -> through.facts().toString());
      end.playTo(Long.MAX_VALUE);
      assertFalse(end.isCut(), "beyond the end is the end");
      assertArrayEquals(seen.getLast().pixels(), through.picture().pixels());
      assertArrayEquals(seen.getLast().pixels(), end.picture().pixels());
    }
  }

  @Test
  void recordingThatIsCutKeepsAllBefore() throws IOException {
    List<Seen> seen = new ArrayList<>();
    byte[] whole = Files.readAllBytes(record(seen, 60));
    for (int part = 3; part < 10; part++) {
      Path cut = folder.resolve("cut.fbs");
      Files.write(cut, Arrays.copyOf(whole, whole.length * part / 10));
      try (Recording recording = new Recording(cut, new SessionListener() {})) {
        recording.playTo(recording.millis());
        long reached = recording.millis();
        Seen last = seen.stream().filter(each -> each.millis <= reached).toList().getLast();
        assertEquals(last.width, recording.picture().width());
      }
    }
  }

  @Test
  void nothingOfTheLineIsWrittenAndNothingThatWasTyped() throws IOException {
    Path file = folder.resolve("short.fbs");
    Framebuffer picture = new Framebuffer(4, 4);
    new RecordingWriter(file, picture, "m", clock::get, _ -> {}).close();
    byte[] bytes = Files.readAllBytes(file);
    byte[] security = Arrays.copyOfRange(bytes, 28, 32);
    assertArrayEquals(new byte[] {0, 0, 0, 1}, security, "no security, whatever the line had");
    // the writer hears of a session as its listener: keys and passwords go the other way
    assertTrue(
        Arrays.stream(SessionListener.class.getMethods())
            .noneMatch(method -> method.getName().contains("key")));
  }

  @Test
  void whatDidNotChangeIsNotWrittenAgain() throws IOException {
    Path file = folder.resolve("still.fbs");
    Framebuffer picture = new Framebuffer(640, 480);
    try (RecordingWriter writer = new RecordingWriter(file, picture, "m", clock::get, _ -> {})) {
      long before = Files.size(file);
      for (int i = 0; i < 100; i++) {
        clock.addAndGet(1_000);
        writer.drawn(picture, new Area(0, 0, 640, 480));
      }
      assertEquals(before, Files.size(file));
    }
  }

  @Test
  void diskThatIsFullIsToldOnceAndTheSessionGoesOn() throws IOException {
    List<IOException> told = new ArrayList<>();
    Path file = folder.resolve("full.fbs");
    Framebuffer picture = new Framebuffer(64, 64);
    RecordingWriter writer = new RecordingWriter(file, picture, "m", clock::get, told::add);
    writer.close();
    writer.drawn(picture, draw(picture));
    writer.bell();
    assertEquals(List.of(), told, "it was closed on purpose");
  }
}
