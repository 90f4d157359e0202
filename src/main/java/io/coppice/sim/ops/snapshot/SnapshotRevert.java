package io.coppice.sim.ops.snapshot;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.guest.shell.GuestTicks;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

  private static boolean comesBackRunning(Node node) {
    return node.memory() && node.power() == PowerState.POWERED_ON;
  }

  @Override
  public PhaseResult step(int phase, JobContext<SnapshotOperation.Revert> context) {
    Node node = node(context);
    if (phase == 0) {
      Machine machine = context.machine();
      if (comesBackRunning(node) && !machine.isOn()) {
        Host host = context.inventory().host(machine.host());
        long need = Commitments.memoryNeed(machine.withHardware(node.hardware()));
        context.claim(List.of(new Claim(host.id(), Sort.MEMORY, need)));
      }
      return PhaseResult.lasts(Duration.ofSeconds(2));
    }
    if (!comesBackRunning(node)) {
      return PhaseResult.lasts(Duration.ZERO);
    }
    Machine back = context.machine().withHardware(node.hardware());
    return TransferRates.atHome(
        back, SnapshotProcedures.memory(back, context.index()), Duration.ZERO);
  }

  @Override
  public List<Problem> finish(JobContext<SnapshotOperation.Revert> context) {
    Machine machine = context.machine();
    Node node = node(context);
    context.part().stops(machine.id());
    PowerState power = comesBackRunning(node) ? PowerState.POWERED_ON : PowerState.POWERED_OFF;
    Tools tools = machine.guest().tools();
    if (tools == Tools.RUNNING || tools == Tools.NOT_RUNNING) {
      tools = power == PowerState.POWERED_ON ? Tools.RUNNING : Tools.NOT_RUNNING;
    }
    Machine.Guest guest = machine.guest();
    MachineHardware hardware = hardware(machine, node);
    Machine back =
        machine
            .withHardware(hardware)
            .withPlacement(machine.placement().fitting(hardware))
            .withSnapshots(tree(machine.snapshots(), node.key()))
            .withPower(power)
            .withGuest(new Machine.Guest(guest.os(), guest.hostName(), guest.workload(), tools));
    if (back.isOn()) {
      context.part().found(machine.id());
    }
    context.world().set(back);
    Guests.of(context.world()).reverted(machine.id(), node.key(), back.isOn());
    GuestTicks.resumed(context.world(), machine.id());
    context.recordEvent("event.snapshot.reverted", machine.id(), machine.name(), node.name());
    return List.of();
  }

  /** The snapshot's hardware; disks lie where they lie now and hold what they held. */
  private static MachineHardware hardware(Machine machine, Node node) {
    List<VirtualDisk> disks = new ArrayList<>();
    for (VirtualDisk then : node.hardware().disks()) {
      disks.add(
          machine.hardware().disks().stream()
              .filter(now -> now.key() == then.key())
              .findFirst()
              .orElse(then));
    }
    return node.hardware().withDisks(disks);
  }

  /** The delta of where the machine was is dropped, unless other snapshots grow from it. */
  private static SnapshotTree tree(SnapshotTree tree, int to) {
    List<Node> nodes = new ArrayList<>(tree.nodes());
    nodes.replaceAll(
        node ->
            node.key() == tree.current() && tree.children(node.key()).isEmpty()
                ? node.withDelta(Bytes.ZERO)
                : node);
    return tree.with(nodes, to);
  }
}
