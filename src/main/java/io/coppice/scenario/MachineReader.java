package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads machines: each by itself, or many by a rule with sizes by weight. */
final class MachineReader {
  private static final int MOST = 200_000;

  private final Draft draft;
  private final SimTime start;
  private final Map<ResourcePoolId, List<HostId>> hostsOfPool = new HashMap<>();
  private final Map<ResourcePoolId, Integer> nextHost = new HashMap<>();

  MachineReader(Draft draft, SimTime start) {
    this.draft = draft;
    this.start = start;
    draft
        .inventory
        .hosts()
        .forEach(
            host ->
                hostsOfPool
                    .computeIfAbsent(host.rootPool(), _ -> new ArrayList<>())
                    .add(host.id()));
  }

  /** One size a rule may choose. */
  private record Size(
      int weight, int vcpus, Bytes memory, List<DiskRule> disks, Workload workload, String guest) {}

  private record DiskRule(Bytes capacity, VirtualDisk.Provisioning provisioning, int usedPercent) {}

  void read(Section section) {
    FolderId folder = draft.folder(Folder.Contents.MACHINES, section.text("folder", ""));
    List<ResourcePoolId> pools = draft.all(draft.pools, section.texts("pools"), section, "pools");
    List<DatastoreId> stores =
        draft.all(draft.datastores, section.texts("datastores"), section, "datastores");
    List<PortGroupId> networks =
        draft.all(draft.portGroups, section.texts("networks"), section, "networks");
    String hostName = section.text("host", "");
    Optional<HostId> host =
        hostName.isEmpty() ? Optional.empty() : draft.find(draft.hosts, hostName, section, "host");
    List<Size> sizes = sizes(section);
    Common common = new Common(section);
    int onPercent = section.number("onPercent", 0, 100, 100);
    String linked = section.text("linkedTo", "");
    Optional<MachineId> parent =
        linked.isEmpty()
            ? Optional.empty()
            : draft.find(draft.machines, linked, section, "linkedTo");
    List<Section> snapshots = section.sections("snapshots");
    if (pools.isEmpty() && !section.faults().any()) {
      section.faults().add("scenario.missing", section.where(), "pools", "[\"...\"]");
    }
    if (section.faults().any()) {
      section.text("name", "");
      section.number("count", 1, MOST, 1);
      section.number("from", 0, 1_000_000, 1);
      snapshots.forEach(s -> snapshot(s, 0, -1, null, new ArrayList<>()));
      section.end();
      return;
    }
    Draft.each(
        section,
        MOST,
        (name, i) -> {
          Size size = pick(sizes);
          ResourcePoolId pool = pools.get(i % pools.size());
          HostId on = host.orElseGet(() -> spread(pool));
          MachineId id = new MachineId(draft.inventory.machines().size());
          List<VirtualDisk> disks = disks(size, stores, i, on);
          MachineHardware hardware =
              new MachineHardware(
                  size.vcpus(),
                  size.memory(),
                  disks,
                  nics(id, networks, i),
                  common.hotAdd,
                  common.hotAdd,
                  common.passthrough);
          PowerState power =
              onPercent == 100 || draft.chance.nextInt(100) < onPercent
                  ? common.power
                  : PowerState.POWERED_OFF;
          draft
              .inventory
              .machines()
              .add(
                  machine(
                      name, id, folder, pool, on, hardware, size, common, power, snapshots,
                      parent));
          draft.name(draft.machines, name, id, section);
          order(pool, id);
        });
    section.end();
  }

  /** What all machines of a rule have in common. */
  private static final class Common {
    final boolean hotAdd;
    final boolean passthrough;
    final PowerState power;
    final Machine.Tools tools;
    final boolean template;
    final Machine.RestartPriority restart;
    final Machine.About about;
    final Optional<Allocation> cpu;
    final Optional<Allocation> memory;

