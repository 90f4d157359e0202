package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.SubGroups.SubGroup;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is wrong where distributed switches are in vPC host mode. A host knows whether its own
 * cables are up and no more, so that ports stay pinned to a switch upstream that is itself cut off
 * (Cisco Nexus 1000V Interface Configuration Guide, "Network State Tracking for vPC-HM").
 */
final class SubGroupChecks {
  private static final int NAMES = 5;

  private final Inventory inventory;
  private final UplinkPinning pinning;
  private final UnderlayPaths paths;

  private SubGroupChecks(Fabric fabric, Inventory inventory) {
    this.inventory = inventory;
    BitSet usable = UsableLinks.of(fabric, inventory);
    this.pinning = new UplinkPinning(fabric, inventory, usable::get);
    this.paths = new UnderlayPaths(fabric, usable::get);
  }

  /** Tells all that is found; looks at no host where no switch is in host mode. */
  static void run(Fabric fabric, Inventory inventory, Consumer<Problem> found) {
    boolean[] any = {false};
    inventory.switches().forEach(it -> any[0] |= it.uplinks().isHostMode());
    if (any[0]) {
      SubGroupChecks checks = new SubGroupChecks(fabric, inventory);
      checks.deadEnds(found);
      checks.absent(found);
    }
  }

  /** Sub-groups that lead nowhere, of hosts that have one that does. */
  private void deadEnds(Consumer<Problem> found) {
    Map<String, Set<EntityId>> byUpstream = new TreeMap<>();
    inventory
        .hosts()
        .forEach(
            host ->
                host.hardware().nics().stream()
                    .flatMap(nic -> nic.uplinkOf().stream())
                    .distinct()
                    .flatMap(on -> pinning.of(host, on).stream())
                    .flatMap(its -> deadEnds(its).stream())
                    .forEach(
                        upstream ->
                            byUpstream
                                .computeIfAbsent(upstream, _ -> new LinkedHashSet<>())
                                .add(host.id())));
    byUpstream.forEach(
        (upstream, hosts) ->
            found.accept(
                Problem.of(
                    Severity.ERROR,
                    "fault.sub-group-dead-end",
                    hosts.stream().limit(NAMES).toList(),
                    upstream,
                    hosts.size())));
  }

  private Set<String> deadEnds(SubGroups its) {
    Set<String> dead = new LinkedHashSet<>();
    boolean leads = false;
    for (SubGroup group : its.groups()) {
      if (group.isUp() && isDeadEnd(group.upstream())) {
        dead.add(group.upstream());
      } else {
        leads |= group.isUp();
      }
    }
    return leads ? dead : Set.of();
  }

  private boolean isDeadEnd(String upstream) {
    int row = paths.row(upstream);
    return row >= 0 && paths.edges(row).stream().noneMatch(edge -> edge.to() >= 0);
  }

  /** Port groups pinned by hand to what is not there where their machines run. */
  private void absent(Consumer<Problem> found) {
    Map<Integer, Set<HostId>> without = new TreeMap<>();
    inventory.machines().forEach(machine -> absent(machine, without));
    without.forEach(
        (row, hosts) -> {
          PortGroup group = inventory.portGroups().get(row);
          found.accept(
              Problem.of(
                  Severity.WARNING,
                  "fault.sub-group-absent",
                  List.of(group.id()),
                  group.name(),
                  group.policy().pinning().orElseThrow(),
                  hosts.size()));
        });
  }

  private void absent(Machine machine, Map<Integer, Set<HostId>> without) {
    for (VirtualNic nic : machine.hardware().nics()) {
      PortGroup group = inventory.portGroups().get(nic.portGroup().value());
      Optional<Integer> pinned = group == null ? Optional.empty() : group.policy().pinning();
      if (pinned.isPresent() && SegmentMembers.isLinked(machine, nic)) {
        Host host = inventory.host(machine.host());
        boolean absent =
            pinning
                .of(host, group.onSwitch())
                .filter(its -> its.groups().size() <= pinned.get())
                .isPresent();
        if (absent) {
          without.computeIfAbsent(group.id().value(), _ -> new LinkedHashSet<>()).add(host.id());
        }
      }
    }
  }
}
