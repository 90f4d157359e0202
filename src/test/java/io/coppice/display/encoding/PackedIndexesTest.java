package io.coppice.display.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedIndexesTest {
  private static final int BEFORE = 3;
  private static final int UNTOUCHED = 0x12345678;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void everyPixelHasTheColourOfItsIndex(int bits) {
    Random random = new Random(bits);
    for (int turn = 0; turn < 4000; turn++) {
      int wide = 1 + random.nextInt(300);
      int[] palette = random.ints(1 << bits).toArray();
      int[] indexes = indexes(random, wide, bits);
      byte[] row = packed(indexes, bits);
      int[] pixels = new int[BEFORE + wide + 1];
      Arrays.fill(pixels, UNTOUCHED);

      int all = PackedIndexes.draw(bits, palette, row, BEFORE, pixels, BEFORE, wide);

      int[] wanted = new int[pixels.length];
      Arrays.fill(wanted, UNTOUCHED);
      int common = -1;
      for (int i = 0; i < wide; i++) {
        wanted[BEFORE + i] = palette[indexes[i]];
        common &= palette[indexes[i]];
      }
      assertThat(pixels).as("%d pixels of %d bits, turn %d", wide, bits, turn).isEqualTo(wanted);
      assertThat(all).isEqualTo(common);
    }
  }

  /** Runs of all lengths, and places where each is another. */
  private static int[] indexes(Random random, int wide, int bits) {
    int[] indexes = new int[wide];
    int at = 0;
    while (at < wide) {
      int end = Math.min(wide, at + 1 + random.nextInt(random.nextBoolean() ? 2 : 150));
      Arrays.fill(indexes, at, end, random.nextInt(1 << bits));
      at = end;
    }
    return indexes;
  }

  /** A row that begins behind other bytes and ends with the array. */
  private static byte[] packed(int[] indexes, int bits) {
    byte[] row = new byte[BEFORE + (indexes.length * bits + 7) / 8];
    for (int i = 0; i < indexes.length; i++) {
      row[BEFORE + i * bits / 8] |= (byte) (indexes[i] << 8 - bits - i * bits % 8);
    }
    return row;
  }
}
