package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of members, in their order, of the objects read before. Tables have few shapes: what
 * follows is looked for among them before a new name is made. One thread.
 */
final class JsonShapes {
  private static final int MOST = 8;

  private final List<Shape> known = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private int eldest;

  /**
   * A shape.
   *
   * @param last of each member the text that was read last; null where there was none. Neighbouring
   *     rows often say the same.
   */
  record Shape(List<String> names, String[] last, Map<String, Integer> places) {
    Shape(List<String> names, String[] last) {
      this(names, last, places(names));
    }

    /** The last place of each name. */
    private static Map<String, Integer> places(List<String> names) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        places.put(names.get(i), i);
      }
      return places;
    }
  }

  /** The names of an object that is being read. */
  final class Growing {
    private final List<String> keys = new ArrayList<>();

    /** Reads a name; false if it does not end. */
    boolean key(JsonCursor cursor) {
      int index = keys.size();
      for (Shape shape : known) {
        if (index < shape.names.size() && cursor.takeQuoted(shape.names.get(index))) {
          keys.add(shape.names.get(index));
          return true;
        }
      }
      String key = cursor.string();
      if (key == null) {
        return false;
      }
      keys.add(names.computeIfAbsent(key, name -> name));
      return true;
    }

    int size() {
      return keys.size();
    }

    Shape end() {
      for (int i = 0; i < known.size(); i++) {
        if (known.get(i).names.equals(keys)) {
          return known.get(i);
        }
      }
      Shape shape = new Shape(List.copyOf(keys), new String[keys.size()]);
      boolean plain = keys.stream().allMatch(JsonShapes::isPlain);
      if (plain && known.size() < MOST) {
        known.add(shape);
      } else if (plain) {
        known.set(eldest++ % MOST, shape);
      }
      return shape;
    }
  }

  /** Only a name without escapes can be found as it is written. */
  private static boolean isPlain(String name) {
    return name.indexOf('\\') < 0 && name.indexOf('"') < 0;
  }

  Growing begin() {
    return new Growing();
  }
}
