package io.coppice.wire.dissect;

import io.coppice.wire.packet.Octets;
import java.util.Arrays;

/**
 * What was written of whole headers, to be copied where the same header stands at the same place of
 * another packet. A header has one place in a table by its bytes, and is kept from the second time
 * on: headers that change with every packet cost their sum and nothing more. Bounded. One thread.
 */
final class LayerTexts {
  private static final int PLACES = 4096;

  /** Longer ones are data or options, and seldom the same again. */
  private static final int LONGEST = 64;

  private final int[] sums = new int[PLACES];
  private final Entry[] entries = new Entry[PLACES];

  /** A header, and what was written of it once that is known. */
  static final class Entry {
    private final LayerKind kind;
    private final int context;
    private final int place;
    private final byte[] header;
    private byte[] text;

    private Entry(LayerKind kind, int context, int place, byte[] header) {
      this.kind = kind;
      this.context = context;
      this.place = place;
      this.header = header;
    }

    private boolean isOf(LayerKind other, int in, int at, byte[] b, int start, int end) {
      return kind == other
          && context == in
          && place == at
          && Arrays.equals(header, 0, header.length, b, start, end);
    }

    /** Null as long as it is not known. */
    byte[] text() {
      return text;
    }

    void learn(byte[] written) {
      text = written;
    }
  }

  /**
   * The entry of a header that came before; null for one that comes for the first time.
   *
   * @param context what is said of it besides what its bytes say
   * @param place of its first byte in the packet
   */
  Entry of(LayerKind kind, int context, int place, byte[] b, int start, int end) {
    if (end - start > LONGEST) {
      return null;
    }
    int sum = sum(31 * (31 * place + kind.ordinal() + 1) + context, b, start, end);
    int slot = (sum ^ sum >>> 15) & PLACES - 1;
    if (sums[slot] != sum) {
      sums[slot] = sum;
      entries[slot] = null;
      return null;
    }
    Entry entry = entries[slot];
    if (entry == null || !entry.isOf(kind, context, place, b, start, end)) {
      entry = new Entry(kind, context, place, Arrays.copyOfRange(b, start, end));
      entries[slot] = entry;
    }
    return entry;
  }

  private static int sum(int seed, byte[] b, int start, int end) {
    int sum = seed;
    int at = start;
    for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
      sum = (sum ^ (int) Octets.u32(b, at)) * 0x9E37_79B1;
      sum ^= sum >>> 15;
    }
    for (; at < end; at++) {
      sum = sum * 31 + b[at];
    }
    return sum;
  }
}
