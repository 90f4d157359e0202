package io.coppice.bench;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.Job;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;

/**
 * Forking 1,000 children of a parent of 4 GiB: from asking until all are ready, in the real time
 * the computation takes. Five rounds in fresh worlds; the first is cold.
 */
public final class ForkBench implements Bench {
  private static final int CHILDREN = 1_000;
  private static final int ROUNDS = 7;
  private static final MachineId SOURCE = new MachineId(1);

  @Override
  public String name() {
    return "fork";
  }

  @Override
  public void run(Out out) {
    double[] times = new double[ROUNDS - 2];
    for (int round = 0; round < ROUNDS; round++) {
      Worlds worlds = frozen(SOURCE);
      long before = System.nanoTime();
      Job job = worlds.run(new Fork(SOURCE, ForkSpec.of(CHILDREN, "web-####")));
      double took = WorldBench.millis(before);
      check(worlds, job);
      if (round == 0) {
        out.figure("first", took, "ms");
        Duration simulated = job.ended().orElseThrow().since(job.queued());
        out.figure("simulated", (double) simulated.toMillis(), "ms");
      } else if (round > 1) {
        times[round - 2] = took;
      }
    }
    out.figure("fork-p50", PageMapBench.percentile(times, 50), "ms");
    out.figure("fork-worst", PageMapBench.percentile(times, 100), "ms");
  }

  static Worlds frozen(MachineId source) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new Freeze(source, "web", TrustDomain.DEFAULT));
    return worlds;
  }

  private static void check(Worlds worlds, Job job) {
    long up =
        worlds.world().forks().membersOf(new ForkGroupId(0)).stream()
            .filter(member -> member.state() == ForkMember.State.RUNNING)
            .count();
    if (up != CHILDREN || job.state() != Job.State.SUCCEEDED) {
      throw new IllegalStateException(up + " came up: " + job);
    }
  }
}
