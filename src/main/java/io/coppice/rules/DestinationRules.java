package io.coppice.rules;

import io.coppice.backend.MachineOperation.Destination;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.Placement;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.rules.placement.Registration;
import java.util.List;
import java.util.Optional;

/** Where a new machine goes. */
public final class DestinationRules {
  private DestinationRules() {}

  /**
   * The host a new machine is registered on: the one asked for, the pool's own, or the best of the
   * cluster.
   */
  public static Optional<Host> host(
      Destination to, List<PortGroupId> nics, PlacementPolicy policy, SiteIndex index) {
    if (to.host().isPresent()) {
      return Optional.ofNullable(index.inventory().host(to.host().get()));
    }
    ResourcePool pool = index.inventory().pools().get(to.pool().value());
    return switch (pool.owner()) {
      case HostId host -> Optional.ofNullable(index.inventory().host(host));
      case ClusterId cluster ->
          policy
              .registering()
              .best(new Registration(to.datastore(), nics), index.hosts(cluster), index);
    };
  }

  /** Notes the rules of a destination. */
  static void check(
      Destination to,
      String name,
      List<PortGroupId> nics,
      SiteIndex index,
      VerdictCollector verdicts) {
    boolean there =
        verdicts.exists(index, to.folder())
            && verdicts.exists(index, to.pool())
            && verdicts.exists(index, to.datastore());
    for (PortGroupId group : nics) {
      there = there && verdicts.exists(index, group);
    }
    if (to.host().isPresent()) {
      there = there && verdicts.exists(index, to.host().get());
    }
    if (!there) {
      return;
    }
    Folder folder = index.inventory().folders().get(to.folder().value());
    verdicts.need(
        "place-sort",
        folder.contents() == Folder.Contents.MACHINES,
        () -> Problem.error("place.wrong-sort", folder.id(), name, folder.name()));
    NameRules.check(
        name,
        io.coppice.model.EntityId.Kind.MACHINE,
        to.folder(),
        Optional.empty(),
        index,
        verdicts);
    ResourcePool pool = index.inventory().pools().get(to.pool().value());
    Optional<Host> host = host(to, nics, verdicts.policy(), index);
    if (host.isEmpty()) {
      noHost(pool, to, nics, name, index, verdicts);
      return;
    }
    verdicts.need(
        "pool-there",
        HostAdmission.belongs(pool, host.get()),
        () ->
            Problem.of(
                Severity.ERROR,
                "pool.not-there",
                List.of(pool.id(), host.get().id()),
                pool.name(),
                host.get().name()));
    Registration made = new Registration(to.datastore(), nics);
    verdicts.note("host-fits", verdicts.policy().registering().obstacle(made, host.get(), index));
  }

  private static void noHost(
      ResourcePool pool,
      Destination to,
      List<PortGroupId> nics,
      String name,
      SiteIndex index,
      VerdictCollector verdicts) {
    verdicts.note(
        "cluster-has-host",
        Optional.of(
            Problem.error("cluster.no-host", pool.owner(), index.name(pool.owner()), name)));
    if (pool.owner() instanceof ClusterId cluster) {
      Registration made = new Registration(to.datastore(), nics);
      Placement<Registration> registering = verdicts.policy().registering();
      index
          .hosts(cluster)
          .forEach(host -> verdicts.note("host-fits", registering.obstacle(made, host, index)));
    }
  }

  /** Notes whether what is written at once fits, and warns when thin disks could outgrow it. */
  static void space(
      DatastoreId id, long atOnce, long provisioned, SiteIndex index, VerdictCollector verdicts) {
    if (StorageRules.room(id, atOnce, index, verdicts)) {
      Datastore datastore = index.inventory().datastore(id);
      verdicts.need(
          "thin-fits",
          provisioned <= index.freeSpace(id),
          () -> Problem.warning("datastore.thin-may-outgrow", id, datastore.name()));
    }
  }
}
