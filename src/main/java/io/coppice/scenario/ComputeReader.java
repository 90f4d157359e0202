package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what machines run on: clusters, hosts, pools. */
final class ComputeReader {
  private static final int MOST_HOSTS = SiteLimits.HOSTS;
  private static final int MOST_CLUSTERS = SiteLimits.CLUSTERS;

  private final InventoryDraft draft;
  private final ClusterPolicyReader policies;
  private final AwaitedUplinks uplinks;
  private final List<Silent> silent = new ArrayList<>();
  private final List<StartOrder> startOrders = new ArrayList<>();

  ComputeReader(InventoryDraft draft) {
    this.draft = draft;
    this.policies = new ClusterPolicyReader(draft);
    this.uplinks = new AwaitedUplinks(draft);
  }

  /** A host that is said not to respond. */
  private record Silent(HostId host, ScenarioObject section) {}

  /**
   * Links adapters to switches of the hosts' own, which are read after the hosts. Only then is
   * known by which links a host is managed: one that is said not to respond, although such a link
   * of its is up, is an error.
   */
  void settleUplinks() {
    uplinks.settle();
    silence();
  }

  /** Reads what of clusters names hosts and machines. */
  void settlePolicies() {
    policies.settle();
  }

  void cluster(ScenarioObject section) {
    FolderId folder = draft.folder(Folder.Contents.HOSTS, section);
    boolean ha = section.flag("ha", true);
    boolean drs = section.flag("drs", true);
    Optional<ScenarioObject> haPolicy = section.section("haPolicy");
    Optional<ScenarioObject> drsPolicy = section.section("drsPolicy");
    List<ScenarioObject> hosts = section.sections("hosts");
    List<ScenarioObject> pools = section.sections("pools");
    boolean copied = section.has("count") || section.has("from");
    int from = section.number("from", 0, 1_000_000, 1);
    InventoryDraft.each(
        section,
        draft.inventory.clusters(),
        MOST_CLUSTERS,
        (name, index) -> {
          ClusterId id = new ClusterId(draft.inventory.clusters().size());
          String handle = section.handle(name);
          ResourcePoolId root = pool(name, id, Optional.empty(), Optional.empty());
          draft.inventory.clusters().add(new Cluster(id, name, folder, root, ha, drs));
          policies.note(id, haPolicy, drsPolicy);
          draft.name(draft.clusters, name, folder, id, section);
          draft.refer(draft.pools, handle, root, section);
          pools.forEach(pool -> pool(pool, handle, id, root));
          Copy copy = new Copy(id, copied, index, index + from);
          hosts.forEach(host -> host(host, Optional.of(copy)));
        });
    section.end();
  }

  /**
   * One of the clusters a rule makes.
   *
   * @param numbered whether its hosts are numbered on through all copies
   * @param number what stands for {@code #} in the names of datastores
   */
  private record Copy(ClusterId cluster, boolean numbered, int index, int number) {}

  private void pool(ScenarioObject section, String above, ComputeId owner, ResourcePoolId parent) {
    String name = section.name("name");
    ResourcePoolId id = pool(name, owner, Optional.of(parent), Optional.of(section));
    String handle = section.handle(above + '/' + name);
    draft.name(draft.pools, name, handle, parent, id, section);
    section.sections("pools").forEach(child -> pool(child, handle, owner, id));
    section.end();
  }

  private ResourcePoolId pool(
      String name,
      ComputeId owner,
      Optional<ResourcePoolId> parent,
      Optional<ScenarioObject> section) {
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
    section
        .filter(s -> s.has("startOrder"))
        .ifPresent(s -> startOrders.add(new StartOrder(id, s.texts("startOrder"), s)));
    return id;
  }

  /** Machines of a vApp by name, which are read after it. */
  private record StartOrder(ResourcePoolId pool, List<String> machines, ScenarioObject section) {}

