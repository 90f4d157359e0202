package io.coppice.ui.inventory.forms;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where objects can go, and what going there asks for. Pure. */
public final class MoveTargets {
  private MoveTargets() {}

  /**
   * Something to go to.
   *
   * @param place what it stands under
   * @param free unused bytes of memory of a host or cluster, or of a datastore
   * @param whole all of its bytes; 0 where none are its own, as for a pool
   * @param cpuFree unused MHz of a host or cluster
   * @param cpu all of its MHz; 0 of anything else
   */
  public record Target(
      EntityId id, String name, String place, long free, long whole, long cpuFree, long cpu) {
    Target(EntityId id, String name, String place, long free, long whole) {
      this(id, name, place, free, whole, 0, 0);
    }
  }

  /**
   * What dropping or sending an object there asks for: a machine migrates to a cluster, host, pool
   * or datastore, and moves to a folder; a host moves to a cluster or folder, a folder, pool or
   * datastore to one of its sort. Empty where it makes no sense for these kinds.
   */
  public static Optional<Operation> to(Inventory in, EntityId what, EntityId to) {
    if (what.equals(to)) {
      return Optional.empty();
    }
    if (what instanceof MachineId machine) {
      return in.machine(machine) == null ? Optional.empty() : machine(in, machine, to);
    }
    boolean fits =
        switch (what) {
          case HostId _ -> to instanceof ClusterId || to instanceof FolderId;
          case FolderId _ -> to instanceof FolderId;
          case ResourcePoolId _ -> to instanceof ResourcePoolId;
          case DatastoreId _ -> to instanceof FolderId;
          default -> false;
        };
    return fits ? Optional.of(new InventoryOperation.Move(what, to)) : Optional.empty();
  }

  private static Optional<Operation> machine(Inventory in, MachineId machine, EntityId to) {
    return Optional.ofNullable(
        switch (to) {
          case HostId host ->
              new MachineOperation.Migrate(machine, Optional.of(host), Optional.empty());
          case ClusterId cluster ->
              new MachineOperation.Migrate(
                  machine,
                  Optional.empty(),
                  PlaceChoices.clusterOf(in, machine).equals(Optional.of(cluster))
                      ? Optional.empty()
                      : Optional.of(in.clusters().get(cluster.value()).rootPool()));
          case ResourcePoolId pool ->
              new MachineOperation.Migrate(
                  machine, PlaceChoices.loneHost(in, pool), Optional.of(pool));
          case DatastoreId datastore -> new MachineOperation.MigrateStorage(machine, datastore);
          case FolderId folder -> new InventoryOperation.Move(machine, folder);
          default -> null;
        });
  }

  /** Where a new machine goes when this is chosen for its processors and memory. */
  public static MachineOperation.Destination destination(
      Inventory in, FolderId folder, EntityId compute, DatastoreId datastore) {
    return switch (compute) {
      case HostId id ->
          new MachineOperation.Destination(
              folder, in.host(id).rootPool(), Optional.of(id), datastore);
      case ClusterId id ->
          new MachineOperation.Destination(
              folder, in.clusters().get(id.value()).rootPool(), Optional.empty(), datastore);
      case ResourcePoolId id ->
          new MachineOperation.Destination(folder, id, PlaceChoices.loneHost(in, id), datastore);
      default -> throw new IllegalArgumentException("runs no machines: " + compute);
    };
  }

  /** Clusters, each followed by its pools and hosts, then hosts in no cluster. */
  public static List<Target> compute(Snapshot on, DatacentreId datacentre) {
    Inventory in = on.inventory();
    List<Target> targets = new ArrayList<>();
    in.clusters()
        .forEach(
            cluster -> {
              if (PlaceChoices.datacentre(in, cluster.folder()).equals(datacentre)) {
                long whole = 0;
                long free = 0;
                long cpu = 0;
                long cpuFree = 0;
                for (Host host : hosts(in, Optional.of(cluster.id()))) {
                  whole += host.hardware().memory().value();
                  free += freeMemory(on, host);
                  cpu += host.hardware().capacity().value();
                  cpuFree += freeCpu(on, host);
                }
                targets.add(
                    new Target(
                        cluster.id(),
                        cluster.name(),
                        PlaceChoices.path(in, cluster.folder()),
                        free,
                        whole,
                        cpuFree,
                        cpu));
              }
            });
    in.pools()
        .forEach(
            pool -> {
              if (!pool.isRoot() && isIn(in, pool, datacentre)) {
                targets.add(new Target(pool.id(), pool.name(), above(in, pool), 0, 0));
              }
            });
    in.hosts()
        .forEach(
            host -> {
              if (PlaceChoices.datacentre(in, host.folder()).equals(datacentre)) {
                String place =
                    host.cluster()
                        .map(id -> in.clusters().get(id.value()).name())
                        .orElseGet(() -> PlaceChoices.path(in, host.folder()));
                targets.add(
                    new Target(
                        host.id(),
                        host.name(),
                        place,
                        freeMemory(on, host),
                        host.hardware().memory().value(),
                        freeCpu(on, host),
                        host.hardware().capacity().value()));
              }
            });
    targets.sort(
        Comparator.<Target>comparingInt(target -> rank(target.id()))
            .thenComparing(target -> target.name().toLowerCase(Locale.ROOT)));
    return List.copyOf(targets);
  }

