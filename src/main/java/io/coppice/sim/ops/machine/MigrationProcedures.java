package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.MigrationRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.flow.Capacities;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.ops.run.ConcurrencyLimits;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.ops.time.HostPace;
import io.coppice.sim.ops.time.PreCopyMigration;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moving machines between hosts and between datastores. */
public final class MigrationProcedures {
  private MigrationProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(MachineOperation.Migrate.class, new Migrate(runner.rules().policy()));
    runner.add(MachineOperation.MigrateStorage.class, new MigrateStorage());
    runner.add(MachineOperation.Relocate.class, new RelocateProcedure());
  }

  /**
   * vMotion: the memory is copied while the guest runs, then the machine stands still for the last
   * pages and goes on over there. What does not run is only registered elsewhere.
   */
  record Migrate(PlacementPolicy policy) implements OperationProcedure<MachineOperation.Migrate> {
    @Override
    public List<String> phases(MachineOperation.Migrate operation) {
      return List.of("phase.check", "phase.pre-copy", "phase.switch-over");
    }

    @Override
    public boolean cancellable(MachineOperation.Migrate operation, int phase) {
      return phase < 2;
    }

    @Override
    public List<Claim> claims(MachineOperation.Migrate migrate, SiteIndex index) {
      Machine machine = index.inventory().machine(migrate.target());
      if (machine == null) {
        return List.of();
      }
      Optional<HostId> to = MigrationRules.choose(migrate, machine, policy, index);
      if (to.isEmpty() || !machine.isOn()) {
        return List.of();
      }
      Host from = index.inventory().host(machine.host());
      Host there = index.inventory().host(to.get());
      List<Claim> claims =
          new ArrayList<>(
              RunningClaims.arriving(
                  machine, from, there, MigrationRules.poolThere(migrate, machine, from, there)));
      if (to.get().equals(machine.host())) {
        return claims;
      }
      for (HostId host : List.of(machine.host(), to.get())) {
        claims.add(new Claim(host, Sort.COST, ConcurrencyLimits.VMOTION_ON_HOST));
        claims.add(new Claim(host, Sort.NETWORK, 1));
      }
      for (DatastoreId on : index.datastores(machine)) {
        claims.add(new Claim(on, Sort.COST, ConcurrencyLimits.VMOTION_ON_DATASTORE));
      }
      return claims;
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Migrate> context) {
      return switch (phase) {
        case 0 -> check(context);
        case 1 -> preCopy(context);
        default -> PhaseResult.lasts(Duration.ofNanos(context.progress().stun() * 1_000));
      };
    }

    private static PhaseResult check(JobContext<MachineOperation.Migrate> context) {
      Optional<HostId> to = target(context);
      if (to.isEmpty()) {
        Machine machine = context.machine();
        return PhaseResult.fails(
            Problem.error(
                "cluster.no-host",
                machine.id(),
                context.index().clusterOf(machine.host()).map(context.index()::name).orElse(""),
                machine.name()));
      }
      context.remember(context.progress().towards(to));
      return PhaseResult.lasts(
          Duration.ofMillis(to.get().equals(context.machine().host()) ? 200 : 1_000));
    }

    /** The host the claims were made for, so that nothing else can have taken its place. */
    private static Optional<HostId> target(JobContext<MachineOperation.Migrate> context) {
      return context.progress().claims().stream()
          .filter(claim -> claim.sort() == Sort.MEMORY && claim.on() instanceof HostId)
          .map(claim -> (HostId) claim.on())
          .findFirst()
          .or(
              () ->
                  MigrationRules.choose(
                      context.operation(), context.machine(), context.policy(), context.index()));
    }

    static PhaseResult preCopy(JobContext<? extends MachineOperation> context) {
      Machine machine = context.machine();
      if (machine == null) {
        EntityId gone = context.operation().target();
        return PhaseResult.fails(Problem.error("object.gone", gone, gone.token()));
      }
      HostId to = context.progress().host().orElseThrow();
      if (!machine.isOn() || to.equals(machine.host())) {
        context.remember(context.progress().moving(0, 300_000));
        return PhaseResult.lasts(Duration.ZERO);
      }
      SiteIndex index = context.index();
      long alone = Math.min(line(machine.host(), index), line(to, index));
      // As fast as it would go beside those that go now: how much has to be sent depends on it.
      long others =
          Math.max(
              index.reservations().of(machine.host(), Sort.NETWORK),
              index.reservations().of(to, Sort.NETWORK));
      PreCopyMigration copy = copy(machine, index, alone / Math.max(1, others));
      remember(context, copy);
      return new PhaseResult.Moves(
          copy.copied(),
          alone,
          fetching(machine, index),
          List.of(ResourceUse.sends(machine.host()), ResourceUse.receives(to)));
    }

    static PreCopyMigration copy(Machine machine, SiteIndex index, long rate) {
      return PreCopyMigration.of(
          GuestDurations.touched(machine, index.figures())
              + GuestDurations.reclaimed(machine, index.figures()),
          GuestDurations.working(machine, index.figures()),
          GuestDurations.dirtying(machine, index.figures()),
          Math.max(1, rate));
    }

    static void remember(JobContext<? extends MachineOperation> context, PreCopyMigration copy) {
      context.remember(context.progress().moving(copy.rounds(), copy.stun().toNanos() / 1_000));
    }

    /** The last pages are sent as fast as the others went. */
    @Override
    public void moved(int phase, long rate, JobContext<MachineOperation.Migrate> context) {
      if (context.machine() != null) {
        remember(context, copy(context.machine(), context.index(), rate));
      }
    }

    /** What the host had taken back of the memory is read before it can be sent. */
    private static Duration fetching(Machine machine, SiteIndex index) {
      long bytes = GuestDurations.reclaimed(machine, index.figures());
      return Duration.ofMillis(Math.round(1000.0 * bytes / TransferRates.ONE_STREAM));
    }

    static long line(HostId host, SiteIndex index) {
      Host at = index.inventory().host(host);
      return HostPace.of(at, index.figures()).slow(Capacities.line(at));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Migrate> context) {
      Machine machine = context.machine();
      SiteIndex index = context.index();
      Host from = context.inventory().host(machine.host());
      Host to = context.inventory().host(context.progress().host().orElseThrow());
      if (!to.id().equals(from.id())) {
        SiteIndex asIfNew = context.indexWithoutOwnClaims();
        Optional<Problem> obstacle =
            machine.isOn()
                ? context.policy().running().obstacle(machine, to, asIfNew)
                : HostConditions.unusable(to, asIfNew);
        if (obstacle.isPresent()) {
          return List.of(obstacle.get());
        }
      }
      Machine moved =
          GuestLifecycle.on(machine, to, index)
              .withPool(MigrationRules.poolThere(context.operation(), machine, from, to));
      context.world().set(moved);
      if (machine.isOn() && !to.id().equals(from.id())) {
        context.recordEvent(
            "event.machine.migrated",
            machine.id(),
            machine.name(),
            from.name(),
            to.name(),
            context.progress().bytes(),
            context.progress().stun() / 1_000);
      } else {
        context.recordEvent(
            "event.machine.relocated", machine.id(), machine.name(), from.name(), to.name());
      }
      return List.of();
    }
  }

  /**
   * Storage vMotion: one pass over the disks, with writes mirrored to both sides meanwhile
   * (Mashtizadeh et al., "The Design and Evolution of Live Storage Migration in VMware ESX", USENIX
   * ATC 2011).
   */
  static final class MigrateStorage implements OperationProcedure<MachineOperation.MigrateStorage> {
    @Override
    public List<String> phases(MachineOperation.MigrateStorage operation) {
      return List.of("phase.copy-disks", "phase.switch-over");
    }

    @Override
    public boolean cancellable(MachineOperation.MigrateStorage operation, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(MachineOperation.MigrateStorage move, SiteIndex index) {
      Machine machine = index.inventory().machine(move.target());
      if (machine == null) {
        return List.of();
      }
      List<Claim> claims = new ArrayList<>();
      claims.add(new Claim(machine.host(), Sort.COST, ConcurrencyLimits.STORAGE_ON_HOST));
      for (DatastoreId on : sources(machine, move)) {
        claims.add(new Claim(on, Sort.COST, ConcurrencyLimits.STORAGE_ON_DATASTORE));
      }
      claims.add(new Claim(move.datastore(), Sort.COST, ConcurrencyLimits.STORAGE_ON_DATASTORE));
      claims.add(
          new Claim(move.datastore(), Sort.SPACE, MigrationRules.bytesToMove(machine, move)));
      return claims;
    }

    static Set<DatastoreId> sources(Machine machine, MachineOperation.MigrateStorage move) {
      Set<DatastoreId> sources = new LinkedHashSet<>();
      machine.hardware().disks().stream()
          .map(VirtualDisk::datastore)
          .filter(on -> !on.equals(move.datastore()))
          .forEach(sources::add);
      return sources;
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.MigrateStorage> context) {
      if (phase == 1) {
        return PhaseResult.lasts(Duration.ofMillis(500));
      }
      Machine machine = context.machine();
      DatastoreId to = context.operation().datastore();
      List<ResourceUse> uses = new ArrayList<>(List.of(ResourceUse.disk(to)));
      sources(machine, context.operation()).forEach(from -> uses.add(ResourceUse.disk(from)));
      return new PhaseResult.Moves(
          MigrationRules.bytesToMove(machine, context.operation()),
          TransferRates.ONE_STREAM,
          Duration.ZERO,
          uses);
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.MigrateStorage> context) {
      Machine machine = context.machine();
      DatastoreId to = context.operation().datastore();
      long bytes = MigrationRules.bytesToMove(machine, context.operation());
      long free = context.indexWithoutOwnClaims().freeSpace(to);
      if (bytes > free) {
        return List.of(
            Problem.error(
                "datastore.no-room",
                to,
                context.index().name(to),
                new Bytes(bytes).toString(),
                new Bytes(free).toString()));
      }
      context.world().set(MigrationRules.moved(machine, to));
      context.recordEvent(
          "event.machine.storage-moved", machine.id(), machine.name(), context.index().name(to));
      return List.of();
    }
  }
}
