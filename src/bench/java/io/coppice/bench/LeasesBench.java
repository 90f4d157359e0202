package io.coppice.bench;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.TrustDomain;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/** Leases of all children of a group that end in the same second; twice as many, twice as long. */
public final class LeasesBench implements Bench {
  private static final MachineId SOURCE = new MachineId(4);

  private static final int[] CHILDREN = {500, 1_000, 2_000, 4_000};

  /** One runs 1,024 machines at most. */
  private static final int HOSTS = 8;

  @Override
  public String name() {
    return "leases";
  }

  @Override
  public void run(Out out) {
    ended(CHILDREN[0]);
    for (int children : CHILDREN) {
      out.figure("end-" + children, ended(children), "ms");
    }
  }

  /** Milliseconds of the thread from the second in which they are over until all are gone. */
  private static double ended(int children) {
    Worlds worlds = Worlds.of(SmallSite.of(HOSTS, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    ForkSpec all = ForkSpec.of(children, "web-####");
    ForkSpec spread =
        new ForkSpec(
            children,
            all.names(),
            all.identity(),
            all.network(),
            ForkPlacement.ON_DEMAND,
            Optional.empty(),
            true,
            false);
    worlds.run(new Fork(SOURCE, spread));
    Forks forks = worlds.world().forks();
    if (forks.membersOf(new ForkGroupId(0)).size() != children + 1) {
      throw new IllegalStateException("Not all " + children + " children came up");
    }
    SimTime over = worlds.world().now().plus(Duration.ofSeconds(2));
    forks.membersOf(new ForkGroupId(0)).stream()
        .filter(member -> !member.machine().equals(SOURCE))
        .forEach(member -> forks.put(member.withExpires(Optional.of(over))));
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    while (forks.membersOf(new ForkGroupId(0)).size() > 1) {
      worlds.pass(Duration.ofSeconds(1));
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
  }
}
