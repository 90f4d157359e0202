package io.coppice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Histories of fork groups by chance, and what must hold of them at every instant. */
public final class RandomForks {
  private RandomForks() {}

  /** Something that may be asked of the groups of a small site; most of it is refused. */
  public static Operation any(World world, Random random, int step) {
    MachineId machine =
        new MachineId(random.nextInt(Math.min(40, world.inventory().machines().size())));
    ForkGroupId group = new ForkGroupId(random.nextInt(3));
    ForkSpec plain = ForkSpec.of(1 + random.nextInt(8), "s" + step + "-###");
    ForkSpec spec =
        new ForkSpec(
            plain.count(),
            plain.names(),
            random.nextInt(5) == 0 ? IdentityPlan.NONE : IdentityPlan.ALL,
            plain.network(),
            random.nextBoolean() ? ForkPlacement.SAME_HOST : ForkPlacement.ON_DEMAND,
            random.nextInt(4) == 0 ? Optional.of(Duration.ofSeconds(90)) : Optional.empty(),
            true,
            random.nextBoolean());
    return switch (random.nextInt(18)) {
      case 0 -> new ForkOperation.Freeze(machine, "group-" + step, TrustDomain.DEFAULT);
      case 1, 2, 3, 4 -> new ForkOperation.Fork(machine, spec);
      case 5 -> new ForkOperation.Refork(machine, spec);
      case 6 -> new ForkOperation.ResumeParent(machine);
      case 7 -> new ForkOperation.Promote(machine);
      case 8 -> new ForkOperation.Rebase(machine, random.nextInt(3));
      case 9 ->
          random.nextInt(3) == 0
              ? new ForkOperation.KeepWinner(machine)
              : new ForkOperation.EndSubtree(machine);
      case 10 -> new ForkOperation.SetLease(machine, Optional.of(Duration.ofMinutes(2)));
      case 11 -> new ForkOperation.SetPageSharing(group, PageSharing.ON);
      case 12 ->
          new ForkOperation.StartElastic(
              group,
              new ElasticPolicy(
                  ElasticPolicy.Mode.AT_LOAD,
                  2,
                  1,
                  Duration.ofSeconds(20),
                  ElasticPolicy.Victim.MOST_DIVERGED,
                  10,
                  Bytes.ofGiB(50),
                  Duration.ofSeconds(2),
                  Duration.ZERO),
              new Arrivals.Constant(4_000),
              ForkSpec.of(1, "e" + step + "-####"));
      case 13 -> new ForkOperation.StopElastic(group);
      case 14 -> new MachineOperation.PowerOff(machine);
      case 15 -> new MachineOperation.PowerOn(machine);
      case 16 -> new MachineOperation.Delete(machine);
      default ->
          random.nextBoolean()
              ? new FaultOperation.CrashHost(new HostId(random.nextInt(3)))
              : new FaultOperation.RepairHost(new HostId(random.nextInt(3)));
    };
  }

  /** Fails if groups, members, machines and pages do not fit one another. */
  public static void whole(World world) {
    Forks forks = world.forks();
    for (int row = 0; row < forks.members().size(); row++) {
      ForkMember member = forks.members().get(row);
      Machine machine = world.inventory().machines().get(row);
      if (member == null) {
        assertTrue(forks.pages(new MachineId(row)).isEmpty(), "pages without a member");
        assertTrue(machine == null || machine.fork().isEmpty(), () -> machine + " has no group");
        continue;
      }
      assertTrue(forks.group(member.group()).isPresent(), () -> member + " without a group");
      assertTrue(
          forks.pages(member.machine()).isEmpty() || member.state().holdsMemory(),
          () -> member + " keeps pages");
      if (member.state() == State.FAILED) {
        assertEquals(null, machine);
        continue;
      }
      assertEquals(Optional.of(member.group()), machine.fork());
      if (member.state() == State.RUNNING) {
        assertTrue(machine.isOn(), member::toString);
        assertTrue(forks.pages(member.machine()).isPresent());
      }
      boolean linked =
          machine.isOn() && machine.hardware().nics().stream().anyMatch(VirtualNic::connected);
      assertTrue(!linked || member.gate().isOpen(), () -> member + " has a link");
    }
    forks
        .groups()
        .forEach(
            group -> {
              SharingSums sums = forks.sums(group.id());
              assertTrue(sums.cost() >= 0 && sums.merged() <= sums.diverged(), sums::toString);
              for (ForkBase base : group.bases()) {
                assertTrue(
                    base.state() != ForkBase.State.RESIDENT || isUp(world, base.host()),
                    () -> base + " on a dead host");
              }
              ForkGroup.Counts counts = group.counts();
              assertTrue(counts.cameUp() + counts.failed() <= counts.asked(), counts::toString);
            });
  }

  private static boolean isUp(World world, HostId host) {
    // One that nobody reaches runs on.
    return world.inventory().host(host).state()
            != io.coppice.model.inventory.Host.State.NOT_RESPONDING
        || !world.part("operations", io.coppice.sim.ops.run.JobQueueState.class).isCrashed(host);
  }
}
