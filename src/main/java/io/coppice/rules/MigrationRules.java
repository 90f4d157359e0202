package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Rules of moving machines between hosts and datastores (vCenter Server and Host Management,
 * "Virtual machine conditions and limitations for vMotion").
 */
public final class MigrationRules {
  private MigrationRules() {}

  static void migrate(
      MachineOperation.Migrate migrate, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, migrate.target())
        || (migrate.host().isPresent() && !verdicts.exists(index, migrate.host().get()))
        || (migrate.pool().isPresent() && !verdicts.exists(index, migrate.pool().get()))) {
      return;
    }
    Machine machine = index.inventory().machine(migrate.target());
    verdicts.free(index, machine.id());
    if (!isLeftBehind(machine, index)) {
      MachineRules.managed(machine, index, verdicts);
    }
    if (machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
    }
    Optional<ClusterId> cluster = chosenCluster(migrate, machine, index);
    if (migrate.host().isEmpty()) {
      if (cluster.isEmpty()) {
        verdicts.note(
            "cluster-chooses",
            Optional.of(Problem.error("migrate.no-cluster", machine.id(), machine.name())));
      } else if (sameCluster(machine, cluster.get(), index)
          && migrate.pool().isPresent()
          && !migrate.pool().get().equals(machine.pool())) {
        verdicts.need("host-fits", true, () -> null);
        admitted(migrate, machine, index.inventory().host(machine.host()), index, verdicts);
      } else {
        Optional<Host> best =
            HostAdmission.anyHost(
                machine, cluster.get(), Optional.of(machine.host()), index, verdicts);
        if (verdicts.passing()) {
          best.ifPresent(to -> admitted(migrate, machine, to, index, verdicts));
        }
      }
      return;
    }
    Host to = index.inventory().host(migrate.host().get());
    boolean newPool = migrate.pool().filter(pool -> !pool.equals(machine.pool())).isPresent();
    verdicts.need(
        "other-host",
        newPool || !to.id().equals(machine.host()),
        () -> Problem.error("migrate.same-host", machine.id(), machine.name(), to.name()));
    DatacentreId here = datacentre(index.inventory().host(machine.host()), index);
    verdicts.need(
        "same-datacentre",
        here.equals(datacentre(to, index)),
        () -> Problem.error("migrate.other-datacentre", machine.id(), machine.name(), to.name()));
    pool(migrate.pool(), to, index, verdicts);
    target(machine, to, index, verdicts);
    if (verdicts.passing()) {
      admitted(migrate, machine, to, index, verdicts);
    }
  }

  /**
   * Whether the machine is off on a host that is dead: its files are not, and another host that
   * reaches them can take it up as it is.
   */
  private static boolean isLeftBehind(Machine machine, SiteIndex index) {
    Host.State state = index.inventory().host(machine.host()).state();
    return machine.power() == PowerState.POWERED_OFF
        && (state == Host.State.NOT_RESPONDING || state == Host.State.POWERED_OFF);
  }

  /** The pool asked for; else its own if it comes along; else the top pool over there. */
  public static ResourcePoolId poolThere(
      MachineOperation.Migrate migrate, Machine machine, Host from, Host to) {
    return migrate
        .pool()
        .orElse(from.rootPool().equals(to.rootPool()) ? machine.pool() : to.rootPool());
  }

  /** What runs must find in its new pool and cluster what it would be powered on with there. */
  private static void admitted(
      MachineOperation.Migrate migrate,
      Machine machine,
      Host to,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (!machine.isOn()) {
      return;
    }
    Host from = index.inventory().host(machine.host());
    ResourcePoolId pool = poolThere(migrate, machine, from, to);
    if (!pool.equals(machine.pool())) {
      PoolAdmission.check(
          pool, Optional.of(machine), Reserved.by(machine.placement()), index, verdicts);
    }
    if (!from.cluster().equals(to.cluster())) {
      HostAdmission.admission(machine, to, index, verdicts);
    }
  }

  private static void target(Machine machine, Host to, SiteIndex index, VerdictCollector verdicts) {
    if (to.id().equals(machine.host())) {
      return;
    }
    if (machine.isOn()) {
      HostAdmission.on(machine, to, index, verdicts);
    } else {
      verdicts.note("host-usable", HostConditions.unusable(to, index));
      verdicts.note("storage-reachable", HostConditions.unreachable(machine, to, index));
    }
  }

  private static void pool(
      Optional<ResourcePoolId> id, Host to, SiteIndex index, VerdictCollector verdicts) {
    id.map(p -> index.inventory().pools().get(p.value()))
        .ifPresent(
            pool ->
                verdicts.need(
                    "pool-there",
                    HostAdmission.belongs(pool, to),
                    () -> Problem.error("pool.not-there", pool.id(), pool.name(), to.name())));
  }

  /** The cluster that chooses the host: the one of the pool asked for, else the machine's own. */
  public static Optional<ClusterId> chosenCluster(
      MachineOperation.Migrate migrate, Machine machine, SiteIndex index) {
    if (migrate.pool().isPresent()) {
      ResourcePool pool = index.inventory().pools().get(migrate.pool().get().value());
      return pool.owner() instanceof ClusterId cluster ? Optional.of(cluster) : Optional.empty();
    }
    return index.clusterOf(machine.host());
  }

  /** Whether the machine is in that cluster already. */
  public static boolean sameCluster(Machine machine, ClusterId cluster, SiteIndex index) {
    return index.clusterOf(machine.host()).equals(Optional.of(cluster));
  }

  static DatacentreId datacentre(Host host, SiteIndex index) {
    return index.inventory().folders().get(host.folder().value()).datacentre();
  }

  static void storage(
      MachineOperation.MigrateStorage move, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, move.target()) || !verdicts.exists(index, move.datastore())) {
      return;
    }
    Machine machine = index.inventory().machine(move.target());
    verdicts.free(index, machine.id());
    MachineRules.managed(machine, index, verdicts);
    verdicts.need(
        "not-suspended",
        machine.power() != PowerState.SUSPENDED,
        () -> Problem.error("machine.is-suspended", machine.id(), machine.name()));
    otherDatastore(machine, move, index, verdicts);
    MachineRules.noClones(machine, index.machines(machine.id()), verdicts);
    StorageRules.reachableHere(machine, index, verdicts);
    Host host = index.inventory().host(machine.host());
    verdicts.need(
        "target-reachable",
        host.reaches(move.datastore()),
        () ->
            Problem.of(
                Severity.ERROR,
                "storage.unreachable",
                List.of(host.id(), move.datastore()),
                host.name(),
                index.name(move.datastore())));
    if (verdicts.passing()) {
      StorageRules.room(move.datastore(), bytesToMove(machine, move), index, verdicts);
    }
  }

  /** To another host and another datastore at once: each side reaches its own storage. */
  static void relocate(
      MachineOperation.Relocate relocate, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, relocate.target())
        || !verdicts.exists(index, relocate.host())
        || !verdicts.exists(index, relocate.datastore())) {
      return;
    }
    Machine machine = index.inventory().machine(relocate.target());
    Host to = index.inventory().host(relocate.host());
    verdicts.free(index, machine.id());
    MachineRules.managed(machine, index, verdicts);
    verdicts.need(
        "not-suspended",
        machine.power() != PowerState.SUSPENDED,
        () -> Problem.error("machine.is-suspended", machine.id(), machine.name()));
    if (machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
    }
    verdicts.need(
        "other-host",
        !to.id().equals(machine.host()),
        () -> Problem.error("migrate.same-host", machine.id(), machine.name(), to.name()));
    verdicts.need(
        "same-datacentre",
        datacentre(index.inventory().host(machine.host()), index).equals(datacentre(to, index)),
        () -> Problem.error("migrate.other-datacentre", machine.id(), machine.name(), to.name()));
    otherDatastore(machine, relocate.toDatastore(), index, verdicts);
    MachineRules.noClones(machine, index.machines(machine.id()), verdicts);
    StorageRules.reachableHere(machine, index, verdicts);
    target(moved(machine, relocate.datastore()), to, index, verdicts);
    if (verdicts.passing()) {
      admitted(relocate.toHost(), machine, to, index, verdicts);
      StorageRules.room(
          relocate.datastore(), bytesToMove(machine, relocate.toDatastore()), index, verdicts);
    }
  }

  private static void otherDatastore(
      Machine machine,
      MachineOperation.MigrateStorage move,
      SiteIndex index,
      VerdictCollector verdicts) {
    verdicts.need(
        "other-datastore",
        moves(machine, move),
        () ->
            Problem.error(
                "migrate.same-datastore",
                machine.id(),
                machine.name(),
                index.name(move.datastore())));
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
    long kept =
        MachineStorage.onlyOfSnapshots(machine).stream()
            .filter(disk -> !disk.datastore().equals(move.datastore()))
            .mapToLong(disk -> disk.onDatastore().value())
            .sum();
    long deltas =
        MachineStorage.places(machine).stream()
            .filter(on -> !on.equals(move.datastore()))
            .mapToLong(on -> MachineStorage.deltas(machine, on))
            .sum();
    boolean home = MachineStorage.home(machine).filter(move.datastore()::equals).isPresent();
    return disks + kept + deltas + (home ? 0 : MachineStorage.images(machine));
  }

  /** The machine with all its files on another datastore. */
  public static Machine moved(Machine machine, DatastoreId to) {
    SnapshotTree tree = machine.snapshots();
    List<SnapshotTree.Node> nodes =
        tree.nodes().stream()
            .map(node -> node.withHardware(node.hardware().withDisks(moved(node.hardware(), to))))
            .toList();
    return machine
        .withHardware(machine.hardware().withDisks(moved(machine.hardware(), to)))
        .withSnapshots(tree.with(nodes, tree.current()));
  }

  private static List<VirtualDisk> moved(MachineHardware hardware, DatastoreId to) {
    return hardware.disks().stream().map(disk -> disk.withDatastore(to)).toList();
  }

  /** The host a migration without a host asked for goes to now. */
  public static Optional<HostId> choose(
      MachineOperation.Migrate migrate, Machine machine, PlacementPolicy policy, SiteIndex index) {
    if (migrate.host().isPresent()) {
      return migrate.host();
    }
    return chosenCluster(migrate, machine, index)
        .flatMap(
            cluster ->
                migrate.pool().isPresent() && sameCluster(machine, cluster, index)
                    ? Optional.of(machine.host())
                    : policy
                        .best(machine, cluster, Optional.of(machine.host()), index)
                        .map(Host::id));
  }
}
