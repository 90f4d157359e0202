package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.List;

/** A machine becomes the frozen parent of a new group. */
final class FreezeProcedure implements OperationProcedure<ForkOperation.Freeze> {
  @Override
  public List<String> phases(ForkOperation.Freeze freeze) {
    return List.of("phase.fork-freeze");
  }

  @Override
  public List<Claim> claims(ForkOperation.Freeze freeze, SiteIndex index) {
    Machine machine = index.inventory().machine(freeze.target());
    return machine == null || !machine.isOn()
        ? List.of()
        : MachineStorage.home(machine)
            .map(home -> new Claim(home, Sort.SPACE, machine.hardware().memory().value()))
            .stream()
            .toList();
  }

  @Override
  public PhaseResult step(int phase, JobContext<ForkOperation.Freeze> context) {
    return PhaseResult.lasts(context.machine().isOn() ? ForkDurations.FREEZE : Duration.ZERO);
  }

  @Override
  public List<Problem> finish(JobContext<ForkOperation.Freeze> context) {
    Machine machine = context.machine();
    ForkGroup group =
        BaseFreezer.freeze(
            context.world(),
            context.part(),
            machine,
            context.operation().group(),
            context.operation().trust());
    GroupTick.ensure(context.world());
    context.recordEvent("event.fork.frozen", machine.id(), machine.name(), group.name());
    return List.of();
  }
}
