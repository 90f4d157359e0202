package io.coppice.rules;

import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.NetworkOperation.FenceMapping;
import io.coppice.backend.NetworkOperation.SetFence;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.FenceSubnets;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import io.coppice.rules.index.SiteIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of fences: an appliance with an adapter in each of two networks, and a table in which every
 * address is of its side and nobody else's.
 */
final class FenceRules {
  private FenceRules() {}

  static void set(SetFence set, SiteIndex index, VerdictCollector verdicts) {
    Inventory inventory = index.inventory();
    Machine machine = inventory.machine(set.target());
    Fence fence = new Fence(set.target(), set.inner(), set.outer(), List.of());
    boolean there =
        verdicts.need(
            "fence-adapters",
            set.inner() != set.outer() && has(machine, set.inner()) && has(machine, set.outer()),
            () -> Problem.error("fence.adapters", set.target(), machine.name()));
    if (!there
        || !verdicts.need(
            "fence-addressed",
            fence.isWhole(inventory),
            () -> Problem.error("fence.no-address", set.target(), machine.name()))) {
      return;
    }
    VirtualNic inner = fence.adapter(inventory, set.inner()).orElseThrow();
    VirtualNic outer = fence.adapter(inventory, set.outer()).orElseThrow();
    PrivateVlanDomains domains = index.domains();
    boolean apart =
        domain(domains, inner) != domain(domains, outer)
            && !FenceSubnets.isOne(ip(inner), ip(outer));
    if (!verdicts.need(
        "fence-networks",
        apart,
        () -> Problem.error("fence.one-network", set.target(), inner.ip(), outer.ip()))) {
      return;
    }
    Optional<Fence> other =
        index.fabric().fences().stream()
            .filter(it -> !it.appliance().equals(set.target()) && it.isWhole(inventory))
            .filter(
                it ->
                    domain(domains, it.adapter(inventory, it.inner()).orElseThrow())
                        == domain(domains, inner))
            .findFirst();
    verdicts.need(
        "fence-free",
        other.isEmpty(),
        () ->
            Problem.error(
                "fence.taken",
                other.get().appliance(),
                index.name(inner.portGroup()),
                index.name(other.get().appliance())));
    table(set, inner, outer, index, verdicts);
    verdicts.note(
        "fence-runs",
        machine.isOn()
            ? Optional.empty()
            : Optional.of(
                Problem.of(Severity.WARNING, "fence.off", List.of(set.target()), machine.name())));
  }

  static void delete(DeleteFence delete, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "fence-there",
        index.fabric().fence(delete.target()).isPresent(),
        () -> Problem.error("fence.none", delete.target(), index.name(delete.target())));
  }

  private static boolean has(Machine machine, int key) {
    return machine.hardware().nics().stream().anyMatch(nic -> nic.key() == key);
  }

  private static IpAddress ip(VirtualNic nic) {
    return IpAddress.v4((int) nic.ip().low());
  }

  private static int domain(PrivateVlanDomains domains, VirtualNic nic) {
    PortGroupId group = nic.portGroup();
    return domains.domain(group.value());
  }

  private static void table(
      SetFence set,
      VirtualNic inner,
      VirtualNic outer,
      SiteIndex index,
      VerdictCollector verdicts) {
    Set<IpAddress> used = new HashSet<>();
    Set<IpAddress> taken = taken(set.target(), index);
    Optional<Problem> wrong = Optional.empty();
    for (FenceMapping row : set.addresses()) {
      Optional<AddressMapping> mapping = row.mapping();
      boolean right =
          mapping.isPresent()
              && FenceSubnets.fits(mapping.get(), ip(inner), ip(outer))
              && used.add(mapping.get().inside());
      boolean free = right && taken.add(mapping.get().outside());
      if (wrong.isEmpty() && !(right && free)) {
        wrong =
            Optional.of(
                Problem.error(
                    right ? "fence.outside-taken" : "fence.row",
                    set.target(),
                    row.inside(),
                    row.outside(),
                    inner.ip() + "/" + FenceSubnets.PREFIX,
                    outer.ip() + "/" + FenceSubnets.PREFIX));
      }
    }
    verdicts.note("fence-table", wrong);
    verdicts.need(
        "fence-size",
        set.addresses().size() <= Fence.MOST_ADDRESSES,
        () -> Problem.error("fence.size", set.target(), Fence.MOST_ADDRESSES));
  }

  /** Addresses of machines, and outer ones of other fences. */
  private static Set<IpAddress> taken(MachineId appliance, SiteIndex index) {
    Set<IpAddress> taken = new HashSet<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine ->
                machine.hardware().nics().stream()
                    .filter(nic -> !nic.ip().isNone() && nic.ip().version() == 4)
                    .forEach(nic -> taken.add(ip(nic))));
    index.fences().stream()
        .filter(it -> !it.appliance().equals(appliance))
        .forEach(it -> it.addresses().forEach(row -> taken.add(row.outside())));
    return taken;
  }
}
