package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Series;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PastFiguresTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 12));
  private final World world = worlds.world();
  private final SimTime begun = FigureHistory.of(world).begun().orElseThrow();

  private Series series(EntityId about, Metric metric, Duration back) {
    return FigureHistory.of(world)
        .series(about, metric, world.now().plus(back.negated()), world.now());
  }

  @Test
  void aDayAndAWeekMeanSomethingInTheFirstMinute() {
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(series(new HostId(1), Metric.CPU_USED, Duration.ofDays(1)).size() < 10);
    FigureHistory.of(world).precede(PastFigures.before(world.copy(), begun));
    for (Duration back :
        new Duration[] {Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7)}) {
      Series host = series(new HostId(1), Metric.CPU_USED, back);
      assertTrue(host.size() > 100, back + " " + host.size());
      long first = host.times()[0];
      long missing = back.toMinutes() - (world.now().micros() - first) / 60_000_000L;
      assertTrue(Math.abs(missing) <= 35, back + ": " + missing);
      assertTrue(Arrays.stream(host.values()).distinct().count() > 10, "it goes up and down");
      for (int i = 1; i < host.size(); i++) {
        assertTrue(host.times()[i] > host.times()[i - 1], "time goes on");
      }
    }
  }

  @Test
  void aMachinesDemandIsRememberedAsItsUseIs() {
    FigureHistory.of(world).precede(PastFigures.before(world.copy(), begun));
    worlds.pass(Duration.ofMinutes(10));
    Series used = series(new MachineId(1), Metric.CPU_USED, Duration.ofHours(1));
    Series demand = series(new MachineId(1), Metric.CPU_DEMAND, Duration.ofHours(1));
    assertArrayEquals(used.times(), demand.times());
    assertTrue(Arrays.stream(demand.values()).sum() >= Arrays.stream(used.values()).sum());
  }

  @Test
  void whatLiesBeforeTheBeginningIsKeptInNoImageAndComesAgain() throws IOException {
    worlds.pass(Duration.ofMinutes(10));
    byte[] before = WorldCodec.encode(world).bytes();
    FigureHistory.of(world).precede(PastFigures.before(world.copy(), begun));
    assertArrayEquals(before, WorldCodec.encode(world).bytes());
    Worlds again = worlds.throughAnImage();
    assertEquals(begun, FigureHistory.of(again.world()).begun().orElseThrow());
    FigureHistory.of(again.world()).precede(PastFigures.before(again.world().copy(), begun));
    Series here = series(new HostId(1), Metric.CPU_USED, Duration.ofDays(1));
    Series there =
        FigureHistory.of(again.world())
            .series(
                new HostId(1),
                Metric.CPU_USED,
                world.now().plus(Duration.ofDays(1).negated()),
                world.now());
    assertArrayEquals(here.values(), there.values());
  }
}
