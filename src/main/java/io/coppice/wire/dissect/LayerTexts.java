package io.coppice.wire.dissect;

import io.coppice.wire.packet.Octets;
import java.util.Arrays;

/**
 * What was written of whole headers, to be copied where the same header stands at the same place of
 * another packet. A header's bytes say in which set of four places it may be, and it is kept from
 * the second time on: headers that change with every packet cost their sum and nothing more, and
 * take turns in a place whose text is not known before they push out one that is. Bounded. One
 * thread.
 */
final class LayerTexts {
  private static final int SETS = 1024;
  private static final int WAYS = 4;
  private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

  /** Longer ones are data or options, and seldom the same again. */
  private static final int LONGEST = 64;

  private final long[] sums = new long[SETS * WAYS];
  private final Entry[] entries = new Entry[SETS * WAYS];

  private int turn;

  /** A header, and what was written of it once that is known. */
  static final class Entry {
    private final long form;
    private final int place;
    private final byte[] header;
    private byte[] text;

    private Entry(long form, int place, byte[] header) {
      this.form = form;
      this.place = place;
      this.header = header;
    }

    private boolean isOf(long other, int at, byte[] b, int start, int end) {
      return form == other && place == at && Arrays.equals(header, 0, header.length, b, start, end);
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
   * @param form its kind, and what is said of it besides what its bytes say
   * @param place of its first byte in the packet
   */
  Entry of(long form, int place, byte[] b, int start, int end) {
    if (end - start > LONGEST) {
      return null;
    }
    long sum = sum((form + 1 + place * ODD) * ODD, b, start, end);
    int set = (int) (sum >>> 32) & SETS - 1;
    for (int slot = set * WAYS; slot < (set + 1) * WAYS; slot++) {
      if (sums[slot] == sum) {
        return entry(slot, form, place, b, start, end);
      }
    }
    int slot = set * WAYS + way(set * WAYS);
    sums[slot] = sum;
    entries[slot] = null;
    return null;
  }

  private Entry entry(int slot, long form, int place, byte[] b, int start, int end) {
    Entry entry = entries[slot];
    if (entry == null || !entry.isOf(form, place, b, start, end)) {
      entry = new Entry(form, place, Arrays.copyOfRange(b, start, end));
      entries[slot] = entry;
    }
    return entry;
  }

  /** The way of a set that a new header takes: in turn, of those without a text if there are. */
  private int way(int first) {
    turn++;
    for (int i = 0; i < WAYS; i++) {
      int way = turn + i & WAYS - 1;
      if (entries[first + way] == null) {
        return way;
      }
    }
    return turn & WAYS - 1;
  }

  private static long sum(long seed, byte[] b, int start, int end) {
    long sum = seed ^ end - start;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      sum = (sum ^ Octets.i64(b, at)) * ODD;
      sum ^= sum >>> 32;
    }
    if (at + Integer.BYTES <= end) {
      sum = (sum ^ Octets.i32(b, at)) * ODD;
      sum ^= sum >>> 32;
      at += Integer.BYTES;
    }
    for (; at < end; at++) {
      sum = (sum ^ b[at]) * ODD;
    }
    return sum ^ sum >>> 29;
  }
}
