package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import io.coppice.scenario.HardwareReader.DiskRule;
import io.coppice.scenario.HardwareReader.NicRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads machines: each by itself, or many by a rule with sizes by weight. */
final class MachineReader {
  static final int MOST = SiteLimits.MACHINES;
  private static final int MOST_SIZES = 1_000;
  private static final int UNSAID = Integer.MIN_VALUE;

  /** The snapshot of a disk that hangs on a frozen one, as a fork's does. */
  static final int NO_SNAPSHOT = -1;

  /** Linked clones in a chain (Lab Manager's limit). */
  private static final int LONGEST_CHAIN = 30;

  /** Levels below the disk of a fork; one more than a running source may have. */
  static final int DEEPEST_FORK = DiskChain.RUNNING.deepest() + 1;

  private final InventoryDraft draft;
  private final HardwareReader hardware;
  private final MeasuredReader measured;
  private final SimTime start;
  private final PoolHosts hosts;

  /** Bytes of thick disks so far. */
  private final Map<DatastoreId, Long> thick = new HashMap<>();

  MachineReader(InventoryDraft draft, String source, SimTime start) {
    this.draft = draft;
    this.hardware = new HardwareReader(draft);
    this.start = start;
    this.measured = new MeasuredReader(source, start);
    this.hosts = new PoolHosts(draft.inventory);
  }

  /** One size a rule may choose. */
  private record Size(
      int weight,
      int vcpus,
      Bytes memory,
      List<DiskRule> disks,
      List<NicRule> nics,
      Workload workload,
      String guest) {}

  void read(ScenarioObject section) {
    FolderId folder = draft.folder(Folder.Contents.MACHINES, section);
    List<ResourcePoolId> pools = draft.all(draft.pools, section.texts("pools"), section, "pools");
    List<DatastoreId> stores =
        draft.all(draft.datastores, section.texts("datastores"), section, "datastores");
    List<PortGroupId> networks =
        draft.all(draft.portGroups, section.texts("networks"), section, "networks");
    String hostName = section.text("host", "");
    Optional<HostId> host =
        hostName.isEmpty() ? Optional.empty() : draft.find(draft.hosts, hostName, section, "host");
    List<Size> sizes = sizes(section, stores);
    MachineCommons common = new MachineCommons(section);
    reservable(section, common, sizes);
    int onPercent = section.number("onPercent", 0, 100, 100);
    List<MeasuredLoad> loads = measured.read(section);
    SnapshotReader.Rule snapshots = new SnapshotReader(hardware, start).read(section);
    String linked = section.text("linkedTo", "");
    int linkedSnapshot = section.number("linkedSnapshot", NO_SNAPSHOT, 1_000_000, UNSAID);
    int linkedDepth =
        section.number(
            "linkedDepth", 1, linkedSnapshot == NO_SNAPSHOT ? DEEPEST_FORK : LONGEST_CHAIN, UNSAID);
    if (pools.isEmpty() && !section.errors().any()) {
      section.errors().add("scenario.missing", section.where(), "pools", "[\"...\"]");
    }
    hosts.check(section, pools, host);
    if (section.errors().any()) {
      // What was not read cannot be referred to, and saying so would hide the real faults.
      List.of("name", "id").forEach(member -> section.text(member, ""));
      List.of("count", "from").forEach(member -> section.number(member, 0, MOST, 1));
      section.end();
      return;
    }
    Optional<MachineId> parent =
        linked.isEmpty()
            ? Optional.empty()
            : draft.find(draft.machines, linked, section, "linkedTo");
    Optional<Machine.LinkedTo> link =
        parent.map(p -> link(p, linkedSnapshot, linkedDepth, section));
    BootSettings boot = draft.share(hardware.boot(section));
    InventoryDraft.each(
        section,
        draft.inventory.machines(),
        MOST,
        (name, i) -> {
          Size size = pick(sizes);
          ResourcePoolId pool = pools.get(i % pools.size());
          HostId on = host.orElseGet(() -> hosts.next(pool));
          MachineId id = new MachineId(draft.inventory.machines().size());
          List<VirtualDisk> disks = disks(size, stores, i, on);
          room(size.disks(), disks, section);
          MachineHardware present =
              new MachineHardware(
                  size.vcpus(),
                  size.memory(),
                  disks,
                  nics(id, size, networks, i),
                  common.hotAddCpu,
                  common.hotAddMemory,
                  common.passthrough,
                  boot);
          PowerState power =
              onPercent == 100 || draft.chance.nextInt(100) < onPercent
                  ? common.power
                  : PowerState.POWERED_OFF;
          runnable(section, on, power);
          draft
              .inventory
              .machines()
              .add(
                  new Machine(
                      id,
                      name,
                      folder,
                      pool,
                      on,
                      present,
                      guest(size, common, power, name, load(loads, i), variation(common, id, i)),
                      power,
                      common.template,
                      snapshots.of(present),
                      common.placement(draft, present),
                      draft.share(common.about),
                      link,
                      Optional.empty(),
                      common.stalled && power == PowerState.POWERED_ON));
          draft.name(draft.machines, name, folder, id, section);
          order(pool, id);
        });
    section.end();
  }

  /** Reserved memory is of the machine's own. */
  private static void reservable(ScenarioObject section, MachineCommons common, List<Size> sizes) {
    int reserved = common.memory.map(Allocation::reservation).orElse(0);
    long least = sizes.stream().mapToLong(size -> size.memory().mib()).min().orElse(0);
    if (reserved > least) {
      section
          .section("memoryShares")
          .ifPresent(
              shares ->
                  section.errors().expected(shares.where("reservation"), "<= " + least, reserved));
    }
  }

