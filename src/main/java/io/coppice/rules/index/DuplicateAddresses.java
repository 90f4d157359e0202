package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Addresses and host names of machines that run with a link, and which of them two have at once.
 * Gathered when first asked for, and followed from then on.
 */
public final class DuplicateAddresses {
  private enum Sort {
    MAC,
    IP,
    HOST_NAME
  }

  /** Who has it: the only one, or the first of several. */
  private final Map<Sort, Map<String, Integer>> first = new EnumMap<>(Sort.class);

  /** Everybody who has what several have. */
  private final Map<Sort, TreeMap<String, SortedIntSet>> several = new EnumMap<>(Sort.class);

  DuplicateAddresses() {
    for (Sort sort : Sort.values()) {
      first.put(sort, new HashMap<>());
      several.put(sort, new TreeMap<>());
    }
  }

  void note(Machine machine, int sign) {
    if (!machine.isOn()) {
      return;
    }
    boolean linked = false;
    for (VirtualNic nic : machine.hardware().nics()) {
      if (nic.connected()) {
        linked = true;
        note(Sort.MAC, nic.mac(), machine, sign);
        note(Sort.IP, nic.ip(), machine, sign);
      }
    }
    if (linked) {
      note(Sort.HOST_NAME, machine.guest().hostName(), machine, sign);
    }
  }

  private void note(Sort sort, String what, Machine machine, int sign) {
    if (what.isEmpty()) {
      return;
    }
    int row = machine.id().value();
    if (sign > 0) {
      Integer holder = first.get(sort).putIfAbsent(what, row);
      if (holder != null && holder != row) {
        SortedIntSet all = several.get(sort).computeIfAbsent(what, _ -> new SortedIntSet());
        all.add(holder);
        all.add(row);
      }
      return;
    }
    SortedIntSet all = several.get(sort).get(what);
    if (all == null) {
      first.get(sort).remove(what, row);
      return;
    }
    all.remove(row);
    first.get(sort).put(what, all.toArray()[0]);
    if (all.size() == 1) {
      several.get(sort).remove(what);
    }
  }

  /** Another machine that runs with that address. */
  public Optional<Problem> mac(String mac, MachineId of, SiteIndex index) {
    return other(Sort.MAC, mac, of, index);
  }

  public Optional<Problem> ip(String ip, MachineId of, SiteIndex index) {
    return other(Sort.IP, ip, of, index);
  }

  public Optional<Problem> hostName(String name, MachineId of, SiteIndex index) {
    return other(Sort.HOST_NAME, name, of, index);
  }

  private Optional<Problem> other(Sort sort, String what, MachineId of, SiteIndex index) {
    SortedIntSet all = several.get(sort).get(what);
    Integer holder = first.get(sort).get(what);
    int[] rows = all != null ? all.toArray() : holder != null ? new int[] {holder} : new int[0];
    for (int row : rows) {
      if (row != of.value()) {
        return Optional.of(problem(sort, what, of, new MachineId(row), index));
      }
    }
    return Optional.empty();
  }

  /** Everything two machines have at once; each problem names the first two of them. */
  public List<Problem> all(SiteIndex index) {
    List<Problem> all = new ArrayList<>();
    for (Sort sort : Sort.values()) {
      several
          .get(sort)
          .forEach(
              (what, those) -> {
                int[] rows = those.toArray();
                MachineId one = new MachineId(rows[0]);
                all.add(problem(sort, what, one, new MachineId(rows[1]), index));
              });
    }
    return all;
  }

  private static Problem problem(
      Sort sort, String what, MachineId a, MachineId b, SiteIndex index) {
    String code =
        switch (sort) {
          case MAC -> "alarm.duplicate-mac";
          case IP -> "alarm.duplicate-ip";
          case HOST_NAME -> "alarm.duplicate-host-name";
        };
    List<EntityId> both = List.of(a, b);
    return Problem.of(Severity.ERROR, code, both, what, index.name(a), index.name(b));
  }

  void gather(Inventory inventory) {
    inventory.machines().forEach(machine -> note(machine, 1));
  }
}
