package io.coppice.display.terminal;

import java.nio.charset.StandardCharsets;

/** Keys that are no characters, and what xterm sends for them ("PC-Style Function Keys"). */
public enum TerminalKey {
  UP('A', 0),
  DOWN('B', 0),
  RIGHT('C', 0),
  LEFT('D', 0),
  HOME('H', 0),
  END('F', 0),
  F1('P', 0),
  F2('Q', 0),
  F3('R', 0),
  F4('S', 0),
  INSERT('~', 2),
  DELETE('~', 3),
  PAGE_UP('~', 5),
  PAGE_DOWN('~', 6),
  F5('~', 15),
  F6('~', 17),
  F7('~', 18),
  F8('~', 19),
  F9('~', 20),
  F10('~', 21),
  F11('~', 23),
  F12('~', 24),
  ENTER('\r', -1),
  TAB('\t', -1),
  BACKSPACE('\u007f', -1),
  ESCAPE('\u001b', -1);

  private final char last;
  private final int number;

  TerminalKey(char last, int number) {
    this.last = last;
    this.number = number;
  }

  byte[] bytes(
      boolean applicationCursor, boolean newLine, boolean shift, boolean alt, boolean control) {
    return said(applicationCursor, newLine, shift, alt, control)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String said(
      boolean applicationCursor, boolean newLine, boolean shift, boolean alt, boolean control) {
    if (number < 0) {
      return (alt ? "\u001b" : "") + plain(newLine, shift, control);
    }
    int modifiers = 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (control ? 4 : 0);
    if (number > 0) {
      return "\u001b[" + number + (modifiers > 1 ? ";" + modifiers : "") + last;
    }
    if (modifiers > 1) {
      return "\u001b[1;" + modifiers + last;
    }
    boolean function = last >= 'P';
    return (function || applicationCursor ? "\u001bO" : "\u001b[") + last;
  }

  private String plain(boolean newLine, boolean shift, boolean control) {
    return switch (this) {
      case TAB -> shift ? "\u001b[Z" : "\t";
      case BACKSPACE -> control ? "\b" : "\u007f";
      case ENTER -> newLine ? "\r\n" : "\r";
      default -> String.valueOf(last);
    };
  }
}
