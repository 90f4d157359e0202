package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteSumTest {
  private final ByteSum sum = new ByteSum();

  @Test
  void isExactAsLongAsItFits() {
    sum.add(62 * Bytes.TIB + 17, 1);
    sum.add(5, 1);
    sum.add(62 * Bytes.TIB, -1);
    assertEquals(22, sum.value());
  }

  @Test
  void comesBackExactlyFromFarBeyondWhatFits() {
    sum.add(7, 1);
    // The disks of the largest site: 200,000 machines with 60 of 62 TiB each.
    for (int i = 0; i < 12_000_000; i++) {
      sum.add(62 * Bytes.TIB, 1);
    }
    assertEquals(ByteSum.MOST, sum.value());
    sum.add(62 * Bytes.TIB, -12_000_000);
    assertEquals(7, sum.value());
  }

  @Test
  void moreTakenThanAddedIsNothing() {
    sum.add(3, -1);
    assertEquals(0, sum.value());
  }
}
