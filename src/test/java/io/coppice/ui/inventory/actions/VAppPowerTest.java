package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VAppPowerTest {
  private final Inventory site = SmallSite.of(2, 12).inventory();

  @Test
  void machinesStartInOrderAndStopInTheReverse() {
    List<MachineId> order =
        new ArrayList<>(IntStream.range(0, 12).mapToObj(MachineId::new).toList().reversed());
    order.add(new MachineId(99));
    ResourcePool pool =
        site.pools().get(SmallSite.POOL.value()).withVApp(new ResourcePool.VApp(order));

    assertEquals(
        machines(order, false).map(MachineOperation.PowerOn::new).toList(),
        VAppPower.operations(pool, site, true));
    assertEquals(
        machines(order.reversed(), true).map(MachineOperation.ShutDownGuest::new).toList(),
        VAppPower.operations(pool, site, false));
  }

  private Stream<MachineId> machines(List<MachineId> order, boolean on) {
    return order.stream()
        .filter(id -> site.machine(id) != null && !site.machine(id).template())
        .filter(id -> site.machine(id).isOn() == on);
  }
}
