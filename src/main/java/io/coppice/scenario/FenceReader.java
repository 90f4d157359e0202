package io.coppice.scenario;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.FenceSubnets;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the fences of a network: appliances, their two adapters, and their tables. */
final class FenceReader {
  private static final int MOST_FENCES = 10_000;
  private static final int MOST_KEY = 1_000_000;

  private final InventoryDraft draft;
  private final Inventory inventory;
  private final PrivateVlanDomains domains;
  private final Set<MachineId> appliances = new HashSet<>();

  /** Networks that are behind a fence, by the domains of their port groups. */
  private final Set<Integer> fenced = new HashSet<>();

  /** Addresses of machines, and outer ones of the fences that were read. */
  private final Set<IpAddress> taken = new HashSet<>();

  FenceReader(InventoryDraft draft, Inventory inventory, PrivateVlanDomains domains) {
    this.draft = draft;
    this.inventory = inventory;
    this.domains = domains;
    inventory
        .machines()
        .forEach(
            machine ->
                machine.hardware().nics().stream()
                    .filter(nic -> !nic.ip().isNone() && nic.ip().version() == 4)
                    .forEach(nic -> taken.add(ip(nic))));
  }

  private static IpAddress ip(VirtualNic nic) {
    return IpAddress.v4((int) nic.ip().low());
  }

  private int domain(VirtualNic nic) {
    return domains.domain(nic.portGroup().value());
  }

  List<Fence> read(ScenarioObject network) {
    List<Fence> fences = new ArrayList<>();
    network.sections("fences", MOST_FENCES).forEach(it -> fence(it).ifPresent(fences::add));
    return fences;
  }

  private Optional<Fence> fence(ScenarioObject section) {
    String name = section.name("appliance");
    // machines that were not read for their faults cannot be referred to
    Optional<MachineId> appliance =
        draft.machines.isEmpty() && section.errors().any()
            ? Optional.empty()
            : draft.find(draft.machines, name, section, "appliance");
    int inner = section.number("inner", 0, MOST_KEY, 0);
    int outer = section.number("outer", 0, MOST_KEY, 1);
    Set<IpAddress> known = new HashSet<>();
    List<AddressMapping> addresses = new ArrayList<>();
    List<ScenarioObject> rows = new ArrayList<>();
    for (ScenarioObject row : section.sections("addresses", Fence.MOST_ADDRESSES)) {
      Optional<IpAddress> inside = UnderlayReader.address(row, "inside", false);
      Optional<IpAddress> outside = UnderlayReader.address(row, "outside", false);
      if (inside.isPresent() && outside.isPresent()) {
        if (known.add(inside.get()) && known.add(outside.get())) {
          addresses.add(new AddressMapping(inside.get(), outside.get()));
          rows.add(row);
        } else {
          row.errors().add("scenario.duplicate", row.where("inside"), inside.get());
        }
      }
      row.end();
    }
    section.end();
    if (appliance.isEmpty()) {
      return Optional.empty();
    }
    Fence fence = new Fence(appliance.get(), inner, outer, addresses);
    if (!appliances.add(appliance.get())) {
      section.errors().add("scenario.duplicate", section.where("appliance"), name);
    } else if (inner == outer || !fence.isWhole(inventory)) {
      section.errors().add("scenario.fence-adapters", section.where("inner"), name, inner, outer);
    } else {
      check(fence, section, rows);
    }
    return Optional.of(fence);
  }

  /** Holds it to the rules by which one is set in the console. */
  private void check(Fence fence, ScenarioObject section, List<ScenarioObject> rows) {
    VirtualNic inner = fence.adapter(inventory, fence.inner()).orElseThrow();
    VirtualNic outer = fence.adapter(inventory, fence.outer()).orElseThrow();
    ScenarioErrors errors = section.errors();
    if (domain(inner) == domain(outer) || FenceSubnets.isOne(ip(inner), ip(outer))) {
      errors.add("scenario.fence-network", section.where("outer"), inner.ip(), outer.ip());
      return;
    }
    if (!fenced.add(domain(inner))) {
      errors.add("scenario.fence-twice", section.where("inner"));
    }
    for (int i = 0; i < rows.size(); i++) {
      AddressMapping row = fence.addresses().get(i);
      if (!FenceSubnets.fits(row, ip(inner), ip(outer))) {
        String net = "/" + FenceSubnets.PREFIX;
        errors.add(
            "scenario.fence-row",
            rows.get(i).where("inside"),
            row.inside(),
            row.outside(),
            inner.ip() + net,
            outer.ip() + net);
      } else if (!taken.add(row.outside())) {
        errors.add("scenario.fence-taken", rows.get(i).where("outside"), row.outside());
      }
    }
  }
}
