package io.coppice.display.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What programs that draw the whole screen said to a terminal of 80 x 25, recorded for this test
 * (NAME.in), and the screen that tmux 3.3a makes of the same bytes, with its cursor (NAME.text: 25
 * lines, then {@code @column,row}, or {@code @hidden}).
 */
class RecordedProgramsTest {
  private static byte[] recorded(String name) throws IOException {
    try (InputStream in = RecordedProgramsTest.class.getResourceAsStream("programs/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vim-edit",
        "vim-split",
        "vim-quit",
        "less",
        "less-quit",
        "top",
        "htop",
        "bash-lines",
        "tmux"
      })
  void screenIsWhatTmuxMakesOfTheSameBytes(String program) throws IOException {
    byte[] said = recorded(program + ".in");
    String right = new String(recorded(program + ".text"), StandardCharsets.UTF_8).stripTrailing();
    assertEquals(right, shown(said, said.length));
    assertEquals(right, shown(said, 1), "one byte at a time");
    assertEquals(right, shown(said, 17), "17 bytes at a time");
  }

  private static String shown(byte[] said, int part) {
    Terminal terminal = new Terminal(80, 25, _ -> {});
    for (int at = 0; at < said.length; at += part) {
      terminal.feed(ByteBuffer.wrap(said, at, Math.min(part, said.length - at)));
    }
    List<String> lines = new ArrayList<>();
    terminal.text().forEach(line -> lines.add(line.stripTrailing()));
    while (lines.size() < 25) {
      lines.add("");
    }
    Terminal.View view = terminal.view(0);
    lines.add(
        view.cursorRow() < 0 ? "@hidden" : "@" + view.cursorColumn() + "," + view.cursorRow());
    return String.join("\n", lines);
  }
}
