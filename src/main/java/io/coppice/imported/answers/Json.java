package io.coppice.imported.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A JSON value and where in its text it stands: from {@code start} to before {@code end}. */
public sealed interface Json {
  int start();

  int end();

  /**
   * Members in their order; the last of a name counts, as in most readers. Those of a reader make
   * their values when they are asked for, on one thread, until they are {@link #kept}.
   */
  record Members(int start, int end, List<String> names, List<Json> values) implements Json {
    public Members {
      names = List.copyOf(names);
    }

    /** The same for any thread and any time. */
    public Members kept() {
      return new Members(
          start, end, names, values instanceof LazyValues lazy ? lazy.kept() : keptValues(values));
    }

    /**
     * The same for one thread, which remembers what it read with the other members of the shapes.
     */
    Members with(JsonShapes shapes) {
      return values instanceof LazyValues lazy
          ? new Members(start, end, names, lazy.with(shapes))
          : this;
    }

    private static List<Json> keptValues(List<Json> values) {
      return values.stream()
          .map(
              value ->
                  switch (value) {
                    case Members members -> members.kept();
                    case Elements list ->
                        new Elements(list.start, list.end, keptValues(list.values));
                    default -> value;
                  })
          .toList();
    }

    public boolean has(String name) {
      return last(name) >= 0;
    }

    /** The last of that name. Rows have some ten members: to look them through is quickest. */
    private int last(String name) {
      if (values instanceof LazyValues lazy) {
        return lazy.placeOf(name);
      }
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).equals(name)) {
          return i;
        }
      }
      return -1;
    }

    public Optional<Json> get(String name) {
      int at = last(name);
      return at < 0 ? Optional.empty() : Optional.of(values.get(at));
    }

    /** The text of a member; a number or truth value as it is written. */
    public Optional<String> text(String name) {
      int at = last(name);
      if (at < 0) {
        return Optional.empty();
      }
      return switch (values.get(at)) {
        case Text text -> Optional.of(text.value());
        case Literal literal when !literal.written().equals("null") ->
            Optional.of(literal.written());
        default -> Optional.empty();
      };
    }

    /** The text of the first of that name: routes that encapsulate have two {@code dst}. */
    public Optional<String> firstText(String name) {
      int at = names.indexOf(name);
      return at == last(name)
          ? text(name)
          : values.get(at) instanceof Text first ? Optional.of(first.value()) : Optional.empty();
    }

    /** A whole number; from text too, and of doubles what stands before the point. */
    public Optional<Long> number(String name) {
      int at = last(name);
      if (at >= 0 && values instanceof LazyValues lazy && lazy.isShortNumber(at)) {
        return Optional.of(lazy.shortNumber(at));
      }
      return text(name).flatMap(Members::whole);
    }

    public int integer(String name, int otherwise) {
      return number(name).filter(n -> n == (int) (long) n).map(Long::intValue).orElse(otherwise);
    }

    /** True if it is true, or 1, or "on". */
    public boolean is(String name, boolean otherwise) {
      return text(name)
          .map(
              text ->
                  switch (text) {
                    case "true", "1", "on", "yes" -> true;
                    case "false", "0", "off", "no" -> false;
                    default -> otherwise;
                  })
          .orElse(otherwise);
    }

    public Optional<Members> members(String name) {
      return get(name).map(value -> value instanceof Members members ? members : null);
    }

    /** The elements of a list; of anything else none. */
    public List<Json> list(String name) {
      return get(name)
          .map(value -> value instanceof Elements e ? e.values() : null)
          .orElse(List.of());
    }

    /** The elements of a list that are texts. */
    public List<String> texts(String name) {
      return list(name).stream()
          .filter(Text.class::isInstance)
          .map(value -> ((Text) value).value())
          .toList();
    }

    /** Whether this text is among the elements of a list. */
    public boolean hasFlag(String list, String flag) {
      int at = last(list);
      if (at >= 0 && values instanceof LazyValues lazy && lazy.isEmptyList(at)) {
        return false;
      }
      int holds = at >= 0 && values instanceof LazyValues lazy ? lazy.holds(at, flag) : -1;
      if (holds >= 0) {
        return holds == 1;
      }
      if (at >= 0 && values.get(at) instanceof Elements elements) {
        for (int i = 0; i < elements.values().size(); i++) {
          if (elements.values().get(i) instanceof Text text && text.value().equals(flag)) {
            return true;
          }
        }
      }
      return false;
    }

    private static Optional<Long> whole(String text) {
      int point = text.indexOf('.');
      String digits = point > 0 ? text.substring(0, point) : text;
      if (digits.isEmpty() || digits.length() > 20) {
        return Optional.empty();
      }
      try {
        return Optional.of(Long.parseLong(digits));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** A list. */
  record Elements(int start, int end, List<Json> values) implements Json {
    public Elements {
      values = List.copyOf(values);
    }
  }

  /** A text, its escapes resolved. */
  record Text(int start, int end, String value) implements Json {}

  /** A number, true, false or null, as it is written. */
  record Literal(int start, int end, String written) implements Json {}

  /**
   * What was read.
   *
   * @param value absent if not even one element was whole
   * @param end where reading ended
   * @param fault where the text stops being JSON; -1 if it was whole
   */
  record Read(Optional<Json> value, int end, int fault) {}

  /**
   * Reads one value; of one that breaks off, all that was whole before.
   *
   * @param elements is given the elements of a list when they are read; the list that is returned
   *     has none, so that a table of any length takes no memory
   */
  static Read read(String text, int from, JsonReader.Receiver elements) {
    return new JsonReader(text, from, elements).read();
  }

  /** Literals that need no new string. */
  List<String> COMMON = Arrays.asList("true", "false", "null", "0", "1");
}
