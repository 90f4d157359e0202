package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;
import java.util.List;

/**
 * The text of headers, and where in it the values of their free fields stand: it is written again
 * with other values. Where those are as long as its own, which they mostly are, all of it is copied
 * at once and they are written over it; else piece by piece. One thread.
 */
final class TemplateText {
  private final Gap[] gaps;
  private byte[] text;

  /** Whether all values were as long as its own when it was written last. */
  private boolean steady = true;

  private TextBuffer to;
  private int begin;

  /** So much of the text is written. */
  private int copied;

  private boolean same;

  /** Where a free field's value stands. */
  static final class Gap {
    private final FieldSpec.Format format;
    private final int bit;
    private final int bits;
    private int from;
    private int to;

    /**
     * @param bit its first, counted from the first of the headers
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

    /** Which bits of the 64 from {@code word} on are its own, as a number. */
    long bitsOf(int word) {
      int before = bit - word;
      int behind = word + Long.SIZE - bit - bits;
      if (before >= Long.SIZE || behind >= Long.SIZE) {
        return 0;
      }
      long own = before > 0 ? -1L >>> before : -1L;
      return behind > 0 ? own >>> behind << behind : own;
    }
  }

  /**
   * @param gaps in the order of the text, and of the headers' bits
   */
  TemplateText(byte[] text, List<Gap> gaps) {
    this.text = text;
    this.gaps = gaps.toArray(Gap[]::new);
  }

  int gaps() {
    return gaps.length;
  }

  Gap gap(int index) {
    return gaps[index];
  }

  void begin(TextBuffer buffer) {
    to = buffer;
    begin = buffer.length();
    same = true;
    copied = 0;
    if (steady) {
      copyTo(text.length);
    }
  }

  private void copyTo(int end) {
    to.encoded(text, copied, end);
    copied = end;
  }

  /**
   * A value other than the text's own; behind those before it.
   *
   * @param start of the headers' first byte in the array
   */
  void value(int index, byte[] b, int start) {
    Gap gap = gaps[index];
    int bit = start * Byte.SIZE + gap.bit;
    if (copied == text.length) {
      if (isWrittenOver(gap, b, bit)) {
        return;
      }
      to.truncate(begin + gap.from);
    } else {
      copyTo(gap.from);
    }
    int from = to.length();
    FieldValues.append(to, gap.format, b, bit, gap.bits);
    same &= to.length() - from == gap.to - gap.from;
    copied = gap.to;
  }

  /** Whether a value is as long as the text's own, and now stands in its place. */
  private boolean isWrittenOver(Gap gap, byte[] b, int bit) {
    int from = begin + gap.from;
    int until = begin + gap.to;
    if (gap.format == FieldSpec.Format.HEX) {
      to.replaceHex(from + 2, until, FieldValues.number(b, bit, gap.bits));
      return true;
    }
    if (gap.format == FieldSpec.Format.DECIMAL && gap.bits <= Integer.SIZE) {
      long value = FieldValues.number(b, bit, gap.bits);
      boolean fits = TextBuffer.digits(value) == gap.to - gap.from;
      if (fits) {
        to.replaceDecimal(from, until, value);
      }
      return fits;
    }
    int end = to.length();
    to.truncate(from);
    FieldValues.append(to, gap.format, b, bit, gap.bits);
    if (to.length() != until) {
      return false;
    }
    to.restore(end);
    return true;
  }

  void end() {
    copyTo(text.length);
    steady = same;
  }

  /** Writes it with all values of other headers, and is their text from then on. */
  void become(TextBuffer buffer, byte[] b, int start) {
    to = buffer;
    begin = buffer.length();
    copied = 0;
    for (Gap gap : gaps) {
      copyTo(gap.from);
      copied = gap.to;
      gap.from = to.length() - begin;
      FieldValues.append(to, gap.format, b, start * Byte.SIZE + gap.bit, gap.bits);
      gap.to = to.length() - begin;
    }
    copyTo(text.length);
    text = to.since(begin);
    steady = true;
  }
}
