package io.coppice.sim.ops.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Commitments;
import io.coppice.testkit.SmallSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostPaceTest {
  private final Host host = SmallSite.of(1, 1).inventory().hosts().get(0);
  private final Machine machine = SmallSite.of(1, 1).inventory().machines().get(0);
  private final Figures figures = new Figures();

  private HostPace pace(long wanted, long used, int waits) {
    set(Metric.CPU_DEMAND, wanted);
    set(Metric.CPU_USED, used);
    set(Metric.MEMORY_LATENCY, waits);
    return HostPace.of(host, figures);
  }

  private void set(Metric metric, long value) {
    figures.writable(EntityId.Kind.HOST, metric).set(0, (int) value);
  }

  @Test
  void onAnIdleHostNothingTakesLonger() {
    assertEquals(Duration.ofSeconds(25), GuestDurations.boot(machine, pace(0, 0, 0)));
    assertEquals(1_000, pace(0, 0, 0).slow(1_000));
  }

  @Test
  void aGuestBootsSlowerWhereProcessorsAreShort() {
    long all = Commitments.cpuForMachines(host);
    Duration busy = GuestDurations.boot(machine, pace(all * 9 / 10, all * 9 / 10, 0));
    Duration full = GuestDurations.boot(machine, pace(2 * all, all, 0));
    assertTrue(busy.toSeconds() > 26 && busy.toSeconds() < 40, busy.toString());
    assertTrue(full.toSeconds() > 60 && full.toSeconds() <= 500, full.toString());
  }

  @Test
  void aGuestBootsSlowerWhereOthersWaitForMemory() {
    assertEquals(Duration.ofSeconds(50), GuestDurations.boot(machine, pace(100, 50, 5_000)));
    assertEquals(1_000, pace(100, 50, 5_000).slow(1_000), "but the line is sent at full speed");
  }

  @Test
  void nothingStandsStillForEver() {
    HostPace starving = pace(Integer.MAX_VALUE, 1, 9_999);
    assertEquals(Duration.ofSeconds(25 * 400), GuestDurations.boot(machine, starving));
  }
}