    Common(Section section) {
      hotAdd = section.flag("hotAdd", false);
      passthrough = section.flag("passthrough", false);
      template = section.flag("template", false);
      power =
          section.one(
              "power", PowerState.class, template ? PowerState.POWERED_OFF : PowerState.POWERED_ON);
      tools = section.one("tools", Machine.Tools.class, Machine.Tools.RUNNING);
      restart =
          section.one("restart", Machine.RestartPriority.class, Machine.RestartPriority.MEDIUM);
      about = new Machine.About(ComputeReader.tags(section), section.text("notes", ""));
      cpu = section.section("cpu").map(s -> ComputeReader.allocation(s, Allocation.normalCpu(1)));
      memory =
          section
              .section("memoryShares")
              .map(s -> ComputeReader.allocation(s, Allocation.normalMemory(1024)));
    }
  }

  private Machine machine(
      String name,
      MachineId id,
      FolderId folder,
      ResourcePoolId pool,
      HostId host,
      MachineHardware hardware,
      Size size,
      Common common,
      PowerState power,
      List<Section> snapshots,
      Optional<MachineId> parent) {
    Machine.Tools tools =
        common.tools == Machine.Tools.RUNNING && power != PowerState.POWERED_ON
            ? Machine.Tools.NOT_RUNNING
            : common.tools;
    Machine.Guest guest =
        new Machine.Guest(draft.share(size.guest()), name, size.workload(), tools);
    Machine.Placement placement =
        draft.share(
            new Machine.Placement(
                common.cpu.orElseGet(() -> Allocation.normalCpu(hardware.vcpus())),
                common.memory.orElseGet(() -> Allocation.normalMemory(hardware.memory().mib())),
                common.restart));
    Optional<Machine.LinkedTo> linked =
        parent.map(
            p ->
                new Machine.LinkedTo(
                    p,
                    Math.max(0, machine(p).snapshots().current()),
                    1 + machine(p).linked().map(Machine.LinkedTo::depth).orElse(0)));
    return new Machine(
        id,
        name,
        folder,
        pool,
        host,
        hardware,
        guest,
        power,
        common.template,
        tree(snapshots, hardware),
        placement,
        draft.share(common.about),
        linked,
        Optional.empty());
  }

  private Machine machine(MachineId id) {
    return draft.inventory.machine(id);
  }

  private List<Size> sizes(Section section) {
    List<Size> sizes = new ArrayList<>();
    List<Section> given = section.sections("sizes");
    for (Section size : given) {
      sizes.add(size(size, size.number("weight", 1, 1_000_000, 1)));
      size.end();
    }
    if (given.isEmpty()) {
      sizes.add(size(section, 1));
    }
    return sizes;
  }

  private Size size(Section section, int weight) {
    List<DiskRule> disks = new ArrayList<>();
    for (Section disk : section.sections("disks")) {
      disks.add(
          new DiskRule(
              disk.size("capacity", null),
              disk.one(
                  "provisioning", VirtualDisk.Provisioning.class, VirtualDisk.Provisioning.THIN),
              disk.number("usedPercent", 0, 100, 35)));
      disk.end();
    }
    return new Size(
        weight,
        section.number("vcpus", 1, 768),
        section.size("memory", null),
        List.copyOf(disks),
        section.one("workload", Workload.class, Workload.IDLE),
        section.text("guest", "Debian GNU/Linux 12 (64-bit)"));
  }

  private Size pick(List<Size> sizes) {
    if (sizes.size() == 1) {
      return sizes.getFirst();
    }
    int all = sizes.stream().mapToInt(Size::weight).sum();
    int at = draft.chance.nextInt(all);
    for (Size size : sizes) {
      at -= size.weight();
      if (at < 0) {
        return size;
      }
    }
    return sizes.getLast();
  }

  /** The hosts of a pool in turn. */
  private HostId spread(ResourcePoolId pool) {
    ResourcePoolId root = pool;
    for (ResourcePool at = draft.inventory.pools().get(root.value());
        at.parent().isPresent();
        at = draft.inventory.pools().get(root.value())) {
      root = at.parent().get();
    }
    List<HostId> hosts = hostsOfPool.getOrDefault(root, List.of());
    if (hosts.isEmpty()) {
      return new HostId(0);
    }
    HostId chosen = null;
    for (int tried = 0; tried < hosts.size(); tried++) {
      chosen = hosts.get(nextHost.merge(root, 1, Integer::sum) % hosts.size());
      if (!draft.inventory.host(chosen).maintenance()) {
        break;
      }
    }
    return chosen;
  }

