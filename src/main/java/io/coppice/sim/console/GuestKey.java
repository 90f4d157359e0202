package io.coppice.sim.console;

import java.util.Optional;

/**
 * Keys as a terminal takes them: characters are themselves, the others are negative. Keysyms are
 * those of X11.
 */
enum GuestKey {
  CONTROL,
  ALT,
  SHIFT;

  static final int ENTER = -1;
  static final int INTERRUPT = -2;
  static final int END_OF_INPUT = -3;
  static final int CLEAR = -4;
  static final int TAB = -5;
  static final int UP = -6;
  static final int DOWN = -7;
  static final int PAGE_BACK = -8;
  static final int PAGE_ON = -9;
  static final int RESET = -10;
  static final int SEARCH = -24;
  static final int TO_TEXT = -22;
  static final int TO_DESKTOP = -23;
  private static final int NOTHING = -11;
  static final int BACKSPACE = -12;
  private static final int DELETE = -13;
  private static final int LEFT = -14;
  private static final int RIGHT = -15;
  private static final int HOME = -16;
  private static final int END = -17;
  private static final int CUT_BEFORE = -18;
  private static final int CUT_BEHIND = -19;
  private static final int CUT_WORD = -20;
  private static final int PASTE = -21;

  private static final int UNICODE = 0x01000000;
  private static final int FUNCTIONS = 0xFE00;
  private static final int DELETE_SYM = 0xFFFF;
  private static final int PAGE_UP_SYM = 0xFF55;
  private static final int PAGE_DOWN_SYM = 0xFF56;

  /** The modifier of a keysym. */
  static Optional<GuestKey> of(int keysym) {
    return switch (keysym) {
      case 0xFFE1, 0xFFE2 -> Optional.of(SHIFT);
      case 0xFFE3, 0xFFE4 -> Optional.of(CONTROL);
      case 0xFFE9, 0xFFEA -> Optional.of(ALT);
      default -> Optional.empty();
    };
  }

  /** What a key means while modifiers are down. */
  static int withModifiers(int keysym, boolean control, boolean alt, boolean shift) {
    if (control && alt) {
      return switch (keysym) {
        case DELETE_SYM -> RESET;
        case 0xFFBE, 0xFFBF -> TO_DESKTOP;
        case 0xFFC0, 0xFFC1, 0xFFC2, 0xFFC3 -> TO_TEXT;
        default -> NOTHING;
      };
    }
    if (shift && (keysym == PAGE_UP_SYM || keysym == PAGE_DOWN_SYM)) {
      return keysym == PAGE_UP_SYM ? PAGE_BACK : PAGE_ON;
    }
    if (control) {
      return switch (Character.toLowerCase(keysym)) {
        case 'a' -> HOME;
        case 'c' -> INTERRUPT;
        case 'd' -> END_OF_INPUT;
        case 'e' -> END;
        case 'h' -> BACKSPACE;
        case 'k' -> CUT_BEHIND;
        case 'l' -> CLEAR;
        case 'r' -> SEARCH;
        case 'u' -> CUT_BEFORE;
        case 'w' -> CUT_WORD;
        case 'y' -> PASTE;
        default -> NOTHING;
      };
    }
    return plain(keysym);
  }

  private static int plain(int keysym) {
    return switch (keysym) {
      case 0xFF08 -> BACKSPACE;
      case 0xFF09 -> TAB;
      case 0xFF0D, 0xFF8D -> ENTER;
      case 0xFF50 -> HOME;
      case 0xFF51 -> LEFT;
      case 0xFF52 -> UP;
      case 0xFF53 -> RIGHT;
      case 0xFF54 -> DOWN;
      case 0xFF57 -> END;
      case DELETE_SYM -> DELETE;
      case 0x20AC -> '\u20AC';
      default -> character(keysym);
    };
  }

  private static int character(int keysym) {
    if (keysym >= 0xFFAA && keysym <= 0xFFB9) {
      return keysym - 0xFF80; // the keypad's characters
    }
    int character = keysym > UNICODE ? keysym - UNICODE : keysym;
    boolean is =
        keysym > UNICODE
            ? Character.isValidCodePoint(character)
            : character >= ' ' && character < FUNCTIONS;
    return is && !Character.isISOControl(character) ? character : NOTHING;
  }

  /** Does to the line what a key does in every mode; whether it changed. */
  static boolean apply(LineEditor line, int pressed) {
    switch (pressed) {
      case BACKSPACE -> {
        return line.backspace();
      }
      case DELETE -> {
        return line.delete();
      }
      case LEFT -> {
        return line.move(-1);
      }
      case RIGHT -> {
        return line.move(1);
      }
      case HOME -> line.home();
      case END -> line.end();
      case CUT_BEFORE -> line.cutBefore();
      case CUT_BEHIND -> line.cutBehind();
      case CUT_WORD -> line.cutWord();
      case PASTE -> line.paste();
      default -> {
        return pressed > 0 && line.insert(pressed);
      }
    }
    return true;
  }
}
