package io.coppice.sim.ops.snapshot;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.rules.SnapshotRules;
import io.coppice.sim.guest.BulkTransfers;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.guest.shell.GuestTicks;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.machine.PowerProcedures;
import io.coppice.sim.ops.machine.RunningClaims;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Going back to a snapshot: what was written since is dropped, hardware comes back, and with a
 * saved memory the guest goes on where it was; without one the machine is off.
 */
final class SnapshotRevert implements OperationProcedure<SnapshotOperation.Revert> {
  @Override
  public List<String> phases(SnapshotOperation.Revert operation) {
    return List.of("phase.revert", "phase.load-memory");
  }

  private static Node node(JobContext<SnapshotOperation.Revert> context) {
    return context.machine().snapshots().find(context.operation().snapshot()).orElseThrow();
  }

  private static Machine back(JobContext<SnapshotOperation.Revert> context) {
    return SnapshotRules.reverted(context.machine(), context.operation().snapshot());
  }

  @Override
  public PhaseResult step(int phase, JobContext<SnapshotOperation.Revert> context) {
    Machine machine = context.machine();
    Machine back = back(context);
    if (phase == 0) {
      context.claimGrowth(machine, back);
      if (back.isOn()) {
        claimHost(context, machine, back);
      }
      return PhaseResult.lasts(Duration.ofSeconds(2));
    }
    if (back.power() == PowerState.POWERED_OFF) {
      return PhaseResult.lasts(Duration.ZERO);
    }
    return TransferRates.atHome(
        back, SnapshotProcedures.memory(back, context.index()), Duration.ZERO);
  }

  /** A machine that is off claims what starting it would; one that runs, what it will need more. */
  private static void claimHost(
      JobContext<SnapshotOperation.Revert> context, Machine machine, Machine back) {
    Host host = context.inventory().host(machine.host());
    context.claim(
        machine.isOn()
            ? RunningClaims.growing(machine, back, host)
            : RunningClaims.starting(back, host));
  }

  @Override
  public List<Problem> finish(JobContext<SnapshotOperation.Revert> context) {
    Machine machine = context.machine();
    Node node = node(context);
    Machine reverted = back(context);
    if (reverted.isOn() && !machine.isOn()) {
      List<Problem> obstacles = PowerProcedures.stillUsable(context, reverted);
      if (!obstacles.isEmpty()) {
        return obstacles;
      }
    }
    context.part().stops(machine.id());
    Tools tools = machine.guest().tools();
    if (tools == Tools.RUNNING || tools == Tools.NOT_RUNNING) {
      tools = reverted.isOn() ? Tools.RUNNING : Tools.NOT_RUNNING;
    }
    Machine.Guest guest = machine.guest();
    Machine back = reverted.withGuest(guest.withTools(tools));
    if (back.isOn()) {
      context.part().found(machine.id());
    }
    Optional<SimTime> asking = GuestLifecycle.asking(context.world(), machine);
    context.world().set(back);
    Guests.of(context.world()).reverted(machine.id(), node.key(), back.isOn());
    BulkTransfers.end(context.world(), machine.id());
    GuestLifecycle.goOnAsking(context.world(), back, asking);
    GuestTicks.resumed(context.world(), machine.id());
    context.recordEvent("event.snapshot.reverted", machine.id(), machine.name(), node.name());
    return List.of();
  }
}
