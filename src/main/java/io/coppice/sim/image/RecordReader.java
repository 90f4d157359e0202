package io.coppice.sim.image;

import io.coppice.model.table.CowInts;
import io.coppice.model.table.CowTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values; lengths are believed only as far as bytes follow. Components of records are found
 * by their names, see {@link StoredLayout}.
 */
final class RecordReader {
  private static final int MOST_AT_ONCE = 1 << 16;
  private static final int DEEPEST = 200;

  /** The Java virtual machine allows a constructor 255 (JVMS 4.3.3). */
  private static final int MOST_COMPONENTS = 255;

  private final ImageInput in;
  private final List<String> strings = new ArrayList<>();
  private final List<Stored> classes = new ArrayList<>();
  private final Optional<PositionalShapes> positional;
  private boolean exact = true;

  /** Components under way that the class they belong to no longer has. */
  private int dropping;

  /**
   * A class as the image knows it.
   *
   * @param type empty where no class has that name any more
   * @param components of a record, as they stand in the image
   * @param layout of a record that there is still
   * @param constants of an enum, by their names in the image, as far as they were met
   */
  private record Stored(
      String name,
      Optional<Class<?>> type,
      List<String> components,
      Optional<StoredLayout> layout,
      Map<String, Object> constants) {}

  /** Reads what names the components of its records. */
  RecordReader(ImageInput in) {
    this(in, Optional.empty());
  }

  /** Reads what does not name the components of its records; they are known from elsewhere. */
  RecordReader(ImageInput in, PositionalShapes shapes) {
    this(in, Optional.of(shapes));
  }

  private RecordReader(ImageInput in, Optional<PositionalShapes> positional) {
    this.in = in;
    this.positional = positional;
  }

  /** Whether every record that was read has the shape in which it was written. */
  boolean isExact() {
    return exact;
  }

  private long signed() throws IOException {
    long value = in.number();
    return value >>> 1 ^ -(value & 1);
  }

