package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
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
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an inventory as a scenario that lists every object with all that the format can say. What
 * is lost: ids, which are given anew; jobs, events and figures; which pages of a fork are its own,
 * of which only the number is said; and that a host crashed, which becomes one that is powered off.
 */
public final class ScenarioWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private final Inventory inventory;
  private final ScenarioRefs refs;

  private ScenarioWriter(Inventory inventory) {
    this.inventory = inventory;
    this.refs = new ScenarioRefs(inventory);
  }

  /** What came of writing. */
  public sealed interface Result {
    /**
     * The file is there, and opens.
     *
     * @param mended what it says otherwise than the site, because no file may say it
     */
    record Written(List<Problem> mended) implements Result {
      public Written {
        mended = List.copyOf(mended);
      }
    }

    /** The file would not open; nothing was written. */
    record Unreadable(List<Problem> problems) implements Result {
      public Unreadable {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Writes beside the file, reads what was written, and then puts it in its place, so that a
   * failure leaves the old file and no file is left that does not open. Blocks.
   *
   * @throws IOException if it cannot be written
   */
  public static Result write(Path file, Blueprint blueprint) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    OutputStream open = Files.newOutputStream(beside);
    try {
      ExportMending mending = new ExportMending();
      Map<String, Object> site =
          new ScenarioWriter(mending.named(blueprint.inventory())).site(blueprint);
      mending.mend(site);
      try (OutputStream out = new BufferedOutputStream(open)) {
        MAPPER.writeValue(out, site);
      }
      if (ScenarioReader.read(beside, file.toString())
          instanceof ScenarioReader.Result.Faulty faulty) {
        return new Result.Unreadable(faulty.problems());
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      return new Result.Written(mending.told());
    } catch (JacksonException e) {
      throw new IOException(e.getOriginalMessage(), e);
    } finally {
      open.close();
      Files.deleteIfExists(beside);
    }
  }

  private Map<String, Object> site(Blueprint blueprint) {
    Map<String, Object> site = new LinkedHashMap<>();
    site.put("format", 1);
    site.put("title", blueprint.title());
    site.put("summary", blueprint.summary());
    site.put("datacentre", rows(inventory.datacentres()).getFirst().name());
    site.put("start", blueprint.start().toString());
    site.put("seed", Math.clamp(blueprint.seed(), 0, Integer.MAX_VALUE));
    site.put("folders", folders(Folder.Contents.MACHINES));
    site.put("storageFolders", folders(Folder.Contents.STORAGE));
    List<Map<String, Object>> pods = datastoreClusters();
    if (!pods.isEmpty()) {
      site.put("datastoreClusters", pods);
    }
    site.put("networkFolders", folders(Folder.Contents.NETWORKS));
    site.put("hostFolders", folders(Folder.Contents.HOSTS));
    site.put("datastores", rows(inventory.datastores()).stream().map(this::datastore).toList());
    site.put("networks", refs.switches().stream().map(this::network).toList());
    site.put("clusters", rows(inventory.clusters()).stream().map(this::cluster).toList());
    site.put(
        "hosts",
        rows(inventory.hosts()).stream()
            .filter(h -> h.cluster().isEmpty())
            .map(this::host)
            .toList());
    GroupWriter groups = new GroupWriter(inventory, refs, blueprint.groups());
    site.put("machines", new MachineWriter(inventory, refs).machines(groups.gone()));
    if (!blueprint.groups().isEmpty()) {
      site.put("forkGroups", groups.groups());
    }
    if (!blueprint.fabric().isNone()) {
      site.put("fabric", new UnderlayWriter(inventory, refs).fabric(blueprint.fabric()));
    }
    return site;
  }

  private static <T> List<T> rows(io.coppice.model.table.CowTable<T> table) {
    List<T> rows = new ArrayList<>();
    table.forEach(rows::add);
    return rows;
  }

  private List<Map<String, Object>> datastoreClusters() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Folder folder : rows(inventory.folders())) {
      folder
          .cluster()
          .map(DatastoreCluster::policy)
          .ifPresent(
              policy -> {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("folder", path(inventory, folder.id()));
                map.put("automatic", policy.automatic());
                map.put("spacePercent", policy.spacePercent());
                map.put("latencyMillis", policy.latencyMillis());
                all.add(map);
              });
    }
    return all;
  }

  private List<String> folders(Folder.Contents contents) {
    Map<FolderId, String> paths = new LinkedHashMap<>();
    for (Folder folder : rows(inventory.folders())) {
      if (folder.contents() == contents) {
        path(folder, paths);
      }
    }
    return List.copyOf(paths.values());
  }

  /** Those above it come first, as they are read. */
  private void path(Folder folder, Map<FolderId, String> paths) {
    if (folder.parent().isPresent() && !paths.containsKey(folder.id())) {
      path(inventory.folders().get(folder.parent().get().value()), paths);
      paths.put(folder.id(), path(inventory, folder.id()));
    }
  }

  /** A folder's names from below the root, with the letters that would part them written apart. */
  static String path(Inventory inventory, FolderId id) {
    Folder folder = inventory.folders().get(id.value());
    if (folder == null || folder.parent().isEmpty()) {
      return "";
    }
    String above = path(inventory, folder.parent().get());
    String name = folder.name().replace("%", "%25").replace("/", "%2f");
    return above.isEmpty() ? name : above + '/' + name;
  }

  /** Exactly, in the largest unit that needs no fraction. */
  static String size(Bytes bytes) {
    long value = bytes.value();
    int unit = 0;
    while (value != 0 && value % 1024 == 0 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    return value + " " + UNITS.get(unit);
  }

  static Map<String, Object> named(Entity entity, ScenarioRefs refs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", entity.name());
    refs.said(entity).ifPresent(id -> map.put("id", id));
    return map;
  }

  static void folder(Map<String, Object> map, String path) {
    if (!path.isEmpty()) {
      map.put("folder", path);
    }
  }

  private Map<String, Object> datastore(Datastore store) {
    Map<String, Object> map = named(store, refs);
    folder(map, path(inventory, store.folder()));
    map.put("type", store.type());
    map.put("capacity", size(store.capacity()));
    map.put("megabits", store.megabits());
    map.put("filler", size(store.filler()));
    map.put("ioControl", store.ioControl());
    return map;
  }

  private Map<String, Object> network(NetworkSwitch of) {
    Map<String, Object> map = named(of, refs);
    folder(map, path(inventory, of.folder()));
    map.put("mtu", of.mtu());
    of.host()
        .ifPresentOrElse(
            host -> map.put("host", refs.of(host)), () -> map.put("mostHosts", of.mostHosts()));
    if (of.uplinks().isHostMode()) {
      map.put("uplinks", of.uplinks());
    }
    map.put(
        "portGroups",
        rows(inventory.portGroups()).stream()
            .filter(group -> group.onSwitch().equals(of.id()))
            .map(group -> portGroup(group, of))
            .toList());
    return map;
  }

  private Map<String, Object> portGroup(PortGroup group, NetworkSwitch on) {
    Map<String, Object> map = named(group, refs);
    if (!group.folder().equals(on.folder())) {
      map.put("folder", path(inventory, group.folder()));
    }
    map.put("vlan", group.vlan());
    PortPolicyWriter.write(group.policy(), map);
    return map;
  }

  private Map<String, Object> cluster(Cluster cluster) {
    Map<String, Object> map = named(cluster, refs);
    folder(map, path(inventory, cluster.folder()));
    map.put("ha", cluster.ha());
    map.put("drs", cluster.drs());
    ClusterPolicyWriter.write(cluster, inventory, refs, map);
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
        Map<String, Object> map = named(pool, refs);
        map.put("cpu", allocation(pool.cpu()));
        map.put("memory", allocation(pool.memory()));
        map.put("vapp", pool.vapp().isPresent());
        pool.vapp().ifPresent(vapp -> map.put("startOrder", startOrder(pool, vapp)));
        map.put("pools", pools(pool.id()));
        pools.add(map);
      }
    }
    return pools;
  }

  private List<String> startOrder(ResourcePool pool, ResourcePool.VApp vapp) {
    return vapp.startOrder().stream()
        .filter(id -> inventory.machine(id) != null)
        .filter(id -> inventory.machine(id).pool().equals(pool.id()))
        .map(refs::of)
        .toList();
  }

  static Map<String, Object> allocation(Allocation allocation) {
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
    Map<String, Object> map = named(host, refs);
    folder(map, path(inventory, host.folder()));
    Host.HostHardware hardware = host.hardware();
    map.put("model", hardware.model());
    map.put("sockets", hardware.sockets());
    map.put("cores", hardware.coresPerSocket());
    map.put("mhz", hardware.coreSpeed().value());
    map.put("memory", size(hardware.memory()));
    map.put("idlePower", hardware.idlePower());
    map.put("maxPower", hardware.maxPower());
    map.put("version", host.version());
    map.put("state", state(host));
    map.put("maintenance", host.maintenance());
    map.put("nics", hardware.nics().stream().map(this::nic).toList());
    map.put("hbas", hardware.hbas().stream().map(ScenarioWriter::hba).toList());
    map.put(
        "datastores", host.datastores().stream().map(mount -> refs.of(mount.datastore())).toList());
    map.put("cutPaths", mounted(host, mount -> !mount.pathUp() && !mount.gone()));
    map.put("lostDevices", mounted(host, Host.Mount::gone));
    map.put("tags", tags(host.tags()));
    map.put("notes", host.notes());
    if (host.cluster().isEmpty()) {
      map.put("pools", pools(host.rootPool()));
    }
    return map;
  }

  private List<String> mounted(Host host, Predicate<Host.Mount> which) {
    return host.datastores().stream()
        .filter(which)
        .map(mount -> refs.of(mount.datastore()))
        .toList();
  }

  /** A host that does not respond although it can be managed has crashed. */
  private static Host.State state(Host host) {
    return host.state() == Host.State.NOT_RESPONDING && HostLinks.isManaged(host)
        ? Host.State.POWERED_OFF
        : host.state();
  }

  private Map<String, Object> nic(Host.PhysicalNic nic) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", nic.name());
    map.put("megabits", nic.megabits());
    map.put("up", nic.linkUp());
    nic.uplinkOf().ifPresent(of -> map.put("switch", refs.of(of)));
    return map;
  }

  private static Map<String, Object> hba(Host.Hba hba) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", hba.name());
    map.put("protocol", hba.protocol());
    map.put("megabits", hba.megabits());
    return map;
  }

  static List<String> tags(Collection<Tag> tags) {
    return tags.stream().sorted().map(Tag::toString).toList();
  }
}
