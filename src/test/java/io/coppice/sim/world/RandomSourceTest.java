package io.coppice.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Worlds of one seed are the same as long as these are the numbers. */
class RandomSourceTest {
  /** What everybody's SplitMix64 gives, for two seeds. */
  @Test
  void itIsSplitMix64() {
    RandomSource zero = new RandomSource(0);
    assertEquals(0xe220_a839_7b1d_cdafL, zero.nextLong());
    assertEquals(0x6e78_9e6a_a1b9_65f4L, zero.nextLong());
    assertEquals(0x06c4_5d18_8009_454fL, zero.nextLong());
    RandomSource other = new RandomSource(1_234_567);
    assertEquals(6_457_827_717_110_365_317L, other.nextLong());
    assertEquals(3_203_168_211_198_807_973L, other.nextLong());
    assertEquals("9817491932198370423", Long.toUnsignedString(other.nextLong()));
  }

  /** The first numbers from zero are 0.883 and 0.432 of all there are. */
  @Test
  void aNumberBelowABoundIsTheSamePartOfIt() {
    RandomSource source = new RandomSource(0);
    assertEquals(88, source.nextInt(100));
    assertEquals(43, source.nextInt(100));
    assertEquals(0, source.nextInt(1));
    RandomSource parts = new RandomSource(0);
    assertEquals(0.883_310_8, parts.nextDouble(), 1e-7);
    assertEquals(0.431_528_0, parts.nextDouble(), 1e-7);
  }

  @Test
  void aCopyGoesOnFromWhereItWasTaken() {
    RandomSource source = new RandomSource(0);
    source.nextLong();
    RandomSource copy = source.copy();
    assertEquals(source.state(), copy.state());
    assertEquals(0x6e78_9e6a_a1b9_65f4L, copy.nextLong());
    assertEquals(0x6e78_9e6a_a1b9_65f4L, source.nextLong());
  }

  /** The first number from zero is the mixed increment of the generator. */
  @Test
  void whatIsMixedDependsOnTheValueAlone() {
    long increment = 0x9e37_79b9_7f4a_7c15L;
    assertEquals(0xe220_a839_7b1d_cdafL, RandomSource.mix(increment));
    assertEquals(0.883_310_8, RandomSource.fraction(increment), 1e-7);
    assertEquals(0, RandomSource.mix(0));
  }
}
