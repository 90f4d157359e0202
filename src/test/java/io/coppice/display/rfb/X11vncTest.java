package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.KeyboardLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** x11vnc, in front of a display of its own, shows what we show, and takes our keys. */
class X11vncTest extends RealServer {
  private int x11vnc(String display) throws Exception {
    needs("x11vnc", "xwd", "xwud");
    await("a screen", () -> Files.exists(Path.of("/tmp/.X11-unix/X" + display.substring(1))));
    int port = freePort();
    start(
        display,
        "x11vnc",
        "-display",
        display,
        "-rfbport",
        Integer.toString(port),
        "-localhost",
        "-nopw",
        "-forever",
        "-nocursor",
        "-noxdamage",
        "-xrandr",
        "-wait",
        "20",
        "-defer",
        "20");
    return port;
  }

  private Running session(String display, Encoding encoding) throws Exception {
    Running running = new Running(connect(x11vnc(display)), only(encoding));
    running.begun();
    return running;
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "COPY_RECT", "RRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
  void x11vncShowsWhatWeShow(Encoding encoding) throws Exception {
    needs("Xvfb");
    String display = freeDisplay();
    start(display, "Xvfb", display, "-screen", "0", "640x480x24", "-ac", "-nolisten", "tcp");
    Running running = session(display, encoding);
    draw(display, 640, 480, 4);
    assertSamePicture("x11vnc", encoding, running, display);
    draw(display, 333, 222, 5);
    assertSamePicture("x11vnc", encoding, running, display);
  }

  /** The display that it stands in front of gets other sizes, which Xvfb's cannot. */
  @ParameterizedTest
  @EnumSource(names = {"RAW", "RRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
  void anotherSizeOfItsDisplayIsShown(Encoding encoding) throws Exception {
    needs("xrandr");
    String display = freeDisplay();
    tigerVnc(display, "-SecurityTypes", "None");
    Running running = session(display, encoding);
    int seed = 30;
    for (String mode : new String[] {"1280x720", "800x600", "1024x768"}) {
      assertEquals(
          0,
          start(display, "xrandr", "--display", display, "--output", "VNC-0", "--mode", mode)
              .waitFor());
      int width = Integer.parseInt(mode.substring(0, mode.indexOf('x')));
      int height = Integer.parseInt(mode.substring(mode.indexOf('x') + 1));
      await(mode, () -> running.end != null || running.picture.width() == width);
      draw(display, width, height, seed++);
      assertSamePicture("x11vnc", encoding, running, display);
    }
  }

  @Test
  void keysTypedArriveWithCapitalsAndSymbols() throws Exception {
    needs("Xvfb");
    String display = freeDisplay();
    start(display, "Xvfb", display, "-screen", "0", "640x480x24", "-ac", "-nolisten", "tcp");
    Running running = session(display, Encoding.RAW);
    KeyReader reader = new KeyReader(this, display, running.session);
    String wanted = "Ab1!xY@Zz#$%^&*()_+{}|:\"<>?~`-=[]\\;',./ Q";
    assertEquals(wanted, reader.read(wanted, KeyboardLayout.US));
    assertEquals(null, running.end);
  }
}
