package io.coppice.sim.image;

import io.coppice.model.table.CowInts;
import io.coppice.model.table.CowTable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes and reads values made of records: a tag byte, then the value. Canonical: sets are written
 * sorted, maps by key, strings and classes by their first place in the stream, so that equal values
 * give equal bytes in every run. Only classes of this program's own packages are made when reading,
 * and lengths are believed only as far as bytes follow.
 */
public final class RecordCodec {
  private static final String OURS = "io.coppice.";
  private static final int MOST_AT_ONCE = 1 << 16;

  private enum Tag {
    NULL,
    RECORD,
    ENUM,
    STRING,
    INT,
    LONG,
    DOUBLE,
    TRUE,
    FALSE,
    LIST,
    SET,
    MAP,
    EMPTY,
    OPTIONAL,
    INTS,
    LONGS,
    BYTES,
    SHORTS,
    TABLE,
    COLUMN,
    DURATION;

    private static final Tag[] ALL = values();
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private RecordCodec() {}

  /** Writes a value; the stream is not closed. */
  public static void write(Object value, OutputStream out) throws IOException {
    new Writer(new DataOutputStream(out)).value(value);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ImageException if the bytes are no such thing
   */
  public static Object read(InputStream in) throws IOException {
    try {
      return new Reader(new DataInputStream(in)).value(0);
    } catch (EOFException e) {
      throw new ImageException("The image ends too early", e);
    }
  }

  private static final class Writer {
    private final DataOutputStream out;
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<Class<?>, Integer> classes = new HashMap<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    private void tag(Tag tag) throws IOException {
      out.writeByte(tag.ordinal());
    }

    private void number(long value) throws IOException {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.writeByte((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.writeByte((int) rest);
    }

    private void signed(long value) throws IOException {
      number(value << 1 ^ value >> 63);
    }

    void value(Object value) throws IOException {
      switch (value) {
        case null -> tag(Tag.NULL);
        case Record it -> record(it);
        case Enum<?> it -> {
          tag(Tag.ENUM);
          type(it.getDeclaringClass());
          text(it.name());
        }
        case String it -> {
          tag(Tag.STRING);
          text(it);
        }
        case Integer it -> {
          tag(Tag.INT);
          signed(it);
        }
        case Long it -> {
          tag(Tag.LONG);
          signed(it);
        }
        case Double it -> {
          tag(Tag.DOUBLE);
          out.writeLong(Double.doubleToLongBits(it));
        }
        case Duration it -> {
          tag(Tag.DURATION);
          signed(it.toNanos());
        }
        case Boolean it -> tag(it ? Tag.TRUE : Tag.FALSE);
        case Optional<?> it -> {
          if (it.isEmpty()) {
            tag(Tag.EMPTY);
          } else {
            tag(Tag.OPTIONAL);
            value(it.get());
          }
        }
        case List<?> it -> all(Tag.LIST, it);
        case Set<?> it -> all(Tag.SET, it.stream().sorted(RecordCodec::compare).toList());
        case Map<?, ?> it -> {
          TreeMap<Object, Object> sorted = new TreeMap<>(RecordCodec::compare);
          sorted.putAll(it);
          tag(Tag.MAP);
          number(sorted.size());
          for (Map.Entry<Object, Object> entry : sorted.entrySet()) {
            value(entry.getKey());
            value(entry.getValue());
          }
        }
        case CowTable<?> it -> {
          tag(Tag.TABLE);
          number(it.size());
          for (int row = 0; row < it.size(); row++) {
            value(it.get(row));
          }
        }
        case CowInts it -> {
          tag(Tag.COLUMN);
          number(it.size());
          for (int row = 0; row < it.size(); row++) {
            signed(it.get(row));
          }
        }
        default -> array(value);
      }
    }

    private void array(Object value) throws IOException {
      switch (value) {
        case int[] it -> {
          tag(Tag.INTS);
          number(it.length);
          for (int x : it) {
            signed(x);
          }
        }
        case long[] it -> {
          tag(Tag.LONGS);
          number(it.length);
          for (long x : it) {
            signed(x);
          }
        }
        case short[] it -> {
          tag(Tag.SHORTS);
          number(it.length);
          for (short x : it) {
            out.writeShort(x);
          }
        }
        case byte[] it -> {
          tag(Tag.BYTES);
          number(it.length);
          out.write(it);
        }
        default ->
            throw new IllegalArgumentException("The codec does not know " + value.getClass());
      }
    }

    private void record(Record value) throws IOException {
      tag(Tag.RECORD);
      type(value.getClass());
      Shape shape = SHAPES.get(value.getClass());
      for (int i = 0; i < shape.size(); i++) {
        value(shape.get(value, i));
      }
    }

    private void all(Tag tag, Collection<?> values) throws IOException {
      tag(tag);
      number(values.size());
      for (Object value : values) {
        value(value);
      }
    }

    private void type(Class<?> type) throws IOException {
      Integer known = classes.putIfAbsent(type, classes.size() + 1);
      number(known == null ? 0 : known);
      if (known == null) {
        text(type.getName());
      }
    }

    private void text(String text) throws IOException {
      Integer known = strings.putIfAbsent(text, strings.size() + 1);
      number(known == null ? 0 : known);
      if (known == null) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.write(bytes);
      }
    }
  }

  /**
   * Orders what stands in sets and keys: by its own order, else by its text, which records and
   * enums give canonically.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object a, Object b) {
    return a instanceof Comparable left && !(a instanceof Enum) && a.getClass() == b.getClass()
        ? left.compareTo(b)
        : a.toString().compareTo(b.toString());
  }

  private static final class Reader {
    private static final int DEEPEST = 200;

    private final DataInputStream in;
    private final List<String> strings = new ArrayList<>();
    private final List<Class<?>> classes = new ArrayList<>();

    Reader(DataInputStream in) {
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
      if (ordinal >= Tag.ALL.length) {
        throw new ImageException("An unknown tag: " + ordinal);
      }
      return switch (Tag.ALL[ordinal]) {
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
        case INTS, LONGS, BYTES, SHORTS -> array(Tag.ALL[ordinal]);
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

    private Object array(Tag tag) throws IOException {
      int length = length();
      Growing array = new Growing(tag, Math.min(length, MOST_AT_ONCE));
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
      Shape shape = SHAPES.get(type);
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
      String name = text();
      if (!name.startsWith(OURS)) {
        throw new ImageException(name + " is not ours");
      }
      try {
        Class<?> type = Class.forName(name, false, RecordCodec.class.getClassLoader());
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

  /** An array that grows as its elements really come, so that a false length costs nothing. */
  private static final class Growing {
    private final Tag tag;
    private long[] values;
    private int size;

    Growing(Tag tag, int room) {
      this.tag = tag;
      this.values = new long[Math.max(16, room)];
    }

    void add(long value) {
      if (size == values.length) {
        values = java.util.Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    Object result() {
      switch (tag) {
        case LONGS -> {
          return java.util.Arrays.copyOf(values, size);
        }
        case INTS -> {
          int[] ints = new int[size];
          for (int i = 0; i < size; i++) {
            ints[i] = (int) values[i];
          }
          return ints;
        }
        case SHORTS -> {
          short[] shorts = new short[size];
          for (int i = 0; i < size; i++) {
            shorts[i] = (short) values[i];
          }
          return shorts;
        }
        default -> {
          byte[] bytes = new byte[size];
          for (int i = 0; i < size; i++) {
            bytes[i] = (byte) values[i];
          }
          return bytes;
        }
      }
    }
  }
}
