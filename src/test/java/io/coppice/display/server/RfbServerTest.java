package io.coppice.display.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Area;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.text.TextFrame;
import io.coppice.display.text.TextGrid;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server paints, read back by the client: the pixels are the same. */
class RfbServerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static TextGrid written() {
    TextGrid grid = new TextGrid(80, 25);
    for (int i = 0; i < 40; i++) {
      grid.line("\u001b[3" + i % 8 + "mline " + i + " \u001b[1m\u2502bold\u2502\u001b[0m plain");
    }
    return grid;
  }

  private static int[] painted(ServedFrame frame) {
    int[] all = new int[frame.width() * frame.height()];
    frame.paint(new Area(0, 0, frame.width(), frame.height()), all);
    return all;
  }

  private static SessionOptions in(Encoding... encodings) {
    return SessionOptions.local(Gatekeeper.NOBODY).withEncodings(List.of(encodings));
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "HEXTILE", "TRLE", "ZRLE"})
  void everyPixelArrivesInEachEncoding(Encoding encoding) {
    TextFrame frame = written().frame();
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(new PaintedScreen(frame), in(encoding))) {
            viewer.until(painted(frame));
            assertEquals(720, viewer.picture().width());
            assertEquals(400, viewer.picture().height());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "HEXTILE", "TRLE", "ZRLE"})
  void whatChangesArrivesAlsoWhenItScrolls(Encoding encoding) {
    TextGrid grid = written();
    PaintedScreen screen = new PaintedScreen(grid.frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(screen, in(Encoding.COPY_RECT, encoding))) {
            viewer.until(painted(screen.frame()));
            for (int i = 0; i < 30; i++) {
              grid.print("more " + i).print(i % 3 == 0 ? "\n" : "\n\n");
              screen.show(grid.frame());
              viewer.until(painted(screen.frame()));
            }
          }
        });
  }

  @Test
  void onlyWhatChangedIsSent() {
    TextGrid grid = written();
    PaintedScreen screen = new PaintedScreen(grid.frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer =
              new Viewer(screen, in(Encoding.COPY_RECT, Encoding.TRLE, Encoding.RAW))) {
            viewer.until(painted(screen.frame()));
            long before = viewer.session().facts().orElseThrow().bytes();
            grid.print("x");
            screen.show(grid.frame());
            viewer.until(painted(screen.frame()));
            long sent = viewer.session().facts().orElseThrow().bytes() - before;
            assertTrue(sent < 200, "a letter took " + sent + " bytes");
            grid.print("\nnext line");
            screen.show(grid.frame());
            viewer.until(painted(screen.frame()));
            long scrolled = viewer.session().facts().orElseThrow().bytes() - before - sent;
            assertTrue(scrolled < 1_500, "a scrolled line took " + scrolled + " bytes");
          }
        });
  }

  @Test
  void screenOfAnotherSizeIsFollowed() {
    PaintedScreen screen = new PaintedScreen(written().frame());
    TextFrame large = new TextGrid(100, 30).print("larger").frame();
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(screen, in(Encoding.RAW))) {
            viewer.until(painted(screen.frame()));
            screen.show(large);
            viewer.until(painted(large));
            assertEquals(900, viewer.picture().width());
          }
        });
  }

  @Test
  void smallPictureIsTheMeanOfThePixelsItStandsFor() {
    TextFrame frame = written().frame();
    int[] large = painted(frame);
    int[] small = painted(new ShrunkFrame(frame, 5));
    assertEquals(144 * 80, small.length);
    int red = 0;
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        red += large[(35 + y) * 720 + 10 + x] >> 16 & 0xFF;
      }
    }
    assertEquals(red / 25, small[7 * 144 + 2] >> 16 & 0xFF);
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(new PaintedScreen(frame), 144, 80, in(Encoding.RAW))) {
            viewer.until(small);
          }
        });
  }

  @Test
  void keysArriveWithTheirScancodes() {
    PaintedScreen screen = new PaintedScreen(written().frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(screen, in(Encoding.RAW))) {
            viewer.until(painted(screen.frame()));
            viewer.untilTrue(() -> viewer.session().facts().orElseThrow().extendedKeys());
            viewer.session().key(true, 'a', 0x1E);
            viewer.session().key(false, 'a', 0x1E);
            viewer.session().pointer(7, 9, 1);
            viewer.untilTrue(
                () -> screen.heard().equals(List.of("+61/1e", "-61/1e", "at 7,9 with 1")));
          }
        });
  }

  @Test
  void viewerThatGoesEndsItsServerAndNoOther() {
    PaintedScreen screen = new PaintedScreen(written().frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer stays = new Viewer(screen, in(Encoding.RAW))) {
            Viewer goes = new Viewer(screen, 144, 80, in(Encoding.RAW).asThumbnail());
            goes.until(painted(new ShrunkFrame(screen.frame(), 5)));
            assertEquals(2, screen.watchers());
            goes.close();
            stays.untilTrue(() -> screen.watchers() == 1);
            screen.show(new TextGrid(80, 25).print("still here").frame());
            stays.until(painted(screen.frame()));
          }
        });
  }

  @Test
  void halfOfAMessageAndNonsenseEndTheSession() throws IOException {
    for (byte[] said :
        List.of(
            "RFB 003.008\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            "GET / HTTP/1.1\n\n\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            new byte[] {'R', 'F', 'B', ' ', '0', '0', '3', '.', '0', '0', '8', '\n', 1, 1, 99})) {
      Pipe pipe = new Pipe(1024, 64 * 1024);
      RfbServer server =
          new RfbServer(
              pipe.far(), new PaintedScreen(written().frame()), RfbServer.WHOLE, RfbServer.WHOLE);
      pipe.near().write(java.nio.ByteBuffer.wrap(said));
      assertTimeoutPreemptively(
          LONG,
          () -> {
            Thread closing =
                Thread.ofVirtual()
                    .start(
                        () -> {
                          try (var near = pipe.near()) {
                            near.read(java.nio.ByteBuffer.allocate(12));
                          } catch (IOException _) {
                            // the server ended first
                          }
                        });
            try {
              server.run();
            } catch (IOException e) {
              assertTrue(e.getMessage() != null, e.toString());
            }
            closing.join();
          });
    }
  }

  /** What a viewer says by hand; the answers are read as they come. */
  @Test
  void updatesComeUnaskedOnceTheyAreContinuousAndFencesAreAnswered() {
    PaintedScreen screen = new PaintedScreen(written().frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          Pipe pipe = new Pipe(4096, 2 << 20);
          RfbServer server = new RfbServer(pipe.far(), screen, RfbServer.WHOLE, RfbServer.WHOLE);
          Thread running = Thread.ofVirtual().start(() -> hold(server));
          try (var near = pipe.near()) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(near));
            in.skipNBytes(12);
            say(near, "52464220303033 2e303038 0a 01 01");
            in.skipNBytes(2 + 4 + 4 + 16);
            in.skipNBytes(in.readInt());
            say(near, "02 00 0003 00000005 fffffec8 fffffec7"); // Hextile, Fence, ContinuousUpdates
            assertEquals(248, in.readUnsignedByte());
            in.skipNBytes(3);
            assertEquals(1 << 31, in.readInt(), "a fence of the server's own");
            assertEquals(0, in.readUnsignedByte());
            assertEquals(150, in.readUnsignedByte(), "updates can be continuous");
            say(near, "f8 000000 80000001 02 abcd");
            assertEquals(248, in.readUnsignedByte());
            in.skipNBytes(3);
            assertEquals(1, in.readInt());
            assertEquals(2, in.readUnsignedByte());
            assertEquals((short) 0xabcd, in.readShort());
            say(near, "96 01 0000 0000 02d0 0190");
            assertEquals(0, in.readUnsignedByte(), "the whole screen, though nobody asked");
          }
          running.join();
        });
  }

  private static void say(ByteChannel to, String hex) throws IOException {
    to.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private static void hold(RfbServer server) {
    try {
      server.run();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void ourOwnViewerIsSentUpdatesWithoutAskingForEach() {
    TextGrid grid = written();
    PaintedScreen screen = new PaintedScreen(grid.frame());
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Viewer viewer = new Viewer(screen, in(Encoding.COPY_RECT, Encoding.HEXTILE))) {
            viewer.until(painted(screen.frame()));
            for (int i = 0; i < 200; i++) {
              grid.print("more " + i + "\n");
              screen.show(grid.frame());
            }
            viewer.until(painted(screen.frame()));
          }
        });
  }

  @Test
  void pipeGivesEverythingInOrderAndThenItsEnd() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          Pipe pipe = new Pipe(7, 7);
          byte[] sent = new byte[1000];
          new java.util.Random(1).nextBytes(sent);
          Thread writer =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try (var near = pipe.near()) {
                          near.write(java.nio.ByteBuffer.wrap(sent));
                        } catch (IOException e) {
                          throw new java.io.UncheckedIOException(e);
                        }
                      });
          byte[] got = java.nio.channels.Channels.newInputStream(pipe.far()).readAllBytes();
          assertArrayEquals(sent, got);
          writer.join();
        });
  }
}
