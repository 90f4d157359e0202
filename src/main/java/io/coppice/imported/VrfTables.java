package io.coppice.imported;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Routing tables of VRFs, by number: {@code ip route} gives the name where {@code
 * /etc/iproute2/rt_tables.d} has one, which what makes VRFs names as the device.
 */
final class VrfTables {
  private VrfTables() {}

  static List<Route> byNumber(List<Route> routes, Collection<Device> devices) {
    Map<String, String> numbers = new HashMap<>();
    for (Device device : devices) {
      if (device.kind() == DeviceKind.VRF && device.table() > 0) {
        numbers.put(device.name(), String.valueOf(device.table()));
      }
    }
    return numbers.isEmpty()
        ? routes
        : routes.stream()
            .map(
                route ->
                    numbers.containsKey(route.table())
                        ? route.withTable(numbers.get(route.table()))
                        : route)
            .toList();
  }
}
