package io.coppice.sim.load;

/**
 * Figures in one byte each: 0 for 0, else the rounded logarithm by 1.08, so that a figure comes
 * back within half a step, which is under 4 %. Covers 1 to more than {@code 2^28}.
 */
final class PackedValue {
  private static final double STEP = Math.log(1.08);

  /** Below it a table answers: logarithms of tens of thousands of machines would cost a tick. */
  private static final int SMALL = 1 << 16;

  private static final byte[] PACKED = new byte[SMALL];
  private static final int[] UNPACKED = new int[256];

  static {
    for (int value = 1; value < SMALL; value++) {
      PACKED[value] = byLogarithm(value);
    }
    for (int code = 1; code < UNPACKED.length; code++) {
      UNPACKED[code] = (int) Math.round(Math.exp((code - 1) * STEP));
    }
  }

  private PackedValue() {}

  static byte pack(int value) {
    if (value <= 0) {
      return 0;
    }
    return value < SMALL ? PACKED[value] : byLogarithm(value);
  }

  private static byte byLogarithm(int value) {
    return (byte) Math.min(255, 1 + Math.round(Math.log(value) / STEP));
  }

  static int unpack(byte code) {
    return UNPACKED[code & 0xff];
  }
}
