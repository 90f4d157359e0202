package io.coppice.sim.image;

import io.coppice.model.table.CowInts;
import io.coppice.model.table.CowTable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads values; lengths are believed only as far as bytes follow. */
final class RecordReader {
  private static final int MOST_AT_ONCE = 1 << 16;
  private static final int DEEPEST = 200;

  private final DataInputStream in;
  private final List<String> strings = new ArrayList<>();
  private final List<Class<?>> classes = new ArrayList<>();

  RecordReader(DataInputStream in) {
    this.in = in;
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new ImageException("A number does not end");
  }

  private long signed() throws IOException {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  private int length() throws IOException {
    long length = number();
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new ImageException("A length of " + length);
    }
    return (int) length;
  }

  Object value(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new ImageException("Too deep");
    }
    int ordinal = in.readUnsignedByte();
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
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
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
            case BYTES -> in.readByte();
            case SHORTS -> in.readShort();
            default -> signed();
          });
    }
    return array.result();
  }

  private Object record(int depth) throws IOException {
    Class<?> type = type();
    if (!type.isRecord()) {
      throw new ImageException(type + " is no record");
    }
    RecordShape shape = RecordShape.known(type);
    Object[] components = new Object[shape.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = value(depth + 1);
    }
    return shape.make(components);
  }

  private Object constant() throws IOException {
    Class<?> type = type();
    String name = text();
    Object[] constants = type.getEnumConstants();
    if (constants != null) {
      for (Object constant : constants) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
    }
    throw new ImageException("No constant " + name + " in " + type);
  }

  private Class<?> type() throws IOException {
    int index = length();
    if (index > 0) {
      if (index > classes.size()) {
        throw new ImageException("Class " + index + " was not named");
      }
      return classes.get(index - 1);
    }
    String name = StoredNames.now(text());
    try {
      Class<?> type = Class.forName(name, false, RecordReader.class.getClassLoader());
      classes.add(type);
      return type;
    } catch (ClassNotFoundException e) {
      throw new ImageException("No class " + name, e);
    }
  }

  private String text() throws IOException {
    int index = length();
    if (index > 0) {
      if (index > strings.size()) {
        throw new ImageException("Text " + index + " was not written");
      }
      return strings.get(index - 1);
    }
    int length = length();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    strings.add(new String(bytes, StandardCharsets.UTF_8));
    return strings.getLast();
  }
}
