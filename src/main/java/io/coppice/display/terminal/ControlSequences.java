package io.coppice.display.terminal;

import io.coppice.display.terminal.EscapeParser.Parameters;
import java.util.function.IntConsumer;

/** Which function a sequence means (ECMA-48 8.3, DEC's VT510 manual, "XTerm Control Sequences"). */
final class ControlSequences {
  private final TerminalScreen screen;
  private final TerminalModes modes;
  private final TerminalReports reports;
  private final IntConsumer cursorShape;

  ControlSequences(
      TerminalScreen screen,
      TerminalModes modes,
      TerminalReports reports,
      IntConsumer cursorShape) {
    this.screen = screen;
    this.modes = modes;
    this.reports = reports;
    this.cursorShape = cursorShape;
  }

  void escape(String between, int last) {
    switch (between) {
      case "" -> simple(last);
      case "(", ")", "*", "+" ->
          screen.sets().designate("()*+".indexOf(between.charAt(0)), Charset.of(last));
      case "#" -> {
        if (last == '8') {
          screen.align();
        }
      }
      default -> {}
    }
  }

  private void simple(int last) {
    switch (last) {
      case '7' -> screen.save();
      case '8' -> screen.restore();
      case '=' -> modes.applicationKeypad = true;
      case '>' -> modes.applicationKeypad = false;
      case 'D' -> screen.index();
      case 'E' -> {
        screen.index();
        screen.cursor().carriageReturn();
      }
      case 'H' -> screen.cursor().setTab();
      case 'M' -> screen.reverseIndex();
      case 'N' -> screen.sets().shiftOnce(2);
      case 'O' -> screen.sets().shiftOnce(3);
      case 'Z' -> reports.primary();
      case 'n' -> screen.sets().shift(2);
      case 'o' -> screen.sets().shift(3);
      default -> {}
    }
  }

  void sequence(String marks, int last, Parameters with) {
    switch (marks) {
      case "" -> {
        if (!move(last, with) && !change(last, with)) {
          other(last, with);
        }
      }
      case "?" -> dec(last, with);
      case ">" -> {
        if (last == 'c' && with.raw(0) == 0) {
          reports.secondary();
        } else if (last == 'q') {
          reports.version();
        }
      }
      case "=" -> {
        if (last == 'c' && with.raw(0) == 0) {
          reports.tertiary();
        }
      }
      default -> marked(marks, last, with);
    }
  }

