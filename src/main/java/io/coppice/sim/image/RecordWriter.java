package io.coppice.sim.image;

import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.table.CowInts;
import io.coppice.model.table.CowTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes values; knows the strings and classes that were written before. A record's class is
 * written with the names of its components where it first comes, so that a later version finds each
 * by its name.
 */
final class RecordWriter {
  private final ImageOutput out;
  private final StringNumbering strings;
  private final Map<Class<?>, Integer> classes;

  RecordWriter(ImageOutput out) {
    this(out, new StringNumbering(), new HashMap<>());
  }

  private RecordWriter(ImageOutput out, StringNumbering strings, Map<Class<?>, Integer> classes) {
    this.out = out;
    this.strings = strings;
    this.classes = classes;
  }

  /** One that goes on elsewhere after what this one wrote, while this one goes on by itself. */
  RecordWriter elsewhere(ImageOutput other) {
    return new RecordWriter(other, strings.copy(), new HashMap<>(classes));
  }

  private void tag(ValueTag tag) throws IOException {
    out.put(tag.ordinal());
  }

  private void signed(long value) throws IOException {
    out.number(value << 1 ^ value >> 63);
  }

  void value(Object value) throws IOException {
    switch (value) {
      case null -> tag(ValueTag.NULL);
      case MacAddress it -> value(it.toString());
      case IpAddress it -> value(it.toString());
      case Record it -> record(it);
      case Enum<?> it -> {
        tag(ValueTag.ENUM);
        type(it.getDeclaringClass());
        text(StoredNames.of(it));
      }
      case String it -> {
        tag(ValueTag.STRING);
        text(it);
      }
      case Integer it -> {
        tag(ValueTag.INT);
        signed(it);
      }
      case Long it -> {
        tag(ValueTag.LONG);
        signed(it);
      }
      case Double it -> {
        tag(ValueTag.DOUBLE);
        out.putLong(Double.doubleToLongBits(it));
      }
      case Duration it -> {
        tag(ValueTag.DURATION);
        signed(it.toNanos());
      }
      case Boolean it -> tag(it ? ValueTag.TRUE : ValueTag.FALSE);
      case Optional<?> it -> {
        if (it.isEmpty()) {
          tag(ValueTag.EMPTY);
        } else {
          tag(ValueTag.OPTIONAL);
          value(it.get());
        }
      }
      case List<?> it -> all(ValueTag.LIST, it);
      case Set<?> it -> all(ValueTag.SET, it.stream().sorted(RecordWriter::compare).toList());
      case Map<?, ?> it -> {
        TreeMap<Object, Object> sorted = new TreeMap<>(RecordWriter::compare);
        sorted.putAll(it);
        tag(ValueTag.MAP);
        out.number(sorted.size());
        for (Map.Entry<Object, Object> entry : sorted.entrySet()) {
          value(entry.getKey());
          value(entry.getValue());
        }
      }
      case CowTable<?> it -> {
        tag(ValueTag.TABLE);
        out.number(it.size());
        for (int row = 0; row < it.size(); row++) {
          value(it.get(row));
        }
      }
      case CowInts it -> {
        tag(ValueTag.COLUMN);
        out.number(it.size());
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
        tag(ValueTag.INTS);
        out.number(it.length);
        for (int x : it) {
          signed(x);
        }
      }
      case long[] it -> {
        tag(ValueTag.LONGS);
        out.number(it.length);
        for (long x : it) {
          signed(x);
        }
      }
      case short[] it -> {
        tag(ValueTag.SHORTS);
        out.number(it.length);
        for (short x : it) {
          out.putShort(x);
        }
      }
      case byte[] it -> {
        tag(ValueTag.BYTES);
        out.number(it.length);
        out.put(it);
      }
      default -> throw new IllegalArgumentException("The codec does not know " + value.getClass());
    }
  }

  private void record(Record value) throws IOException {
    begin(value);
    components(value, 0, RecordShape.known(value.getClass()).size());
  }

  /** What stands before a record's components. */
  void begin(Record value) throws IOException {
    tag(ValueTag.RECORD);
    type(value.getClass());
  }

  /** Some of a record's components, in their order: {@code from} and those below {@code to}. */
  void components(Record value, int from, int to) throws IOException {
    RecordShape shape = RecordShape.known(value.getClass());
    for (int i = from; i < to; i++) {
      value(shape.get(value, i));
    }
  }

  private void all(ValueTag tag, Collection<?> values) throws IOException {
    tag(tag);
    out.number(values.size());
    for (Object value : values) {
      value(value);
    }
  }

  private void type(Class<?> type) throws IOException {
    Integer known = classes.putIfAbsent(type, classes.size() + 1);
    out.number(known == null ? 0 : known);
    if (known == null) {
      text(StoredNames.of(type));
      if (type.isRecord()) {
        RecordShape shape = RecordShape.known(type);
        out.number(shape.size());
        for (int i = 0; i < shape.size(); i++) {
          text(StoredNames.of(type, shape.name(i)));
        }
      }
    }
  }

  private void text(String text) throws IOException {
    int known = strings.put(text);
    out.number(known);
    if (known == 0) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.number(bytes.length);
      out.put(bytes);
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
}
