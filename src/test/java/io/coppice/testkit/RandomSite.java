package io.coppice.testkit;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.Megahertz;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Folder.Contents;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A small site of everything a site may hold, by chance from a seed: names that mean something to
 * the scenario format, the same name in several places, rows that are gone.
 */
public final class RandomSite {
  private static final List<String> NAMES =
      List.of(
          "web",
          "Web #1",
          "a/b",
          "100 %",
          "50%2f",
          "*",
          "db-*",
          "“Größe”",
          "\"q\" \\ {}",
          "vm-1",
          "host-0",
          "x'",
          "日本",
          "C1",
          "C1/pool",
          "##");

  private final Random random;
  private final Inventory all = Inventory.empty();
  private final DatacentreId datacentre = new DatacentreId(0);
  private final List<List<FolderId>> folders = new ArrayList<>();
  private final List<DatastoreId> stores = new ArrayList<>();
  private final List<PortGroupId> groups = new ArrayList<>();
  private final List<HostId> hosts = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private RandomSite(long seed) {
    this.random = new Random(seed);
  }

  public static Blueprint of(long seed) {
    RandomSite site = new RandomSite(seed);
    site.fill();
    SimTime start = SimTime.of(Instant.parse("2026-03-02T08:00:00.000017Z"));
    return new Blueprint("random", "Random " + seed, "By chance", start, seed, site.all.freeze());
  }

  private void fill() {
    for (Contents contents : Contents.values()) {
      FolderId root = new FolderId(all.folders().size());
      all.folders().add(new Folder(root, contents.name(), contents, datacentre, Optional.empty()));
      folders.add(new ArrayList<>(List.of(root)));
    }
    all.datacentres().add(new Datacentre(datacentre, "Centre", top(0), top(1), top(2), top(3)));
    for (int i = random.nextInt(12); i > 0; i--) {
      Contents contents = any(List.of(Contents.values()));
      FolderId parent = folder(contents);
      FolderId id = new FolderId(all.folders().size());
      String name = name("folder" + parent);
      all.folders().add(new Folder(id, name, contents, datacentre, Optional.of(parent)));
      folders.get(contents.ordinal()).add(id);
    }
    times(1, 4, this::datastore);
    times(1, 3, this::network);
    for (int i = random.nextInt(3); i > 0; i--) {
      cluster();
    }
    times(hosts.isEmpty() ? 1 : 0, 3, () -> host(Optional.empty()));
    times(0, 2, this::hostSwitch);
    times(0, 14, this::machine);
    policies();
  }