  /** What is taken at once must be there; thin disks may promise more than there is. */
  private void room(List<DiskRule> rules, List<VirtualDisk> disks, ScenarioObject section) {
    for (int i = 0; i < disks.size(); i++) {
      VirtualDisk disk = disks.get(i);
      if (disk.provisioning() == VirtualDisk.Provisioning.THICK) {
        Datastore store = draft.inventory.datastore(disk.datastore());
        long all = thick.merge(store.id(), disk.capacity().value(), Long::sum);
        if (all > store.capacity().value()) {
          section
              .errors()
              .add(
                  "scenario.thick-too-big",
                  rules.get(i).where(),
                  store.name(),
                  store.capacity(),
                  new Bytes(all));
        }
      }
    }
  }

  private void runnable(ScenarioObject section, HostId on, PowerState power) {
    Host host = draft.inventory.host(on);
    if (host.state() == Host.State.POWERED_OFF && power == PowerState.POWERED_ON) {
      section.errors().add("scenario.host-off", section.where("power"), host.name());
    }
  }

  /**
   * The chain of linked clones goes on from a snapshot of the parent, else from its present one.
   */
  private Machine.LinkedTo link(MachineId id, int snapshot, int given, ScenarioObject section) {
    Machine parent = draft.inventory.machine(id);
    int depth =
        given == UNSAID ? 1 + parent.linked().map(Machine.LinkedTo::depth).orElse(0) : given;
    int deepest = snapshot == NO_SNAPSHOT ? DEEPEST_FORK : LONGEST_CHAIN;
    if (depth > deepest) {
      section.errors().expected(section.where("linkedTo"), "<= " + deepest, depth);
    }
    if (snapshot == NO_SNAPSHOT) {
      return new Machine.LinkedTo(id, snapshot, depth);
    }
    if (snapshot != UNSAID && parent.snapshots().find(snapshot).isEmpty()) {
      section
          .errors()
          .expected(
              section.where("linkedSnapshot"),
              parent.snapshots().nodes().stream().map(SnapshotTree.Node::key).toList().toString(),
              snapshot);
    }
    int from = snapshot == UNSAID ? Math.max(0, parent.snapshots().current()) : snapshot;
    return new Machine.LinkedTo(id, from, depth);
  }

  /** One load is every machine's; of several each has its own, and those beyond have none. */
  private static Optional<MeasuredLoad> load(List<MeasuredLoad> loads, int machine) {
    return loads.size() == 1
        ? Optional.of(loads.getFirst())
        : loads.stream().skip(machine).findFirst();
  }

  private Machine.Guest guest(
      Size size,
      MachineCommons common,
      PowerState power,
      String name,
      Optional<MeasuredLoad> load,
      Optional<Integer> variation) {
    Machine.Tools tools =
        common.tools == Machine.Tools.RUNNING && power == PowerState.POWERED_OFF
            ? Machine.Tools.NOT_RUNNING
            : common.tools;
    return new Machine.Guest(
        draft.share(size.guest()),
        common.hostName.orElse(name),
        size.workload(),
        tools,
        load,
        variation);
  }

  /** The rule's machines count on from what the first is said to have. */
  private static Optional<Integer> variation(MachineCommons common, MachineId id, int machine) {
    return common.variation.map(first -> first + machine).filter(said -> said != id.value());
  }

  private List<Size> sizes(ScenarioObject section, List<DatastoreId> stores) {
    List<Size> sizes = new ArrayList<>();
    List<ScenarioObject> given = section.sections("sizes", MOST_SIZES);
    for (ScenarioObject size : given) {
      sizes.add(size(size, size.number("weight", 1, 1_000_000, 1)));
      size.end();
    }
    if (given.isEmpty()) {
      sizes.add(size(section, 1));
    }
    boolean nowhere =
        sizes.stream().flatMap(size -> size.disks().stream()).anyMatch(disk -> disk.on().isEmpty());
    if (nowhere && stores.isEmpty() && !section.errors().any()) {
      section.errors().add("scenario.missing", section.where(), "datastores", "[\"...\"]");
    }
    return sizes;
  }

  private Size size(ScenarioObject section, int weight) {
    return new Size(
        weight,
        hardware.processors(section),
        hardware.memory(section),
        hardware.disks(section),
        hardware.nics(section),
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

  private List<VirtualDisk> disks(Size size, List<DatastoreId> stores, int index, HostId host) {
    Host on = draft.inventory.host(host);
    List<DatastoreId> reached = stores.stream().filter(on::reaches).toList();
    List<DatastoreId> from = reached.isEmpty() ? stores : reached;
    List<VirtualDisk> disks = new ArrayList<>();
    for (int at = 0; at < size.disks().size(); at++) {
      DiskRule rule = size.disks().get(at);
      int turn = index + at;
      int percent =
          rule.used().isPresent()
              ? rule.usedPercent()
              : Math.clamp((long) rule.usedPercent() - 10 + draft.chance.nextInt(21), 0, 100);
      disks.add(
          HardwareReader.disk(
              rule, rule.on().orElseGet(() -> from.get(turn % from.size())), percent));
    }
    return disks;
  }

  private List<VirtualNic> nics(MachineId id, Size size, List<PortGroupId> networks, int index) {
    if (!size.nics().isEmpty() || networks.isEmpty()) {
      return size.nics().stream().map(HardwareReader::nic).toList();
    }
    return List.of(HardwareReader.nic(id, 0, networks.get(index % networks.size()), draft));
  }

  /** A machine of a vApp starts after those before it. */
  private void order(ResourcePoolId id, MachineId machine) {
    ResourcePool pool = draft.inventory.pools().get(id.value());
    if (pool.vapp().isPresent()) {
      draft.inventory.pools().set(id.value(), pool.joinedBy(machine));
    }
  }
}
