package io.coppice.display.terminal;

import io.coppice.display.terminal.EscapeParser.Parameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A terminal: takes what an application says, keeps the screen that it makes, and answers what it
 * asks. For any thread; everything takes the same lock, and no call takes long.
 */
public final class Terminal {
  /** Columns and rows at most. */
  public static final int MOST = 1000;

  /** Characters of a title at most. */
  private static final int LONGEST_TITLE = 256;

  private final TerminalModes modes = new TerminalModes();
  private final TerminalScreen screen;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final EscapeParser parser;
  private final TerminalReports reports;
  private String title = "";
  private int cursorShape;
  private long revision;
  private long bells;

  /**
   * A blank screen.
   *
   * @param answers where answers go, called under the terminal's lock: must only queue them
   */
  public Terminal(int columns, int rows, Consumer<byte[]> answers) {
    screen = new TerminalScreen(bounded(columns), bounded(rows), modes);
    reports =
        new TerminalReports(
            screen, text -> answers.accept(text.getBytes(StandardCharsets.ISO_8859_1)));
    parser = new EscapeParser(new Functions());
  }

  private static int bounded(int size) {
    return Math.clamp(size, 1, MOST);
  }

  /** Takes bytes, wherever they are cut; all that remain in the buffer. */
  public synchronized void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      decoder.feed(bytes.get(), parser::feed);
    }
    revision++;
  }

  /** Takes text. */
  public void feed(String text) {
    feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  public synchronized void resize(int columns, int rows) {
    if (columns != screen.columns() || rows != screen.rows()) {
      screen.resize(bounded(columns), bounded(rows));
      revision++;
    }
  }

  /** Everything as when it was switched on. */
  public synchronized void reset() {
    parser.reset();
    decoder.reset();
    resetAll();
    revision++;
  }

  /** Grows with everything that may have changed what is seen. */
  public synchronized long revision() {
    return revision;
  }

  /** How often it rang so far. */
  public synchronized long bells() {
    return bells;
  }

  /** A cell: a character with its marks, empty for the second half of a wide one. */
  public record Cell(String text, CellStyle style) {}

  /** What is seen, rows from above; the cursor is in row -1 where it is not in sight. */
  public record View(
      int columns,
      int rows,
      int historyRows,
      List<List<Cell>> lines,
      int cursorRow,
      int cursorColumn,
      int cursorShape,
      boolean reverseVideo,
      String title) {}

  /**
   * What is seen of it.
   *
   * @param back how many rows it is scrolled back; bounded by what is kept
   */
  public synchronized View view(int back) {
    int from = -Math.clamp(back, 0, screen.grid().historyRows());
    List<List<Cell>> lines = new ArrayList<>();
    for (int row = from; row < from + screen.rows(); row++) {
      TerminalLine line = screen.grid().line(row);
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < Math.min(line.columns(), screen.columns()); column++) {
        cells.add(new Cell(line.text(column), line.style(column)));
      }
      lines.add(cells);
    }
    int cursor = screen.cursor().row() - from;
    return new View(
        screen.columns(),
        screen.rows(),
        screen.grid().historyRows(),
        lines,
        modes.cursorVisible && cursor < screen.rows() ? cursor : -1,
        screen.cursor().column(),
        cursorShape,
        modes.reverseVideo,
        title);
  }

  public synchronized int columns() {
    return screen.columns();
  }

  public synchronized int rows() {
    return screen.rows();
  }

  public synchronized int historyRows() {
    return screen.grid().historyRows();
  }

  /** The screen's rows without the blanks at their ends. */
  public synchronized List<String> text() {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < screen.rows(); row++) {
      rows.add(screen.grid().line(row).text(0, screen.columns()));
    }
    return rows;
  }

  /**
   * The text between two cells, both of them in it; rows that were one line are one again.
   *
   * @param fromRow negative above the screen
   */
  public synchronized String text(int fromRow, int fromColumn, int toRow, int toColumn) {
    StringBuilder out = new StringBuilder();
    int first = Math.max(fromRow, -screen.grid().historyRows());
    int last = Math.min(toRow, screen.rows() - 1);
    for (int row = first; row <= last; row++) {
      TerminalLine line = screen.grid().line(row);
      int from = row == fromRow ? Math.min(fromColumn, line.columns()) : 0;
      int to = row == toRow ? Math.min(toColumn + 1, line.columns()) : line.columns();
      out.append(line.text(from, to));
      if (row < last && !line.isWrapped()) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  /** What a key sends just now. */
  public synchronized byte[] key(TerminalKey key, boolean shift, boolean alt, boolean control) {
    return key.bytes(modes.applicationCursor, modes.newLine, shift, alt, control);
  }

  /** What pasted text is sent as; a paste cannot end its own bracket. */
  public synchronized byte[] paste(String text) {
    String plain = text.replace("\r\n", "\r").replace('\n', '\r').replace("\u001b", "");
    String sent = modes.bracketedPaste ? "\u001b[200~" + plain + "\u001b[201~" : plain;
    return sent.getBytes(StandardCharsets.UTF_8);
  }

  /** What getting or losing the keyboard is told as; often nothing. */
  public synchronized byte[] focus(boolean has) {
    return modes.focusEvents
        ? ("\u001b[" + (has ? 'I' : 'O')).getBytes(StandardCharsets.US_ASCII)
        : new byte[0];
  }

  private void resetAll() {
    setModes(new TerminalModes());
    screen.clearAll();
    title = "";
    cursorShape = 0;
  }

  private void setModes(TerminalModes to) {
    modes.insert = to.insert;
    modes.newLine = to.newLine;
    modes.applicationCursor = to.applicationCursor;
    modes.applicationKeypad = to.applicationKeypad;
    modes.reverseVideo = to.reverseVideo;
    modes.origin = to.origin;
    modes.autoWrap = to.autoWrap;
    modes.reverseWrap = to.reverseWrap;
    modes.cursorVisible = to.cursorVisible;
    modes.bracketedPaste = to.bracketedPaste;
    modes.focusEvents = to.focusEvents;
    modes.columnsMayChange = to.columnsMayChange;
  }

  /** What the control functions do. */
  private final class Functions implements EscapeParser.Actions {
    private final ControlSequences sequences =
        new ControlSequences(screen, modes, reports, shape -> cursorShape = shape);

    @Override
    public void print(int c) {
      screen.print(c);
    }

    @Override
    public void control(int c) {
      screen.forgetPrinted();
      switch (c) {
        case 0x07 -> bells++;
        case 0x08 -> screen.cursor().backspace();
        case 0x09 -> screen.cursor().tab(1);
        case 0x0A, 0x0B, 0x0C -> {
          screen.index();
          if (modes.newLine) {
            screen.cursor().carriageReturn();
          }
        }
        case 0x0D -> screen.cursor().carriageReturn();
        case 0x0E -> screen.sets().shift(1);
        case 0x0F -> screen.sets().shift(0);
        default -> {}
      }
    }

    @Override
    public void escape(String between, int last) {
      screen.forgetPrinted();
      if (between.isEmpty() && last == 'c') {
        resetAll();
      } else {
        sequences.escape(between, last);
      }
    }

    @Override
    public void sequence(String marks, int last, Parameters parameters) {
      sequences.sequence(marks, last, parameters);
      if (last != 'b') {
        screen.forgetPrinted();
      }
    }

    @Override
    public void command(String text) {
      if (text.startsWith("0;") || text.startsWith("2;")) {
        title = text.substring(2, Math.min(text.length(), 2 + LONGEST_TITLE));
      }
    }

    @Override
    public void device(String marks, int last, Parameters parameters, String text) {
      if (marks.equals("$") && last == 'q') {
        reports.setting(text);
      }
    }
  }
}
