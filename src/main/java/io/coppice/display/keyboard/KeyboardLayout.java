package io.coppice.display.keyboard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where characters stand on a guest's keyboard: rows of a 105-key board, unshifted, shifted and
 * with AltGr, as X.org's and Windows' layouts of these countries have them. A blank means
 * "nothing".
 */
public enum KeyboardLayout {
  US(
      "us",
      new String[] {"`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", "zxcvbnm,./", " "},
      new String[] {"~!@#$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\"|", "ZXCVBNM<>?", " "},
      new String[] {"             ", "            ", "            ", "          ", " "},
      ""),
  GERMAN(
      "de",
      new String[] {"^1234567890ß´", "qwertzuiopü+", "asdfghjklöä#", "yxcvbnm,.-", "<"},
      new String[] {"°!\"§$%&/()=?`", "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", "YXCVBNM;:_", ">"},
      new String[] {"  ²³   {[]}\\ ", "@ €        ~", "            ", "      µ   ", "|"},
      "^´`"),
  BRITISH(
      "gb",
      new String[] {"`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "zxcvbnm,./", "\\"},
      new String[] {"¬!\"£$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:@~", "ZXCVBNM<>?", "|"},
      new String[] {"¦   €        ", "            ", "            ", "          ", " "},
      ""),
  FRENCH(
      "fr",
      new String[] {"²&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù*", "wxcvbn,;:!", "<"},
      new String[] {" 1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%µ", "WXCVBN?./§", ">"},
      new String[] {"  ~#{[|`\\^@]}", "  €        ¤", "            ", "          ", " "},
      "^¨");

  /** Scancodes of the rows; apart, because it must be there before the first layout is made. */
  private static final class Places {
    static final int[][] ROWS = {
      {0x29, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D},
      {0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B},
      {0x1E, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x2B},
      {0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35},
      {0x56}
    };
  }

  /** Combining accents (Unicode) and the key that gives each. */
  private static final Map<Integer, Character> ACCENTS =
      Map.of(0x300, '`', 0x301, '´', 0x302, '^', 0x308, '¨');

  /** Keysyms of keys that wait for the next one; without them they would be plain characters. */
  private static final Map<Character, Integer> DEAD =
      Map.of('`', 0xFE50, '´', 0xFE51, '^', 0xFE52, '¨', 0xFE57);

  private final String code;
  private final Map<Integer, KeyStroke> strokes = new HashMap<>();
  private final String dead;

  KeyboardLayout(String code, String[] plain, String[] shifted, String[] altGraph, String dead) {
    this.code = code;
    this.dead = dead;
    // what AltGr gives is reached with more fingers, so it yields to the other two
    add(altGraph, false, true);
    add(shifted, true, false);
    add(plain, false, false);
    put(' ', 0x39, false, false);
    put('\t', Key.TAB.scancode(), false, false);
    put('\n', Key.ENTER.scancode(), false, false);
  }

  private void add(String[] rows, boolean shift, boolean altGraph) {
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < rows[row].length(); i++) {
        char c = rows[row].charAt(i);
        if (c != ' ') {
          put(c, Places.ROWS[row][i], shift, altGraph);
        }
      }
    }
  }

  private void put(char c, int scancode, boolean shift, boolean altGraph) {
    strokes.put(
        (int) c, new KeyStroke(scancode, Keysyms.of(c), shift, altGraph, Character.isLetter(c)));
  }

  /** The code that guests know it by. */
  public String code() {
    return code;
  }

  /** The layout of a code. */
  public static Optional<KeyboardLayout> of(String code) {
    for (KeyboardLayout layout : values()) {
      if (layout.code.equals(code)) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  /**
   * The keys that give a character, one after the other: one, or an accent's key and what it stands
   * on.
   *
   * @return empty if this keyboard cannot
   */
  public List<KeyStroke> strokes(int codePoint) {
    int c = codePoint == '\r' ? '\n' : codePoint == 0xA0 ? ' ' : codePoint;
    KeyStroke stroke = strokes.get(c);
    if (stroke != null) {
      return isDead(c) ? List.of(waiting(stroke, c), strokes.get((int) ' ')) : List.of(stroke);
    }
    String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
    if (parts.length() == 2) {
      Character accent = ACCENTS.get((int) parts.charAt(1));
      KeyStroke letter = strokes.get((int) parts.charAt(0));
      if (accent != null && letter != null && isDead(accent)) {
        return List.of(waiting(strokes.get((int) accent), accent), letter);
      }
    }
    return List.of();
  }

  private boolean isDead(int c) {
    return dead.indexOf(c) >= 0;
  }

  private static KeyStroke waiting(KeyStroke stroke, int c) {
    return new KeyStroke(
        stroke.scancode(), DEAD.get((char) c), stroke.shift(), stroke.altGraph(), false);
  }

  /** The characters of a text that this keyboard cannot give, each once, in order. */
  public List<String> untypable(String text) {
    List<String> found = new ArrayList<>();
    text.codePoints()
        .distinct()
        .filter(c -> c != '\r' && strokes(c).isEmpty())
        .forEach(c -> found.add(Character.toString(c)));
    return found;
  }
}
