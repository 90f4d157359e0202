package io.coppice.ui.inventory.forms;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.site.Containment;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The places of an inventory one can choose, by their paths. Pure. */
public final class PlaceChoices {
  private static final String STEP = " / ";
  private static final Comparator<ObjectChoice> ORDER =
      Comparator.comparing(choice -> choice.text().toLowerCase(Locale.ROOT));

  private PlaceChoices() {}

  /** Folders for one sort of object, the root folders under their datacentre's name. */
  public static List<ObjectChoice> folders(Inventory in, Folder.Contents contents) {
    List<ObjectChoice> found = new ArrayList<>();
    in.folders()
        .forEach(
            folder -> {
              if (folder.contents() == contents) {
                found.add(new ObjectChoice(folder.id(), path(in, folder.id())));
              }
            });
    return sorted(found);
  }

  /** The names from the datacentre down to the folder; the root folder itself has no name there. */
  public static String path(Inventory in, FolderId id) {
    Folder folder = in.folders().get(id.value());
    return folder
        .parent()
        .map(parent -> path(in, parent) + STEP + folder.name())
        .orElseGet(() -> in.datacentres().get(folder.datacentre().value()).name());
  }

  /** Pools and vApps that are shown, under their owners. */
  public static List<ObjectChoice> pools(Inventory in) {
    List<ObjectChoice> found = new ArrayList<>();
    in.pools().forEach(pool -> found.add(new ObjectChoice(pool.id(), path(in, pool))));
    return sorted(found);
  }

  /** The names from the owner down to the pool; the root pool is called like its owner. */
  public static String path(Inventory in, ResourcePool pool) {
    return pool.parent()
        .map(parent -> path(in, in.pools().get(parent.value())) + STEP + pool.name())
        .orElseGet(() -> in.find(pool.owner()).map(Entity::name).orElse(pool.name()));
  }

  /** Clusters and folders of hosts. */
  public static List<ObjectChoice> hostPlaces(Inventory in) {
    List<ObjectChoice> found = new ArrayList<>(folders(in, Folder.Contents.HOSTS));
    in.clusters()
        .forEach(
            cluster ->
                found.add(
                    new ObjectChoice(
                        cluster.id(), path(in, cluster.folder()) + STEP + cluster.name())));
    return sorted(found);
  }

  public static List<ObjectChoice> datastores(Inventory in, DatacentreId datacentre) {
    List<ObjectChoice> found = new ArrayList<>();
    for (Datastore datastore : datastoresOf(in, datacentre)) {
      found.add(new ObjectChoice(datastore.id(), datastore.name()));
    }
    return sorted(found);
  }

  static List<Datastore> datastoresOf(Inventory in, DatacentreId datacentre) {
    List<Datastore> found = new ArrayList<>();
    in.datastores()
        .forEach(
            datastore -> {
              if (datacentre(in, datastore.folder()).equals(datacentre)) {
                found.add(datastore);
              }
            });
    return found;
  }

  /** Port groups with the switch they are on. */
  public static List<ObjectChoice> portGroups(Inventory in, DatacentreId datacentre) {
    List<ObjectChoice> found = new ArrayList<>();
    for (int row = 0; row < in.portGroups().size(); row++) {
      PortGroup group = in.portGroups().get(row);
      if (group != null && datacentre(in, group.folder()).equals(datacentre)) {
        NetworkSwitch on = in.switches().get(group.onSwitch().value());
        String host = on.host().map(id -> STEP + in.host(id).name()).orElse("");
        found.add(new ObjectChoice(group.id(), group.name() + " (" + on.name() + host + ")"));
      }
    }
    return sorted(found);
  }

  /**
   * The port group to begin with for a machine that runs at a place: the first that one of the
   * place's hosts has; empty where none has any.
   */
  public static Optional<PortGroupId> firstPortGroup(
      List<ObjectChoice> groups, Inventory in, EntityId place) {
    List<Host> hosts = hostsAt(in, place);
    return groups.stream()
        .map(choice -> (PortGroupId) choice.id())
        .filter(
            group -> {
              NetworkSwitch on =
                  in.switches().get(in.portGroups().get(group.value()).onSwitch().value());
              return hosts.stream().anyMatch(host -> isOn(on, host));
            })
        .findFirst();
  }

  private static boolean isOn(NetworkSwitch on, Host host) {
    return on.host().equals(Optional.of(host.id()))
        || host.hardware().nics().stream()
            .anyMatch(nic -> nic.uplinkOf().equals(Optional.of(on.id())));
  }

  /** The hosts of a cluster, a host or a pool; all of the datacentre of anything else. */
  private static List<Host> hostsAt(Inventory in, EntityId place) {
    EntityId owner =
        in.find(place).orElse(null) instanceof ResourcePool pool ? pool.owner() : place;
    List<Host> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              boolean here =
                  switch (owner) {
                    case HostId id -> host.id().equals(id);
                    case ClusterId id -> host.cluster().equals(Optional.of(id));
                    default ->
                        datacentre(in, owner)
                            .filter(it -> it.id().equals(datacentre(in, host.folder())))
                            .isPresent();
                  };
              if (here) {
                found.add(host);
              }
            });
    return found;
  }

  private static List<ObjectChoice> sorted(List<ObjectChoice> choices) {
    choices.sort(ORDER);
    return List.copyOf(choices);
  }

  public static DatacentreId datacentre(Inventory in, FolderId folder) {
    return in.folders().get(folder.value()).datacentre();
  }

  /** The datacentre an object lies in; empty if it is gone. */
  public static Optional<Datacentre> datacentre(Inventory in, EntityId id) {
    Optional<Entity> at = in.find(id);
    while (at.isPresent() && !(at.get() instanceof Datacentre)) {
      at = Containment.parents(at.get()).stream().findFirst().flatMap(in::find);
    }
    return at.map(Datacentre.class::cast);
  }

  /** The host of a pool that belongs to a host alone. */
  static Optional<HostId> loneHost(Inventory in, ResourcePoolId pool) {
    ResourcePool found = in.pools().get(pool.value());
    return found != null && found.owner() instanceof HostId host
        ? Optional.of(host)
        : Optional.empty();
  }

  /** The cluster a machine runs in. */
  public static Optional<ClusterId> clusterOf(Inventory in, MachineId machine) {
    return in.host(in.machine(machine).host()).cluster();
  }
}