  private boolean move(int last, Parameters with) {
    int count = with.get(0, 1);
    switch (last) {
      case 'A' -> screen.cursor().up(count);
      case 'B' -> screen.cursor().down(count);
      case 'C', 'a' -> screen.cursor().right(count);
      case 'D' -> screen.cursor().left(count);
      case 'E' -> {
        screen.cursor().down(count);
        screen.cursor().carriageReturn();
      }
      case 'F' -> {
        screen.cursor().up(count);
        screen.cursor().carriageReturn();
      }
      case 'G', '`' -> screen.cursor().moveToColumn(count - 1);
      case 'H', 'f' -> screen.cursor().moveTo(count - 1, with.get(1, 1) - 1);
      case 'I' -> screen.cursor().tab(count);
      case 'Z' -> screen.cursor().backTab(count);
      case 'd' -> screen.cursor().moveToRow(count - 1);
      case 'e' -> screen.cursor().downFreely(count);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean change(int last, Parameters with) {
    int count = with.get(0, 1);
    switch (last) {
      case '@' -> screen.insertCharacters(count);
      case 'J' -> screen.eraseInDisplay(with.raw(0), false);
      case 'K' -> screen.eraseInLine(with.raw(0), false);
      case 'L' -> screen.insertLines(count);
      case 'M' -> screen.deleteLines(count);
      case 'P' -> screen.deleteCharacters(count);
      case 'S' -> screen.scrollUp(count);
      case 'T' -> {
        // with five numbers it is about the mouse
        if (with.count() <= 1) {
          screen.scrollDown(count);
        }
      }
      case '^' -> screen.scrollDown(count);
      case 'X' -> screen.eraseCharacters(count);
      case 'b' -> screen.repeat(count);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void other(int last, Parameters with) {
    switch (last) {
      case 'c' -> {
        if (with.raw(0) == 0) {
          reports.primary();
        }
      }
      case 'g' -> {
        if (with.raw(0) == 0) {
          screen.cursor().clearTab();
        } else if (with.raw(0) == 3) {
          screen.cursor().tabs().clearAll();
        }
      }
      case 'h', 'l' -> {
        for (int i = 0; i < with.count(); i++) {
          ansiMode(with.raw(i), last == 'h');
        }
      }
      case 'm' -> screen.setStyle(GraphicRendition.apply(screen.style(), with));
      case 'n' -> reports.status(false, with.raw(0));
      case 'r' -> screen.cursor().setRegion(with.get(0, 1) - 1, with.get(1, screen.rows()) - 1);
      case 's' -> screen.save();
      case 't' -> reports.window(with);
      case 'u' -> screen.restore();
      case 'x' -> reports.parameters(with.raw(0));
      default -> {}
    }
  }

  private void ansiMode(int number, boolean on) {
    switch (number) {
      case 4 -> modes.insert = on;
      case 20 -> modes.newLine = on;
      default -> {}
    }
  }

  private void dec(int last, Parameters with) {
    switch (last) {
      case 'h', 'l' -> {
        for (int i = 0; i < with.count(); i++) {
          decMode(with.raw(i), last == 'h');
        }
      }
      case 'J' -> screen.eraseInDisplay(with.raw(0), true);
      case 'K' -> screen.eraseInLine(with.raw(0), true);
      case 'n' -> reports.status(true, with.raw(0));
      case 'W' -> {
        if (with.raw(0) == 5) {
          screen.cursor().tabs().reset(screen.columns());
        }
      }
      default -> {}
    }
  }

  private void decMode(int number, boolean on) {
    switch (number) {
      case 1 -> modes.applicationCursor = on;
      case 3 -> {
        // 80 or 132 columns: the window decides on its width, the rest is done
        if (modes.columnsMayChange) {
          screen.cursor().setRegion(0, screen.rows() - 1);
          screen.eraseInDisplay(2, false);
          screen.cursor().setOrigin(modes.origin);
        }
      }
      case 5 -> modes.reverseVideo = on;
      case 6 -> screen.cursor().setOrigin(on);
      case 7 -> {
        modes.autoWrap = on;
        screen.cursor().right(0);
      }
      case 25 -> modes.cursorVisible = on;
      case 40 -> modes.columnsMayChange = on;
      case 45 -> modes.reverseWrap = on;
      case 66 -> modes.applicationKeypad = on;
      case 9, 1000, 1002, 1003 -> modes.mouse = on ? number : 0;
      case 1004 -> modes.focusEvents = on;
      case 1006 -> modes.mouseNumbers = on;
      case 2004 -> modes.bracketedPaste = on;
      default -> alternateScreen(number, on);
    }
  }

  private void alternateScreen(int number, boolean on) {
    switch (number) {
      case 47 -> {
        if (on) {
          screen.toAlternate(false);
        } else {
          screen.toMain(false);
        }
      }
      case 1047 -> {
        if (on) {
          screen.toAlternate(false);
        } else {
          screen.toMain(true);
        }
      }
      case 1048 -> {
        if (on) {
          screen.save();
        } else {
          screen.restore();
        }
      }
      case 1049 -> {
        if (on && !screen.isAlternate()) {
          screen.save();
          screen.toAlternate(true);
        } else if (!on) {
          screen.toMain(false);
          screen.restore();
        }
      }
      default -> {}
    }
  }

  private void marked(String marks, int last, Parameters with) {
    int count = with.get(0, 1);
    switch (marks + (char) last) {
      case "!p" -> softReset();
      case " q" -> cursorShape.accept(with.raw(0));
      case " @" -> screen.scrollSideways(0, count, true);
      case " A" -> screen.scrollSideways(0, count, false);
      case "'}" -> screen.scrollSideways(screen.cursor().column(), count, false);
      case "'~" -> screen.scrollSideways(screen.cursor().column(), count, true);
      case "\"q" ->
          screen.setStyle(
              with.raw(0) == 1
                  ? screen.style().with(CellStyle.PROTECTED)
                  : screen.style().without(CellStyle.PROTECTED));
      case "$p" -> reports.mode(false, with.raw(0));
      case "?$p" -> reports.mode(true, with.raw(0));
      default -> {}
    }
  }

  private void softReset() {
    modes.insert = false;
    modes.origin = false;
    modes.autoWrap = true;
    modes.reverseWrap = false;
    modes.applicationCursor = false;
    modes.applicationKeypad = false;
    modes.cursorVisible = true;
    screen.softReset();
  }
}
