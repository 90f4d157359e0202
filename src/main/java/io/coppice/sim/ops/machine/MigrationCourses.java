package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.MigrationRules;
import io.coppice.sim.ops.rules.Room;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Limits;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.ops.time.Guests;
import io.coppice.sim.ops.time.PreCopy;
import io.coppice.sim.ops.time.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moving machines between hosts and between datastores. */
public final class MigrationCourses {
  private MigrationCourses() {}

  public static void addTo(Runner runner) {
    runner.add(MachineOperation.Migrate.class, new Migrate());
    runner.add(MachineOperation.MigrateStorage.class, new MigrateStorage());
  }

  /**
   * vMotion: the memory is copied while the guest runs, then the machine stands still for the last
   * pages and goes on over there. What does not run is only registered elsewhere.
   */
  private static final class Migrate implements Course<MachineOperation.Migrate> {
    @Override
    public List<String> phases(MachineOperation.Migrate operation) {
      return List.of("phase.check", "phase.pre-copy", "phase.switch-over");
    }

    @Override
    public boolean cancellable(MachineOperation.Migrate operation, int phase) {
      return phase < 2;
    }

    @Override
    public List<Claim> claims(MachineOperation.Migrate migrate, Facts facts) {
      Machine machine = facts.inventory().machine(migrate.target());
      if (machine == null) {
        return List.of();
      }
      Optional<HostId> to = MigrationRules.choose(migrate, machine, facts);
      if (to.isEmpty() || to.get().equals(machine.host()) || !machine.isOn()) {
        return List.of();
      }
      List<Claim> claims = new ArrayList<>();
      for (HostId host : List.of(machine.host(), to.get())) {
        claims.add(new Claim(host, Sort.COST, Limits.VMOTION_ON_HOST));
        claims.add(new Claim(host, Sort.NETWORK, 1));
      }
      for (DatastoreId on : facts.datastores(machine)) {
        claims.add(new Claim(on, Sort.COST, Limits.VMOTION_ON_DATASTORE));
      }
      claims.addAll(PowerCourses.reservation(machine, facts.inventory().host(to.get())));
      return claims;
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Migrate> stage) {
      return switch (phase) {
        case 0 -> check(stage);
        case 1 -> preCopy(stage);
        default -> Step.lasts(Duration.ofNanos(stage.task().stun() * 1_000));
      };
    }

    private static Step check(Stage<MachineOperation.Migrate> stage) {
      Optional<HostId> to = target(stage);
      if (to.isEmpty()) {
        Machine machine = stage.machine();
        return Step.fails(
            Problem.error(
                "cluster.no-host",
                machine.id(),
                stage.facts().clusterOf(machine.host()).map(stage.facts()::name).orElse(""),
                machine.name()));
      }
      stage.remember(stage.task().towards(to));
      return Step.lasts(Duration.ofMillis(to.get().equals(stage.machine().host()) ? 200 : 1_000));
    }

    /** The host the claims were made for, so that nothing else can have taken its place. */
    private static Optional<HostId> target(Stage<MachineOperation.Migrate> stage) {
      return stage.task().claims().stream()
          .filter(claim -> claim.sort() == Sort.MEMORY)
          .map(claim -> (HostId) claim.on())
          .findFirst()
          .or(() -> MigrationRules.choose(stage.operation(), stage.machine(), stage.facts()));
    }

    private static Step preCopy(Stage<MachineOperation.Migrate> stage) {
      Machine machine = stage.machine();
      HostId to = stage.task().host().orElseThrow();
      if (!machine.isOn() || to.equals(machine.host())) {
        stage.remember(stage.task().moving(0, 300_000));
        return Step.lasts(Duration.ZERO);
      }
      Facts facts = stage.facts();
      long link = Math.min(line(stage, machine.host(), facts), line(stage, to, facts));
      PreCopy copy =
          PreCopy.of(
              Guests.touched(machine, facts.figures()),
              Guests.working(machine, facts.figures()),
              Guests.dirtying(machine, facts.figures()),
              link);
      stage.remember(stage.task().moving(copy.rounds(), copy.stun().toNanos() / 1_000));
      return Step.lasts(copy.copying());
    }

