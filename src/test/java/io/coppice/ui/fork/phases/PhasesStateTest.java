package io.coppice.ui.fork.phases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.ui.fork.phases.PhasesState.Stat;
import org.junit.jupiter.api.Test;

/** Percentiles of phases, by nearest rank. */
class PhasesStateTest {
  @Test
  void halfAndNinetyFiveOfAHundredTookNoLonger() {
    long[] values = new long[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100L - i;
    }
    assertEquals(new Stat(50, 95, 100), Stat.of(values));
  }

  @Test
  void oneChildIsItsOwnMedian() {
    assertEquals(new Stat(7, 7, 1), Stat.of(new long[] {7}));
  }

  @Test
  void noChildHasNoFigures() {
    assertEquals(new Stat(0, 0, 0), Stat.of(new long[0]));
  }
}