  private static int rank(EntityId id) {
    return switch (id) {
      case ClusterId _ -> 0;
      case ResourcePoolId _ -> 1;
      default -> 2;
    };
  }

  private static String above(Inventory in, ResourcePool pool) {
    return PlaceChoices.path(in, in.pools().get(pool.parent().orElseThrow().value()));
  }

  private static boolean isIn(Inventory in, ResourcePool pool, DatacentreId datacentre) {
    return PlaceChoices.datacentre(in, pool.id())
        .filter(d -> d.id().equals(datacentre))
        .isPresent();
  }

  private static List<Host> hosts(Inventory in, Optional<ClusterId> cluster) {
    List<Host> hosts = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (host.cluster().equals(cluster)) {
                hosts.add(host);
              }
            });
    return hosts;
  }

  private static long freeMemory(Snapshot on, Host host) {
    long granted = on.figures().get(host.id(), Metric.MEMORY_GRANTED) * Bytes.MIB;
    return Math.max(0, host.hardware().memory().value() - granted);
  }

  private static long freeCpu(Snapshot on, Host host) {
    long used = on.figures().get(host.id(), Metric.CPU_USED);
    return Math.max(0, host.hardware().capacity().value() - used);
  }

  /** The hosts alone, which a machine can go to together with its disks. */
  public static List<Target> hosts(Snapshot on, DatacentreId datacentre) {
    return compute(on, datacentre).stream()
        .filter(target -> target.id() instanceof HostId)
        .toList();
  }

  /** Datastores with their free space. */
  public static List<Target> storage(Snapshot on, DatacentreId datacentre) {
    Inventory in = on.inventory();
    return PlaceChoices.datastoresOf(in, datacentre).stream()
        .map(
            datastore ->
                new Target(
                    datastore.id(),
                    datastore.name(),
                    datastore.type().name(),
                    free(on, datastore),
                    datastore.capacity().value()))
        .sorted(Comparator.comparing(target -> target.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Datastore clusters, with the free space of all of each, and then single datastores. */
  public static List<Target> storageOrCluster(Snapshot on, DatacentreId datacentre) {
    Inventory in = on.inventory();
    List<Target> targets = new ArrayList<>();
    in.folders()
        .forEach(
            folder -> {
              if (folder.cluster().isPresent() && folder.datacentre().equals(datacentre)) {
                long free = 0;
                long whole = 0;
                for (Datastore datastore : PlaceChoices.datastoresOf(in, datacentre)) {
                  if (datastore.folder().equals(folder.id())) {
                    free += free(on, datastore);
                    whole += datastore.capacity().value();
                  }
                }
                String place = folder.parent().map(up -> PlaceChoices.path(in, up)).orElse("");
                targets.add(new Target(folder.id(), folder.name(), place, free, whole));
              }
            });
    targets.sort(Comparator.comparing(target -> target.name().toLowerCase(Locale.ROOT)));
    targets.addAll(storage(on, datacentre));
    return List.copyOf(targets);
  }

  /**
   * What going to a host and a datastore at once asks for. Where one is not chosen yet it is one
   * that fits the other: the freest datastore that the host mounts, or the first host that mounts
   * the datastore.
   */
  public static Optional<Operation> together(
      Snapshot on, Machine machine, Optional<EntityId> host, Optional<EntityId> datastore) {
    Inventory in = on.inventory();
    Optional<HostId> to =
        host.map(id -> (HostId) id).or(() -> datastore.flatMap(id -> mounting(in, machine, id)));
    Optional<DatastoreId> lies =
        datastore
            .map(id -> (DatastoreId) id)
            .or(() -> to.flatMap(id -> freest(on, machine, in.host(id))));
    return to.flatMap(id -> lies.map(its -> new MachineOperation.Relocate(machine.id(), id, its)));
  }

  private static Optional<HostId> mounting(Inventory in, Machine machine, EntityId datastore) {
    List<HostId> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (host.isUsable()
                  && !host.id().equals(machine.host())
                  && host.reaches((DatastoreId) datastore)) {
                found.add(host.id());
              }
            });
    return found.stream().findFirst();
  }

  private static Optional<DatastoreId> freest(Snapshot on, Machine machine, Host host) {
    return host.datastores().stream()
        .filter(Host.Mount::pathUp)
        .map(Host.Mount::datastore)
        .filter(
            id ->
                machine.hardware().disks().stream().anyMatch(disk -> !disk.datastore().equals(id)))
        .max(Comparator.comparingLong(id -> free(on, on.inventory().datastore(id))));
  }

  private static long free(Snapshot on, Datastore datastore) {
    return Math.max(
        0,
        datastore.capacity().value()
            - on.figures().get(datastore.id(), Metric.SPACE_USED) * Bytes.MIB);
  }

  /** The names of objects that still exist. */
  public static String name(Inventory in, EntityId id) {
    return in.find(id).map(Entity::name).orElse(id.token());
  }
}
