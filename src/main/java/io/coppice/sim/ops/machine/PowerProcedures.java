package io.coppice.sim.ops.machine;

import io.coppice.backend.InitialPlacement.Advice;
import io.coppice.backend.InitialPlacement.Choice;
import io.coppice.backend.InitialPlacement.Reason;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.HostAdmission;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import io.coppice.rules.placement.PlacementAdvisor;
import io.coppice.sim.guest.shell.GuestTicks;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Power: on, off, suspended and back. */
public final class PowerProcedures {
  private PowerProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(MachineOperation.PowerOn.class, new Starting<>("event.machine.powered-on"));
    runner.add(MachineOperation.Restart.class, new Starting<>("event.ha.restarted"));
    runner.add(MachineOperation.ShutDownGuest.class, new ShutDownGuest());
    runner.add(MachineOperation.PowerOff.class, new PowerOff());
    runner.add(MachineOperation.Suspend.class, new Suspend());
    runner.add(MachineOperation.Resume.class, new Resume());
    runner.add(MachineOperation.Reset.class, new Reset());
    runner.add(MachineOperation.Answer.class, new InstantProcedure<>(PowerProcedures::answer));
  }

  private static void answer(JobContext<MachineOperation.Answer> context) {
    Machine machine = context.machine();
    if (context.operation().reply() == MachineOperation.Reply.RETRY) {
      context.world().set(machine.withStalled(false));
      context.recordEvent("event.machine.goes-on", machine.id(), machine.name());
    } else {
      GuestLifecycle.stop(context.world(), context.part(), machine);
      context.recordEvent("event.machine.powered-off", machine.id(), machine.name());
    }
  }

  /** What keeps the machine from running on its host now, when it is about to. */
  public static List<Problem> stillUsable(JobContext<?> context, Machine machine) {
    Host host = context.inventory().host(machine.host());
    return HostConditions.notUsable(host)
        .or(() -> HostConditions.unreachable(machine, host, context.index()))
        .stream()
        .toList();
  }

  /**
   * Starts a machine that is off.
   *
   * @param done what is told when it runs, with its name and its host's
   */
  private record Starting<O extends MachineOperation>(String done)
      implements OperationProcedure<O> {
    @Override
    public List<String> phases(O operation) {
      return List.of("phase.placement", "phase.power-on");
    }

    @Override
    public boolean cancellable(O operation, int phase) {
      return phase == 0;
    }

    @Override
    public PhaseResult step(int phase, JobContext<O> context) {
      return phase == 0 ? place(context) : PhaseResult.lasts(Duration.ofMillis(2_500));
    }

    private PhaseResult place(JobContext<O> context) {
      SiteIndex index = context.index();
      Machine machine = context.machine();
      Host here = context.inventory().host(machine.host());
      Optional<HostId> asked =
          context.operation() instanceof MachineOperation.PowerOn on ? on.host() : Optional.empty();
      boolean places =
          asked.isEmpty()
              && !context.progress().failover()
              && HostAdmission.placingCluster(here, index).isPresent();
      Optional<Advice> advice =
          places
              ? Optional.of(new PlacementAdvisor(context.policy()).advise(machine, index))
              : Optional.empty();
      Optional<Host> chosen =
          advice
              .map(it -> it.choices().stream().findFirst().map(Choice::host))
              .orElse(asked.or(() -> Optional.of(here.id())))
              .map(context.inventory()::host);
      if (chosen.isEmpty()) {
        return PhaseResult.fails(
            Problem.error(
                "cluster.no-host",
                machine.id(),
                index.name(here.cluster().orElseThrow()),
                machine.name()));
      }
      Host host = chosen.get();
      if (!host.equals(here)) {
        context.world().set(GuestLifecycle.on(machine, host, index));
        if (!places) {
          context.recordEvent("event.machine.placed", machine.id(), machine.name(), host.name());
        }
      }
      advice.ifPresent(it -> tellWhy(machine, host, it, context));
      context.claim(RunningClaims.starting(machine, host));
      context.claimGrowth(machine, machine.withPower(PowerState.POWERED_ON));
      return PhaseResult.lasts(Duration.ofMillis(500));
    }

    /** The job says why DRS chose that host: a rule that decides is named before the load. */
    private static void tellWhy(Machine machine, Host host, Advice advice, JobContext<?> context) {
      Choice best = advice.choices().getFirst();
      Reason reason = best.reasons().getFirst();
      context.recordEvent(
          "event.drs.places." + reason.why(),
          machine.id(),
          machine.name(),
          host.name(),
          reason.rule(),
          best.memoryAfter() / 10,
          best.processors() / 10,
          advice.choices().size());
    }

    @Override
    public List<Problem> finish(JobContext<O> context) {
      Machine machine = context.machine();
      // The host may have gone, or gone into maintenance, since the machine was placed on it.
      List<Problem> obstacles = stillUsable(context, machine);
      if (!obstacles.isEmpty()) {
        return obstacles;
      }
      if (machine.isOn()) {
        // Something else started it meanwhile.
        return List.of();
      }
      GuestLifecycle.start(context.world(), context.part(), machine);
      context.recordEvent(
          done, machine.id(), machine.name(), context.inventory().host(machine.host()).name());
      return List.of();
    }
  }

  private static final class ShutDownGuest
      implements OperationProcedure<MachineOperation.ShutDownGuest> {
    @Override
    public List<String> phases(MachineOperation.ShutDownGuest operation) {
      return List.of("phase.guest-shut-down");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.ShutDownGuest> context) {
      return PhaseResult.lasts(
          GuestDurations.shutDown(
              context.machine(), GuestLifecycle.pace(context.world(), context.machine())));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.ShutDownGuest> context) {
      Machine machine = context.machine();
      GuestLifecycle.stop(context.world(), context.part(), machine);
      context.recordEvent("event.machine.shut-down", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class PowerOff implements OperationProcedure<MachineOperation.PowerOff> {
    @Override
    public List<String> phases(MachineOperation.PowerOff operation) {
      return List.of("phase.power-off");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.PowerOff> context) {
      return PhaseResult.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.PowerOff> context) {
      Machine machine = context.machine();
      GuestLifecycle.stop(context.world(), context.part(), machine);
      context.recordEvent("event.machine.powered-off", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class Reset implements OperationProcedure<MachineOperation.Reset> {
    @Override
    public List<String> phases(MachineOperation.Reset operation) {
      return List.of("phase.reset");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Reset> context) {
      return PhaseResult.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Reset> context) {
      Machine machine = context.machine();
      context.world().set(GuestLifecycle.tools(machine, Tools.RUNNING, Tools.NOT_RUNNING));
      GuestLifecycle.boot(context.world(), context.part(), machine);
      context.recordEvent("event.machine.reset", machine.id(), machine.name());
      return List.of();
    }
  }

  /** Writes the guest's memory to the home datastore; until it is written it can be called off. */
  private static final class Suspend implements OperationProcedure<MachineOperation.Suspend> {
    @Override
    public List<String> phases(MachineOperation.Suspend operation) {
      return List.of("phase.save-memory");
    }

    @Override
    public boolean cancellable(MachineOperation.Suspend operation, int phase) {
      return true;
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Suspend> context) {
      Machine machine = context.machine();
      MachineStorage.home(machine)
          .ifPresent(
              home ->
                  context.claim(
                      List.of(new Claim(home, Sort.SPACE, machine.hardware().memory().value()))));
      return memory(machine, context.index());
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Suspend> context) {
      Machine machine = context.machine();
      context.part().stops(machine.id());
      context.world().set(machine.withPower(GuestLifecycle.move(machine, PowerState.SUSPENDED)));
      context.recordEvent("event.machine.suspended", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class Resume implements OperationProcedure<MachineOperation.Resume> {
    @Override
    public List<String> phases(MachineOperation.Resume operation) {
      return List.of("phase.load-memory");
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Resume> context) {
      Machine machine = context.machine();
      context.claim(RunningClaims.starting(machine, context.inventory().host(machine.host())));
      context.claimGrowth(machine, machine.withPower(PowerState.POWERED_ON));
      return memory(machine, context.index());
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Resume> context) {
      Machine machine = context.machine();
      List<Problem> obstacles = stillUsable(context, machine);
      if (!obstacles.isEmpty()) {
        return obstacles;
      }
      Machine on = machine.withPower(GuestLifecycle.move(machine, PowerState.POWERED_ON));
      context.world().set(GuestLifecycle.tools(on, Tools.NOT_RUNNING, Tools.RUNNING));
      GuestTicks.resumed(context.world(), machine.id());
      context.recordEvent("event.machine.resumed", machine.id(), machine.name());
      return List.of();
    }
  }

  /** The memory a guest has touched is written or read. */
  public static PhaseResult memory(Machine machine, SiteIndex index) {
    return TransferRates.atHome(
        machine, GuestDurations.touched(machine, index.figures()), Duration.ofMillis(500));
  }
}
