package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.AddressTranslation;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What fences make of machines' nodes: appliances forward, have the outer addresses beside their
 * own, and translate; machines of fenced networks have a default route. Filled while nodes are
 * made; one thread.
 */
final class FencedMachines {
  private final PrivateVlanDomains domains;
  private final FenceGateways gateways;
  private final Map<MachineId, Fence> fences = new HashMap<>();
  private final Map<String, AddressTranslation> translations = new HashMap<>();

  FencedMachines(Fabric fabric, Inventory inventory, PrivateVlanDomains domains) {
    this.domains = domains;
    this.gateways = new FenceGateways(fabric, inventory, domains);
    fabric.fences().stream()
        .filter(fence -> fence.isWhole(inventory))
        .forEach(fence -> fences.putIfAbsent(fence.appliance(), fence));
  }

  boolean isAppliance(MachineId machine) {
    return fences.containsKey(machine);
  }

  /** The addresses that an adapter has for others; none of its own. */
  List<IpAddress> outsideOf(MachineId machine, int adapter) {
    Fence fence = fences.get(machine);
    return fence == null || fence.outer() != adapter
        ? List.of()
        : fence.addresses().stream().map(AddressMapping::outside).toList();
  }

  /** A machine's node is called so. */
  void name(Machine machine, String node) {
    Fence fence = fences.get(machine.id());
    if (fence != null) {
      translations.put(
          node,
          new AddressTranslation(
              device(machine, fence.inner()), device(machine, fence.outer()), fence.addresses()));
    }
  }

  private static String device(Machine machine, int key) {
    List<VirtualNic> nics = machine.hardware().nics();
    int at = 0;
    while (nics.get(at).key() != key) {
      at++;
    }
    return "eth" + at;
  }

  /** By the names of the appliances' nodes. */
  Map<String, AddressTranslation> translations() {
    return translations;
  }

  /**
   * The routes of a machine: those of its links and by its gateway; none where it has no gateway
   * and nothing needs to be said.
   *
   * @param devices of its adapters, in their order
   */
  List<Route> routes(Machine machine, List<Device> devices) {
    List<Route> routes = new ArrayList<>();
    List<VirtualNic> nics = machine.hardware().nics();
    for (int i = 0; i < nics.size(); i++) {
      Optional<IpAddress> gateway =
          gateways.of(domains.domain(nics.get(i).portGroup().value())).filter(_ -> machine.isOn());
      Device device = devices.get(i);
      boolean own =
          gateway
              .filter(ip -> device.addresses().stream().anyMatch(a -> a.ip().equals(ip)))
              .isPresent();
      boolean hasAddress = device.addresses().stream().anyMatch(a -> !a.ip().v6());
      if (gateway.isPresent() && hasAddress && !own) {
        routes.add(
            route(
                Prefix.all(false),
                new Route.NextHop(gateway, device.name(), 1, true),
                Optional.empty()));
      }
    }
    if (!routes.isEmpty() || isAppliance(machine.id())) {
      devices.forEach(device -> links(device, routes));
    }
    return routes;
  }

  private static void links(Device device, List<Route> routes) {
    for (Address address : device.addresses()) {
      if (address.prefixLength() < address.ip().bits()) {
        routes.add(
            route(
                address.subnet(),
                new Route.NextHop(Optional.empty(), device.name(), 1, true),
                Optional.of(address.ip())));
      }
    }
  }

  private static Route route(Prefix to, Route.NextHop hop, Optional<IpAddress> source) {
    return new Route(Route.Type.UNICAST, to, "main", 0, List.of(hop), source, 0, Proof.NONE);
  }
}
