package io.coppice.sim.ops.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreCopyTest {
  private static final long LINE = 1_000_000_000;

  @Test
  void anIdleGuestIsSentAboutOnce() {
    PreCopyMigration copy = PreCopyMigration.of(4 * Bytes.GIB, 100 * Bytes.MIB, Bytes.MIB, LINE);
    assertEquals(1, copy.rounds());
    assertTrue(copy.sent() < 4.1 * Bytes.GIB);
    assertTrue(copy.stun().toMillis() < 200);
  }

  @Test
  void aBusyGuestTakesMoreRoundsAndMoreBytes() {
    PreCopyMigration idle = PreCopyMigration.of(16 * Bytes.GIB, Bytes.GIB, Bytes.MIB, LINE);
    PreCopyMigration busy =
        PreCopyMigration.of(16 * Bytes.GIB, 8 * Bytes.GIB, 300 * Bytes.MIB, LINE);
    assertTrue(busy.rounds() > idle.rounds());
    assertTrue(busy.sent() > idle.sent());
    assertTrue(busy.copying().compareTo(idle.copying()) > 0);
  }

  @Test
  void aGuestThatDirtiesFasterThanTheLineStillArrives() {
    PreCopyMigration copy = PreCopyMigration.of(64 * Bytes.GIB, 32 * Bytes.GIB, 4 * LINE, LINE);
    assertTrue(copy.rounds() <= 20);
    assertTrue(copy.stun().toMillis() < 2_000, copy::toString);
  }

  /**
   * Ten seconds for all of it; two for the 2 GB that were dirtied meanwhile; the 0.4 GB of those
   * two seconds take 0.4 s, which is within half a second, beside 150 ms for the handover.
   */
  @Test
  void eachRoundSendsWhatWasDirtiedInTheRoundBefore() {
    PreCopyMigration copy = PreCopyMigration.of(10 * LINE, 4 * LINE, LINE / 5, LINE);
    assertEquals(2, copy.rounds());
    assertEquals(Duration.ofSeconds(12), copy.copying());
    assertEquals(Duration.ofMillis(550), copy.stun());
    assertEquals(12 * LINE, copy.copied());
    assertEquals(12_400_000_000L, copy.sent());
  }

  /** What takes just half a second is sent while the guest stands still. */
  @Test
  void theGoalIsHalfASecond() {
    assertEquals(1, PreCopyMigration.of(10 * LINE, LINE, LINE / 20, LINE).rounds());
    assertEquals(
        Duration.ofMillis(650), PreCopyMigration.of(10 * LINE, LINE, LINE / 20, LINE).stun());
    assertEquals(2, PreCopyMigration.of(10 * LINE, LINE, LINE / 20 + 1_000_000, LINE).rounds());
  }

  /**
   * A guest that dirties as fast as the line sends writes its working set of 4 GB anew in the ten
   * seconds of the first round; from then on it is slowed so that each round is two thirds of the
   * one before: 4, 2.667, 1.778, 1.185, 0.790 and 0.527 s, and 0.351 s at the end.
   */
  @Test
  void noRoundDirtiesMoreThanTheWorkingSetAndRoundsShrinkByAThird() {
    PreCopyMigration copy = PreCopyMigration.of(10 * LINE, 4 * LINE, LINE, LINE);
    assertEquals(7, copy.rounds());
    assertEquals(Duration.ofMillis(20_947), copy.copying());
    assertEquals(Duration.ofMillis(501), copy.stun());
  }

  /** 2,000 s of working set are 0.902 s after nineteen times two thirds, and that is enough. */
  @Test
  void afterTwentyRoundsTheRestIsSentWhateverItIs() {
    PreCopyMigration copy = PreCopyMigration.of(2_000 * LINE, 2_000 * LINE, 9 * LINE, LINE);
    assertEquals(20, copy.rounds());
    assertEquals(Duration.ofMillis(1_052), copy.stun());
  }
}
