package io.coppice.imported.answers;

import java.util.AbstractList;

/**
 * The values of an object, each made anew when it is asked for. One thread, for it remembers with
 * the other objects of its reader what was read last; what is {@link #kept} remembers nothing.
 */
final class LazyValues extends AbstractList<Json> {
  private final String text;
  private final JsonShapes shapes;
  private final JsonShapes.Shape shape;
  private final int[] places;

  /**
   * Values of an object that was found whole.
   *
   * @param shapes of its reader; null for values that any thread may ask for
   * @param places where each begins
   */
  LazyValues(String text, JsonShapes shapes, JsonShapes.Shape shape, int[] places) {
    this.text = text;
    this.shapes = shapes;
    this.shape = shape;
    this.places = places;
  }

  /** The same for any thread and any time. */
  LazyValues kept() {
    return shapes == null ? this : new LazyValues(text, null, shape, places);
  }

  /** The same for one thread. */
  LazyValues with(JsonShapes others) {
    return new LazyValues(text, others, shape, places);
  }

  @Override
  public Json get(int index) {
    int start = places[index];
    if (text.charAt(start) != '"') {
      return JsonReader.inner(text, start, shapes == null ? new JsonShapes() : shapes);
    }
    return shapes == null ? new JsonCursor(text, start).text() : remembered(index, start);
  }

  private Json remembered(int index, int start) {
    String last = shape.last()[index];
    if (last != null && JsonCursor.isQuoted(text, start, last)) {
      return new Json.Text(start, start + last.length() + 2, last);
    }
    JsonCursor cursor = new JsonCursor(text, start);
    String value = cursor.string();
    if (!cursor.isEscaped()) {
      shape.last()[index] = value;
    }
    return new Json.Text(start, cursor.at(), value);
  }

  /** The place of the last member of that name; -1 if there is none. */
  int placeOf(String name) {
    Integer place = shape.places().get(name);
    return place == null ? -1 : place;
  }

  /**
   * Whether a list of plain texts holds this one: 1 or 0; -1 if it is not such a list, and has to
   * be read.
   */
  int holds(int index, String wanted) {
    int at = places[index];
    if (text.charAt(at) != '[') {
      return -1;
    }
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == ']') {
        return 0;
      }
      if (c == '"') {
        if (JsonCursor.isQuoted(text, at, wanted)) {
          return 1;
        }
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
          if (text.charAt(at) == '\\') {
            return -1;
          }
        }
      } else if (c > ' ' && c != ',') {
        return -1;
      }
    }
    return -1;
  }

  /** Whether it is a number of some digits and nothing more. */
  boolean isShortNumber(int index) {
    int end = digits(places[index]);
    int count = end - places[index];
    return count > 0 && count < 10 && end < text.length() && ",} \n".indexOf(text.charAt(end)) >= 0;
  }

  private int digits(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Its value. */
  long shortNumber(int index) {
    int end = digits(places[index]);
    long value = 0;
    for (int at = places[index]; at < end; at++) {
      value = value * 10 + text.charAt(at) - '0';
    }
    return value;
  }

  /** Whether it is a list without elements, or with one text of no character. */
  boolean isEmptyList(int index) {
    int at = places[index];
    return text.startsWith("[]", at) || text.startsWith("[\"\"]", at);
  }

  @Override
  public int size() {
    return places.length;
  }
}
