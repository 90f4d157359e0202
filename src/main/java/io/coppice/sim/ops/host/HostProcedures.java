package io.coppice.sim.ops.host;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Hosts leave and come back. How long booting takes is an assumption: servers test themselves. */
public final class HostProcedures {
  private static final Duration BOOT = Duration.ofMinutes(4);
  private static final Duration SHUT_DOWN = Duration.ofSeconds(60);

  private HostProcedures() {}

  public static void addTo(JobRunner runner, HaFailover failover) {
    runner.add(HostOperation.EnterMaintenance.class, new MaintenanceProcedure());
    runner.add(
        HostOperation.ExitMaintenance.class,
        new Timed<>("phase.exit-maintenance", Duration.ofSeconds(3), HostProcedures::exit));
    runner.add(
        HostOperation.Disconnect.class,
        new Timed<>(
            "phase.disconnect",
            Duration.ofSeconds(2),
            context -> become(context, Host.State.DISCONNECTED, "event.host.disconnected")));
    runner.add(
        HostOperation.Reconnect.class,
        new Timed<>(
            "phase.reconnect",
            Duration.ofSeconds(5),
            context -> become(context, Host.State.CONNECTED, "event.host.connected")));
    runner.add(HostOperation.ShutDown.class, new ShutDown());
    runner.add(HostOperation.MountDatastore.class, new MountDatastore());
    runner.add(HostOperation.UnmountDatastore.class, new UnmountDatastore());
    runner.add(
        HostOperation.PowerOn.class,
        new Timed<>(
            "phase.host-boot",
            BOOT,
            context -> {
              become(context, Host.State.CONNECTED, "event.host.connected");
              failover.tryAgain(context.world());
            }));
    runner.add(
        FaultOperation.RepairHost.class,
        new Timed<>(
            "phase.host-boot",
            BOOT,
            context -> {
              context.part().setCrashed(context.operation().target(), false);
              context.part().setDeclared(context.operation().target(), false);
              if (HostLinks.isManaged(host(context))) {
                become(context, Host.State.CONNECTED, "event.host.connected");
              }
              failover.tryAgain(context.world());
            }));
  }

  private static Host host(JobContext<? extends Operation> context) {
    return context.inventory().host((HostId) context.operation().target());
  }

  private static void exit(JobContext<HostOperation.ExitMaintenance> context) {
    Host host = host(context);
    context.inventory().hosts().set(host.id().value(), host.withMaintenance(false));
    context.recordEvent("event.host.no-maintenance", host.id(), host.name());
  }

  private static void become(JobContext<? extends Operation> context, Host.State to, String event) {
    Host host = host(context);
    context.inventory().hosts().set(host.id().value(), become(host, to));
    context.recordEvent(event, host.id(), host.name());
  }

  /** The host after a legal move. */
  static Host become(Host host, Host.State to) {
    if (!host.state().canBecome(to)) {
      throw new IllegalStateException(host.id() + " cannot go from " + host.state() + " to " + to);
    }
    return host.withState(to);
  }

  /** One phase of a fixed time, then something is so. */
  private static final class Timed<O extends Operation> implements OperationProcedure<O> {
    private final String phase;
    private final Duration time;
    private final Consumer<JobContext<O>> then;

    Timed(String phase, Duration time, Consumer<JobContext<O>> then) {
      this.phase = phase;
      this.time = time;
      this.then = then;
    }

    @Override
    public List<String> phases(O operation) {
      return List.of(phase);
    }

    @Override
    public PhaseResult step(int at, JobContext<O> context) {
      return PhaseResult.lasts(time);
    }

    @Override
    public List<Problem> finish(JobContext<O> context) {
      then.accept(context);
      return List.of();
    }
  }

  /** Powers machines off first, unless none runs. */
  private static final class ShutDown implements OperationProcedure<HostOperation.ShutDown> {
    @Override
    public List<String> phases(HostOperation.ShutDown operation) {
      return List.of("phase.stop-machines", "phase.host-shut-down");
    }

    @Override
    public PhaseResult step(int phase, JobContext<HostOperation.ShutDown> context) {
      if (phase == 0) {
        boolean any = !running(context).isEmpty();
        return PhaseResult.lasts(any ? Duration.ofSeconds(5) : Duration.ZERO);
      }
      stop(context);
      return PhaseResult.lasts(SHUT_DOWN);
    }

    private static List<Machine> running(JobContext<HostOperation.ShutDown> context) {
      return context.index().machines(context.operation().target()).stream()
          .filter(Machine::isOn)
          .toList();
    }

    private static void stop(JobContext<HostOperation.ShutDown> context) {
      HostId id = context.operation().target();
      FaultInjection.abortJobsOn(
          context.runner(),
          context.world(),
          id,
          Problem.error("host.lost", id, context.inventory().host(id).name()),
          context.job());
      for (Machine machine : running(context)) {
        GuestLifecycle.stop(context.world(), context.part(), machine);
        context.recordEvent("event.machine.powered-off", machine.id(), machine.name());
      }
      context.runner().settle(context.world());
    }

    @Override
    public List<Problem> finish(JobContext<HostOperation.ShutDown> context) {
      stop(context);
      become(context, Host.State.POWERED_OFF, "event.host.shut-down");
      return List.of();
    }
  }
}
