package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Blueprint;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an inventory as a scenario that lists every object. What a scenario does not say is not
 * written: the fill of thin disks is written in percent, and addresses are given anew when the file
 * is opened.
 */
public final class ScenarioWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Inventory inventory;

  private ScenarioWriter(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Writes beside the file and then puts it in its place, so that a failure leaves the old file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Blueprint blueprint) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
      MAPPER.writeValue(out, new ScenarioWriter(blueprint.inventory()).site(blueprint));
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, Object> site(Blueprint blueprint) {
    Map<String, Object> site = new LinkedHashMap<>();
    site.put("format", 1);
    site.put("title", blueprint.title());
    site.put("summary", blueprint.summary());
    site.put("datacentre", rows(inventory.datacentres()).getFirst().name());
    site.put("start", blueprint.start().toString());
    site.put("seed", Math.clamp(blueprint.seed(), 0, Integer.MAX_VALUE));
    site.put("folders", folders());
    site.put("datastores", rows(inventory.datastores()).stream().map(this::datastore).toList());
    site.put("networks", rows(inventory.switches()).stream().map(this::network).toList());
    site.put("clusters", rows(inventory.clusters()).stream().map(this::cluster).toList());
    site.put(
        "hosts",
        rows(inventory.hosts()).stream()
            .filter(h -> h.cluster().isEmpty())
            .map(this::host)
            .toList());
    site.put("machines", machines());
    return site;
  }

  private static <T> List<T> rows(io.coppice.model.table.CowTable<T> table) {
    List<T> rows = new ArrayList<>();
    table.forEach(rows::add);
    return rows;
  }

  private List<String> folders() {
    return rows(inventory.folders()).stream()
        .filter(
            folder -> folder.contents() == Folder.Contents.MACHINES && folder.parent().isPresent())
        .map(folder -> path(folder.id()))
        .toList();
  }

  /** A folder's names from below the root. */
  private String path(FolderId id) {
    Folder folder = inventory.folders().get(id.value());
    if (folder == null || folder.parent().isEmpty()) {
      return "";
    }
    String above = path(folder.parent().get());
    return above.isEmpty() ? folder.name() : above + '/' + folder.name();
  }

  private static String size(io.coppice.model.Bytes bytes) {
    return bytes.value() + " B";
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    return map;
  }

  private static void folder(Map<String, Object> map, String path) {
    if (!path.isEmpty()) {
      map.put("folder", path);
    }
  }

  private Map<String, Object> datastore(Datastore store) {
    Map<String, Object> map = named(store.name());
    folder(map, path(store.folder()));
    map.put("type", store.type());
    map.put("capacity", size(store.capacity()));
    map.put("megabits", store.megabits());
    map.put("filler", size(store.filler()));
    return map;
  }

  private Map<String, Object> network(NetworkSwitch of) {
    Map<String, Object> map = named(of.name());
    folder(map, path(of.folder()));
    map.put("mtu", of.mtu());
    of.host().ifPresent(host -> map.put("host", name(host)));
    map.put(
        "portGroups",
        rows(inventory.portGroups()).stream()
            .filter(group -> group.onSwitch().equals(of.id()))
            .map(ScenarioWriter::portGroup)
            .toList());
    return map;
  }

  private static Map<String, Object> portGroup(PortGroup group) {
    Map<String, Object> map = named(group.name());
    map.put("vlan", group.vlan());
    return map;
  }

  private String name(EntityId id) {
    return inventory.find(id).orElseThrow().name();
  }

  private Map<String, Object> cluster(Cluster cluster) {
    Map<String, Object> map = named(cluster.name());
    folder(map, path(cluster.folder()));
    map.put("ha", cluster.ha());
    map.put("drs", cluster.drs());
    map.put("pools", pools(cluster.rootPool()));
    map.put(
        "hosts",
        rows(inventory.hosts()).stream()
            .filter(host -> host.cluster().equals(Optional.of(cluster.id())))
            .map(this::host)
            .toList());
    return map;
  }

  private List<Map<String, Object>> pools(ResourcePoolId parent) {
    List<Map<String, Object>> pools = new ArrayList<>();
    for (ResourcePool pool : rows(inventory.pools())) {
      if (pool.parent().equals(Optional.of(parent))) {
        Map<String, Object> map = named(pool.name());
        map.put("cpu", allocation(pool.cpu()));
        map.put("memory", allocation(pool.memory()));
        map.put("vapp", pool.vapp().isPresent());
        map.put("pools", pools(pool.id()));
        pools.add(map);
      }
    }
    return pools;
  }

  private static Map<String, Object> allocation(Allocation allocation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("shares", allocation.shares());
    map.put("reservation", allocation.reservation());
    if (allocation.isLimited()) {
      map.put("limit", allocation.limit());
    }
    map.put("expandable", allocation.expandable());
    return map;
  }

  private Map<String, Object> host(Host host) {
    Map<String, Object> map = named(host.name());
    folder(map, host.cluster().isPresent() ? "" : path(host.folder()));
    Host.HostHardware hardware = host.hardware();
    map.put("model", hardware.model());
    map.put("sockets", hardware.sockets());
    map.put("cores", hardware.coresPerSocket());
    map.put("mhz", hardware.coreSpeed().value());
    map.put("memory", size(hardware.memory()));
    map.put("idlePower", hardware.idlePower());
    map.put("maxPower", hardware.maxPower());
    map.put("version", host.version());
    map.put("maintenance", host.maintenance());
    map.put("nics", hardware.nics().stream().map(this::nic).toList());
    map.put("hbas", hardware.hbas().stream().map(ScenarioWriter::hba).toList());
    map.put(
        "datastores", host.datastores().stream().map(mount -> name(mount.datastore())).toList());
    map.put("tags", tags(host.tags()));
    map.put("notes", host.notes());
    return map;
  }

  private Map<String, Object> nic(Host.PhysicalNic nic) {
    Map<String, Object> map = named(nic.name());
    map.put("megabits", nic.megabits());
    map.put("up", nic.linkUp());
    nic.uplinkOf().ifPresent(of -> map.put("switch", name(of)));
    return map;
  }

  private static Map<String, Object> hba(Host.Hba hba) {
    Map<String, Object> map = named(hba.name());
    map.put("protocol", hba.protocol());
    map.put("megabits", hba.megabits());
    return map;
  }

  private static List<String> tags(Collection<Tag> tags) {
    return tags.stream().sorted().map(Tag::toString).toList();
  }

  /** Parents of linked clones before their clones. */
  private List<Map<String, Object>> machines() {
    List<Machine> machines = rows(inventory.machines());
    machines.sort(
        java.util.Comparator.comparingInt(
            machine -> machine.linked().map(Machine.LinkedTo::depth).orElse(0)));
    return machines.stream().map(this::machine).toList();
  }

  private Map<String, Object> machine(Machine machine) {
    Map<String, Object> map = named(machine.name());
    folder(map, path(machine.folder()));
    map.put("pools", List.of(poolPath(machine.pool())));
    map.put("host", name(machine.host()));
    map.put("vcpus", machine.hardware().vcpus());
    map.put("memory", size(machine.hardware().memory()));
    map.put("disks", machine.hardware().disks().stream().map(ScenarioWriter::disk).toList());
    map.put(
        "datastores",
        machine.hardware().disks().stream()
            .map(disk -> name(disk.datastore()))
            .distinct()
            .toList());
    map.put(
        "networks",
        machine.hardware().nics().stream().map(nic -> name(nic.portGroup())).distinct().toList());
    map.put("guest", machine.guest().os());
    map.put("workload", machine.guest().workload());
    map.put(
        "tools",
        machine.guest().tools() == Machine.Tools.NOT_RUNNING
            ? Machine.Tools.RUNNING
            : machine.guest().tools());
    map.put("power", machine.power());
    map.put("template", machine.template());
    map.put("hotAdd", machine.hardware().hotAddCpu());
    map.put("passthrough", machine.hardware().passthrough());
    map.put("restart", machine.placement().restart());
    map.put("cpu", allocation(machine.placement().cpu()));
    map.put("memoryShares", allocation(machine.placement().memory()));
    map.put("tags", tags(machine.about().tags()));
    map.put("notes", machine.about().notes());
    machine.linked().ifPresent(linked -> map.put("linkedTo", name(linked.parent())));
    map.put("snapshots", snapshots(machine.snapshots(), -1));
    return map;
  }

  private String poolPath(ResourcePoolId id) {
    ResourcePool pool = inventory.pools().get(id.value());
    return pool.parent().isEmpty()
        ? name(pool.owner())
        : poolPath(pool.parent().get()) + '/' + pool.name();
  }

  private static Map<String, Object> disk(VirtualDisk disk) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("capacity", size(disk.capacity()));
    map.put("provisioning", disk.provisioning());
    map.put(
        "usedPercent", (int) (100.0 * disk.used().value() / Math.max(1, disk.capacity().value())));
    return map;
  }

  private static List<Map<String, Object>> snapshots(SnapshotTree tree, int parent) {
    List<Map<String, Object>> snapshots = new ArrayList<>();
    for (SnapshotTree.Node node : tree.children(parent)) {
      Map<String, Object> map = named(node.name());
      map.put("description", node.description());
      map.put("memory", node.memory());
      map.put("delta", size(node.delta()));
      map.put("snapshots", snapshots(tree, node.key()));
      snapshots.add(map);
    }
    return snapshots;
  }
}
