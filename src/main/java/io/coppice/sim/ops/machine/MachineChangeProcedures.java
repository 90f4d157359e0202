package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Changing and removing machines. */
public final class MachineChangeProcedures {
  private MachineChangeProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(MachineOperation.Delete.class, new Delete());
    runner.add(MachineOperation.EditHardware.class, new EditHardware());
    runner.add(
        MachineOperation.EditPlacement.class,
        new InstantProcedure<>(MachineChangeProcedures::placement));
    runner.add(
        MachineOperation.SetDiskShares.class,
        new InstantProcedure<>(MachineChangeProcedures::diskShares));
    runner.add(
        MachineOperation.SetTemplate.class,
        new InstantProcedure<>(MachineChangeProcedures::template));
  }

  private static void placement(JobContext<MachineOperation.EditPlacement> context) {
    MachineOperation.EditPlacement edit = context.operation();
    Machine machine = context.machine();
    context
        .world()
        .set(
            machine.withPlacement(
                new Machine.Placement(edit.cpu(), edit.memory(), edit.restart())));
    context.recordEvent("event.machine.placement", machine.id(), machine.name());
  }

  private static void diskShares(JobContext<MachineOperation.SetDiskShares> context) {
    MachineOperation.SetDiskShares set = context.operation();
    Machine machine = context.machine();
    List<VirtualDisk> disks = new ArrayList<>(machine.hardware().disks());
    disks.replaceAll(
        disk -> disk.key() == set.disk() ? disk.withIo(set.shares(), set.limit()) : disk);
    context.world().set(machine.withHardware(machine.hardware().withDisks(disks)));
    context.recordEvent("event.machine.disk-shares", machine.id(), machine.name(), set.disk() + 1);
  }

  private static void template(JobContext<MachineOperation.SetTemplate> context) {
    Machine machine = context.machine();
    boolean to = context.operation().template();
    context.world().set(machine.withTemplate(to));
    context.recordEvent(
        to ? "event.machine.template" : "event.machine.no-template", machine.id(), machine.name());
  }

  private static final class Delete implements OperationProcedure<MachineOperation.Delete> {
    @Override
    public List<String> phases(MachineOperation.Delete operation) {
      return List.of("phase.delete-files");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Delete> context) {
      return PhaseResult.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Delete> context) {
      Machine machine = context.machine();
      long freed =
          MachineStorage.places(machine).stream()
              .mapToLong(on -> MachineStorage.used(machine, on))
              .sum();
      context.part().stops(machine.id());
      context.part().found(machine.id());
      context.world().remove(machine);
      Guests.of(context.world()).forget(machine.id());
      context.recordEvent(
          "event.machine.deleted", machine.id(), machine.name(), new Bytes(freed).toString());
      return List.of();
    }
  }

  private static final class EditHardware
      implements OperationProcedure<MachineOperation.EditHardware> {
    @Override
    public List<String> phases(MachineOperation.EditHardware operation) {
      return List.of("phase.reconfigure");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.EditHardware> context) {
      Machine after = HardwareEdit.apply(context.operation(), context.machine(), context.index());
      Machine before = context.machine();
      context.claimGrowth(before, after);
      if (before.isOn()) {
        context.claim(
            RunningClaims.growing(before, after, context.inventory().host(before.host())));
      }
      return PhaseResult.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.EditHardware> context) {
      Machine machine = context.machine();
      context.world().set(HardwareEdit.apply(context.operation(), machine, context.index()));
      context.recordEvent("event.machine.reconfigured", machine.id(), machine.name());
      return List.of();
    }
  }
}
