package io.coppice.backend;

import io.coppice.model.EntityId.MachineId;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Optional;

/** The screens of a site's machines. Any thread. */
public interface Consoles {
  /** The screen as it is, in all its pixels. */
  int WHOLE = Integer.MAX_VALUE;

  /**
   * Sits down in front of a machine, also of one that is off: its screen shows then that it is, and
   * later how it comes up. Every viewer has a channel of its own, and what the machine shows is
   * shared by all. May block until the other side answers.
   *
   * @param width of the box in pixels that a small picture is to fill with one of its sides; {@link
   *     #WHOLE} for the whole screen. A wish: a server that cannot shows it whole
   * @param height of that box; {@link #WHOLE} for the whole screen
   * @return a channel at whose other end a remote-framebuffer server (RFC 6143) speaks first;
   *     closed by the caller
   * @throws IOException if there is no such machine, or nobody answers
   */
  ByteChannel open(MachineId machine, int width, int height) throws IOException;

  /** Sits down in front of a machine's whole screen. */
  default ByteChannel open(MachineId machine) throws IOException {
    return open(machine, WHOLE, WHOLE);
  }

  /**
   * What is written on a machine's screen now, whether somebody looks at it or not; empty where it
   * shows no text, or what it shows cannot be known.
   */
  Optional<ScreenText> text(MachineId machine);

  /**
   * A screen of characters.
   *
   * @param rows from the top, without the blanks at their ends
   * @param columns how many characters fit in a row
   * @param cursorRow -1 where no cursor is shown
   * @param cursorColumn -1 where no cursor is shown
   */
  record ScreenText(List<String> rows, int columns, int cursorRow, int cursorColumn) {
    public ScreenText {
      rows = List.copyOf(rows);
    }

    /** All of it, a line a row. */
    public String all() {
      return String.join("\n", rows);
    }
  }
}
