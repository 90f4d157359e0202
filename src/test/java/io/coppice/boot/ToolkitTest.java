package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ToolkitTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private int run(Throwable failure) {
    return Toolkit.run(
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        },
        new Messages(Locale.ENGLISH),
        new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private String sentence() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutADisplayOneLineNamesTheCure() {
    assertEquals(
        Toolkit.LACKING,
        run(new RuntimeException(new UnsupportedOperationException("Unable to open DISPLAY"))));
    assertEquals(1, sentence().lines().count());
    assertTrue(sentence().contains("set DISPLAY"), sentence());
  }

  @Test
  void withoutGtkOneLineNamesThePackage() {
    assertEquals(
        Toolkit.LACKING,
        run(new UnsupportedOperationException("Unable to load glass GTK library.")));
    assertEquals(1, sentence().lines().count());
    assertTrue(sentence().contains("libgtk-3-0"), sentence());
  }

  @Test
  void aMissingLibraryIsNamed() {
    run(new UnsatisfiedLinkError("libXtst.so.6: cannot open shared object file"));
    assertTrue(sentence().contains("libXtst.so.6"), sentence());
  }

  @Test
  void aBugStaysAnException() {
    IllegalStateException bug = new IllegalStateException("bug");
    assertEquals(bug, assertThrows(IllegalStateException.class, () -> run(bug)));
  }
}
