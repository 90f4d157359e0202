package io.coppice.imported.answers;

/**
 * A place in a text that is taken for JSON: passes over values without making anything of them, and
 * says where the text stops being JSON. Nesting deeper than {@value #DEEPEST} is a fault.
 */
final class JsonCursor {
  private static final int DEEPEST = 64;

  private final String text;
  private int at;
  private int fault = -1;
  private boolean escaped;

  JsonCursor(String text, int from) {
    this.text = text;
    this.at = from;
  }

  int at() {
    return at;
  }

  /** Goes on there: what lies between was found whole. */
  void moveTo(int place) {
    at = place;
  }

  /** Where it stops being JSON; -1 while it is whole. */
  int fault() {
    return fault;
  }

  /** Marks this place as the fault if there was none before. */
  void broken() {
    if (fault < 0) {
      fault = at;
    }
  }

  /** Whether a value can begin here. */
  boolean isOpen(int depth) {
    if (at >= text.length() || depth > DEEPEST) {
      broken();
      return false;
    }
    return true;
  }

  boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  /** Takes this character if it stands here. */
  boolean take(char c) {
    if (peek(c)) {
      at++;
      return true;
    }
    return false;
  }

  void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  /** Passes over these characters between quotation marks, if they stand here so. */
  boolean takeQuoted(String expected) {
    if (!isQuoted(text, at, expected)) {
      return false;
    }
    at += expected.length() + 2;
    return true;
  }

  /** Whether these characters, which need no escape, stand there between quotation marks. */
  static boolean isQuoted(String text, int at, String expected) {
    int end = at + 1 + expected.length();
    return end < text.length()
        && text.charAt(end) == '"'
        && text.charAt(at) == '"'
        && text.startsWith(expected, at + 1);
  }

  /** Passes over a value; false if it is not whole. */
  boolean skip(int depth) {
    if (!isOpen(depth)) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '[' -> skipElements(depth);
      case '{' -> skipMembers(depth);
      case '"' -> skipString();
      default -> skipLiteral();
    };
  }

  private boolean skipElements(int depth) {
    at++;
    skipSpace();
    if (take(']')) {
      return true;
    }
    while (true) {
      skipSpace();
      if (!skip(depth + 1)) {
        return false;
      }
      skipSpace();
      if (take(']')) {
        return true;
      }
      if (!take(',')) {
        broken();
        return false;
      }
    }
  }

  private boolean skipMembers(int depth) {
    at++;
    skipSpace();
    if (take('}')) {
      return true;
    }
    while (true) {
      skipSpace();
      boolean key = peek('"') && skipString();
      skipSpace();
      if (!key || !take(':')) {
        broken();
        return false;
      }
      skipSpace();
      if (!skip(depth + 1)) {
        return false;
      }
      skipSpace();
      if (take('}')) {
        return true;
      }
      if (!take(',')) {
        broken();
        return false;
      }
    }
  }

  /** Passes over a text; false if it does not end. */
  boolean skipString() {
    int close = at + 1;
    int length = text.length();
    escaped = false;
    for (; close < length; close++) {
      char c = text.charAt(close);
      if (c == '"') {
        at = close + 1;
        return true;
      }
      if (c == '\\') {
        escaped = true;
        close++;
      }
    }
    at = length;
    broken();
    return false;
  }

  /** Whether the text that was passed over last is written with escapes. */
  boolean isEscaped() {
    return escaped;
  }

  /** Reads a text; null if it does not end. */
  String string() {
    int start = at + 1;
    if (!skipString()) {
      return null;
    }
    String raw = text.substring(start, at - 1);
    return escaped ? unescaped(raw) : raw;
  }

  /** Reads a text that was found whole. */
  Json.Text text() {
    int start = at;
    String value = string();
    return new Json.Text(start, at, value);
  }

  /** Passes over a number, true, false or null; false if it is none of them. */
  boolean skipLiteral() {
    int start = at;
    boolean number = true;
    for (; at < text.length() && isOfLiteral(text.charAt(at)); at++) {
      number &= isOfNumber(text.charAt(at));
    }
    if (at > start && (number || isWord(start, at - start))) {
      return true;
    }
    at = start;
    broken();
    return false;
  }

  private boolean isWord(int start, int length) {
    return switch (length) {
      case 4 -> text.startsWith("true", start) || text.startsWith("null", start);
      case 5 -> text.startsWith("false", start);
      default -> false;
    };
  }

  private static boolean isOfLiteral(char c) {
    return switch (c) {
      case '[', ']', '{', '}', ',', ':', '"', ' ', '\t', '\r', '\n' -> false;
      default -> true;
    };
  }

  private static boolean isOfNumber(char c) {
    return c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
  }

  private static String unescaped(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        out.append(c);
        continue;
      }
      char next = raw.charAt(++i);
      switch (next) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          int code = i + 4 < raw.length() ? hex(raw, i + 1) : -1;
          if (code >= 0) {
            out.append((char) code);
            i += 4;
          }
        }
        default -> out.append(next);
      }
    }
    return out.toString();
  }

  private static int hex(String raw, int from) {
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(raw.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }
}
