package io.coppice.display.terminal;

import io.coppice.display.terminal.EscapeParser.Parameters;
import java.util.function.Consumer;

/**
 * What a terminal answers. Nothing that an application said (a title, the clipboard) is ever sent
 * back: it would come to whoever reads the keyboard as if it had been typed.
 */
final class TerminalReports {
  private static final String CSI = "\u001b[";
  private static final String DCS = "\u001bP";
  private static final String ST = "\u001b\\";

  private final TerminalScreen screen;
  private final Consumer<String> out;

  TerminalReports(TerminalScreen screen, Consumer<String> out) {
    this.screen = screen;
    this.out = out;
  }

  /** DA: a VT220 with colours. */
  void primary() {
    out.accept(CSI + "?62;22c");
  }

  void secondary() {
    out.accept(CSI + ">1;10;0c");
  }

  void tertiary() {
    out.accept(DCS + "!|00000000" + ST);
  }

  void version() {
    out.accept(DCS + ">|Coppice" + ST);
  }

  /** DSR. */
  void status(boolean dec, int what) {
    String place = screen.cursor().reportedRow() + 1 + ";" + (screen.cursor().column() + 1);
    switch (what) {
      case 5 -> {
        if (!dec) {
          out.accept(CSI + "0n");
        }
      }
      case 6 -> out.accept(CSI + (dec ? "?" : "") + place + "R");
      case 15 -> answer(dec, "?13n"); // no printer
      case 25 -> answer(dec, "?21n"); // keys cannot be defined
      case 26 -> answer(dec, "?27;1;0;0n"); // a North American keyboard
      default -> {}
    }
  }

  private void answer(boolean dec, String text) {
    if (dec) {
      out.accept(CSI + text);
    }
  }

  /** DECREQTPARM: no parity, 8 bits, 38,400 baud. */
  void parameters(int what) {
    if (what <= 1) {
      out.accept(CSI + (what + 2) + ";1;1;128;128;1;0x");
    }
  }

  /** DECRQM. */
  void mode(boolean dec, int number) {
    int state =
        dec && (number == 47 || number == 1047 || number == 1049)
            ? screen.isAlternate() ? 1 : 2
            : screen.modes.state(number, dec);
    out.accept(CSI + (dec ? "?" : "") + number + ";" + state + "$y");
  }

  /** The size of the text area, of xterm's window operations the one that tells nothing else. */
  void window(Parameters parameters) {
    int what = parameters.raw(0);
    if (what == 18 || what == 19) {
      out.accept(CSI + (what - 10) + ";" + screen.rows() + ";" + screen.columns() + "t");
    }
  }

  /** DECRQSS. */
  void setting(String asked) {
    String found =
        switch (asked) {
          case "m" -> rendition(screen.style()) + "m";
          case "r" -> screen.cursor().top() + 1 + ";" + (screen.cursor().bottom() + 1) + "r";
          case "\"p" -> "62;1\"p";
          default -> "";
        };
    out.accept(DCS + (found.isEmpty() ? "0$r" : "1$r" + found) + ST);
  }

  private static String rendition(CellStyle style) {
    StringBuilder said = new StringBuilder("0");
    int[] marks = {
      CellStyle.BOLD, 1, CellStyle.FAINT, 2, CellStyle.ITALIC, 3, CellStyle.UNDERLINE, 4,
      CellStyle.BLINK, 5, CellStyle.INVERSE, 7, CellStyle.HIDDEN, 8, CellStyle.STRIKE, 9,
      CellStyle.DOUBLE_UNDERLINE, 21, CellStyle.OVERLINE, 53
    };
    for (int i = 0; i < marks.length; i += 2) {
      if (style.has(marks[i])) {
        said.append(';').append(marks[i + 1]);
      }
    }
    said.append(colour(style.foreground(), 30)).append(colour(style.background(), 40));
    return said.toString();
  }

  private static String colour(int colour, int base) {
    if (colour == CellStyle.DEFAULT) {
      return "";
    }
    if ((colour & CellStyle.RGB) != 0) {
      int rgb = CellStyle.rgb(colour);
      return ";" + (base + 8) + ":2::" + (rgb >> 16) + ":" + (rgb >> 8 & 0xFF) + ":" + (rgb & 0xFF);
    }
    if (colour < 8) {
      return ";" + (base + colour);
    }
    return colour < 16 ? ";" + (base + 52 + colour) : ";" + (base + 8) + ":5:" + colour;
  }
}