  private List<VirtualDisk> disks(Size size, List<DatastoreId> stores, int index, HostId host) {
    Host on = draft.inventory.host(host);
    List<DatastoreId> reached =
        on == null ? List.of() : stores.stream().filter(on::reaches).toList();
    List<DatastoreId> from = reached.isEmpty() ? stores : reached;
    List<VirtualDisk> disks = new ArrayList<>();
    for (int key = 0; key < size.disks().size() && !from.isEmpty(); key++) {
      DiskRule rule = size.disks().get(key);
      long capacity = rule.capacity().value();
      int percent = Math.clamp((long) rule.usedPercent() - 10 + draft.chance.nextInt(21), 0, 100);
      boolean thick = rule.provisioning() == VirtualDisk.Provisioning.THICK;
      long used = thick ? capacity : capacity / 100 * percent / Bytes.MIB * Bytes.MIB;
      disks.add(
          new VirtualDisk(
              key,
              rule.capacity(),
              rule.provisioning(),
              from.get((index + key) % from.size()),
              new Bytes(used)));
    }
    return disks;
  }

  /**
   * MAC addresses from VMware's range for static assignment, 00:50:56:00:00:00 to
   * 00:50:56:3F:FF:FF; addresses from 10.0.0.0/8.
   */
  private List<VirtualNic> nics(MachineId id, List<PortGroupId> networks, int index) {
    if (networks.isEmpty()) {
      return List.of();
    }
    PortGroupId on = networks.get(index % networks.size());
    int n = id.value() + 1;
    String mac = String.format("00:50:56:%02x:%02x:%02x", n >> 16 & 0x3f, n >> 8 & 0xff, n & 0xff);
    int vlan = draft.inventory.portGroups().get(on.value()).vlan();
    String ip = "10." + (vlan & 0xff) + "." + (n >> 8 & 0xff) + "." + (n & 0xff);
    return List.of(new VirtualNic(0, mac, on, true, ip));
  }

  private SnapshotTree tree(List<Section> sections, MachineHardware hardware) {
    if (sections.isEmpty()) {
      return SnapshotTree.EMPTY;
    }
    List<SnapshotTree.Node> nodes = new ArrayList<>();
    for (Section section : sections) {
      snapshot(section, nodes.size(), -1, hardware, nodes);
    }
    return new SnapshotTree(nodes, nodes.getLast().key());
  }

  private void snapshot(
      Section section,
      int key,
      int parent,
      MachineHardware hardware,
      List<SnapshotTree.Node> nodes) {
    String name = section.name("name");
    String description = section.text("description", "");
    int hours = section.number("hoursAgo", 0, 1_000_000, 24);
    boolean memory = section.flag("memory", false);
    Bytes delta = section.size("delta", Bytes.ofMiB(512));
    List<Section> below = section.sections("snapshots");
    section.end();
    if (hardware == null) {
      return;
    }
    PowerState power = memory ? PowerState.POWERED_ON : PowerState.POWERED_OFF;
    nodes.add(
        new SnapshotTree.Node(
            key,
            parent,
            name,
            description,
            start.plus(Duration.ofHours(-hours)),
            memory,
            false,
            power,
            delta,
            hardware));
    for (Section child : below) {
      snapshot(child, nodes.size(), key, hardware, nodes);
    }
  }

  /** A machine of a vApp starts after those before it. */
  private void order(ResourcePoolId id, MachineId machine) {
    ResourcePool pool = draft.inventory.pools().get(id.value());
    if (pool.vapp().isPresent()) {
      List<MachineId> order = new ArrayList<>(pool.vapp().get().startOrder());
      order.add(machine);
      draft.inventory.pools().set(id.value(), pool.withVApp(new ResourcePool.VApp(order)));
    }
  }
}
