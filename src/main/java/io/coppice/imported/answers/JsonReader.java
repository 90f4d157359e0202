package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON value out of a text and keeps what was whole where it breaks off: of a list its
 * elements, of an element that broke nothing. Nesting deeper than {@value #DEEPEST} is a fault.
 *
 * <p>Rows of one table have the same members in the same order, many with the same value: what
 * stands where the row before had the same text is taken from there.
 */
final class JsonReader {
  private static final int DEEPEST = 64;

  private final String text;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> lastOf = new HashMap<>();
  private final List<List<String>> keysAt = new ArrayList<>();
  private int at;
  private int fault = -1;

  JsonReader(String text, int from) {
    this.text = text;
    this.at = from;
  }

  Json.Read read() {
    skipSpace();
    Json value = value(0);
    return new Json.Read(Optional.ofNullable(value), at, fault);
  }

  /** Null if it broke off before anything was whole. */
  private Json value(int depth) {
    if (at >= text.length() || depth > DEEPEST) {
      return broken();
    }
    return switch (text.charAt(at)) {
      case '[' -> elements(depth);
      case '{' -> members(depth);
      case '"' -> {
        int start = at;
        String value = string();
        if (value == null) {
          yield null;
        }
        yield new Json.Text(start, at, value);
      }
      default -> literal();
    };
  }

  private Json broken() {
    if (fault < 0) {
      fault = at;
    }
    return null;
  }

  private Json elements(int depth) {
    int start = at++;
    List<Json> values = new ArrayList<>();
    skipSpace();
    if (peek(']')) {
      at++;
      return new Json.Elements(start, at, values);
    }
    while (true) {
      skipSpace();
      Json value = value(depth + 1);
      if (value != null && (fault < 0 || value instanceof Json.Elements)) {
        values.add(value);
      }
      skipSpace();
      if (fault >= 0 || (!peek(',') && !peek(']'))) {
        broken();
        return new Json.Elements(start, at, values);
      }
      if (text.charAt(at++) == ']') {
        return new Json.Elements(start, at, values);
      }
    }
  }

  private Json members(int depth) {
    int start = at++;
    List<String> before = keysBefore(depth);
    List<String> keys = new ArrayList<>(before.size());
    List<Json> values = new ArrayList<>(before.size());
    skipSpace();
    if (peek('}')) {
      at++;
      return new Json.Members(start, at, keys, values);
    }
    while (true) {
      skipSpace();
      String key =
          peek('"') ? key(keys.size() < before.size() ? before.get(keys.size()) : "") : null;
      skipSpace();
      if (key == null || !peek(':')) {
        return broken();
      }
      at++;
      skipSpace();
      Json value = peek('"') ? text(key) : value(depth + 1);
      if (value == null || fault >= 0) {
        return null;
      }
      keys.add(key);
      values.add(value);
      skipSpace();
      if (!peek(',') && !peek('}')) {
        return broken();
      }
      if (text.charAt(at++) == '}') {
        List<String> same = keys.equals(before) ? before : List.copyOf(keys);
        keysAt.set(depth, same);
        return new Json.Members(start, at, same, values);
      }
    }
  }

  /** The names of the members that were read last at this depth. */
  private List<String> keysBefore(int depth) {
    while (keysAt.size() <= depth) {
      keysAt.add(List.of());
    }
    return keysAt.get(depth);
  }

  private String key(String expected) {
    if (isNext(expected)) {
      at += expected.length() + 2;
      return expected;
    }
    String key = string();
    return key == null ? null : names.computeIfAbsent(key, name -> name);
  }

  private Json text(String key) {
    int start = at;
    String last = lastOf.get(key);
    if (last != null && isNext(last)) {
      at += last.length() + 2;
      return new Json.Text(start, at, last);
    }
    String value = string();
    if (value == null) {
      return null;
    }
    lastOf.put(key, value);
    return new Json.Text(start, at, value);
  }

  /** Whether these characters stand here between quotation marks; they need no escape. */
  private boolean isNext(String expected) {
    int end = at + 1 + expected.length();
    return end < text.length()
        && text.charAt(end) == '"'
        && text.startsWith(expected, at + 1)
        && expected.indexOf('\\') < 0
        && expected.indexOf('"') < 0;
  }

  private Json literal() {
    int start = at;
    while (at < text.length() && isOfLiteral(text.charAt(at))) {
      at++;
    }
    String written = text.substring(start, at);
    boolean good =
        switch (written) {
          case "true", "false", "null" -> true;
          default -> !written.isEmpty() && isNumber(written);
        };
    if (!good) {
      at = start;
      return broken();
    }
    int common = Json.COMMON.indexOf(written);
    return new Json.Literal(start, at, common < 0 ? written : Json.COMMON.get(common));
  }

  private static boolean isOfLiteral(char c) {
    return switch (c) {
      case '[', ']', '{', '}', ',', ':', '"', ' ', '\t', '\r', '\n' -> false;
      default -> true;
    };
  }

  private static boolean isNumber(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean sign = c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
      if (!sign && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** Null if it does not end. */
  private String string() {
    int start = ++at;
    int close = at;
    boolean escaped = false;
    while (close < text.length() && text.charAt(close) != '"') {
      if (text.charAt(close) == '\\') {
        escaped = true;
        close++;
      }
      close++;
    }
    if (close >= text.length()) {
      at = text.length();
      broken();
      return null;
    }
    at = close + 1;
    String raw = text.substring(start, close);
    return escaped ? unescaped(raw) : raw;
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

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}
