package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ConsoleCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final String WORK_DESK = "vncproxy-workdesk-zrle.fbs";

  @Test
  void cutRecordingKeepsItsNinetyUpdates() throws IOException {
    StringBuilder names = new StringBuilder();
    int[] cursors = new int[1];
    SessionListener listener =
        new SessionListener() {
          @Override
          public void named(String name) {
            names.append(name);
          }

          @Override
          public void cursor(io.coppice.display.CursorShape shape) {
            cursors[0]++;
          }
        };
    try (Recording recording = new Recording(ConsoleCases.file(WORK_DESK), listener)) {
      assertEquals("workDesk", names.toString());
      assertEquals(12_162, recording.millis());
      recording.playTo(Long.MAX_VALUE);
      assertEquals(1024, recording.picture().width());
      assertEquals(768, recording.picture().height());
      assertEquals(90, recording.facts().updates());
      assertEquals(25, cursors[0]);
      assertTrue(recording.isCut(), "two bytes of a next update are left over");
      assertEquals("b80e1230", Long.toHexString(recording.picture().checksum()));
      assertEquals(1588, Arrays.stream(recording.picture().pixels()).distinct().count(), "colours");
    }
  }

  @Test
  void seekingShowsWhatPlayingShows() throws IOException {
    Path file = ConsoleCases.file(WORK_DESK);
    for (long millis : new long[] {0, 3600, 7244, 9000, 12_162}) {
      try (Recording played = new Recording(file, new SessionListener() {});
          Recording sought = new Recording(file, new SessionListener() {})) {
        for (long at = 0; at < millis; at += 97) {
          played.playTo(at);
        }
        played.playTo(millis);
        sought.playTo(12_162);
        sought.playTo(millis);
        assertEquals(played.picture().checksum(), sought.picture().checksum(), millis + " ms");
        assertEquals(played.facts().updates(), sought.facts().updates(), millis + " ms");
      }
    }
  }

  @Test
  void recordingCutAnywhereKeepsWhatCameBefore(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(ConsoleCases.file(WORK_DESK));
    long before = -1;
    for (int length : new int[] {70, 5_000, 65_000, 65_030, 100_000, 127_600, 190_000}) {
      Path cut = Files.write(folder.resolve("cut.fbs"), Arrays.copyOf(whole, length));
      try (Recording recording = new Recording(cut, new SessionListener() {})) {
        recording.playTo(Long.MAX_VALUE);
        assertTrue(recording.isCut(), length + " bytes");
        assertTrue(recording.facts().updates() >= before, length + " bytes");
        before = recording.facts().updates();
      }
    }
    assertTrue(before > 60 && before < 90, "updates: " + before);
  }

  /** The same bytes, however they were cut into blocks. */
  @Test
  void recordingOfOneByteBlocksShowsTheSamePicture(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(ConsoleCases.file(WORK_DESK));
    ByteBuffer from = ByteBuffer.wrap(whole);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    to.write(whole, 0, 12);
    from.position(12);
    while (from.remaining() >= 4) {
      int length = Math.min(from.getInt(), from.remaining());
      byte[] block = new byte[length];
      from.get(block);
      from.position(Math.min(from.limit(), from.position() + (4 - length % 4) % 4));
      byte[] millis = new byte[4];
      from.get(millis, 0, Math.min(4, from.remaining()));
      for (byte each : block) {
        to.write(new byte[] {0, 0, 0, 1, each, 0, 0, 0});
        to.writeBytes(millis);
      }
    }
    Path file = Files.write(folder.resolve("bytes.fbs"), to.toByteArray());
    try (Recording recording = new Recording(file, new SessionListener() {})) {
      recording.playTo(Long.MAX_VALUE);
      assertEquals(90, recording.facts().updates());
      assertEquals("b80e1230", Long.toHexString(recording.picture().checksum()));
    }
  }

  /** Bytes that are wrong anywhere, compressed ones above all, end it or change a picture. */
  @Test
  void damagedRecordingsPlayAsFarAsTheyCan(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(ConsoleCases.file(WORK_DESK));
    Random random = new Random(5);
    int played = 0;
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        int at = random.nextInt(random.nextInt(3) == 0 ? 200 : damaged.length);
        damaged[at] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged.fbs"), damaged);
      try (Recording recording = new Recording(file, new SessionListener() {})) {
        recording.playTo(6_000);
        recording.playTo(2_000);
        recording.playTo(Long.MAX_VALUE);
        played++;
      } catch (IOException e) {
        assertFalse(e.getMessage().isBlank(), "round " + round);
      }
    }
    assertTrue(played > 0);
  }

  @Test
  void whatIsNoRecordingIsRefused(@TempDir Path folder) throws IOException {
    for (String text : new String[] {"", "FBS", "FBS 002.000\n", "GIF89a and more than that"}) {
      Path file = Files.writeString(folder.resolve("other"), text);
      assertThrows(
          RecordingException.class, () -> new Recording(file, new SessionListener() {}), text);
    }
    Path head = Files.writeString(folder.resolve("head"), "FBS 001.000\n");
    RecordingException empty =
        assertThrows(RecordingException.class, () -> new Recording(head, new SessionListener() {}));
    assertFalse(empty.getMessage().isBlank());
  }
}
