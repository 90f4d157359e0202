package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.FairParts;
import java.util.Random;
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

  /** Of what reservations leave, each gets in proportion to what its pool guarantees beyond. */
  @Test
  void guaranteesThatDoNotAllFitAreCutInProportionBeyondReservations() {
    filling.add(1_000_000, 100, 300, 1000);
    filling.add(1, 100, 200, 1000);
    filling.fill(350);
    assertEquals(200, filling.granted(0));
    assertEquals(150, filling.granted(1));
  }

  @Test
  void hugeFloorsAreCutInProportionToo() {
    long most = 1L << 45;
    filling.add(1, most, most, most);
    filling.add(1, most, most, most);
    filling.fill(most);
    assertEquals(most / 2, filling.granted(0));
    assertEquals(most / 2, filling.granted(1));
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

  /** So do flows over one thing, by the other engine. */
  @Test
  void withoutReservationsItIsMaxMinFair() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      FairParts fair = FairParts.random(random);
      filling.clear();
      for (int i = 0; i < fair.weights().length; i++) {
        filling.add(fair.weights()[i], 0, 0, (long) fair.ceilings()[i]);
      }
      filling.fill((long) fair.amount());
      double[] parts = fair.parts();
      for (int i = 0; i < parts.length; i++) {
        assertEquals(parts[i], (double) filling.granted(i), parts.length + 1);
      }
    }
  }

  @Test
  void theLargestSumsStayWithinWhatThereIs() {
    long amount = (1L << 62) - 1;
    for (int i = 0; i < 200_000; i++) {
      filling.add(1 + i % 7, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }
    filling.fill(amount);
    long sum = 0;
    for (int i = 0; i < 200_000; i++) {
      assertTrue(filling.granted(i) >= 0);
      sum = Math.addExact(sum, filling.granted(i));
    }
    assertEquals(amount, sum);
  }
}
