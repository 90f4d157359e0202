package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one JSON value out of a text and keeps what was whole where it breaks off: of a list its
 * elements, of an element that broke nothing.
 *
 * <p>An object is checked to its end, but of its members only the places are kept: most are never
 * asked for. Rows of one table have the same members in the same order, so a row costs little more
 * than a list of places.
 */
final class JsonReader {
  private final String text;
  private final JsonCursor cursor;
  private final JsonShapes shapes;
  private final Receiver outer;
  private int[] places = {};

  /** Who takes the elements of a list that is the value itself. */
  interface Receiver {
    /**
     * Takes the element that begins there, if it can without a reader: where it ends; -1 if the
     * reader is to read it.
     */
    default int takeAt(int start) {
      return -1;
    }

    /** Takes one that was read. */
    void take(Json value);
  }

  /**
   * A reader.
   *
   * @param outer is given the elements of a list that is the value itself
   */
  JsonReader(String text, int from, Receiver outer) {
    this(text, from, new JsonShapes(), outer);
  }

  private JsonReader(String text, int from, JsonShapes shapes, Receiver outer) {
    this.text = text;
    this.cursor = new JsonCursor(text, from);
    this.shapes = shapes;
    this.outer = outer;
  }

  Json.Read read() {
    cursor.skipSpace();
    Json value = value(0);
    return new Json.Read(Optional.ofNullable(value), cursor.at(), cursor.fault());
  }

  /** A value within one that was whole. */
  static Json inner(String text, int from, JsonShapes shapes) {
    char first = text.charAt(from);
    if (first == '[' || first == '{') {
      return new JsonReader(text, from, shapes, null).value(1);
    }
    JsonCursor cursor = new JsonCursor(text, from);
    cursor.skipLiteral();
    return literal(text, from, cursor.at());
  }

  /** Null if it broke off before anything was whole. */
  private Json value(int depth) {
    if (!cursor.isOpen(depth)) {
      return null;
    }
    int start = cursor.at();
    return switch (text.charAt(start)) {
      case '[' -> elements(depth);
      case '{' -> members(depth);
      case '"' -> {
        String value = cursor.string();
        if (value == null) {
          yield null;
        }
        yield new Json.Text(start, cursor.at(), value);
      }
      default -> {
        if (!cursor.skipLiteral()) {
          yield null;
        }
        yield literal(text, start, cursor.at());
      }
    };
  }

  private static Json literal(String text, int start, int end) {
    String written = text.substring(start, end);
    int common = Json.COMMON.indexOf(written);
    return new Json.Literal(start, end, common < 0 ? written : Json.COMMON.get(common));
  }

  private Json elements(int depth) {
    int start = cursor.at();
    cursor.take('[');
    List<Json> values = new ArrayList<>();
    cursor.skipSpace();
    if (cursor.take(']')) {
      return new Json.Elements(start, cursor.at(), values);
    }
    while (true) {
      cursor.skipSpace();
      int taken = depth == 0 ? outer.takeAt(cursor.at()) : -1;
      if (taken >= 0) {
        cursor.moveTo(taken);
      } else {
        element(depth, values);
      }
      cursor.skipSpace();
      boolean last = cursor.fault() < 0 && cursor.take(']');
      if (last || cursor.fault() >= 0 || !cursor.take(',')) {
        if (!last) {
          cursor.broken();
        }
        return new Json.Elements(start, cursor.at(), values);
      }
    }
  }

  private void element(int depth, List<Json> values) {
    Json value = value(depth + 1);
    if (value != null && (cursor.fault() < 0 || value instanceof Json.Elements)) {
      if (depth == 0) {
        outer.take(value);
      } else {
        values.add(value);
      }
    }
  }

  private Json members(int depth) {
    int start = cursor.at();
    cursor.take('{');
    cursor.skipSpace();
    if (cursor.take('}')) {
      return new Json.Members(start, cursor.at(), List.of(), List.of());
    }
    JsonShapes.Growing shape = shapes.begin();
    while (true) {
      cursor.skipSpace();
      boolean key = cursor.peek('"') && shape.key(cursor);
      cursor.skipSpace();
      if (!key || !cursor.take(':')) {
        cursor.broken();
        return null;
      }
      cursor.skipSpace();
      place(shape.size() - 1, cursor.at());
      if (!cursor.skip(depth + 1)) {
        return null;
      }
      cursor.skipSpace();
      if (cursor.take('}')) {
        JsonShapes.Shape whole = shape.end();
        int[] own = Arrays.copyOf(places, whole.names().size());
        return new Json.Members(
            start, cursor.at(), whole.names(), new LazyValues(text, shapes, whole, own));
      }
      if (!cursor.take(',')) {
        cursor.broken();
        return null;
      }
    }
  }

  private void place(int index, int at) {
    if (index == places.length) {
      places = Arrays.copyOf(places, Math.max(16, 2 * index));
    }
    places[index] = at;
  }
}