  /** Puts machines of vApps into the order that was given; those it leaves out have no turn. */
  void orderVApps() {
    for (StartOrder given : startOrders) {
      if (given.section().errors().any()) {
        // What was not read cannot be referred to, and saying so would hide the real faults.
        return;
      }
      ResourcePool pool = draft.inventory.pools().get(given.pool().value());
      if (pool.vapp().isEmpty()) {
        given
            .section()
            .errors()
            .expected(given.section().where("startOrder"), "\"vapp\": true", "[...]");
        continue;
      }
      Set<MachineId> order = new LinkedHashSet<>();
      for (String name : given.machines()) {
        draft
            .find(draft.machines, name, given.section(), "startOrder")
            .filter(id -> draft.inventory.machine(id).pool().equals(pool.id()))
            .ifPresent(order::add);
      }
      draft
          .inventory
          .pools()
          .set(pool.id().value(), pool.withVApp(new ResourcePool.VApp(List.copyOf(order))));
    }
  }

  /** Shares, reservation and limit; a limit below the reservation is a fault. */
  static Allocation allocation(ScenarioObject section, Allocation otherwise) {
    int shares = section.number("shares", 1, Integer.MAX_VALUE, otherwise.shares());
    int reservation = section.number("reservation", 0, Integer.MAX_VALUE, 0);
    int limit = section.number("limit", 0, Integer.MAX_VALUE, Allocation.UNLIMITED);
    boolean expandable = section.flag("expandable", true);
    if (limit < reservation) {
      section.errors().expected(section.where("limit"), ">= " + reservation, limit);
      limit = reservation;
    }
    section.end();
    return new Allocation(shares, reservation, limit, expandable);
  }

  /** Hosts that are in no cluster. */
  void standalone(ScenarioObject section) {
    host(section, Optional.empty());
  }

  private void host(ScenarioObject section, Optional<Copy> in) {
    FolderId folder = draft.folder(Folder.Contents.HOSTS, section);
    List<AwaitedUplinks.OfAdapter> awaited = new ArrayList<>();
    Host.HostHardware hardware = draft.share(hardware(section, awaited));
    String version = section.text("version", "8.0.3");
    Host.State state = section.one("state", Host.State.class, Host.State.CONNECTED);
    boolean maintenance = section.flag("maintenance", false);
    List<Host.Mount> mounts = draft.share(mounts(section, in));
    Set<Tag> tags = draft.share(tags(section));
    String notes = section.text("notes", "");
    List<ScenarioObject> pools = in.isPresent() ? List.of() : section.sections("pools");
    int before = in.map(Copy::index).orElse(0) * section.number("count", 1, MOST_HOSTS, 1);
    int from = section.number("from", 0, 1_000_000, 1);
    InventoryDraft.each(
        section,
        draft.inventory.hosts(),
        MOST_HOSTS,
        (given, i) -> {
          String name =
              in.filter(Copy::numbered).isPresent()
                  ? InventoryDraft.numbered(section.name("name"), before + i + from)
                  : given;
          String handle = section.handle(name);
          HostId id = new HostId(draft.inventory.hosts().size());
          ResourcePoolId root =
              in.map(c -> draft.inventory.clusters().get(c.cluster().value()).rootPool())
                  .orElseGet(() -> pool(name, id, Optional.empty(), Optional.empty()));
          draft
              .inventory
              .hosts()
              .add(
                  new Host(
                      id,
                      name,
                      in.map(Copy::cluster),
                      folder,
                      root,
                      hardware,
                      version,
                      state,
                      maintenance,
                      mounts,
                      tags,
                      notes));
          uplinks.note(id, awaited);
          if (state == Host.State.NOT_RESPONDING) {
            silent.add(new Silent(id, section));
          }
          draft.name(
              draft.hosts, name, in.<EntityId>map(Copy::cluster).orElse(folder), id, section);
          if (in.isEmpty()) {
            draft.refer(draft.pools, handle, root, section);
            pools.forEach(pool -> pool(pool, handle, id, root));
          }
        });
    section.end();
  }

  /**
   * What it mounts, and which paths are cut. In the copies of a cluster {@code #} in a datastore's
   * name is the number of the cluster.
   */
  private List<Host.Mount> mounts(ScenarioObject section, Optional<Copy> in) {
    List<String> names =
        section.texts("datastores").stream()
            .map(
                name ->
                    in.filter(Copy::numbered)
                        .map(c -> InventoryDraft.numbered(name, c.number()))
                        .orElse(name))
            .toList();
    List<DatastoreId> mounted = draft.all(draft.datastores, names, section, "datastores");
    List<DatastoreId> cut =
        draft.all(draft.datastores, section.texts("cutPaths"), section, "cutPaths");
    List<DatastoreId> gone =
        draft.all(draft.datastores, section.texts("lostDevices"), section, "lostDevices");
    within(mounted, cut, section, "cutPaths");
    within(mounted, gone, section, "lostDevices");
    return mounted.stream()
        .map(id -> new Host.Mount(id, !cut.contains(id) && !gone.contains(id), gone.contains(id)))
        .toList();
  }

