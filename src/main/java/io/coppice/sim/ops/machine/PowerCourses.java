package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Commitments;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.Room;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.ops.time.Guests;
import io.coppice.sim.ops.time.Rates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Power: on, off, suspended and back. */
public final class PowerCourses {
  private PowerCourses() {}

  public static void addTo(Runner runner) {
    runner.add(MachineOperation.PowerOn.class, new Starting<>("event.machine.powered-on"));
    runner.add(MachineOperation.Restart.class, new Starting<>("event.ha.restarted"));
    runner.add(MachineOperation.ShutDownGuest.class, new ShutDownGuest());
    runner.add(MachineOperation.PowerOff.class, new PowerOff());
    runner.add(MachineOperation.Suspend.class, new Suspend());
    runner.add(MachineOperation.Resume.class, new Resume());
    runner.add(MachineOperation.Reset.class, new Reset());
  }

  /** What a machine reserves on the host where it will run. */
  static List<Claim> reservation(Machine machine, Host host) {
    return List.of(
        new Claim(host.id(), Sort.MEMORY, Commitments.memoryNeed(machine)),
        new Claim(host.id(), Sort.CPU, machine.placement().cpu().reservation()));
  }

  /**
   * Starts a machine that is off.
   *
   * @param done what is told when it runs, with its name and its host's
   */
  private record Starting<O extends MachineOperation>(String done) implements Course<O> {
    @Override
    public List<String> phases(O operation) {
      return List.of("phase.placement", "phase.power-on");
    }

    @Override
    public boolean cancellable(O operation, int phase) {
      return phase == 0;
    }

    @Override
    public Step step(int phase, Stage<O> stage) {
      return phase == 0 ? place(stage) : Step.lasts(Duration.ofMillis(2_500));
    }

    private Step place(Stage<O> stage) {
      Facts facts = stage.facts();
      Machine machine = stage.machine();
      Host here = stage.inventory().host(machine.host());
      Optional<Host> chosen =
          stage.task().failover()
              ? Optional.of(here)
              : Room.drsCluster(here, facts)
                  .map(cluster -> Room.best(machine, cluster, Optional.empty(), facts))
                  .orElse(Optional.of(here));
      if (chosen.isEmpty()) {
        return Step.fails(
            Problem.error(
                "cluster.no-host",
                machine.id(),
                facts.name(here.cluster().orElseThrow()),
                machine.name()));
      }
      Host host = chosen.get();
      if (!host.equals(here)) {
        stage.world().set(Guest.on(machine, host, facts));
        stage.tell("event.machine.placed", machine.id(), machine.name(), host.name());
      }
      stage.claim(reservation(machine, host));
      return Step.lasts(Duration.ofMillis(500));
    }

    @Override
    public List<Problem> finish(Stage<O> stage) {
      Machine machine = stage.machine();
      Guest.start(stage.world(), stage.part(), machine);
      stage.tell(done, machine.id(), machine.name(), stage.inventory().host(machine.host()).name());
      return List.of();
    }
  }

  private static final class ShutDownGuest implements Course<MachineOperation.ShutDownGuest> {
    @Override
    public List<String> phases(MachineOperation.ShutDownGuest operation) {
      return List.of("phase.guest-shut-down");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.ShutDownGuest> stage) {
      return Step.lasts(Guests.shutDown(stage.machine()));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.ShutDownGuest> stage) {
      Machine machine = stage.machine();
      Guest.stop(stage.world(), stage.part(), machine);
      stage.tell("event.machine.shut-down", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class PowerOff implements Course<MachineOperation.PowerOff> {
    @Override
    public List<String> phases(MachineOperation.PowerOff operation) {
      return List.of("phase.power-off");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.PowerOff> stage) {
      return Step.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.PowerOff> stage) {
      Machine machine = stage.machine();
      Guest.stop(stage.world(), stage.part(), machine);
      stage.tell("event.machine.powered-off", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class Reset implements Course<MachineOperation.Reset> {
    @Override
    public List<String> phases(MachineOperation.Reset operation) {
      return List.of("phase.reset");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Reset> stage) {
      return Step.lasts(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Reset> stage) {
      Machine machine = stage.machine();
      stage.world().set(Guest.tools(machine, Tools.RUNNING, Tools.NOT_RUNNING));
      Guest.boot(stage.world(), stage.part(), machine);
      stage.tell("event.machine.reset", machine.id(), machine.name());
      return List.of();
    }
  }

  /** Writes the guest's memory to the home datastore; until it is written it can be called off. */
  private static final class Suspend implements Course<MachineOperation.Suspend> {
    @Override
    public List<String> phases(MachineOperation.Suspend operation) {
      return List.of("phase.save-memory");
    }

    @Override
    public boolean cancellable(MachineOperation.Suspend operation, int phase) {
      return true;
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Suspend> stage) {
      Machine machine = stage.machine();
      Space.home(machine)
          .ifPresent(
              home ->
                  stage.claim(
                      List.of(new Claim(home, Sort.SPACE, machine.hardware().memory().value()))));
      return Step.lasts(memoryTime(machine, stage.facts()));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Suspend> stage) {
      Machine machine = stage.machine();
      stage.part().stops(machine.id());
      stage.world().set(machine.withPower(Guest.move(machine, PowerState.SUSPENDED)));
      stage.tell("event.machine.suspended", machine.id(), machine.name());
      return List.of();
    }
  }

  private static final class Resume implements Course<MachineOperation.Resume> {
    @Override
    public List<String> phases(MachineOperation.Resume operation) {
      return List.of("phase.load-memory");
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Resume> stage) {
      Machine machine = stage.machine();
      stage.claim(reservation(machine, stage.inventory().host(machine.host())));
      return Step.lasts(memoryTime(machine, stage.facts()));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Resume> stage) {
      Machine machine = stage.machine();
      Machine on = machine.withPower(Guest.move(machine, PowerState.POWERED_ON));
      stage.world().set(Guest.tools(on, Tools.NOT_RUNNING, Tools.RUNNING));
      stage.tell("event.machine.resumed", machine.id(), machine.name());
      return List.of();
    }
  }

  /** Time to write or read the memory a guest has touched. */
  public static Duration memoryTime(Machine machine, Facts facts) {
    Optional<DatastoreId> home = Space.home(machine);
    if (home.isEmpty()) {
      return Duration.ofSeconds(1);
    }
    long rate = Rates.stream(facts.inventory().datastore(home.get()), 0);
    return Rates.time(Guests.touched(machine, facts.figures()), rate).plus(Duration.ofMillis(500));
  }
}
