package io.coppice.sim.image;

import java.util.Arrays;

/** An array that grows as its elements really come, so that a false length costs nothing. */
final class GrowingArray {
  private final ValueTag tag;
  private long[] values;
  private int size;

  GrowingArray(ValueTag tag, int room) {
    this.tag = tag;
    this.values = new long[Math.max(16, room)];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  Object result() {
    switch (tag) {
      case LONGS -> {
        return Arrays.copyOf(values, size);
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
