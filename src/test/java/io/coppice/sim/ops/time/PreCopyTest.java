package io.coppice.sim.ops.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
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
}
