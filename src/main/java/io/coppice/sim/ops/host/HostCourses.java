package io.coppice.sim.ops.host;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.machine.Guest;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Hosts leave and come back. How long booting takes is an assumption: servers test themselves. */
public final class HostCourses {
  private static final Duration BOOT = Duration.ofMinutes(4);
  private static final Duration SHUT_DOWN = Duration.ofSeconds(60);

  private HostCourses() {}

  public static void addTo(Runner runner, Failover failover) {
    runner.add(HostOperation.EnterMaintenance.class, new EnterMaintenance());
    runner.add(
        HostOperation.ExitMaintenance.class,
        new Timed<>("phase.exit-maintenance", Duration.ofSeconds(3), HostCourses::exit));
    runner.add(
        HostOperation.Disconnect.class,
        new Timed<>(
            "phase.disconnect",
            Duration.ofSeconds(2),
            stage -> become(stage, Host.State.DISCONNECTED, "event.host.disconnected")));
    runner.add(
        HostOperation.Reconnect.class,
        new Timed<>(
            "phase.reconnect",
            Duration.ofSeconds(5),
            stage -> become(stage, Host.State.CONNECTED, "event.host.connected")));
    runner.add(HostOperation.ShutDown.class, new ShutDown());
    runner.add(
        HostOperation.PowerOn.class,
        new Timed<>(
            "phase.host-boot",
            BOOT,
            stage -> {
              become(stage, Host.State.CONNECTED, "event.host.connected");
              failover.tryAgain(stage.world());
            }));
    runner.add(
        FaultOperation.RepairHost.class,
        new Timed<>(
            "phase.host-boot",
            BOOT,
            stage -> {
              stage.part().setCrashed(stage.operation().target(), false);
              if (Faults.isLinked(host(stage))) {
                become(stage, Host.State.CONNECTED, "event.host.connected");
              }
              failover.tryAgain(stage.world());
            }));
  }

  private static Host host(Stage<? extends Operation> stage) {
    return stage.inventory().host((HostId) stage.operation().target());
  }

  private static void exit(Stage<HostOperation.ExitMaintenance> stage) {
    Host host = host(stage);
    stage.inventory().hosts().set(host.id().value(), host.withMaintenance(false));
    stage.tell("event.host.no-maintenance", host.id(), host.name());
  }

  private static void become(Stage<? extends Operation> stage, Host.State to, String event) {
    Host host = host(stage);
    stage.inventory().hosts().set(host.id().value(), become(host, to));
    stage.tell(event, host.id(), host.name());
  }

  /** The host after a legal move. */
  static Host become(Host host, Host.State to) {
    if (!host.state().canBecome(to)) {
      throw new IllegalStateException(host.id() + " cannot go from " + host.state() + " to " + to);
    }
    return host.withState(to);
  }

  /** One phase of a fixed time, then something is so. */
  private static final class Timed<O extends Operation> implements Course<O> {
    private final String phase;
    private final Duration time;
    private final Consumer<Stage<O>> then;

    Timed(String phase, Duration time, Consumer<Stage<O>> then) {
      this.phase = phase;
      this.time = time;
      this.then = then;
    }

    @Override
    public List<String> phases(O operation) {
      return List.of(phase);
    }

    @Override
    public Step step(int at, Stage<O> stage) {
      return Step.lasts(time);
    }

    @Override
    public List<Problem> finish(Stage<O> stage) {
      then.accept(stage);
      return List.of();
    }
  }

  /** Powers machines off first, unless none runs. */
  private static final class ShutDown implements Course<HostOperation.ShutDown> {
    @Override
    public List<String> phases(HostOperation.ShutDown operation) {
      return List.of("phase.stop-machines", "phase.host-shut-down");
    }

    @Override
    public Step step(int phase, Stage<HostOperation.ShutDown> stage) {
      if (phase == 0) {
        boolean any = !running(stage).isEmpty();
        return Step.lasts(any ? Duration.ofSeconds(5) : Duration.ZERO);
      }
      stop(stage);
      return Step.lasts(SHUT_DOWN);
    }

    private static List<Machine> running(Stage<HostOperation.ShutDown> stage) {
      return stage.facts().machines(stage.operation().target()).stream()
          .filter(Machine::isOn)
          .toList();
    }

    private static void stop(Stage<HostOperation.ShutDown> stage) {
      for (Machine machine : running(stage)) {
        Guest.stop(stage.world(), stage.part(), machine);
        stage.tell("event.machine.powered-off", machine.id(), machine.name());
      }
    }

    @Override
    public List<Problem> finish(Stage<HostOperation.ShutDown> stage) {
      HostId id = stage.operation().target();
      Host host = host(stage);
      Faults.abortJobsOn(
          stage.runner(),
          stage.world(),
          id,
          Problem.error("host.lost", id, host.name()),
          stage.job());
      stop(stage);
      become(stage, Host.State.POWERED_OFF, "event.host.shut-down");
      return List.of();
    }
  }
}
