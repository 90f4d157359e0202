package io.coppice.display.terminal;

import java.util.Arrays;

/**
 * Tells control functions from text: the state machine of DEC's terminals as Paul Williams drew it
 * (vt100.net/emu/dec_ansi_parser), over characters instead of bytes, with parameters in parts
 * (ITU-T T.416's colons). Everything is bounded: what is too long is read to its end and left out.
 */
final class EscapeParser {
  /** Hears what was said. */
  interface Actions {
    void print(int c);

    /** A control character, also one in the middle of a sequence. */
    void control(int c);

    /** ESC, with what stood between it and the last character. */
    void escape(String between, int last);

    /**
     * CSI.
     *
     * @param marks {@code <}, {@code =}, {@code >} or {@code ?} if there is one, then what stands
     *     between the parameters and the last character
     */
    void sequence(String marks, int last, Parameters parameters);

    /** OSC: an operating system command, such as a title. */
    void command(String text);

    /** DCS: a device control string; its head and its text. */
    void device(String marks, int last, Parameters parameters, String text);
  }

  /** The numbers of a sequence; what is left out is -1. Good until the next sequence begins. */
  static final class Parameters {
    private static final int MOST = 32;
    private static final int LARGEST = 0xFFFF;

    private final int[] values = new int[MOST];
    private final boolean[] parts = new boolean[MOST];
    private int count;

    private void clear() {
      count = 0;
    }

    private void digit(int digit) {
      begin();
      int at = count - 1;
      values[at] = Math.min(LARGEST, Math.max(0, values[at]) * 10 + digit);
    }

    private void begin() {
      if (count == 0) {
        values[0] = -1;
        parts[0] = false;
        count = 1;
      }
    }

    /** The next one begins; what is beyond the bound runs into the last. */
    private void next(boolean part) {
      begin();
      if (count < MOST) {
        values[count] = -1;
        parts[count++] = part;
      }
    }

    int count() {
      return count;
    }

    /** A number, or what it means when it is left out or 0. */
    int get(int index, int otherwise) {
      return index < count && values[index] > 0 ? values[index] : otherwise;
    }

    /** A number as it stands; 0 when it is left out. */
    int raw(int index) {
      return index < count ? Math.max(0, values[index]) : 0;
    }

    boolean isGiven(int index) {
      return index < count && values[index] >= 0;
    }

    /** Whether a colon stands before it: it belongs to the one before. */
    boolean isPart(int index) {
      return index < count && parts[index];
    }

    /** How many, from one on, belong together. */
    int parts(int index) {
      int end = index + 1;
      while (isPart(end)) {
        end++;
      }
      return end - index;
    }
  }

  private enum State {
    GROUND,
    ESCAPE,
    ESCAPE_BETWEEN,
    CSI,
    CSI_BETWEEN,
    CSI_IGNORE,
    OSC,
    DCS,
    DCS_BETWEEN,
    DCS_TEXT,
    IGNORE_TEXT
  }

  private static final int CAN = 0x18;
  private static final int SUB = 0x1A;
  private static final int ESC = 0x1B;
  private static final int DEL = 0x7F;

  /** Characters of a command or device string at most. */
  private static final int LONGEST_TEXT = 4096;

  private static final int MOST_MARKS = 4;

  private final Actions actions;
  private final Parameters parameters = new Parameters();
  private final StringBuilder marks = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private State state = State.GROUND;
  private int deviceLast;
  private boolean tooLong;

  EscapeParser(Actions actions) {
    this.actions = actions;
  }

  void reset() {
    state = State.GROUND;
  }

