package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WaterFillingTest {
  private final WaterFilling filling = new WaterFilling();

  @Test
  void everybodyGetsWhatTheyWantWhileThereIsEnough() {
    filling.add(1, 0, 0, 30);
    filling.add(1000, 0, 0, 70);
    filling.fill(100);
    assertEquals(30, filling.granted(0));
    assertEquals(70, filling.granted(1));
  }

  @Test
  void whatIsShortIsDividedByShares() {
    filling.add(2000, 0, 0, 1000);
    filling.add(1000, 0, 0, 1000);
    filling.fill(900);
    near(600, filling.granted(0));
    near(300, filling.granted(1));
  }

  @Test
  void whatOneDoesNotWantGoesToTheOthers() {
    filling.add(1000, 0, 0, 100);
    filling.add(1000, 0, 0, 1000);
    filling.add(1000, 0, 0, 1000);
    filling.fill(900);
    assertEquals(100, filling.granted(0));
    near(400, filling.granted(1));
  }

  @Test
  void aReservationHoldsAgainstAnyShares() {
    filling.add(1, 500, 500, 1000);
    filling.add(1_000_000, 0, 0, 1000);
    filling.fill(900);
    assertTrue(filling.granted(0) >= 500);
    assertEquals(900, filling.granted(0) + filling.granted(1));
  }

  @Test
  void whatPoolsGuaranteeGivesWayToReservations() {
    filling.add(1, 600, 600, 1000);
    filling.add(1, 0, 800, 1000);
    filling.fill(900);
    assertTrue(filling.granted(0) >= 600);
    assertEquals(900, filling.granted(0) + filling.granted(1));
  }

  @Test
  void reservationsBeyondWhatExistsAreCutInProportion() {
    filling.add(1, 600, 600, 600);
    filling.add(1, 300, 300, 300);
    filling.fill(600);
    near(400, filling.granted(0));
    assertEquals(600, filling.granted(0) + filling.granted(1));
  }

  private static void near(long expected, long actual) {
    assertTrue(Math.abs(expected - actual) <= 1, expected + " and " + actual);
  }
}
