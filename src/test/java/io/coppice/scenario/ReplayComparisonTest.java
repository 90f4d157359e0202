package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ReplayComparison;
import io.coppice.backend.Series;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A small measured cluster, replayed, is as far from what was measured as its hosts are short. */
class ReplayComparisonTest {
  private static final Path CLUSTER = Path.of("src/test/resources/measured/cluster.json");

  /** Points of an hour, two ticks apart, as a site would remember them exactly. */
  private static Map<Metric, ReplayComparison.Distance> replayed(String host) throws IOException {
    var read =
        assertInstanceOf(
            ScenarioReader.Result.Read.class,
            ScenarioReader.read(CLUSTER),
            () -> "the measured cluster");
    Worlds worlds = Worlds.of(read.blueprint());
    SimTime begun = worlds.world().now();
    int points = 90;
    List<Machine> machines =
        java.util.stream.IntStream.range(0, worlds.world().inventory().machines().size())
            .mapToObj(worlds::machine)
            .filter(machine -> worlds.host(machine.host().value()).name().equals(host))
            .toList();
    assertTrue(machines.size() > 1, "machines on " + host);
    long[] times = new long[points + 1];
    int[][][] values = new int[machines.size()][ReplayComparison.METRICS.size()][points + 1];
    times[0] = begun.micros();
    for (int point = 1; point <= points; point++) {
      worlds.pass(Duration.ofSeconds(40));
      times[point] = worlds.world().now().micros();
      for (int i = 0; i < machines.size(); i++) {
        for (int m = 0; m < ReplayComparison.METRICS.size(); m++) {
          values[i][m][point] =
              worlds.world().figures().get(machines.get(i).id(), ReplayComparison.METRICS.get(m));
        }
      }
    }
    ReplayComparison comparison = new ReplayComparison();
    for (int i = 0; i < machines.size(); i++) {
      Machine machine = machines.get(i);
      for (int m = 0; m < ReplayComparison.METRICS.size(); m++) {
        comparison.add(
            machine,
            worlds.host(machine.host().value()),
            new Series(
                machine.id(), ReplayComparison.METRICS.get(m), times, values[i][m], values[i][m]),
            begun);
      }
    }
    Map<Metric, ReplayComparison.Distance> errors = new EnumMap<>(Metric.class);
    comparison.errors().forEach(error -> errors.put(error.metric(), error));
    return errors;
  }

  @Test
  void whereNothingIsShortTheReplayIsWhatWasMeasured() throws IOException {
    Map<Metric, ReplayComparison.Distance> errors = replayed("roomy");
    assertEquals(ReplayComparison.METRICS.size(), errors.size());
    for (ReplayComparison.Distance error : errors.values()) {
      assertTrue(error.points() > 100, error::toString);
      assertTrue(error.measured() > 0, error::toString);
      assertTrue(error.mean() <= 0.04 * error.measured(), error::toString);
      assertTrue(error.mean() <= error.p95(), error::toString);
    }
  }

  @Test
  void whereAHostIsShortTheErrorTellsByHowMuch() throws IOException {
    ReplayComparison.Distance cpu = replayed("short").get(Metric.CPU_USED);
    // Three machines that were measured at 80 % of two processors each, on two cores.
    assertTrue(cpu.mean() > 0.3 * cpu.measured(), cpu::toString);
    assertTrue(cpu.computed() < 0.7 * cpu.measured(), cpu::toString);
    assertTrue(cpu.p95() >= cpu.mean(), cpu::toString);
  }
}
