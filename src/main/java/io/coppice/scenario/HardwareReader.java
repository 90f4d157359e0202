package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the hardware of machines: disks and adapters as rules, from which each machine's own are
 * made. Bounds are those of {@code HardwareRules}: what may not be made by hand may not be read.
 */
final class HardwareReader {
  static final Bytes LEAST_MEMORY = Bytes.ofMiB(4);

  /** VMware Configuration Maximums, vSphere 8. */
  private static final int MOST_PROCESSORS = 768;

  private static final int MOST_DISKS = 60;
  private static final int MOST_NICS = 10;

  private static final Pattern MAC = Pattern.compile("(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
  private static final Pattern IP =
      Pattern.compile("|(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:]{2,39}");

  private final InventoryDraft draft;

  HardwareReader(InventoryDraft draft) {
    this.draft = draft;
  }

  /** A disk; without a size written it is drawn around a share, without a place it takes turns. */
  record DiskRule(
      int key,
      Bytes capacity,
      VirtualDisk.Provisioning provisioning,
      int usedPercent,
      Optional<Bytes> used,
      Optional<DatastoreId> on) {}

  /** An adapter; without a MAC address it gets one by its machine. */
  record NicRule(int key, PortGroupId on, Optional<String> mac, String ip, boolean connected) {}

  int processors(ScenarioObject section) {
    return section.number("vcpus", 1, MOST_PROCESSORS);
  }

  Bytes memory(ScenarioObject section) {
    return section.size("memory", null, LEAST_MEMORY.value());
  }

  List<DiskRule> disks(ScenarioObject section) {
    List<DiskRule> disks = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    for (ScenarioObject disk : section.sections("disks", MOST_DISKS)) {
      Bytes capacity = disk.size("capacity", null, Bytes.MIB);
      Optional<Bytes> used =
          disk.has("used") ? Optional.of(disk.size("used", Bytes.ZERO)) : Optional.empty();
      if (used.isPresent() && used.get().compareTo(capacity) > 0) {
        disk.errors()
            .expected(disk.where("used"), "<= \"" + capacity + '"', "\"" + used.get() + '"');
        used = Optional.of(capacity);
      }
      String store = disk.text("datastore", "");
      disks.add(
          new DiskRule(
              key(disk, keys),
              capacity,
              disk.one(
                  "provisioning", VirtualDisk.Provisioning.class, VirtualDisk.Provisioning.THIN),
              disk.number("usedPercent", 0, 100, 35),
              used,
              store.isEmpty()
                  ? Optional.empty()
                  : draft.find(draft.datastores, store, disk, "datastore")));
      disk.end();
    }
    return List.copyOf(disks);
  }

  /** The key given, or the next. */
  private static int key(ScenarioObject section, Set<Integer> keys) {
    int next = keys.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    int key = section.number("key", 0, 1_000_000, next);
    if (!keys.add(key)) {
      section.errors().expected(section.where("key"), ">= " + next, key);
    }
    return key;
  }

  List<NicRule> nics(ScenarioObject section) {
    List<NicRule> nics = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    for (ScenarioObject nic : section.sections("nics", MOST_NICS)) {
      String network = nic.name("network");
      int key = key(nic, keys);
      Optional<String> mac =
          nic.has("mac")
              ? Optional.of(matching(nic, "mac", MAC, "00:50:56:00:00:01"))
              : Optional.empty();
      String ip = nic.has("ip") ? matching(nic, "ip", IP, "10.0.0.1") : "";
      boolean connected = nic.flag("connected", true);
      draft
          .find(draft.portGroups, network, nic, "network")
          .ifPresent(on -> nics.add(new NicRule(key, on, mac, ip, connected)));
      nic.end();
    }
    return List.copyOf(nics);
  }

  private static String matching(
      ScenarioObject section, String member, Pattern pattern, String such) {
    String text = section.text(member, "");
    if (!pattern.matcher(text).matches()) {
      section.errors().expected(section.where(member), '"' + such + '"', '"' + text + '"');
    }
    return text;
  }

  /** The hardware a snapshot comes back to, said in full. */
  MachineHardware whole(ScenarioObject section) {
    int vcpus = processors(section);
    Bytes memory = memory(section);
    List<VirtualDisk> disks = new ArrayList<>();
    for (DiskRule rule : disks(section)) {
      if (rule.on().isEmpty()) {
        section.errors().add("scenario.missing", section.where("disks"), "datastore", "\"...\"");
      } else {
        disks.add(disk(rule, rule.on().get(), rule.usedPercent()));
      }
    }
    List<VirtualNic> nics =
        nics(section).stream().map(rule -> nic(rule, new MachineId(0))).toList();
    boolean both = section.flag("hotAdd", false);
    MachineHardware hardware =
        new MachineHardware(
            vcpus,
            memory,
            disks,
            nics,
            section.flag("hotAddCpu", both),
            section.flag("hotAddMemory", both),
            section.flag("passthrough", false));
    section.end();
    return hardware;
  }

  /** A disk of which so many percent are written, unless its rule says how much. */
  static VirtualDisk disk(DiskRule rule, DatastoreId on, int percent) {
    long capacity = rule.capacity().value();
    boolean thick = rule.provisioning() == VirtualDisk.Provisioning.THICK;
    Bytes drawn = new Bytes(capacity / 100 * percent / Bytes.MIB * Bytes.MIB);
    Bytes used = thick ? rule.capacity() : rule.used().orElse(drawn);
    return new VirtualDisk(rule.key(), rule.capacity(), rule.provisioning(), on, used);
  }

  static VirtualNic nic(NicRule rule, MachineId machine) {
    return new VirtualNic(
        rule.key(),
        rule.mac().orElseGet(() -> mac(machine, rule.key())),
        rule.on(),
        rule.connected(),
        rule.ip());
  }

  /** The adapter of a machine of which only the port groups are said. */
  VirtualNic nic(MachineId machine, PortGroupId on) {
    return nic(machine, 0, on, draft);
  }

  /** An adapter by its machine, its key and its port group. */
  static VirtualNic nic(MachineId machine, int key, PortGroupId on, InventoryDraft draft) {
    int n = machine.value() + 1;
    int vlan = draft.inventory.portGroups().get(on.value()).vlan();
    String ip = "10." + (vlan + key & 0xff) + "." + (n >> 8 & 0xff) + "." + (n & 0xff);
    return new VirtualNic(key, mac(machine, key), on, true, ip);
  }

  /** From VMware's range for static assignment, 00:50:56:00:00:00 to 00:50:56:3F:FF:FF. */
  private static String mac(MachineId machine, int key) {
    int n = machine.value() + 1 + (key << 18);
    return String.format(
        Locale.ROOT, "00:50:56:%02x:%02x:%02x", n >> 16 & 0x3f, n >> 8 & 0xff, n & 0xff);
  }
}