  /** The next character. */
  void feed(int c) {
    if (state == State.GROUND && c >= 0x20 && c != DEL && (c < 0x80 || c > 0x9F)) {
      actions.print(c);
      return;
    }
    boolean inText = state == State.OSC || state == State.DCS_TEXT || state == State.IGNORE_TEXT;
    if (c == ESC) {
      endText(inText);
      clear();
      state = State.ESCAPE;
    } else if (c == CAN || c == SUB) {
      state = State.GROUND;
    } else if (inText) {
      text(c);
    } else if (c >= 0x80 && c <= 0x9F) {
      clear();
      eightBit(c);
    } else if (c < 0x20) {
      actions.control(c);
    } else if (c != DEL) {
      inSequence(c);
    }
  }

  /** C1 controls are ESC and a letter in one (ECMA-48 5.3). */
  private void eightBit(int c) {
    state = State.ESCAPE;
    afterEscape(c - 0x40);
  }

  private void clear() {
    parameters.clear();
    marks.setLength(0);
  }

  private void inSequence(int c) {
    switch (state) {
      case ESCAPE -> afterEscape(c);
      case ESCAPE_BETWEEN -> {
        if (c < 0x30) {
          mark(c);
        } else {
          state = State.GROUND;
          actions.escape(marks.toString(), c);
        }
      }
      case CSI, CSI_BETWEEN -> inCsi(c, State.CSI_BETWEEN);
      case CSI_IGNORE -> {
        if (c >= 0x40 && c < DEL) {
          state = State.GROUND;
        }
      }
      case DCS, DCS_BETWEEN -> inCsi(c, State.DCS_BETWEEN);
      default -> {}
    }
  }

  private void mark(int c) {
    if (marks.length() < MOST_MARKS) {
      marks.appendCodePoint(c);
    }
  }

  private void afterEscape(int c) {
    switch (c) {
      case '[' -> state = State.CSI;
      case ']' -> beginText(State.OSC);
      case 'P' -> state = State.DCS;
      case 'X', '^', '_' -> beginText(State.IGNORE_TEXT);
      default -> {
        if (c >= 0x20 && c < 0x30) {
          mark(c);
          state = State.ESCAPE_BETWEEN;
        } else {
          state = State.GROUND;
          actions.escape("", c);
        }
      }
    }
  }

  private void inCsi(int c, State between) {
    boolean device = between == State.DCS_BETWEEN;
    if (c >= 0x40) {
      if (!device) {
        state = State.GROUND;
        actions.sequence(marks.toString(), c, parameters);
      } else {
        deviceLast = c;
        beginText(State.DCS_TEXT);
      }
    } else if (c < 0x30) {
      mark(c);
      state = between;
    } else if (state == between) {
      // a parameter after what ends the parameters
      state = device ? State.IGNORE_TEXT : State.CSI_IGNORE;
    } else if (c <= '9') {
      parameters.digit(c - '0');
    } else if (c == ';' || c == ':') {
      parameters.next(c == ':');
    } else if (parameters.count() == 0 && marks.isEmpty()) {
      mark(c);
    } else {
      state = device ? State.IGNORE_TEXT : State.CSI_IGNORE;
    }
  }

  private void beginText(State kind) {
    text.setLength(0);
    tooLong = false;
    state = kind;
  }

  private void text(int c) {
    if (c == 0x9C || c == 0x07 && state == State.OSC) {
      endText(true);
      state = State.GROUND;
    } else if (c >= 0x20 && state != State.IGNORE_TEXT) {
      tooLong |= text.length() >= LONGEST_TEXT;
      if (!tooLong) {
        text.appendCodePoint(c);
      }
    }
  }

  /** A text ends by ST, which is ESC and a backslash, or by any other ESC. */
  private void endText(boolean inText) {
    if (inText && !tooLong) {
      if (state == State.OSC) {
        actions.command(text.toString());
      } else if (state == State.DCS_TEXT) {
        actions.device(marks.toString(), deviceLast, parameters, text.toString());
      }
    }
  }

  @Override
  public String toString() {
    return state
        + " "
        + marks
        + Arrays.toString(Arrays.copyOf(parameters.values, parameters.count));
  }
}
