package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Addresses and host names of machines that run with a link, and which of them two have at once.
 * Hardware addresses count at the whole site, but for those in fenced networks, each of which is a
 * place of its own. Gathered when first asked for, and followed from then on.
 */
public final class DuplicateAddresses {
  private enum Sort {
    MAC,
    IP,
    HOST_NAME
  }

  /** An address where it counts: two port groups may both have it, as those of two tenants do. */
  private record InGroup(IpAddress ip, PortGroupId group) {
    /** Said, for what a record gets of itself is slow until it is compiled; a site has many. */
    @Override
    public boolean equals(Object other) {
      return other instanceof InGroup it && ip.equals(it.ip) && group.equals(it.group);
    }

    @Override
    public int hashCode() {
      return 31 * ip.hashCode() + group.hashCode();
    }

    @Override
    public String toString() {
      return ip.toString();
    }
  }

  /** Who has it, as long as only one adapter or machine does. */
  private final Map<Sort, Map<Object, Integer>> single = new EnumMap<>(Sort.class);

  /** What several have, with everybody who has it and how often. */
  private final Map<Sort, Map<Object, TreeMap<Integer, Integer>>> several =
      new EnumMap<>(Sort.class);

  DuplicateAddresses() {
    for (Sort sort : Sort.values()) {
      single.put(sort, new HashMap<>());
      several.put(sort, new HashMap<>());
    }
  }

  /** A machine is another one now; null where there is none. */
  void follow(Machine was, Machine is) {
    if (was == null
        || is == null
        || was.isOn() != is.isOn()
        || !was.hardware().nics().equals(is.hardware().nics())
        || !was.guest().hostName().equals(is.guest().hostName())) {
      note(was, -1);
      note(is, 1);
    }
  }

  private void note(Machine machine, int sign) {
    if (machine == null || !machine.isOn()) {
      return;
    }
    Integer row = machine.id().value();
    boolean linked = false;
    for (VirtualNic nic : machine.hardware().nics()) {
      if (nic.connected()) {
        linked = true;
        if (!nic.mac().equals(MacAddress.NONE)) {
          note(Sort.MAC, nic.mac(), row, sign);
        }
        if (!nic.ip().isNone()) {
          note(Sort.IP, new InGroup(nic.ip(), nic.portGroup()), row, sign);
        }
      }
    }
    if (linked && !machine.guest().hostName().isEmpty()) {
      note(Sort.HOST_NAME, hostName(machine.guest().hostName()), row, sign);
    }
  }

  /** Names of hosts are the same in whatever case (RFC 4343). */
  private static String hostName(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void note(Sort sort, Object what, Integer row, int sign) {
    TreeMap<Integer, Integer> all = several.get(sort).get(what);
    if (sign > 0) {
      Integer holder = all == null ? single.get(sort).putIfAbsent(what, row) : null;
      if (holder != null) {
        single.get(sort).remove(what);
        all = new TreeMap<>(Map.of(holder, 1));
        several.get(sort).put(what, all);
      }
      if (all != null) {
        all.merge(row, 1, Integer::sum);
      }
      return;
    }
    if (all == null) {
      single.get(sort).remove(what, row);
      return;
    }
    all.computeIfPresent(row, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    if (all.size() == 1 && all.firstEntry().getValue() == 1) {
      several.get(sort).remove(what);
      single.get(sort).put(what, all.firstKey());
    }
  }

  /** Another machine that runs with that address. */
  public Optional<Problem> mac(MacAddress mac, MachineId of, SiteIndex index) {
    return other(Sort.MAC, mac, of, index);
  }

  public Optional<Problem> ip(IpAddress ip, PortGroupId in, MachineId of, SiteIndex index) {
    return other(Sort.IP, new InGroup(ip, in), of, index);
  }

  public Optional<Problem> hostName(String name, MachineId of, SiteIndex index) {
    return other(Sort.HOST_NAME, hostName(name), of, index);
  }

  private Optional<Problem> other(Sort sort, Object what, MachineId of, SiteIndex index) {
    TreeMap<Integer, Integer> all = several.get(sort).get(what);
    Integer holder = single.get(sort).get(what);
    Collection<Integer> rows =
        all != null ? all.keySet() : holder != null ? List.of(holder) : List.of();
    for (int row : rows) {
      if (row != of.value()
          && (sort != Sort.MAC || FencedGroups.of(index).meet(what, of, new MachineId(row)))) {
        return Optional.of(problem(sort, what, of, new MachineId(row), index));
      }
    }
    return Optional.empty();
  }

  /**
   * Everything that two machines, or two adapters of one, have at once, by its text; each problem
   * names the first two machines, or the one.
   */
  public List<Problem> all(SiteIndex index) {
    List<Problem> all = new ArrayList<>();
    if (several.values().stream().allMatch(Map::isEmpty)) {
      return all;
    }
    FencedGroups fenced = FencedGroups.of(index);
    for (Sort sort : Sort.values()) {
      several.get(sort).entrySet().stream()
          .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
          .forEach(
              entry -> {
                Iterator<Integer> rows =
                    (sort == Sort.MAC
                            ? fenced.meeting(entry.getKey(), entry.getValue().keySet())
                            : entry.getValue().keySet())
                        .iterator();
                if (!rows.hasNext()) {
                  return;
                }
                MachineId one = new MachineId(rows.next());
                all.add(
                    rows.hasNext()
                        ? problem(sort, entry.getKey(), one, new MachineId(rows.next()), index)
                        : within(sort, entry.getKey(), one, index));
              });
    }
    return all;
  }

  private static String code(Sort sort) {
    return switch (sort) {
      case MAC -> "alarm.duplicate-mac";
      case IP -> "alarm.duplicate-ip";
      case HOST_NAME -> "alarm.duplicate-host-name";
    };
  }

  private static Problem problem(
      Sort sort, Object what, MachineId a, MachineId b, SiteIndex index) {
    List<EntityId> both = List.of(a, b);
    return Problem.of(Severity.ERROR, code(sort), both, what, index.name(a), index.name(b));
  }

  private static Problem within(Sort sort, Object what, MachineId machine, SiteIndex index) {
    return Problem.error(code(sort) + "-within", machine, what, index.name(machine));
  }

  void gather(Inventory inventory) {
    for (Sort sort : Sort.values()) {
      single.put(sort, HashMap.newHashMap(inventory.machines().size()));
    }
    inventory.machines().forEach(machine -> note(machine, 1));
  }
}
