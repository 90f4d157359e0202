package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hosts of each cluster can give and what machines that run there have reserved, for
 * admission control, which asks for all of it whenever a machine is to run. Summed up when first
 * asked for, followed as machines change, and forgotten when any host does.
 */
final class ClusterTotals {
  private static final class Reserved {
    private long memory;
    private long cpu;
  }

  private final Map<ClusterId, Reserved> reserved = new HashMap<>();
  private final Map<ClusterId, UsableHosts> usable = new HashMap<>();

  void forget() {
    reserved.clear();
    usable.clear();
  }

  void add(Machine machine, int sign, CowTable<Host> hosts) {
    if (reserved.isEmpty()) {
      return;
    }
    Host host = machine.isOn() ? hosts.get(machine.host().value()) : null;
    Reserved sum = host == null ? null : host.cluster().map(reserved::get).orElse(null);
    if (sum != null) {
      sum.memory += sign * Commitments.memoryNeed(machine);
      sum.cpu += sign * (long) machine.placement().cpu().reservation();
    }
  }

  /** MiB that running machines have reserved, with their overhead. */
  long reservedMemory(ClusterId id, IndexCache index) {
    return reserved(id, index).memory;
  }

  /** MHz that running machines have reserved. */
  long reservedCpu(ClusterId id, IndexCache index) {
    return reserved(id, index).cpu;
  }

  private Reserved reserved(ClusterId id, IndexCache index) {
    return reserved.computeIfAbsent(
        id,
        _ -> {
          Reserved sum = new Reserved();
          index
              .held(id, EntityId.Kind.HOST)
              .forEach(
                  row -> {
                    HostId host = new HostId(row);
                    sum.memory += index.commitments().reservedMemory(host);
                    sum.cpu += index.commitments().reservedCpu(host);
                  });
          return sum;
        });
  }

  UsableHosts usable(ClusterId id, IndexCache index, CowTable<Host> hosts) {
    return usable.computeIfAbsent(
        id,
        _ -> {
          List<Host> found = new ArrayList<>();
          index
              .held(id, EntityId.Kind.HOST)
              .forEach(
                  row -> {
                    if (hosts.get(row).isUsable()) {
                      found.add(hosts.get(row));
                    }
                  });
          return new UsableHosts(found);
        });
  }
}
