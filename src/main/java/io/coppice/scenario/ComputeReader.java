package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads everything that machines need: datastores, networks, clusters, hosts, pools. */
final class ComputeReader {
  private static final int MOST_HOSTS = 10_000;
  private static final int MOST_DATASTORES = 5_000;

  private final Draft draft;

  ComputeReader(Draft draft) {
    this.draft = draft;
  }

  void datastore(Section section) {
    FolderId folder = draft.folder(Folder.Contents.STORAGE, section.text("folder", ""));
    Datastore.Type type = section.one("type", Datastore.Type.class, Datastore.Type.VMFS);
    Bytes capacity = section.size("capacity", null);
    int megabits = section.number("megabits", 1, 10_000_000, 16_000);
    Bytes filler = section.size("filler", Bytes.ZERO);
    Draft.each(
        section,
        MOST_DATASTORES,
        (name, _) -> {
          DatastoreId id = new DatastoreId(draft.inventory.datastores().size());
          draft
              .inventory
              .datastores()
              .add(new Datastore(id, name, folder, type, capacity, megabits, filler));
          draft.name(draft.datastores, name, id, section);
        });
    section.end();
  }

  void network(Section section) {
    String name = section.name("name");
    int mtu = section.number("mtu", 1280, 9216, 1500);
    FolderId folder = draft.folder(Folder.Contents.NETWORKS, section.text("folder", ""));
    String host = section.text("host", "");
    Optional<HostId> of =
        host.isEmpty() ? Optional.empty() : draft.find(draft.hosts, host, section, "host");
    SwitchId id = new SwitchId(draft.inventory.switches().size());
    draft.inventory.switches().add(new NetworkSwitch(id, name, folder, of, mtu));
    draft.name(draft.switches, name, id, section);
    for (Section group : section.sections("portGroups")) {
      int vlan = group.number("vlan", 0, 4095, 0);
      int step = group.number("vlanStep", 0, 100, 0);
      Draft.each(
          group,
          4000,
          (groupName, i) -> {
            PortGroupId groupId = new PortGroupId(draft.inventory.portGroups().size());
            draft
                .inventory
                .portGroups()
                .add(
                    new PortGroup(groupId, groupName, folder, id, Math.min(4094, vlan + i * step)));
            draft.name(draft.portGroups, groupName, groupId, group);
          });
      group.end();
    }
    section.end();
  }

  void cluster(Section section) {
    FolderId folder = draft.folder(Folder.Contents.HOSTS, section.text("folder", ""));
    boolean ha = section.flag("ha", true);
    boolean drs = section.flag("drs", true);
    List<Section> hosts = section.sections("hosts");
    List<Section> pools = section.sections("pools");
    Draft.each(
        section,
        1_000,
        (name, index) -> {
          ClusterId id = new ClusterId(draft.inventory.clusters().size());
          ResourcePoolId root = pool(name, id, Optional.empty(), Optional.empty());
          draft.inventory.clusters().add(new Cluster(id, name, folder, root, ha, drs));
          draft.name(draft.clusters, name, id, section);
          draft.name(draft.pools, name, root, section);
          for (Section pool : pools) {
            pool(pool, name, id, root);
          }
          for (Section host : hosts) {
            host(host, Optional.of(id), index, index + section.number("from", 0, 1_000_000, 1));
          }
        });
    section.end();
  }

  private void pool(Section section, String path, ComputeId owner, ResourcePoolId parent) {
    String name = section.name("name");
    ResourcePoolId id = pool(name, owner, Optional.of(parent), Optional.of(section));
    String full = path + '/' + name;
    draft.name(draft.pools, full, id, section);
    for (Section child : section.sections("pools")) {
      pool(child, full, owner, id);
    }
    section.end();
  }

  private ResourcePoolId pool(
      String name, ComputeId owner, Optional<ResourcePoolId> parent, Optional<Section> section) {
    ResourcePoolId id = new ResourcePoolId(draft.inventory.pools().size());
    Allocation cpu =
        section
            .flatMap(s -> s.section("cpu"))
            .map(s -> allocation(s, Allocation.normalPoolCpu()))
            .orElse(Allocation.normalPoolCpu());
    Allocation memory =
        section
            .flatMap(s -> s.section("memory"))
            .map(s -> allocation(s, Allocation.normalPoolMemory()))
            .orElse(Allocation.normalPoolMemory());
    Optional<ResourcePool.VApp> vapp =
        section.filter(s -> s.flag("vapp", false)).map(_ -> new ResourcePool.VApp(List.of()));
    draft.inventory.pools().add(new ResourcePool(id, name, owner, parent, cpu, memory, vapp));
    return id;
  }