  private int length() throws IOException {
    long length = in.number();
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new ImageException("A length of " + length);
    }
    return (int) length;
  }

  Object value(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new ImageException("Too deep");
    }
    int ordinal = in.next();
    if (ordinal >= ValueTag.ALL.length) {
      throw new ImageException("An unknown tag: " + ordinal);
    }
    return switch (ValueTag.ALL[ordinal]) {
      case NULL -> null;
      case RECORD -> record(depth);
      case ENUM -> constant();
      case STRING -> text();
      case INT -> (int) signed();
      case LONG -> signed();
      case DOUBLE -> Double.longBitsToDouble(in.nextLong());
      case DURATION -> Duration.ofNanos(signed());
      case TRUE -> true;
      case FALSE -> false;
      case EMPTY -> Optional.empty();
      case OPTIONAL -> Optional.of(present(depth));
      case LIST -> List.copyOf(all(depth));
      case SET -> Set.copyOf(all(depth));
      case MAP -> map(depth);
      case TABLE -> table(depth);
      case COLUMN -> column();
      case INTS, LONGS, BYTES, SHORTS -> array(ValueTag.ALL[ordinal]);
    };
  }

  private Object present(int depth) throws IOException {
    Object value = value(depth + 1);
    if (value == null) {
      throw new ImageException("Nothing where something must stand");
    }
    return value;
  }

  private List<Object> all(int depth) throws IOException {
    int length = length();
    List<Object> values = new ArrayList<>(Math.min(length, MOST_AT_ONCE));
    for (int i = 0; i < length; i++) {
      values.add(present(depth));
    }
    return values;
  }

  private Map<Object, Object> map(int depth) throws IOException {
    int length = length();
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < length; i++) {
      map.put(present(depth), present(depth));
    }
    return map;
  }

  private CowTable<Object> table(int depth) throws IOException {
    int length = length();
    CowTable<Object> table = new CowTable<>();
    for (int row = 0; row < length; row++) {
      table.add(value(depth + 1));
    }
    return table;
  }

  private CowInts column() throws IOException {
    int length = length();
    CowInts column = new CowInts();
    for (int row = 0; row < length; row++) {
      int value = (int) signed();
      if (value != 0 || row == length - 1) {
        column.grow(row, value);
      }
    }
    return column;
  }

  private Object array(ValueTag tag) throws IOException {
    int length = length();
    GrowingArray array = new GrowingArray(tag, Math.min(length, MOST_AT_ONCE));
    for (int i = 0; i < length; i++) {
      array.add(
          switch (tag) {
            case BYTES -> (byte) in.next();
            case SHORTS -> in.nextShort();
            default -> signed();
          });
    }
    return array.result();
  }

  private Object record(int depth) throws IOException {
    Stored stored = stored(true);
    if (stored.layout().isEmpty()) {
      return gone(stored, depth);
    }
    StoredLayout layout = stored.layout().get();
    Object[] components = layout.begin();
    for (int i = 0; i < layout.size(); i++) {
      if (layout.isDropped(i)) {
        dropping++;
        value(depth + 1);
        dropping--;
      } else {
        layout.put(components, i, value(depth + 1));
      }
    }
    return dropping > 0 ? stored : layout.make(components);
  }

  /** A record whose class is gone: harmless only in a component that is gone too. */
  private Object gone(Stored stored, int depth) throws IOException {
    mustBeDropped("No record " + stored.name());
    for (int i = 0; i < stored.components().size(); i++) {
      value(depth + 1);
    }
    return stored;
  }

  private void mustBeDropped(String otherwise) throws ImageException {
    if (dropping == 0) {
      throw new ImageException(otherwise);
    }
  }

  private Object constant() throws IOException {
    Stored stored = stored(false);
    String name = text();
    Object met = stored.constants().get(name);
    if (met != null) {
      return met;
    }
    if (stored.type().isPresent()) {
      Object[] constants = stored.type().get().getEnumConstants();
      for (int i = 0; constants != null && i < constants.length; i++) {
        Enum<?> constant = (Enum<?>) constants[i];
        if (StoredNames.of(stored.type().get(), constant.name()).equals(name)) {
          stored.constants().put(name, constant);
          return constant;
        }
      }
    }
    mustBeDropped("No constant " + name + " in " + stored.name());
    return stored;
  }

  private Stored stored(boolean record) throws IOException {
    int index = length();
    if (index > 0) {
      if (index > classes.size()) {
        throw new ImageException("Class " + index + " was not named");
      }
      return classes.get(index - 1);
    }
    String name = text();
    Optional<Class<?>> type = type(name);
    List<String> components = record ? components(name) : List.of();
    Optional<StoredLayout> layout = Optional.empty();
    if (record && type.filter(Class::isRecord).isPresent()) {
      layout = Optional.of(StoredLayout.of(type.get(), components));
    }
    exact &= !record || layout.filter(StoredLayout::isExact).isPresent();
    classes.add(new Stored(name, type, components, layout, new HashMap<>()));
    return classes.getLast();
  }

  private static Optional<Class<?>> type(String name) throws ImageException {
    try {
      return Optional.of(
          Class.forName(StoredNames.now(name), false, RecordReader.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (LinkageError e) {
      // On a file system without case a name may find a class of another one.
      throw new ImageException("No class " + name, e);
    }
  }

  private List<String> components(String name) throws IOException {
    if (positional.isPresent()) {
      return positional.get().of(name);
    }
    int count = length();
    if (count > MOST_COMPONENTS) {
      throw new ImageException("A record of " + count + " components");
    }
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(text());
    }
    return List.copyOf(names);
  }

  private String text() throws IOException {
    int index = length();
    if (index > 0) {
      if (index > strings.size()) {
        throw new ImageException("Text " + index + " was not written");
      }
      return strings.get(index - 1);
    }
    strings.add(in.text(length()));
    return strings.getLast();
  }
}
