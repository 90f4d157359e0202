package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.DiskFiles;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes machines one by one, exactly. */
final class MachineWriter {
  private final Inventory inventory;
  private final ScenarioRefs refs;

  MachineWriter(Inventory inventory, ScenarioRefs refs) {
    this.inventory = inventory;
    this.refs = refs;
  }

  /**
   * The machines; what others are linked to comes before them.
   *
   * @param left machines that are not written
   */
  List<Map<String, Object>> machines(Set<MachineId> left) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (Machine machine : refs.machines()) {
      if (!left.contains(machine.id())) {
        Map<String, Object> map = machine(machine);
        // Read again, it has the place in this list as its id.
        if (machine.variation() != written.size()) {
          map.put("variation", machine.variation());
        }
        written.add(map);
      }
    }
    return written;
  }

  private Map<String, Object> machine(Machine machine) {
    Map<String, Object> map = ScenarioWriter.named(machine, refs);
    ScenarioWriter.folder(map, ScenarioWriter.path(inventory, machine.folder()));
    map.put("pools", List.of(refs.of(machine.pool())));
    map.put("host", refs.of(machine.host()));
    hardware(map, machine.hardware());
    map.put("guest", machine.guest().os());
    if (!machine.guest().hostName().equals(machine.name())) {
      map.put("hostName", machine.guest().hostName());
    }
    map.put("workload", machine.guest().workload());
    machine.guest().measured().ifPresent(load -> map.put("measured", measured(load)));
    map.put("tools", machine.guest().tools());
    map.put("power", machine.power());
    if (machine.stalled()) {
      map.put("stalled", true);
    }
    map.put("template", machine.template());
    map.put("restart", machine.placement().restart());
    map.put("cpu", ScenarioWriter.allocation(machine.placement().cpu()));
    map.put("memoryShares", ScenarioWriter.allocation(machine.placement().memory()));
    map.put("tags", ScenarioWriter.tags(machine.about().tags()));
    map.put("notes", machine.about().notes());
    machine
        .linked()
        .filter(linked -> inventory.machine(linked.parent()) != null)
        .ifPresent(linked -> linked(map, linked));
    if (!machine.snapshots().isEmpty()) {
      map.put("snapshots", snapshots(machine, -1));
      map.put("currentSnapshot", machine.snapshots().current());
    }
    return map;
  }

  /** Within the scenario, whatever it was read from: so it can be given away. */
  private static Map<String, Object> measured(MeasuredLoad load) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", load.source());
    map.put("from", load.from().toString());
    map.put("step", Duration.ofSeconds(load.stepSeconds()).toString());
    map.put("repeat", load.repeats());
    map.put("cpu", load.cpu());
    map.put("memory", load.memory());
    map.put("disk", load.disk());
    map.put("network", load.network());
    return map;
  }

  private void linked(Map<String, Object> map, Machine.LinkedTo linked) {
    map.put("linkedTo", refs.of(linked.parent()));
    Machine parent = inventory.machine(linked.parent());
    boolean onBase = linked.snapshot() == MachineReader.NO_SNAPSHOT;
    if (onBase || parent.snapshots().find(linked.snapshot()).isPresent()) {
      map.put("linkedSnapshot", linked.snapshot());
    }
    map.put("linkedDepth", linked.depth());
  }

  private void hardware(Map<String, Object> map, MachineHardware hardware) {
    map.put("vcpus", hardware.vcpus());
    map.put("memory", ScenarioWriter.size(hardware.memory()));
    map.put("disks", hardware.disks().stream().map(this::disk).toList());
    map.put("nics", hardware.nics().stream().map(this::nic).toList());
    map.put("hotAddCpu", hardware.hotAddCpu());
    map.put("hotAddMemory", hardware.hotAddMemory());
    map.put("passthrough", hardware.passthrough());
    if (!hardware.boot().equals(BootSettings.STANDARD)) {
      map.put("boot", boot(hardware.boot()));
    }
  }

  private Map<String, Object> boot(BootSettings boot) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("firmware", boot.firmware());
    map.put("order", boot.order().stream().map(Enum::name).toList());
    boot.disc()
        .filter(disc -> inventory.datastore(disc.datastore()) != null)
        .ifPresent(
            disc ->
                map.put(
                    "disc", Map.of("datastore", refs.of(disc.datastore()), "file", disc.file())));
    return map;
  }

  private Map<String, Object> disk(VirtualDisk disk) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", disk.key());
    map.put("capacity", ScenarioWriter.size(disk.capacity()));
    map.put("provisioning", disk.provisioning());
    if (disk.provisioning() == VirtualDisk.Provisioning.THIN) {
      map.put("used", ScenarioWriter.size(disk.used()));
    }
    map.put("datastore", refs.of(disk.datastore()));
    if (disk.ioShares() > 0) {
      map.put("ioShares", disk.ioShares());
    }
    if (disk.ioLimit() > 0) {
      map.put("ioLimit", disk.ioLimit());
    }
    return map;
  }

  private Map<String, Object> nic(VirtualNic nic) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", nic.key());
    map.put("network", refs.of(nic.portGroup()));
    map.put("mac", nic.mac().toString());
    map.put("ip", nic.ip().toString());
    map.put("connected", nic.connected());
    return map;
  }

  private List<Map<String, Object>> snapshots(Machine machine, int parent) {
    List<Map<String, Object>> snapshots = new ArrayList<>();
    for (SnapshotTree.Node node : machine.snapshots().children(parent)) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", node.name());
      map.put("key", node.key());
      map.put("description", node.description());
      map.put("taken", node.taken().toString());
      if (!node.by().isEmpty()) {
        map.put("by", node.by());
      }
      map.put("memory", node.memory());
      map.put("quiesced", node.quiesced());
      map.put("power", node.power());
      map.put("delta", ScenarioWriter.size(node.delta()));
      if (!node.branch().equals(Bytes.ZERO)) {
        map.put("branch", ScenarioWriter.size(node.branch()));
      }
      if (!node.others().isEmpty()) {
        map.put("disks", node.others().stream().map(MachineWriter::files).toList());
      }
      if (!node.hardware().equals(machine.hardware())) {
        Map<String, Object> own = new LinkedHashMap<>();
        hardware(own, node.hardware());
        map.put("hardware", own);
      }
      map.put("snapshots", snapshots(machine, node.key()));
      snapshots.add(map);
    }
    return snapshots;
  }

  private static Map<String, Object> files(DiskFiles files) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("disk", files.disk());
    map.put("delta", ScenarioWriter.size(files.delta()));
    map.put("branch", ScenarioWriter.size(files.branch()));
    return map;
  }
}
