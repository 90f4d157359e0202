package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.JpegImages;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.security.Gatekeeper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    assertSamePicture("TigerVNC", encoding, running, display);
    draw(display, 400, 300, 2);
    assertSamePicture("TigerVNC", encoding, running, display);
    if (encoding != Encoding.COPY_RECT && encoding != Encoding.RRE) { // noise is cheaper raw
      assertEquals(Optional.of(encoding), running.session.facts().orElseThrow().lastEncoding());
    }
    assertTrue(running.session.requestSize(800, 600));
    await("another size", () -> running.picture.width() == 800);
    draw(display, 800, 600, 3);
    assertSamePicture("TigerVNC", encoding, running, display);
  }

  @Test
  void keysTypedArriveWithCapitalsAndSymbols() throws Exception {
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(Encoding.RAW));
    running.begun();
    KeyReader reader = new KeyReader(this, display, running.session);
    String wanted = "Ab1!xY@Zz#$%^&*()_+{}|:\"<>?~`-=[]\\;',./ Q";
    assertEquals(wanted, reader.read(wanted, KeyboardLayout.US));
  }

  /** With AltGr's third characters, and accents that wait for a letter. */
  @Test
  void germanAndFrenchKeysArriveWhereTheServersKeyboardIsOne() throws Exception {
    needs("setxkbmap");
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(Encoding.RAW));
    running.begun();
    await("extended keys", () -> running.session.facts().orElseThrow().extendedKeys());
    KeyReader reader = new KeyReader(this, display, running.session);
    assertEquals(0, start(display, "setxkbmap", "-display", display, "de").waitFor());
    String german = "zY@{[]}\\~|\u20ac\u00e4\u00d6\u00df<>'*+#\u00b5\u00b2^e\u00e9\u00ea\u00c0/Qy";
    assertEquals(german, reader.read(german, KeyboardLayout.GERMAN));
    assertEquals(0, start(display, "setxkbmap", "-display", display, "fr").waitFor());
    String french = "aQzW1234567890&\u00e9@{[]}\\|#\u20ac\u00e7\u00f9M?./\u00a7\u00ea\u00eb";
    assertEquals(french, reader.read(french, KeyboardLayout.FRENCH));
  }

  /** Sizes that we ask for, and one that somebody sets on the server's side. */
  @ParameterizedTest
  @EnumSource(names = {"RAW", "HEXTILE", "TIGHT", "ZRLE"})
  void everySizeIsShownWhoeverChoseIt(Encoding encoding) throws Exception {
    needs("xrandr");
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(encoding));
    running.begun();
    await("a server that may be resized", () -> running.session.facts().orElseThrow().resizable());
    int seed = 20;
    for (int[] size : new int[][] {{333, 257}, {41, 900}, {1367, 769}}) {
      assertTrue(running.session.requestSize(size[0], size[1]));
      await(
          size[0] + " x " + size[1],
          () -> running.picture.width() == size[0] && running.picture.height() == size[1]);
      draw(display, size[0], size[1], seed++);
      assertSamePicture("TigerVNC", encoding, running, display);
    }
    Process xrandr =
        start(display, "xrandr", "--display", display, "--output", "VNC-0", "--mode", "1024x768");
    assertEquals(0, xrandr.waitFor());
    await("the server's own size", () -> running.picture.width() == 1024);
    draw(display, 1024, 768, seed);
    assertSamePicture("TigerVNC", encoding, running, display);
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
