package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import java.time.Duration;
import java.util.List;

/** A machine becomes the frozen parent of a new group. */
final class FreezeCourse implements Course<ForkOperation.Freeze> {
  @Override
  public List<String> phases(ForkOperation.Freeze freeze) {
    return List.of("phase.fork-freeze");
  }

  @Override
  public List<Claim> claims(ForkOperation.Freeze freeze, Facts facts) {
    Machine machine = facts.inventory().machine(freeze.target());
    return machine == null || !machine.isOn()
        ? List.of()
        : Space.home(machine)
            .map(home -> new Claim(home, Sort.SPACE, machine.hardware().memory().value()))
            .stream()
            .toList();
  }

  @Override
  public Step step(int phase, Stage<ForkOperation.Freeze> stage) {
    return Step.lasts(stage.machine().isOn() ? ForkTimes.FREEZE : Duration.ZERO);
  }

  @Override
  public List<Problem> finish(Stage<ForkOperation.Freeze> stage) {
    Machine machine = stage.machine();
    ForkGroup group =
        Freezing.freeze(
            stage.world(),
            stage.part(),
            machine,
            stage.operation().group(),
            stage.operation().trust());
    Writing.ensure(stage.world());
    stage.tell("event.fork.frozen", machine.id(), machine.name(), group.name());
    return List.of();
  }
}