  private void times(int least, int most, Runnable make) {
    for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
      make.run();
    }
  }

  private FolderId top(int contents) {
    return folders.get(contents).getFirst();
  }

  private FolderId folder(Contents contents) {
    return any(folders.get(contents.ordinal()));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A name that is free in a place. */
  private String name(String place) {
    String name = any(NAMES);
    while (!taken.add((place + '\n' + name).toLowerCase(Locale.ROOT))) {
      name += random.nextInt(10);
    }
    return name;
  }

  private void datastore() {
    FolderId folder = folder(Contents.STORAGE);
    DatastoreId id = new DatastoreId(all.datastores().size());
    all.datastores()
        .add(
            new Datastore(
                id,
                name("store" + folder),
                folder,
                any(List.of(Datastore.Type.values())),
                Bytes.ofGiB(10_000L + random.nextInt(1000)),
                1 + random.nextInt(40_000),
                new Bytes(random.nextInt(Integer.MAX_VALUE))));
    stores.add(id);
  }

  private void network() {
    network(Optional.empty(), "switch");
  }

  private void hostSwitch() {
    HostId host = any(hosts);
    network(Optional.of(host), "switch" + host);
  }

  private void network(Optional<HostId> host, String place) {
    FolderId folder = folder(Contents.NETWORKS);
    SwitchId id = new SwitchId(all.switches().size());
    String beside = host.isPresent() ? place : place + folder;
    all.switches()
        .add(
            new NetworkSwitch(
                id,
                name(beside),
                folder,
                host,
                1280 + random.nextInt(7000),
                host.isPresent() ? 1 : 1 + id.value() * 37 % 2000,
                host.isPresent()
                    ? UplinkPolicy.FLOW_HASH
                    : UplinkPolicy.values()[id.value() % UplinkPolicy.values().length]));
    times(
        0,
        3,
        () -> {
          PortGroupId group = new PortGroupId(all.portGroups().size());
          FolderId in = random.nextInt(3) == 0 ? folder(Contents.NETWORKS) : folder;
          PortPolicy policy = host.isPresent() ? PortPolicy.NONE : RandomPolicy.of(group.value());
          boolean trunk = policy.privateVlan().isEmpty() && random.nextInt(8) == 0;
          all.portGroups()
              .add(
                  new PortGroup(
                      group,
                      name("group" + id),
                      in,
                      id,
                      trunk ? PortGroup.TRUNK : random.nextInt(1000),
                      policy));
          groups.add(group);
        });
  }

  private void cluster() {
    FolderId folder = folder(Contents.HOSTS);
    ClusterId id = new ClusterId(all.clusters().size());
    ResourcePoolId root = pool(id, Optional.empty());
    all.clusters()
        .add(new Cluster(id, name("compute" + folder), folder, root, random.nextBoolean(), true));
    times(1, 3, () -> host(Optional.of(id)));
    times(0, 3, () -> pool(id, Optional.of(below(id))));
  }

  /** A pool of the cluster or host, however deep. */
  private ResourcePoolId below(ComputeId owner) {
    List<ResourcePoolId> found = new ArrayList<>();
    all.pools()
        .forEach(
            pool -> {
              if (pool.owner().equals(owner)) {
                found.add(pool.id());
              }
            });
    return any(found);
  }

  private ResourcePoolId pool(ComputeId owner, Optional<ResourcePoolId> parent) {
    ResourcePoolId id = new ResourcePoolId(all.pools().size());
    boolean root = parent.isEmpty();
    all.pools()
        .add(
            new ResourcePool(
                id,
                root ? "Resources" : name("pool" + parent),
                owner,
                parent,
                root ? Allocation.normalPoolCpu() : allocation(),
                root ? Allocation.normalPoolMemory() : allocation(),
                !root && random.nextBoolean()
                    ? Optional.of(new ResourcePool.VApp(List.of()))
                    : Optional.empty()));
    return id;
  }

  private Allocation allocation() {
    return allocation(Integer.MAX_VALUE);
  }

  private Allocation allocation(long most) {
    int reservation = (int) Math.min(most, random.nextInt(1000));
    int limit = random.nextBoolean() ? Allocation.UNLIMITED : reservation + random.nextInt(1000);
    return new Allocation(1 + random.nextInt(9000), reservation, limit, random.nextBoolean());
  }

  private void host(Optional<ClusterId> cluster) {
    FolderId folder = cluster.isPresent() ? top(0) : folder(Contents.HOSTS);
    HostId id = new HostId(all.hosts().size());
    ResourcePoolId root =
        cluster
            .map(c -> all.pools().get(below(c).value()))
            .map(pool -> pool.parent().isEmpty() ? pool.id() : rootOf(pool))
            .orElseGet(() -> pool(id, Optional.empty()));
    List<Host.PhysicalNic> nics = new ArrayList<>();
    times(
        0,
        2,
        () ->
            nics.add(
                new Host.PhysicalNic(
                    "vmnic" + nics.size(),
                    1 + random.nextInt(25_000),
                    random.nextInt(4) > 0,
                    random.nextBoolean()
                        ? Optional.of(new SwitchId(random.nextInt(all.switches().size())))
                        : Optional.empty())));
    Host.State state = any(List.of(Host.State.values()));
    int idle = random.nextInt(300);
    Host made =
        new Host(
            id,
            name(cluster.map(c -> "in" + c).orElse("compute" + folder)),
            cluster,
            folder,
            root,
            new Host.HostHardware(
                any(NAMES),
                1 + random.nextInt(4),
                1 + random.nextInt(32),
                new Megahertz(1000 + random.nextInt(3000)),
                Bytes.ofMiB(1024 + random.nextInt(1 << 20)),
                nics,
                List.of(new Host.Hba("vmhba0", "iSCSI", 10_000)),
                idle,
                idle + random.nextInt(500)),
            "8.0." + random.nextInt(4),
            state,
            random.nextInt(4) == 0,
            stores.stream().map(s -> new Host.Mount(s, random.nextInt(4) > 0)).toList(),
            tags(),
            any(NAMES));
    all.hosts()
        .add(
            state == Host.State.NOT_RESPONDING && HostLinks.isManaged(made)
                ? made.withState(Host.State.CONNECTED)
                : made);
    hosts.add(id);
    if (cluster.isEmpty()) {
      times(0, 2, () -> pool(id, Optional.of(below(id))));
    }
  }

  private void policies() {
    for (int row = 0; row < all.clusters().size(); row++) {
      Cluster cluster = all.clusters().get(row);
      Set<HostId> own = new HashSet<>();
      all.hosts()
          .forEach(
              host -> {
                if (host.cluster().equals(Optional.of(cluster.id())) && random.nextBoolean()) {
                  own.add(host.id());
                }
              });
      List<MachineId> machines = new ArrayList<>();
      all.machines().forEach(machine -> machines.add(machine.id()));
      List<AffinityRule> rules = new ArrayList<>();
      times(
          0,
          2,
          () ->
              rules.add(
                  new AffinityRule(
                      any(NAMES) + rules.size(),
                      any(List.of(AffinityRule.Kind.values())),
                      machines,
                      own)));
      if (random.nextBoolean()) {
        all.clusters()
            .set(
                row,
                cluster
                    .withHa(
                        new HaPolicy(
                            any(List.of(HaPolicy.Admission.values())),
                            1 + random.nextInt(3),
                            random.nextInt(101),
                            random.nextInt(101),
                            own,
                            any(List.of(HaPolicy.StorageLoss.values())),
                            any(List.of(HaPolicy.Isolation.values()))))
                    .withDrs(
                        new DrsPolicy(
                            any(List.of(DrsPolicy.Automation.values())),
                            1 + random.nextInt(5),
                            rules)));
      }
    }
  }

  private ResourcePoolId rootOf(ResourcePool pool) {
    return pool.parent().map(up -> rootOf(all.pools().get(up.value()))).orElse(pool.id());
  }

  private Set<Tag> tags() {
    Set<Tag> tags = new HashSet<>();
    times(0, 2, () -> tags.add(new Tag("category", any(NAMES) + ":x")));
    return tags;
  }

  private void machine() {
    if (random.nextInt(6) == 0) {
      // A row of which the object is gone.
      all.machines().set(all.machines().add(filler()), null);
      return;
    }
    Host host = all.host(any(hosts));
    MachineId id = new MachineId(all.machines().size());
    FolderId folder = folder(Contents.MACHINES);
    String name = name("machine" + folder);
    ComputeId owner = host.cluster().<ComputeId>map(c -> c).orElse(host.id());
    ResourcePool pool = all.pools().get(below(owner).value());
    MachineHardware hardware = hardware();
    PowerState power =
        host.state() == Host.State.POWERED_OFF
            ? PowerState.POWERED_OFF
            : any(List.of(PowerState.values()));
    Machine.Tools tools = any(List.of(Machine.Tools.values()));
    boolean stopped = tools == Machine.Tools.RUNNING && power == PowerState.POWERED_OFF;
    all.machines()
        .add(
            new Machine(
                id,
                name,
                folder,
                pool.id(),
                host.id(),
                hardware,
                new Machine.Guest(
                    any(NAMES),
                    random.nextBoolean() ? name : any(NAMES),
                    any(List.of(Workload.values())),
                    stopped ? Machine.Tools.NOT_RUNNING : tools,
                    Optional.empty(),
                    random.nextInt(4) == 0
                        ? Optional.of(random.nextInt(100_000))
                        : Optional.empty()),
                power,
                random.nextInt(5) == 0,
                snapshots(hardware),
                new Machine.Placement(
                    allocation(),
                    allocation(hardware.memory().mib()),
                    any(List.of(Machine.RestartPriority.values()))),
                new Machine.About(tags(), "Notes\n\"of\" " + any(NAMES)),
                linked(),
                Optional.empty()));
    pool.vapp()
        .ifPresent(
            vapp -> {
              List<MachineId> order = new ArrayList<>(vapp.startOrder());
              order.add(random.nextInt(order.size() + 1), id);
              all.pools().set(pool.id().value(), pool.withVApp(new ResourcePool.VApp(order)));
            });
  }

  private Machine filler() {
    return new Machine(
        new MachineId(all.machines().size()),
        "gone",
        top(1),
        new ResourcePoolId(0),
        hosts.getFirst(),
        hardware(),
        new Machine.Guest("", "", Workload.IDLE, Machine.Tools.RUNNING),
        PowerState.POWERED_OFF,
        false,
        SnapshotTree.EMPTY,
        new Machine.Placement(allocation(), allocation(), Machine.RestartPriority.LOW),
        Machine.About.NOTHING,
        Optional.empty(),
        Optional.empty());
  }

  private MachineHardware hardware() {
    List<VirtualDisk> disks = new ArrayList<>();
    times(
        0,
        3,
        () -> {
          Bytes capacity = Bytes.ofMiB(1 + random.nextInt(100_000));
          boolean thick = random.nextBoolean();
          disks.add(
              new VirtualDisk(
                  disks.size() * 2 + random.nextInt(2),
                  capacity,
                  thick ? VirtualDisk.Provisioning.THICK : VirtualDisk.Provisioning.THIN,
                  any(stores),
                  thick ? capacity : new Bytes(random.nextLong(capacity.value() + 1))));
        });
    List<VirtualNic> nics = new ArrayList<>();
    times(
        0,
        groups.isEmpty() ? 0 : 3,
        () ->
            nics.add(
                new VirtualNic(
                    nics.size() * 3,
                    new MacAddress(0x0050_5680_0000L + random.nextInt(256)),
                    any(groups),
                    random.nextBoolean(),
                    IpAddress.parse(any(List.of("", "10.1.2.3", "fe80::1"))).orElseThrow())));
    return new MachineHardware(
            1 + random.nextInt(16),
            Bytes.ofMiB(4 + random.nextInt(100_000)),
            disks,
            nics,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean())
        .withBoot(boot(disks));
  }

  private BootSettings boot(List<VirtualDisk> disks) {
    if (random.nextInt(3) > 0) {
      return BootSettings.STANDARD;
    }
    Optional<BootSettings.DiscImage> disc =
        disks.isEmpty() || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new BootSettings.DiscImage(
                    disks.getFirst().datastore(), "iso/\u00fc \ud83d\ude00.ISO"));
    return new BootSettings(
        any(List.of(BootSettings.Firmware.values())),
        random.nextBoolean()
            ? List.of(BootSettings.Device.CD)
            : List.of(BootSettings.Device.NETWORK, BootSettings.Device.DISK),
        disc);
  }

  private SnapshotTree snapshots(MachineHardware present) {
    List<SnapshotTree.Node> nodes = new ArrayList<>();
    times(
        0,
        4,
        () -> {
          int key = nodes.isEmpty() ? random.nextInt(3) : nodes.getLast().key() + 1;
          int parent = nodes.isEmpty() || random.nextInt(4) == 0 ? -1 : any(nodes).key();
          SnapshotTree.Node node =
              new SnapshotTree.Node(
                      key,
                      parent,
                      any(NAMES),
                      any(NAMES),
                      new SimTime(1_700_000_000_000_000L + random.nextInt()),
                      random.nextBoolean(),
                      random.nextBoolean(),
                      any(List.of(PowerState.values())),
                      new Bytes(random.nextInt(Integer.MAX_VALUE)),
                      random.nextBoolean() ? present : hardware())
                  .withBy(random.nextBoolean() ? "" : any(NAMES));
          for (VirtualDisk disk : node.hardware().disks()) {
            if (random.nextBoolean()) {
              node = node.with(disk.key(), random.nextInt(1 << 30), random.nextInt(1 << 20));
            }
          }
          nodes.add(node);
        });
    boolean none = nodes.isEmpty() || random.nextInt(5) == 0;
    return new SnapshotTree(nodes, none ? -1 : any(nodes).key());
  }

  private Optional<Machine.LinkedTo> linked() {
    List<Machine> parents = new ArrayList<>();
    all.machines()
        .forEach(
            machine -> {
              if (!machine.snapshots().isEmpty()) {
                parents.add(machine);
              }
            });
    if (parents.isEmpty() || random.nextInt(3) > 0) {
      return Optional.empty();
    }
    Machine parent = any(parents);
    int depth = 1 + parent.linked().map(Machine.LinkedTo::depth).orElse(0);
    return Optional.of(
        new Machine.LinkedTo(parent.id(), any(parent.snapshots().nodes()).key(), depth));
  }
}
