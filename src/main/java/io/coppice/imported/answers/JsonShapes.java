package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of members, in their order, of the objects read before. Tables have few shapes: what
 * follows is looked for among them before a new name is made. One thread.
 */
public final class JsonShapes {
  private static final int MOST = 16;

  /** Longer names are the input's own, and not asked for by any reader. */
  private static final int LONGEST_COMMON = 32;

  private final List<Shape> known = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private int eldest;
  private Shape latest;

  /**
   * A shape.
   *
   * @param last of each member the text that was read last; null where there was none. Neighbouring
   *     rows often say the same.
   * @param plain whether its names can be looked for as they are written
   */
  record Shape(
      List<String> names,
      String[] inOrder,
      String[] last,
      Map<String, Integer> places,
      boolean plain) {
    Shape(List<String> names) {
      this(
          names,
          names.toArray(String[]::new),
          new String[names.size()],
          places(names),
          names.stream().allMatch(JsonShapes::isPlain));
    }

    /** The last place of each name. */
    private static Map<String, Integer> places(List<String> names) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        places.put(names.get(i), i);
      }
      return places;
    }

    /** Whether it begins as the other does. */
    private boolean agrees(Shape other, int count) {
      return inOrder.length > count && Arrays.equals(inOrder, 0, count, other.inOrder, 0, count);
    }
  }

  /**
   * The names of an object that is being read: those of a known shape as long as it has the same,
   * first of that of the object before, then of one that begins with the same; else its own.
   */
  final class Growing {
    private Shape followed = latest;
    private List<String> own;
    private int size;

    /** Reads a name; false if it does not end. */
    boolean key(JsonCursor cursor) {
      if (followed != null && !follows(cursor)) {
        own = new ArrayList<>(followed.names.subList(0, size));
        followed = null;
      }
      if (followed == null) {
        String key = cursor.string();
        if (key == null) {
          return false;
        }
        own().add(names.computeIfAbsent(key, JsonShapes::common));
      }
      size++;
      return true;
    }

    private boolean follows(JsonCursor cursor) {
      if (size < followed.inOrder.length && cursor.takeQuoted(followed.inOrder[size])) {
        return true;
      }
      for (int i = 0; i < known.size(); i++) {
        Shape shape = known.get(i);
        if (shape.agrees(followed, size) && cursor.takeQuoted(shape.inOrder[size])) {
          followed = shape;
          return true;
        }
      }
      return false;
    }

    private List<String> own() {
      if (own == null) {
        own = new ArrayList<>();
      }
      return own;
    }

    int size() {
      return size;
    }

    Shape end() {
      boolean whole = followed != null && size == followed.inOrder.length;
      Shape shape =
          whole ? followed : shape(followed == null ? own() : followed.names.subList(0, size));
      latest = shape.plain ? shape : null;
      return shape;
    }

    private Shape shape(List<String> keys) {
      for (int i = 0; i < known.size(); i++) {
        if (known.get(i).names.equals(keys)) {
          return known.get(i);
        }
      }
      Shape shape = new Shape(List.copyOf(keys));
      if (shape.plain && known.size() < MOST) {
        known.add(shape);
      } else if (shape.plain) {
        known.set(eldest++ % MOST, shape);
      }
      return shape;
    }
  }

  /** The same text that readers ask for: to find one object is quicker than to compare two. */
  private static String common(String name) {
    return name.length() <= LONGEST_COMMON ? name.intern() : name;
  }

  /** Only a name without escapes can be found as it is written. */
  private static boolean isPlain(String name) {
    return name.indexOf('\\') < 0 && name.indexOf('"') < 0;
  }

  Growing begin() {
    return new Growing();
  }
}
