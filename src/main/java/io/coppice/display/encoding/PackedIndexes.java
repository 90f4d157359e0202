package io.coppice.display.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of indexes into a palette, of 1, 2, 4 or 8 bits, the first in the upper ones (RFC 6143
 * 7.7.5; "Tight Encoding"). Eight bytes are looked at together: where turning them by one index
 * changes nothing, all of their indexes are the same, and such stretches, which most of a screen of
 * text or windows is made of, are filled and not looked up.
 */
final class PackedIndexes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private PackedIndexes() {}

  /**
   * Draws a row.
   *
   * @param palette as long as indexes of so many bits can be large
   * @return what all of the row's pixels have in common
   */
  static int draw(int bits, int[] palette, byte[] from, int at, int[] pixels, int to, int wide) {
    int side = Long.SIZE / bits;
    int all = -1;
    int done = 0;
    while (done + side <= wide) {
      int place = at + done * bits / 8;
      long eight = (long) EIGHT.get(from, place);
      if (eight == Long.rotateLeft(eight, bits)) {
        int end = done + side;
        while (end + side <= wide && (long) EIGHT.get(from, at + end * bits / 8) == eight) {
          end += side;
        }
        int colour = palette[(int) (eight >>> Long.SIZE - bits)];
        Arrays.fill(pixels, to + done, to + end, colour);
        all &= colour;
        done = end;
      } else {
        all &=
            switch (bits) {
              case 1 -> bits(palette, eight, pixels, to + done);
              case 2 -> pairs(palette, from, place, pixels, to + done);
              case 4 -> nibbles(palette, from, place, pixels, to + done);
              default -> bytes(palette, from, place, pixels, to + done);
            };
        done += side;
      }
    }
    for (; done < wide; done++) {
      int bit = done * bits;
      int index = from[at + bit / 8] >> 8 - bits - bit % 8 & (1 << bits) - 1;
      int pixel = palette[index];
      pixels[to + done] = pixel;
      all &= pixel;
    }
    return all;
  }

  /** Not all the same, so that both colours are among them. */
  private static int bits(int[] palette, long indexes, int[] pixels, int to) {
    int zero = palette[0];
    int one = palette[1];
    for (int i = 0; i < Long.SIZE; i++) {
      pixels[to + i] = indexes << i < 0 ? one : zero;
    }
    return zero & one;
  }

  private static int pairs(int[] palette, byte[] from, int at, int[] pixels, int to) {
    int all = -1;
    for (int i = 0; i < Long.BYTES; i++) {
      int indexes = from[at + i];
      int a = palette[indexes >> 6 & 3];
      int b = palette[indexes >> 4 & 3];
      int c = palette[indexes >> 2 & 3];
      int d = palette[indexes & 3];
      pixels[to + 4 * i] = a;
      pixels[to + 4 * i + 1] = b;
      pixels[to + 4 * i + 2] = c;
      pixels[to + 4 * i + 3] = d;
      all &= a & b & c & d;
    }
    return all;
  }

  private static int nibbles(int[] palette, byte[] from, int at, int[] pixels, int to) {
    int all = -1;
    for (int i = 0; i < Long.BYTES; i++) {
      int indexes = from[at + i];
      int a = palette[indexes >> 4 & 15];
      int b = palette[indexes & 15];
      pixels[to + 2 * i] = a;
      pixels[to + 2 * i + 1] = b;
      all &= a & b;
    }
    return all;
  }

  private static int bytes(int[] palette, byte[] from, int at, int[] pixels, int to) {
    int all = -1;
    for (int i = 0; i < Long.BYTES; i++) {
      int pixel = palette[from[at + i] & 0xFF];
      pixels[to + i] = pixel;
      all &= pixel;
    }
    return all;
  }
}
