package io.coppice.sim.ops.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Facts;
import java.util.List;
import java.util.Optional;

/**
 * Rules of moving machines between hosts and datastores (vCenter Server and Host Management,
 * "Virtual machine conditions and limitations for vMotion").
 */
public final class MigrationRules {
  private MigrationRules() {}

  static void migrate(MachineOperation.Migrate migrate, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, migrate.target())
        || (migrate.host().isPresent() && !verdicts.exists(facts, migrate.host().get()))
        || (migrate.pool().isPresent() && !verdicts.exists(facts, migrate.pool().get()))) {
      return;
    }
    Machine machine = facts.inventory().machine(migrate.target());
    verdicts.free(facts, machine.id());
    MachineRules.managed(machine, facts, verdicts);
    if (machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
    }
    Optional<ClusterId> cluster = chosenCluster(migrate, machine, facts);
    if (migrate.host().isEmpty()) {
      if (cluster.isEmpty()) {
        verdicts.note(
            "cluster-chooses",
            Optional.of(Problem.error("migrate.no-cluster", machine.id(), machine.name())));
      } else if (sameCluster(machine, cluster.get(), facts)
          && migrate.pool().isPresent()
          && !migrate.pool().get().equals(machine.pool())) {
        verdicts.need("host-fits", true, () -> null);
      } else {
        Room.anyHost(machine, cluster.get(), Optional.of(machine.host()), facts, verdicts);
      }
      return;
    }
    Host to = facts.inventory().host(migrate.host().get());
    boolean newPool = migrate.pool().filter(pool -> !pool.equals(machine.pool())).isPresent();
    verdicts.need(
        "other-host",
        newPool || !to.id().equals(machine.host()),
        () -> Problem.error("migrate.same-host", machine.id(), machine.name(), to.name()));
    DatacentreId here = datacentre(facts.inventory().host(machine.host()), facts);
    verdicts.need(
        "same-datacentre",
        here.equals(datacentre(to, facts)),
        () -> Problem.error("migrate.other-datacentre", machine.id(), machine.name(), to.name()));
    pool(migrate.pool(), to, facts, verdicts);
    target(machine, to, facts, verdicts);
  }

  private static void target(Machine machine, Host to, Facts facts, Verdicts verdicts) {
    if (to.id().equals(machine.host())) {
      return;
    }
    if (machine.isOn()) {
      Room.on(machine, to, facts, verdicts);
    } else {
      verdicts.note("host-usable", HostRules.unusable(to, facts));
      verdicts.note("storage-reachable", StorageRules.unreachable(machine, to, facts));
    }
  }

  private static void pool(Optional<ResourcePoolId> id, Host to, Facts facts, Verdicts verdicts) {
    id.map(p -> facts.inventory().pools().get(p.value()))
        .ifPresent(
            pool ->
                verdicts.need(
                    "pool-there",
                    Room.belongs(pool, to),
                    () -> Problem.error("pool.not-there", pool.id(), pool.name(), to.name())));
  }

  /** The cluster that chooses the host: the one of the pool asked for, else the machine's own. */
  public static Optional<ClusterId> chosenCluster(
      MachineOperation.Migrate migrate, Machine machine, Facts facts) {
    if (migrate.pool().isPresent()) {
      ResourcePool pool = facts.inventory().pools().get(migrate.pool().get().value());
      return pool.owner() instanceof ClusterId cluster ? Optional.of(cluster) : Optional.empty();
    }
    return facts.clusterOf(machine.host());
  }

  /** Whether the machine is in that cluster already. */
  public static boolean sameCluster(Machine machine, ClusterId cluster, Facts facts) {
    return facts.clusterOf(machine.host()).equals(Optional.of(cluster));
  }

  static DatacentreId datacentre(Host host, Facts facts) {
    return facts.inventory().folders().get(host.folder().value()).datacentre();
  }

  static void storage(MachineOperation.MigrateStorage move, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, move.target()) || !verdicts.exists(facts, move.datastore())) {
      return;
    }
    Machine machine = facts.inventory().machine(move.target());
    verdicts.free(facts, machine.id());
    MachineRules.managed(machine, facts, verdicts);
    verdicts.need(
        "not-suspended",
        machine.power() != PowerState.SUSPENDED,
        () -> Problem.error("machine.is-suspended", machine.id(), machine.name()));
    verdicts.need(
        "other-datastore",
        moves(machine, move),
        () ->
            Problem.error(
                "migrate.same-datastore",
                machine.id(),
                machine.name(),
                facts.name(move.datastore())));
    MachineRules.noClones(machine, facts.machines(machine.id()), verdicts);
    StorageRules.reachableHere(machine, facts, verdicts);
    Host host = facts.inventory().host(machine.host());
    verdicts.need(
        "target-reachable",
        host.reaches(move.datastore()),
        () ->
            Problem.of(
                Severity.ERROR,
                "storage.unreachable",
                List.of(host.id(), move.datastore()),
                host.name(),
                facts.name(move.datastore())));
    if (verdicts.passing()) {
      StorageRules.room(move.datastore(), bytesToMove(machine, move), facts, verdicts);
    }
  }

  private static boolean moves(Machine machine, MachineOperation.MigrateStorage move) {
    return machine.hardware().disks().stream()
        .anyMatch(disk -> !disk.datastore().equals(move.datastore()));
  }

  /** Bytes a storage migration writes to its target. */
  public static long bytesToMove(Machine machine, MachineOperation.MigrateStorage move) {
    long disks =
        machine.hardware().disks().stream()
            .filter(disk -> !disk.datastore().equals(move.datastore()))
            .mapToLong(disk -> disk.onDatastore().value())
            .sum();
    boolean home = Space.home(machine).filter(move.datastore()::equals).isPresent();
    return disks + (home ? 0 : Space.images(machine));
  }

  /** The host a migration without a host asked for goes to now. */
  public static Optional<HostId> choose(
      MachineOperation.Migrate migrate, Machine machine, Facts facts) {
    if (migrate.host().isPresent()) {
      return migrate.host();
    }
    return chosenCluster(migrate, machine, facts)
        .flatMap(
            cluster ->
                migrate.pool().isPresent() && sameCluster(machine, cluster, facts)
                    ? Optional.of(machine.host())
                    : Room.best(machine, cluster, Optional.of(machine.host()), facts)
                        .map(Host::id));
  }
}
