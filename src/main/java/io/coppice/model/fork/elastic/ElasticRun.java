package io.coppice.model.fork.elastic;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.List;

/**
 * A load as a policy would have borne it, only thought: for planning, and to set forking beside
 * cloning and booting under the same requests. Pure; a day of a million requests takes about a
 * second, so not on the FX thread.
 *
 * @param p50 microseconds requests waited until they were served
 * @param most members at the busiest minute's end
 * @param memory bytes at the dearest minute's end
 * @param memberHours members in the mean, times hours
 */
public record ElasticRun(
    long requests,
    long served,
    long refused,
    long p50,
    long p95,
    long p99,
    int most,
    long memory,
    double memberHours,
    List<ElasticSample> samples) {
  public ElasticRun {
    samples = List.copyOf(samples);
  }

  /** Members that are only counted. */
  private static final class Thought implements ElasticSimulation.MemberPool {
    private final MemberCost cost;
    private final long[] lanes;
    private int members;

    Thought(MemberCost cost) {
      this.cost = cost;
      this.lanes = new long[cost.lanes()];
    }

    @Override
    public long hire(int slot, long now) {
      members++;
      int first = 0;
      for (int lane = 1; lane < lanes.length; lane++) {
        first = lanes[lane] < lanes[first] ? lane : first;
      }
      lanes[first] = Math.max(now, lanes[first]) + cost.lane().toNanos() / 1_000;
      return lanes[first] + cost.after().toNanos() / 1_000;
    }

    @Override
    public void dismiss(int slot, long now) {
      members--;
    }

    @Override
    public long memory() {
      return cost.base().value() + members * cost.memory().value();
    }
  }

  /** Runs the load for a while from that instant. */
  public static ElasticRun of(
      ElasticPolicy policy,
      Arrivals arrivals,
      MemberCost cost,
      SimTime from,
      Duration length,
      long seed) {
    ElasticSimulation simulation =
        new ElasticSimulation(policy, arrivals, new Thought(cost), from.micros(), seed);
    simulation.runTo(from.plus(length).micros());
    List<ElasticSample> samples = simulation.samples();
    return new ElasticRun(
        simulation.requests(),
        simulation.served(),
        simulation.refused(),
        simulation.waited(50),
        simulation.waited(95),
        simulation.waited(99),
        samples.stream().mapToInt(ElasticSample::members).max().orElse(simulation.members()),
        samples.stream().mapToLong(ElasticSample::memory).max().orElse(0),
        samples.stream().mapToInt(ElasticSample::members).average().orElse(0)
            * length.toMinutes()
            / 60,
        samples);
  }
}
