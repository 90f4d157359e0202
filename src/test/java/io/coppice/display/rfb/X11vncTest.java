package io.coppice.display.rfb;

import io.coppice.display.encoding.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** x11vnc, in front of a display of its own, shows what we show. */
class X11vncTest extends RealServer {
  @ParameterizedTest
  @EnumSource(names = {"RAW", "COPY_RECT", "RRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
  void x11vncShowsWhatWeShow(Encoding encoding) throws Exception {
    needs("x11vnc", "Xvfb", "xwd", "xwud");
    String display = freeDisplay();
    start(display, "Xvfb", display, "-screen", "0", "640x480x24", "-ac", "-nolisten", "tcp");
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
        "-wait",
        "20",
        "-defer",
        "20");
    Running running = new Running(connect(port), only(encoding));
    running.begun();
    draw(display, 640, 480, 4);
    assertSamePicture(running, display);
    draw(display, 333, 222, 5);
    assertSamePicture(running, display);
  }
}
