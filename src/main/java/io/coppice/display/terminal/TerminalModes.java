package io.coppice.display.terminal;

/** What is switched on and off (ECMA-48 SM and RM, DEC's private modes). One thread. */
final class TerminalModes {
  boolean insert;
  boolean newLine;
  boolean applicationCursor;
  boolean applicationKeypad;
  boolean reverseVideo;
  boolean origin;
  boolean autoWrap = true;
  boolean reverseWrap;
  boolean cursorVisible = true;
  boolean bracketedPaste;
  boolean focusEvents;
  boolean columnsMayChange;

  /** Which movements of a mouse are told: 0, or xterm's number of the mode. */
  int mouse;

  /** Whether places of the mouse are told as numbers (1006). */
  boolean mouseNumbers;

  /**
   * Whether a mode is on.
   *
   * @return 1 on, 2 off, 0 unknown, as DECRQM answers
   */
  int state(int number, boolean dec) {
    if (!dec) {
      return switch (number) {
        case 4 -> answer(insert);
        case 20 -> answer(newLine);
        default -> 0;
      };
    }
    return switch (number) {
      case 1 -> answer(applicationCursor);
      case 5 -> answer(reverseVideo);
      case 6 -> answer(origin);
      case 7 -> answer(autoWrap);
      case 25 -> answer(cursorVisible);
      case 40 -> answer(columnsMayChange);
      case 45 -> answer(reverseWrap);
      case 66 -> answer(applicationKeypad);
      case 9, 1000, 1002, 1003 -> answer(mouse == number);
      case 1004 -> answer(focusEvents);
      case 1006 -> answer(mouseNumbers);
      case 2004 -> answer(bracketedPaste);
      default -> 0;
    };
  }

  private static int answer(boolean on) {
    return on ? 1 : 2;
  }
}
