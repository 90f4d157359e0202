package io.coppice.sim.ops.drs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.sim.ops.drs.ClusterBalancer.Watch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What DRS moved stays where it is for half an hour. */
class RestAfterMoveTest {
  private static final SimTime START = SimTime.ZERO.plus(Duration.ofDays(1));
  private static final MachineId ONE = new MachineId(1);
  private static final MachineId TWO = new MachineId(2);
  private static final Duration HALF = Duration.ofMinutes(30);

  private final Watch watch = new Watch(List.of());

  @Test
  void whatWasMovedRestsForHalfAnHourAndNothingElseDoes() {
    watch.note(ONE, START);
    assertTrue(watch.rests(ONE, START));
    assertTrue(watch.rests(ONE, START.plus(HALF.minusNanos(1_000))));
    assertFalse(watch.rests(ONE, START.plus(HALF)));
    assertFalse(watch.rests(TWO, START));
  }

  @Test
  void anotherMoveOfItBeginsTheRestAnew() {
    watch.note(ONE, START);
    watch.note(ONE, START.plus(Duration.ofMinutes(20)));
    assertTrue(watch.rests(ONE, START.plus(Duration.ofMinutes(49))));
  }

  @Test
  void onlyThoseThatRestAreInAnImageAndInACopy() {
    watch.note(ONE, START);
    watch.note(TWO, START.plus(Duration.ofMinutes(1)));
    watch.note(new MachineId(3), START.plus(HALF));
    Watch.Image image = (Watch.Image) watch.image();
    assertEquals(
        List.of(TWO, new MachineId(3)), image.moved().stream().map(Watch.Moved::machine).toList());
    assertEquals(image, watch.copy().image());
    Watch again = new Watch(image.moved());
    assertTrue(again.rests(TWO, START.plus(HALF)));
    watch.note(TWO, START.plus(HALF));
    assertFalse(again.rests(TWO, START.plus(HALF.plusMinutes(1))));
  }
}
