package io.coppice.display.terminal;

import java.util.function.IntConsumer;

/**
 * Bytes to characters, however the stream is cut. What is no UTF-8 becomes U+FFFD, once for each
 * sequence that broke off (The Unicode Standard 3.9, "maximal subparts"). One thread.
 */
final class Utf8Decoder {
  static final int REPLACEMENT = 0xFFFD;

  private int value;
  private int missing;
  private int least = 0x80;
  private int most = 0xBF;

  void feed(byte next, IntConsumer out) {
    int b = next & 0xFF;
    if (missing > 0) {
      if (b >= least && b <= most) {
        value = value << 6 | b & 0x3F;
        least = 0x80;
        most = 0xBF;
        if (--missing == 0) {
          out.accept(value);
        }
        return;
      }
      missing = 0;
      out.accept(REPLACEMENT);
    }
    begin(b, out);
  }

  private void begin(int b, IntConsumer out) {
    least = 0x80;
    most = 0xBF;
    if (b < 0x80) {
      out.accept(b);
    } else if (b >= 0xC2 && b <= 0xDF) {
      value = b & 0x1F;
      missing = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      value = b & 0x0F;
      missing = 2;
      // neither longer than it need be nor half of a surrogate pair
      least = b == 0xE0 ? 0xA0 : 0x80;
      most = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
      value = b & 0x07;
      missing = 3;
      least = b == 0xF0 ? 0x90 : 0x80;
      most = b == 0xF4 ? 0x8F : 0xBF;
    } else {
      out.accept(REPLACEMENT);
    }
  }

  void reset() {
    missing = 0;
  }
}
