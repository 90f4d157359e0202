package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the hardware of machines: disks and adapters as rules, from which each machine's own are
 * made. Bounds are those of {@link SiteLimits}: what may not be made by hand may not be read.
 */
final class HardwareReader {
  private final InventoryDraft draft;
  private final BootReader boot;

  HardwareReader(InventoryDraft draft) {
    this.draft = draft;
    this.boot = new BootReader(draft);
  }

  /** A disk; without a size written it is drawn around a share, without a place it takes turns. */
  record DiskRule(
      LocatedJson.Where where,
      int key,
      Bytes capacity,
      VirtualDisk.Provisioning provisioning,
      int usedPercent,
      Optional<Bytes> used,
      Optional<DatastoreId> on,
      int ioShares,
      int ioLimit) {}

  /** An adapter; without a MAC address it gets one by its machine. */
  record NicRule(
      int key, PortGroupId on, Optional<MacAddress> mac, IpAddress ip, boolean connected) {}

  int processors(ScenarioObject section) {
    return section.number("vcpus", 1, SiteLimits.PROCESSORS);
  }

  Bytes memory(ScenarioObject section) {
    return section.size("memory", null, SiteLimits.LEAST_MEMORY, SiteLimits.MEMORY);
  }

  List<DiskRule> disks(ScenarioObject section) {
    List<DiskRule> disks = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    for (ScenarioObject disk : section.sections("disks", SiteLimits.DISKS)) {
      Bytes capacity = disk.size("capacity", null, SiteLimits.LEAST_DISK, SiteLimits.DISK);
      Optional<Bytes> used =
          disk.has("used")
              ? Optional.of(disk.size("used", Bytes.ZERO, Bytes.ZERO, capacity))
              : Optional.empty();
      String store = disk.text("datastore", "");
      disks.add(
          new DiskRule(
              disk.where("capacity"),
              key(disk, keys),
              capacity,
              disk.one(
                  "provisioning", VirtualDisk.Provisioning.class, VirtualDisk.Provisioning.THIN),
              disk.number("usedPercent", 0, 100, 35),
              used,
              store.isEmpty()
                  ? Optional.empty()
                  : draft.find(draft.datastores, store, disk, "datastore"),
              disk.number("ioShares", 1, VirtualDisk.MOST_SHARES, VirtualDisk.NORMAL_SHARES),
              disk.has("ioLimit")
                  ? disk.number("ioLimit", VirtualDisk.LEAST_LIMIT, Integer.MAX_VALUE)
                  : 0));
      disk.end();
    }
    return List.copyOf(disks);
  }

  /** The key given, or the next. */
  private static int key(ScenarioObject section, Set<Integer> keys) {
    int next = keys.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    int key = section.number("key", 0, SiteLimits.KEY, next);
    if (!keys.add(key)) {
      section.errors().expected(section.where("key"), ">= " + next, key);
    }
    return key;
  }

  List<NicRule> nics(ScenarioObject section) {
    List<NicRule> nics = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    for (ScenarioObject nic : section.sections("nics", SiteLimits.NICS)) {
      String network = nic.name("network");
      int key = key(nic, keys);
      Optional<MacAddress> mac =
          nic.has("mac")
              ? address(
                  nic, "mac", MacAddress::parse, MacAddress::isOfAnAdapter, "00:50:56:00:00:01")
              : Optional.empty();
      IpAddress ip =
          nic.text("ip", "").isEmpty()
              ? IpAddress.NONE
              : address(nic, "ip", IpAddress::parse, IpAddress::isOfAnAdapter, "10.0.0.1")
                  .orElse(IpAddress.NONE);
      mac.ifPresent(draft.addresses::said);
      draft.addresses.said(ip);
      boolean connected = nic.flag("connected", true);
      draft
          .find(draft.portGroups, network, nic, "network")
          .ifPresent(on -> nics.add(new NicRule(key, on, mac, ip, connected)));
      nic.end();
    }
    return List.copyOf(nics);
  }

  private static <A> Optional<A> address(
      ScenarioObject section,
      String member,
      Function<String, Optional<A>> parse,
      Predicate<A> fits,
      String such) {
    String text = section.text(member, "");
    Optional<A> read = parse.apply(text).filter(fits);
    if (read.isEmpty()) {
      section.errors().expected(section.where(member), '"' + such + '"', '"' + text + '"');
    }
    return read;
  }

  /** How a machine starts. */
  BootSettings boot(ScenarioObject section) {
    return boot.read(section);
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
    List<VirtualNic> nics = nics(section).stream().map(HardwareReader::nic).toList();
    boolean both = section.flag("hotAdd", false);
    MachineHardware hardware =
        new MachineHardware(
            vcpus,
            memory,
            disks,
            nics,
            section.flag("hotAddCpu", both),
            section.flag("hotAddMemory", both),
            section.flag("passthrough", false),
            boot.read(section));
    section.end();
    return hardware;
  }

  /** A disk of which so many percent are written, unless its rule says how much. */
  static VirtualDisk disk(DiskRule rule, DatastoreId on, int percent) {
    long capacity = rule.capacity().value();
    boolean thick = rule.provisioning() == VirtualDisk.Provisioning.THICK;
    Bytes drawn = new Bytes(capacity / 100 * percent / Bytes.MIB * Bytes.MIB);
    Bytes used = thick ? rule.capacity() : rule.used().orElse(drawn);
    return new VirtualDisk(rule.key(), rule.capacity(), rule.provisioning(), on, used)
        .withIo(rule.ioShares(), rule.ioLimit());
  }

  /** An adapter for which the file says no MAC address gets one when all are read. */
  static VirtualNic nic(NicRule rule) {
    return new VirtualNic(
        rule.key(), rule.mac().orElse(MacAddress.NONE), rule.on(), rule.connected(), rule.ip());
  }

  /**
   * An adapter of which only the port group is said; both addresses are given when all are read.
   */
  static VirtualNic nic(MachineId machine, int key, PortGroupId on, InventoryDraft draft) {
    draft.addresses.lease(machine.value());
    return new VirtualNic(key, MacAddress.NONE, on, true, IpAddress.NONE);
  }
}
