package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.JpegImages;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.security.Gatekeeper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TigerVNC shows what we show, in every encoding that it has, and takes our keys. */
class TigerVncTest extends RealServer {
  @ParameterizedTest
  @EnumSource(names = {"RAW", "COPY_RECT", "RRE", "HEXTILE", "TIGHT", "ZRLE"})
  void tigerVncShowsWhatWeShow(Encoding encoding) throws Exception {
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(encoding));
    running.begun();
    draw(display, 640, 480, 1);
    assertSamePicture(running, display);
    draw(display, 400, 300, 2);
    assertSamePicture(running, display);
    if (encoding != Encoding.COPY_RECT && encoding != Encoding.RRE) { // noise is cheaper raw
      assertEquals(Optional.of(encoding), running.session.facts().orElseThrow().lastEncoding());
    }
    assertTrue(running.session.requestSize(800, 600));
    await("another size", () -> running.picture.width() == 800);
    draw(display, 800, 600, 3);
    assertSamePicture(running, display);
  }

  @Test
  void keysTypedArriveWithCapitalsAndSymbols() throws Exception {
    needs("xev");
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(Encoding.RAW));
    running.begun();
    Process xev = start(display, "xev", "-display", display, "-geometry", "300x200+0+0");
    Path log = folder.resolve("xev." + (started.size() - 1) + ".log");
    running.session.pointer(100, 100, 0);
    await("a window under the pointer", () -> text(log).contains("MapNotify"));
    await(
        "the pointer over the window",
        () -> {
          running.session.pointer(100 + (int) (System.nanoTime() % 50), 100, 0);
          return text(log).contains("MotionNotify");
        });
    Keyboard keyboard = new Keyboard(running.session::key, KeyboardLayout.US);
    String wanted = "Ab1!xY@Zz#$%^&*()_+{}|:\"<>?~`-=[]\\;',./ Q";
    wanted.codePoints().forEach(keyboard::type);
    await("the keys", () -> typed(text(log)).length() >= wanted.length());
    assertEquals(wanted, typed(text(log)));
    assertTrue(keyboard.isIdle());
    assertTrue(xev.isAlive());
  }

  /** What xev's presses gave: each is told as a number of bytes, hex and text. */
  private static String typed(String log) {
    StringBuilder out = new StringBuilder();
    for (String event : log.split("\n\n")) {
      int at = event.indexOf("XLookupString gives 1 bytes: (");
      if (event.contains("KeyPress event") && at >= 0) {
        out.append((char) Integer.parseInt(event.substring(at + 30, at + 32), 16));
      }
    }
    return out.toString();
  }

  /** Reads JPEG with this Java's own decoder, and counts. */
  private static final class Jpegs implements JpegImages {
    final AtomicInteger read = new AtomicInteger();

    @Override
    public int[] decode(byte[] jpeg, int width, int height) throws IOException {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
      read.incrementAndGet();
      int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] |= 0xFF000000;
      }
      return pixels;
    }
  }

  /** JPEG loses: what is compared is how far colours are from the server's own, on the average. */
  @ParameterizedTest
  @CsvSource({"9, 2", "6, 8", "1, 24"})
  void tightsJpegIsNearTheServersPictureAndTheNearerTheBetterItsQuality(int quality, double most)
      throws Exception {
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Jpegs jpegs = new Jpegs();
    SessionOptions local = SessionOptions.local(Gatekeeper.NOBODY);
    SessionOptions options =
        new SessionOptions(
            List.of(Encoding.TIGHT),
            Optional.of(jpegs),
            quality,
            true,
            local.pace(),
            local.bufferBytes(),
            local.patience(),
            local.security(),
            local.gatekeeper());
    Running running = new Running(connect(port), options);
    running.begun();
    draw(display, 640, 480, 8);
    await(
        "a picture near the server's",
        () -> running.end != null || jpegs.read.get() > 0 && distance(running, display) <= most);
    assertEquals(null, running.end);
    assertEquals(Optional.of(Encoding.TIGHT), running.session.facts().orElseThrow().lastEncoding());
  }

  /** The mean difference of a colour's part, of 255; ramps and flat parts, not the noise. */
  private double distance(Running running, String display) {
    Dump truth;
    try {
      truth = dump(display);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    int[] shown = running.picture.pixels();
    long sum = 0;
    long count = 0;
    for (int i = 0; i < shown.length; i++) {
      int kind = (i % truth.width() / 80 + i / truth.width() / 60) % 5;
      if (kind != 0) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((shown[i] >> shift & 0xFF) - (truth.pixels()[i] >> shift & 0xFF));
          count++;
        }
      }
    }
    boolean drawn = java.util.Arrays.stream(truth.pixels()).distinct().count() > 1000;
    return drawn ? (double) sum / count : 255;
  }
}