    private static long line(Stage<?> stage, HostId host, Facts facts) {
      return Rates.vmotion(stage.inventory().host(host), facts.claims().of(host, Sort.NETWORK));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Migrate> stage) {
      Machine machine = stage.machine();
      Facts facts = stage.facts();
      Host from = stage.inventory().host(machine.host());
      Host to = stage.inventory().host(stage.task().host().orElseThrow());
      if (!to.id().equals(from.id())) {
        Facts asIfNew = stage.factsWithoutOwnClaims();
        Optional<Problem> obstacle =
            machine.isOn() ? Room.obstacle(machine, to, asIfNew) : Room.unusable(to, asIfNew);
        if (obstacle.isPresent()) {
          return List.of(obstacle.get());
        }
      }
      Machine moved = Guest.on(machine, to, facts).withPool(pool(stage, machine, from, to));
      stage.world().set(moved);
      if (machine.isOn() && !to.id().equals(from.id())) {
        stage.tell(
            "event.machine.migrated",
            machine.id(),
            machine.name(),
            from.name(),
            to.name(),
            stage.task().bytes(),
            stage.task().stun() / 1_000);
      } else {
        stage.tell("event.machine.relocated", machine.id(), machine.name(), from.name(), to.name());
      }
      return List.of();
    }

    /** The pool asked for; else its own if it comes along; else the top pool over there. */
    private static ResourcePoolId pool(
        Stage<MachineOperation.Migrate> stage, Machine machine, Host from, Host to) {
      return stage
          .operation()
          .pool()
          .orElse(from.rootPool().equals(to.rootPool()) ? machine.pool() : to.rootPool());
    }
  }

  /**
   * Storage vMotion: one pass over the disks, with writes mirrored to both sides meanwhile
   * (Mashtizadeh et al., "The Design and Evolution of Live Storage Migration in VMware ESX", USENIX
   * ATC 2011).
   */
  private static final class MigrateStorage implements Course<MachineOperation.MigrateStorage> {
    @Override
    public List<String> phases(MachineOperation.MigrateStorage operation) {
      return List.of("phase.copy-disks", "phase.switch-over");
    }

    @Override
    public boolean cancellable(MachineOperation.MigrateStorage operation, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(MachineOperation.MigrateStorage move, Facts facts) {
      Machine machine = facts.inventory().machine(move.target());
      if (machine == null) {
        return List.of();
      }
      List<Claim> claims = new ArrayList<>();
      claims.add(new Claim(machine.host(), Sort.COST, Limits.STORAGE_ON_HOST));
      for (DatastoreId on : sources(machine, move)) {
        claims.add(new Claim(on, Sort.COST, Limits.STORAGE_ON_DATASTORE));
      }
      claims.add(new Claim(move.datastore(), Sort.COST, Limits.STORAGE_ON_DATASTORE));
      claims.add(
          new Claim(move.datastore(), Sort.SPACE, MigrationRules.bytesToMove(machine, move)));
      return claims;
    }

    private static Set<DatastoreId> sources(Machine machine, MachineOperation.MigrateStorage move) {
      Set<DatastoreId> sources = new LinkedHashSet<>();
      machine.hardware().disks().stream()
          .map(VirtualDisk::datastore)
          .filter(on -> !on.equals(move.datastore()))
          .forEach(sources::add);
      return sources;
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.MigrateStorage> stage) {
      if (phase == 1) {
        return Step.lasts(Duration.ofMillis(500));
      }
      Machine machine = stage.machine();
      Facts facts = stage.facts();
      DatastoreId to = stage.operation().datastore();
      long others = facts.claims().of(to, Sort.COST) / Limits.STORAGE_ON_DATASTORE - 1;
      long rate =
          sources(machine, stage.operation()).stream()
              .mapToLong(from -> Rates.copy(from, to, others, facts))
              .min()
              .orElse(1_000_000);
      return Step.lasts(Rates.time(MigrationRules.bytesToMove(machine, stage.operation()), rate));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.MigrateStorage> stage) {
      Machine machine = stage.machine();
      DatastoreId to = stage.operation().datastore();
      long bytes = MigrationRules.bytesToMove(machine, stage.operation());
      long free = stage.factsWithoutOwnClaims().freeSpace(to);
      if (bytes > free) {
        return List.of(
            Problem.error(
                "datastore.no-room",
                to,
                stage.facts().name(to),
                new Bytes(bytes).toString(),
                new Bytes(free).toString()));
      }
      List<VirtualDisk> disks =
          machine.hardware().disks().stream().map(disk -> disk.withDatastore(to)).toList();
      stage.world().set(machine.withHardware(machine.hardware().withDisks(disks)));
      stage.tell(
          "event.machine.storage-moved", machine.id(), machine.name(), stage.facts().name(to));
      return List.of();
    }
  }
}
