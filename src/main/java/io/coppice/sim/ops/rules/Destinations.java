package io.coppice.sim.ops.rules;

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
import io.coppice.sim.ops.facts.Facts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a new machine goes. */
public final class Destinations {
  private Destinations() {}

  /**
   * The host a new machine is registered on: the one asked for, the pool's own, or the one of the
   * cluster with the fewest machines that reaches the datastore and the networks.
   */
  public static Optional<Host> host(Destination to, List<PortGroupId> nics, Facts facts) {
    if (to.host().isPresent()) {
      return Optional.ofNullable(facts.inventory().host(to.host().get()));
    }
    ResourcePool pool = facts.inventory().pools().get(to.pool().value());
    return switch (pool.owner()) {
      case HostId host -> Optional.ofNullable(facts.inventory().host(host));
      case ClusterId cluster ->
          facts.hosts(cluster).stream()
              .filter(host -> obstacle(host, to.datastore(), nics, facts).isEmpty())
              .min(
                  Comparator.comparingInt(
                          (Host host) ->
                              facts.held(host.id(), io.coppice.model.EntityId.Kind.MACHINE).size())
                      .thenComparingInt(host -> host.id().value()));
    };
  }

  private static Optional<Problem> obstacle(
      Host host, DatastoreId datastore, List<PortGroupId> nics, Facts facts) {
    Optional<Problem> usable = HostRules.unusable(host, facts);
    if (usable.isPresent()) {
      return usable;
    }
    if (!host.reaches(datastore)) {
      return Optional.of(StorageRules.unreachable(datastore, host, facts));
    }
    return nics.stream()
        .filter(group -> facts.portGroupOn(group, host).isEmpty())
        .findFirst()
        .map(group -> Room.noNetwork(group, host, facts));
  }

  /** Notes the rules of a destination. */
  static void check(
      Destination to, String name, List<PortGroupId> nics, Facts facts, Verdicts verdicts) {
    boolean there =
        verdicts.exists(facts, to.folder())
            && verdicts.exists(facts, to.pool())
            && verdicts.exists(facts, to.datastore());
    for (PortGroupId group : nics) {
      there = there && verdicts.exists(facts, group);
    }
    if (to.host().isPresent()) {
      there = there && verdicts.exists(facts, to.host().get());
    }
    if (!there) {
      return;
    }
    Folder folder = facts.inventory().folders().get(to.folder().value());
    verdicts.need(
        "place-sort",
        folder.contents() == Folder.Contents.MACHINES,
        () -> Problem.error("place.wrong-sort", folder.id(), name, folder.name()));
    Names.check(
        name,
        io.coppice.model.EntityId.Kind.MACHINE,
        to.folder(),
        Optional.empty(),
        facts,
        verdicts);
    ResourcePool pool = facts.inventory().pools().get(to.pool().value());
    Optional<Host> host = host(to, nics, facts);
    if (host.isEmpty()) {
      noHost(pool, to, nics, name, facts, verdicts);
      return;
    }
    verdicts.need(
        "pool-there",
        Room.belongs(pool, host.get()),
        () ->
            Problem.of(
                Severity.ERROR,
                "pool.not-there",
                List.of(pool.id(), host.get().id()),
                pool.name(),
                host.get().name()));
    verdicts.note("host-fits", obstacle(host.get(), to.datastore(), nics, facts));
  }

  private static void noHost(
      ResourcePool pool,
      Destination to,
      List<PortGroupId> nics,
      String name,
      Facts facts,
      Verdicts verdicts) {
    verdicts.note(
        "cluster-has-host",
        Optional.of(
            Problem.error("cluster.no-host", pool.owner(), facts.name(pool.owner()), name)));
    if (pool.owner() instanceof ClusterId cluster) {
      facts
          .hosts(cluster)
          .forEach(host -> verdicts.note("host-fits", obstacle(host, to.datastore(), nics, facts)));
    }
  }

  /** Notes whether what is written at once fits, and warns when thin disks could outgrow it. */
  static void space(DatastoreId id, long atOnce, long provisioned, Facts facts, Verdicts verdicts) {
    if (StorageRules.room(id, atOnce, facts, verdicts)) {
      Datastore datastore = facts.inventory().datastore(id);
      verdicts.need(
          "thin-fits",
          provisioned <= facts.freeSpace(id),
          () -> Problem.warning("datastore.thin-may-outgrow", id, datastore.name()));
    }
  }
}
