package io.coppice.bench;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.SharingSums;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.testkit.Worlds;
import java.time.Duration;

/**
 * A simulated minute of 1,000 forked children of 4 GiB that write about 1 MB a second each, with
 * everything else the site does.
 */
public final class ForkMinuteBench implements Bench {
  private static final int CHILDREN = 1_000;

  /** It builds; a thousand of its children on one host come to about 1 MB a second each. */
  private static final MachineId SOURCE = new MachineId(4);

  @Override
  public String name() {
    return "fork-minute";
  }

  @Override
  public void run(Out out) {
    Worlds worlds = ForkBench.frozen(SOURCE);
    worlds.run(new Fork(SOURCE, ForkSpec.of(CHILDREN, "web-####")));
    for (int round = 0; round < 4; round++) {
      long before = System.nanoTime();
      long written = worlds.world().forks().sums(new ForkGroupId(0)).diverged();
      worlds.pass(Duration.ofMinutes(1));
      out.figure("minute-" + (round + 1), WorldBench.millis(before), "ms");
      SharingSums sums = worlds.world().forks().sums(new ForkGroupId(0));
      out.figure("diverged-" + (round + 1), (sums.diverged() - written) / 1e6, "MB");
      out.figure("rate-" + (round + 1), rate(worlds) / 1e6, "MB/s");
    }
  }

  /** What the children write a second, in the mean. */
  private static double rate(Worlds worlds) {
    return worlds.world().forks().membersOf(new ForkGroupId(0)).stream()
        .filter(member -> member.state() == ForkMember.State.RUNNING)
        .mapToLong(
            member ->
                GuestDurations.dirtying(
                    worlds.machine(member.machine().value()), worlds.world().figures()))
        .average()
        .orElse(0);
  }
}