  /** Shares, reservation and limit; a limit below the reservation is a fault. */
  static Allocation allocation(Section section, Allocation otherwise) {
    int shares = section.number("shares", 1, Integer.MAX_VALUE, otherwise.shares());
    int reservation = section.number("reservation", 0, Integer.MAX_VALUE - 1, 0);
    int limit = section.number("limit", 0, Integer.MAX_VALUE, Allocation.UNLIMITED);
    boolean expandable = section.flag("expandable", true);
    if (limit < reservation) {
      section.faults().expected(section.where("limit"), ">= " + reservation, limit);
      limit = reservation;
    }
    section.end();
    return new Allocation(shares, reservation, limit, expandable);
  }

  void standalone(Section section) {
    host(section, Optional.empty(), 0, 1);
  }

  private void host(
      Section section, Optional<ClusterId> cluster, int clusterIndex, int clusterNumber) {
    FolderId folder = draft.folder(Folder.Contents.HOSTS, section.text("folder", ""));
    Host.HostHardware hardware = draft.share(hardware(section));
    String version = section.text("version", "8.0.3");
    boolean maintenance = section.flag("maintenance", false);
    List<Host.Mount> mounts =
        draft.share(
            draft
                .all(draft.datastores, mountPatterns(section, clusterNumber), section, "datastores")
                .stream()
                .map(id -> new Host.Mount(id, true))
                .toList());
    Set<Tag> tags = draft.share(tags(section));
    String notes = section.text("notes", "");
    int base = clusterIndex * section.number("count", 1, MOST_HOSTS, 1);
    Draft.each(
        section,
        MOST_HOSTS,
        (pattern, i) -> {
          String name =
              cluster.isPresent() && clusterIndex > 0
                  ? Draft.numbered(
                      section.name("name"), base + i + section.number("from", 0, 1_000_000, 1))
                  : pattern;
          HostId id = new HostId(draft.inventory.hosts().size());
          ResourcePoolId root =
              cluster
                  .map(c -> draft.inventory.clusters().get(c.value()).rootPool())
                  .orElseGet(() -> pool(name, id, Optional.empty(), Optional.empty()));
          draft
              .inventory
              .hosts()
              .add(
                  new Host(
                      id,
                      name,
                      cluster,
                      folder,
                      root,
                      hardware,
                      version,
                      Host.State.CONNECTED,
                      maintenance,
                      mounts,
                      tags,
                      notes));
          draft.name(draft.hosts, name, id, section);
          if (cluster.isEmpty()) {
            draft.name(draft.pools, name, root, section);
          }
        });
    section.end();
  }

  /** In the copies of a cluster {@code #} in a datastore's name is the number of the cluster. */
  private static List<String> mountPatterns(Section section, int clusterNumber) {
    return section.texts("datastores").stream().map(p -> Draft.numbered(p, clusterNumber)).toList();
  }

  private Host.HostHardware hardware(Section section) {
    int idle = section.number("idlePower", 0, 100_000, 150);
    int full = section.number("maxPower", 0, 100_000, Math.max(idle, 450));
    if (full < idle) {
      section.faults().expected(section.where("maxPower"), ">= " + idle, full);
      full = idle;
    }
    return new Host.HostHardware(
        section.text("model", "Generic server"),
        section.number("sockets", 1, 64),
        section.number("cores", 1, 256),
        new Megahertz(section.number("mhz", 100, 10_000)),
        section.size("memory", null),
        nics(section),
        hbas(section),
        idle,
        full);
  }

  private List<Host.PhysicalNic> nics(Section section) {
    List<Host.PhysicalNic> nics = new ArrayList<>();
    for (Section nic : section.sections("nics")) {
      String on = nic.text("switch", "");
      Optional<SwitchId> uplink =
          on.isEmpty() ? Optional.empty() : draft.find(draft.switches, on, nic, "switch");
      nics.add(
          new Host.PhysicalNic(
              nic.name("name"),
              nic.number("megabits", 1, 1_000_000, 10_000),
              nic.flag("up", true),
              uplink));
      nic.end();
    }
    return nics;
  }

  private static List<Host.Hba> hbas(Section section) {
    List<Host.Hba> hbas = new ArrayList<>();
    for (Section hba : section.sections("hbas")) {
      hbas.add(
          new Host.Hba(
              hba.name("name"),
              hba.text("protocol", "FC"),
              hba.number("megabits", 1, 1_000_000, 32_000)));
      hba.end();
    }
    return hbas;
  }

  static Set<Tag> tags(Section section) {
    Set<Tag> tags = new HashSet<>();
    for (String text : section.texts("tags")) {
      try {
        tags.add(Tag.parse(text));
      } catch (IllegalArgumentException e) {
        section.faults().expected(section.where("tags"), "\"category:name\"", '"' + text + '"');
      }
    }
    return tags;
  }
}
