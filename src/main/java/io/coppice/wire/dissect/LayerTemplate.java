package io.coppice.wire.dissect;

import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.TextBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What is written of headers that differ in nothing but their free fields: the text of one of them,
 * its model, and where in it the values of those fields stand. A header is compared by the bits
 * that are not free, eight bytes at a time; of its free fields, those that have the model's value
 * are copied with what is around them, and only those are looked at in whose eight bytes something
 * differs from the model. Where headers have long had other values than the model, one of them
 * becomes the model.
 */
final class LayerTemplate {
  /** So many free fields may have values other than the model's in all headers of a flow. */
  private static final int USUAL = 2;

  /** After so many headers with more, the next one is the model. */
  private static final int PATIENCE = 64;

  private final LayerKind kind;
  private final int context;
  private final int place;
  private final int length;
  private final long[] fixed;
  private final long[] masks;

  /** The model's, whole. */
  private final long[] model;

  private final Gap[] gaps;
  private byte[] header;
  private byte[] text;
  private int unlike;

  /** A free field. */
  static final class Gap {
    private final FieldSpec.Format format;
    private final int bit;
    private final int bits;
    private int from;
    private int to;
    private long value;

    /** Of the words in which it stands, a bit each. */
    private long words;

    /**
     * @param bit its first, counted from the first of the header
     * @param from where its value begins in the text
     * @param to where it ends there
     */
    Gap(FieldSpec.Format format, int bit, int bits, int from, int to) {
      this.format = format;
      this.bit = bit;
      this.bits = bits;
      this.from = from;
      this.to = to;
    }

    /** Whether a number holds its value; else its bytes do. */
    private boolean isNumber() {
      return bits <= Long.SIZE;
    }
  }

  /**
   * Of a header of eight bytes at least, from the text that was written of it.
   *
   * @param gaps in the order of the text
   */
  LayerTemplate(
      LayerKind kind,
      int context,
      int place,
      byte[] b,
      int start,
      int end,
      byte[] text,
      List<Gap> gaps) {
    this.kind = kind;
    this.context = context;
    this.place = place;
    this.length = end - start;
    this.text = text;
    this.gaps = gaps.toArray(Gap[]::new);
    int words = (length + Long.BYTES - 1) / Long.BYTES;
    fixed = new long[words];
    masks = new long[words];
    model = new long[words];
    for (Gap gap : gaps) {
      gap.words = bits(gap.bit >> 3, gap.bit + gap.bits - 1 >> 3, words);
    }
    byte[] mask = mask();
    for (int i = 0; i < words; i++) {
      masks[i] = Octets.i64(mask, at(i));
      fixed[i] = Octets.i64(b, start + at(i)) & masks[i];
    }
    take(b, start);
  }

  /** Of the words of some bytes; the last bit stands for all words from there on. */
  private static long bits(int firstByte, int lastByte, int words) {
    long bits = 0;
    for (int at = firstByte; at <= lastByte; at++) {
      bits |= bit(Math.min(at / Long.BYTES, words - 1));
    }
    return bits;
  }

  private static long bit(int word) {
    return 1L << Math.min(word, Long.SIZE - 1);
  }

  /** Ones where a bit is of no free field. */
  private byte[] mask() {
    byte[] mask = new byte[length];
    Arrays.fill(mask, (byte) -1);
    for (Gap gap : gaps) {
      for (int bit = gap.bit; bit < gap.bit + gap.bits; bit++) {
        mask[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
      }
    }
    return mask;
  }

  /** Of a word; the last one reaches back over bytes of the one before it. */
  private int at(int word) {
    return Math.min(word * Long.BYTES, length - Long.BYTES);
  }

  private void take(byte[] b, int start) {
    header = Arrays.copyOfRange(b, start, start + length);
    for (int i = 0; i < model.length; i++) {
      model[i] = Octets.i64(header, at(i));
    }
    for (Gap gap : gaps) {
      gap.value = gap.isNumber() ? FieldValues.number(header, gap.bit, gap.bits) : 0;
    }
  }

  boolean fits(LayerKind other, int in, int from, byte[] b, int start, int end) {
    if (kind != other || context != in || place != from || length != end - start) {
      return false;
    }
    for (int i = 0; i < fixed.length; i++) {
      if ((Octets.i64(b, start + at(i)) & masks[i]) != fixed[i]) {
        return false;
      }
    }
    return true;
  }

  void write(TextBuffer to, byte[] b, int start) {
    if (unlike == PATIENCE) {
      writeModel(to, b, start);
      return;
    }
    long unlikeWords = 0;
    for (int i = 0; i < model.length; i++) {
      unlikeWords |= Octets.i64(b, start + at(i)) == model[i] ? 0 : bit(i);
    }
    int from = 0;
    int others = 0;
    for (Gap gap : gaps) {
      if ((gap.words & unlikeWords) != 0 && !isModels(gap, b, start)) {
        to.encoded(text, from, gap.from);
        FieldValues.append(to, gap.format, b, start * 8 + gap.bit, gap.bits);
        from = gap.to;
        others++;
      }
    }
    to.encoded(text, from, text.length);
    if (others > USUAL) {
      unlike++;
    }
  }

  private boolean isModels(Gap gap, byte[] b, int start) {
    if (gap.isNumber()) {
      return FieldValues.number(b, start * 8 + gap.bit, gap.bits) == gap.value;
    }
    int from = gap.bit >> 3;
    int to = from + (gap.bits >> 3);
    return Arrays.equals(header, from, to, b, start + from, start + to);
  }

  private void writeModel(TextBuffer to, byte[] b, int start) {
    int begin = to.length();
    int from = 0;
    for (Gap gap : gaps) {
      to.encoded(text, from, gap.from);
      from = gap.to;
      gap.from = to.length() - begin;
      FieldValues.append(to, gap.format, b, start * 8 + gap.bit, gap.bits);
      gap.to = to.length() - begin;
    }
    to.encoded(text, from, text.length);
    text = to.since(begin);
    take(b, start);
    unlike = 0;
  }
}
