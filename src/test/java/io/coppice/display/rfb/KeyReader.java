package io.coppice.display.rfb;

import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window of {@code xev} on a server's display, which says what keys gave there. */
final class KeyReader {
  /** What a press gave that no input method kept for itself, as bytes of UTF-8. */
  private static final Pattern GAVE =
      Pattern.compile(
          "KeyPress event.*XmbLookupString gives \\d+ bytes: \\(([0-9a-f ]+)\\).*XFilterEvent"
              + " returns: False",
          Pattern.DOTALL);

  private final Path log;
  private final RfbSession session;

  /** A window that is under the pointer, and so has the keyboard. */
  KeyReader(RealServer server, String display, RfbSession session) throws Exception {
    RealServer.needs("xev");
    this.session = session;
    server.start(
        display, "env", "LC_ALL=C.UTF-8", "xev", "-display", display, "-geometry", "300x200+0+0");
    log = server.folder.resolve("env." + (server.started.size() - 1) + ".log");
    RealServer.await("a window", () -> RealServer.text(log).contains("MapNotify"));
    RealServer.await(
        "the pointer over the window",
        () -> {
          session.pointer(100 + (int) (System.nanoTime() % 50), 100, 0);
          return RealServer.text(log).contains("MotionNotify");
        });
  }

  /** Types a text as a person of a layout does, and gives what the display's programs read. */
  String read(String wanted, KeyboardLayout layout) throws InterruptedException {
    Keyboard keyboard = new Keyboard(session::key, layout);
    int before = typed().length();
    wanted.codePoints().forEach(keyboard::type);
    RealServer.await("the keys", () -> typed().length() >= before + wanted.length());
    org.junit.jupiter.api.Assertions.assertTrue(keyboard.isIdle());
    return typed().substring(before);
  }

  private String typed() {
    StringBuilder out = new StringBuilder();
    for (String event : RealServer.text(log).split("\n\n")) {
      Matcher gave = GAVE.matcher(event);
      if (gave.find()) {
        String[] hex = gave.group(1).trim().split(" ");
        byte[] bytes = new byte[hex.length];
        for (int i = 0; i < hex.length; i++) {
          bytes[i] = (byte) Integer.parseInt(hex[i], 16);
        }
        out.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return out.toString();
  }
}
