package io.coppice.display.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.display.ConsoleCases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What xterm was seen to show, of 80 columns and 25 rows, for what a shell or an editor said. */
class XtermCasesTest {
  @TestFactory
  Stream<DynamicTest> screenIsWhatXtermShows() throws IOException {
    Path folder = ConsoleCases.file("xterm-escape");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".in")).sorted().toList().stream()
          .map(this::one);
    }
  }

  private DynamicTest one(Path in) {
    String name = in.getFileName().toString().replace(".in", "");
    return DynamicTest.dynamicTest(
        name,
        () -> {
          byte[] input = Files.readAllBytes(in);
          String right = trimmed(Files.readString(in.resolveSibling(name + ".text")));
          assertEquals(right, shown(input, input.length));
          assertEquals(right, shown(input, 1), "one byte at a time");
        });
  }

  private static String shown(byte[] input, int part) {
    Terminal terminal = new Terminal(80, 25, _ -> {});
    // the line discipline of a terminal's device makes a carriage return of each newline (ONLCR)
    byte[] sent =
        new String(input, StandardCharsets.ISO_8859_1)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < sent.length; at += part) {
      terminal.feed(ByteBuffer.wrap(sent, at, Math.min(part, sent.length - at)));
    }
    return trimmed(String.join("\n", terminal.text()));
  }

  private static String trimmed(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .reduce("", (a, b) -> a + b + "\n")
        .stripTrailing();
  }
}
