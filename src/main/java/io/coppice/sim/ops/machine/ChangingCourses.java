package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import java.time.Duration;
import java.util.List;

/** Changing and removing machines. */
public final class ChangingCourses {
  private ChangingCourses() {}

  public static void addTo(Runner runner) {
    runner.add(MachineOperation.Delete.class, new Delete());
    runner.add(MachineOperation.EditHardware.class, new EditHardware());
    runner.add(MachineOperation.EditPlacement.class, new Instant<>(ChangingCourses::placement));
    runner.add(MachineOperation.SetTemplate.class, new Instant<>(ChangingCourses::template));
  }

  private static void placement(Stage<MachineOperation.EditPlacement> stage) {
    MachineOperation.EditPlacement edit = stage.operation();
    Machine machine = stage.machine();
    stage
        .world()
        .set(
            machine.withPlacement(
                new Machine.Placement(edit.cpu(), edit.memory(), edit.restart())));
    stage.tell("event.machine.placement", machine.id(), machine.name());
  }

  private static void template(Stage<MachineOperation.SetTemplate> stage) {
    Machine machine = stage.machine();
    boolean to = stage.operation().template();
    stage.world().set(machine.withTemplate(to));
    stage.tell(
        to ? "event.machine.template" : "event.machine.no-template", machine.id(), machine.name());
  }

  private static final class Delete implements Course<MachineOperation.Delete> {
    @Override
    public List<String> phases(MachineOperation.Delete operation) {
      return List.of("phase.delete-files");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Delete> stage) {
      return Step.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Delete> stage) {
      Machine machine = stage.machine();
      long freed =
          machine.hardware().disks().stream()
              .map(VirtualDisk::datastore)
              .distinct()
              .mapToLong(on -> Space.used(machine, on))
              .sum();
      stage.part().stops(machine.id());
      stage.part().found(machine.id());
      stage.world().remove(machine);
      stage.tell(
          "event.machine.deleted", machine.id(), machine.name(), new Bytes(freed).toString());
      return List.of();
    }
  }

  private static final class EditHardware implements Course<MachineOperation.EditHardware> {
    @Override
    public List<String> phases(MachineOperation.EditHardware operation) {
      return List.of("phase.reconfigure");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.EditHardware> stage) {
      Machine after = HardwareEdit.apply(stage.operation(), stage.machine(), stage.facts());
      Machine before = stage.machine();
      stage.claim(
          after.hardware().disks().stream()
              .map(VirtualDisk::datastore)
              .distinct()
              .map(
                  on ->
                      new Claim(
                          on,
                          Sort.SPACE,
                          Math.max(0, Space.used(after, on) - Space.used(before, on))))
              .filter(claim -> claim.amount() > 0)
              .toList());
      return Step.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.EditHardware> stage) {
      Machine machine = stage.machine();
      stage.world().set(HardwareEdit.apply(stage.operation(), machine, stage.facts()));
      stage.tell("event.machine.reconfigured", machine.id(), machine.name());
      return List.of();
    }
  }
}