  private static void within(
      List<DatastoreId> mounted, List<DatastoreId> said, ScenarioObject section, String member) {
    if (!mounted.containsAll(said)) {
      section.errors().expected(section.where(member), "\"datastores\"", section.texts(member));
    }
  }

  /** A host does not respond only if it cannot be managed; one that crashed is powered off. */
  private void silence() {
    for (Silent each : silent) {
      if (HostLinks.isManaged(draft.inventory.hosts().get(each.host().value()))) {
        ScenarioObject section = each.section();
        section
            .errors()
            .expected(
                section.where("state"),
                "\"nics\": [{\"up\": false}]",
                '"' + Host.State.NOT_RESPONDING.name() + '"');
      }
    }
  }

  private Host.HostHardware hardware(
      ScenarioObject section, List<AwaitedUplinks.OfAdapter> awaited) {
    int idle = section.number("idlePower", 0, SiteLimits.HOST_POWER, 150);
    int full = section.number("maxPower", 0, SiteLimits.HOST_POWER, Math.max(idle, 450));
    if (full < idle) {
      section.errors().expected(section.where("maxPower"), ">= " + idle, full);
      full = idle;
    }
    return new Host.HostHardware(
        section.text("model", "Generic server"),
        section.number("sockets", 1, SiteLimits.HOST_SOCKETS),
        section.number("cores", 1, SiteLimits.HOST_CORES),
        new Megahertz(section.number("mhz", SiteLimits.LEAST_MEGAHERTZ, SiteLimits.MEGAHERTZ)),
        section.size("memory", null, SiteLimits.LEAST_HOST_MEMORY, SiteLimits.HOST_MEMORY),
        nics(section, awaited),
        hbas(section),
        idle,
        full);
  }

  /** Those linked to a switch that is not read yet are so far linked to none. */
  private List<Host.PhysicalNic> nics(
      ScenarioObject section, List<AwaitedUplinks.OfAdapter> awaited) {
    List<Host.PhysicalNic> nics = new ArrayList<>();
    for (ScenarioObject nic : section.sections("nics", SiteLimits.HOST_ADAPTERS)) {
      String on = nic.text("switch", "");
      Optional<SwitchId> uplink = Optional.ofNullable(draft.switches.get(on));
      if (uplink.isEmpty() && !on.isEmpty()) {
        awaited.add(new AwaitedUplinks.OfAdapter(nics.size(), on, nic));
      }
      nics.add(
          new Host.PhysicalNic(
              nic.name("name"),
              nic.number("megabits", 1, SiteLimits.MEGABITS, 10_000),
              nic.flag("up", true),
              uplink));
      nic.end();
    }
    return nics;
  }

  private static List<Host.Hba> hbas(ScenarioObject section) {
    List<Host.Hba> hbas = new ArrayList<>();
    for (ScenarioObject hba : section.sections("hbas", SiteLimits.HOST_ADAPTERS)) {
      hbas.add(
          new Host.Hba(
              hba.name("name"),
              hba.text("protocol", "FC"),
              hba.number("megabits", 1, SiteLimits.MEGABITS, 32_000)));
      hba.end();
    }
    return hbas;
  }

  static Set<Tag> tags(ScenarioObject section) {
    Set<Tag> tags = new HashSet<>();
    for (String text : section.texts("tags", SiteLimits.TAGS, SiteLimits.TAG)) {
      Optional<Tag> tag = tag(text);
      tag.ifPresent(tags::add);
      if (tag.isEmpty()) {
        section.errors().expected(section.where("tags"), "\"category:name\"", '"' + text + '"');
      }
    }
    return tags;
  }

  private static Optional<Tag> tag(String text) {
    try {
      return Optional.of(Tag.parse(text)).filter(Tag::isSound);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
