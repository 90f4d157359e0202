package io.coppice.ui.start;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.overlay.NetworkState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Objects of a site that are worth a first look. Pure; walks through the machines. */
final class Suggestions {
  private Suggestions() {}

  /**
   * A host whose crash shows most of HA: it runs the most machines among the usable hosts of
   * clusters that restart them. Without such a cluster, the one that runs the most.
   */
  static Optional<HostId> hostToCrash(Inventory inventory) {
    Set<ClusterId> restarting = new HashSet<>();
    inventory
        .clusters()
        .forEach(
            cluster -> {
              if (cluster.ha()) {
                restarting.add(cluster.id());
              }
            });
    Map<HostId, Integer> running = running(inventory);
    Comparator<Host> best =
        Comparator.<Host, Boolean>comparing(
                host -> host.cluster().filter(restarting::contains).isPresent())
            .thenComparing(host -> running.getOrDefault(host.id(), 0));
    Host[] found = new Host[1];
    inventory
        .hosts()
        .forEach(
            host -> {
              if (host.isUsable() && (found[0] == null || best.compare(host, found[0]) > 0)) {
                found[0] = host;
              }
            });
    return Optional.ofNullable(found[0]).map(Host::id);
  }

  /** The cluster of that host, or any. */
  static Optional<ClusterId> cluster(Inventory inventory) {
    Cluster[] any = new Cluster[1];
    inventory.clusters().forEach(cluster -> any[0] = any[0] == null ? cluster : any[0]);
    return hostToCrash(inventory)
        .flatMap(host -> inventory.find(host))
        .flatMap(entity -> entity instanceof Host host ? host.cluster() : Optional.empty())
        .or(() -> Optional.ofNullable(any[0]).map(Cluster::id));
  }

  /** The first machine that runs and passes; those after it are not asked. */
  static Optional<MachineId> machine(Inventory inventory, Predicate<MachineId> which) {
    var machines = inventory.machines();
    for (int row = 0; row < machines.size(); row++) {
      Machine machine = machines.get(row);
      if (machine != null && machine.isOn() && which.test(machine.id())) {
        return Optional.of(machine.id());
      }
    }
    return Optional.empty();
  }

  /** One that runs and stands in an overlay segment, so that its pings cross tunnels; or any. */
  static Optional<MachineId> machineOfASegment(
      Inventory inventory, Optional<NetworkState> network) {
    Set<String> members = new HashSet<>();
    network.stream()
        .flatMap(state -> state.segments().stream())
        .flatMap(segment -> segment.machines().stream())
        .forEach(end -> members.add(end.node()));
    return machine(inventory, id -> members.contains(name(inventory, id)))
        .or(() -> machine(inventory, _ -> true));
  }

  private static String name(Inventory inventory, MachineId machine) {
    return inventory.machine(machine).name();
  }

  private static Map<HostId, Integer> running(Inventory inventory) {
    Map<HostId, Integer> running = new HashMap<>();
    inventory
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                running.merge(machine.host(), 1, Integer::sum);
              }
            });
    return running;
  }
}
