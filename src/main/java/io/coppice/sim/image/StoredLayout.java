package io.coppice.sim.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the components of a record as they stand in an image become those of its class as it is now:
 * by name, wherever they stand. What the class no longer has is read and dropped; what it has
 * gained is what {@link RecordShape#absent} says.
 */
final class StoredLayout {
  private static final int DROPPED = -1;

  private final RecordShape shape;
  private final int[] places;
  private final Object[] gained;

  private StoredLayout(RecordShape shape, int[] places, Object[] gained) {
    this.shape = shape;
    this.places = places;
    this.gained = gained;
  }

  /**
   * The layout of a class.
   *
   * @param stored the names of its components in the image, in order
   * @throws ImageException if the class gained a component that only a value which was written can
   *     fill
   */
  static StoredLayout of(Class<?> type, List<String> stored) throws ImageException {
    RecordShape shape = RecordShape.known(type);
    Map<String, Integer> now = new HashMap<>();
    for (int i = 0; i < shape.size(); i++) {
      now.put(StoredNames.of(type, shape.name(i)), i);
    }
    int[] places = new int[stored.size()];
    boolean[] filled = new boolean[shape.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = now.getOrDefault(stored.get(i), DROPPED);
      if (places[i] != DROPPED) {
        filled[places[i]] = true;
      }
    }
    Object[] gained = new Object[shape.size()];
    for (int i = 0; i < gained.length; i++) {
      if (!filled[i]) {
        gained[i] = shape.absent(i);
      }
    }
    return new StoredLayout(shape, places, gained);
  }

  /** Components in the image. */
  int size() {
    return places.length;
  }

  /** Whether the class has no such component any more. */
  boolean isDropped(int stored) {
    return places[stored] == DROPPED;
  }

  /** Whether the image has each component where the class has it, and no other. */
  boolean isExact() {
    if (places.length != shape.size()) {
      return false;
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The components of a record to be made, with what the image lacks filled in. */
  Object[] begin() {
    return gained.clone();
  }

  void put(Object[] components, int stored, Object value) {
    components[places[stored]] = value;
  }

  Object make(Object[] components) throws ImageException {
    return shape.make(components);
  }
}
