package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.testkit.ShowFloor;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
  private final SimNetwork network = new SimNetwork("Site");

  @Test
  void timeThatChangesNothingOfTheNetworkLeavesItTheSame() {
    Worlds worlds = Worlds.of(SmallSite.of(3, 30));
    NetworkState before = network.at(worlds.snapshot());
    worlds.pass(Duration.ofMinutes(2));
    assertSame(before, network.at(worlds.snapshot()));
  }

  @Test
  void aMachineThatIsSwitchedOffLeavesItsSegment() {
    Worlds worlds = Worlds.of(SmallSite.of(3, 30));
    Snapshot on = worlds.snapshot();
    MachineId machine =
        new MachineId(
            java.util.stream.IntStream.range(0, 30)
                .filter(row -> on.inventory().machine(new MachineId(row)).isOn())
                .findFirst()
                .orElseThrow());
    String name = on.inventory().machine(machine).name();
    NetworkState before = network.at(on);
    worlds.run(new PowerOff(machine));
    NetworkState after = network.at(worlds.snapshot());
    assertNotSame(before, after);
    assertEquals(1, count(before, name));
    assertEquals(0, count(after, name));
  }

  private static long count(NetworkState state, String machine) {
    return state.segments().stream()
        .flatMap(segment -> segment.machines().stream())
        .filter(end -> end.node().equals(machine))
        .count();
  }

  @Test
  void theShowFloorHasEveryMachineInItsNetwork() {
    Inventory inventory = ShowFloor.build().inventory();
    NetworkState state = FabricNetwork.of("Show floor", Fabric.NONE, inventory);
    assertEquals(
        inventory.machines().size(),
        state.nodes().values().stream().filter(it -> it.kind() == NodeKind.MACHINE).count());
    assertEquals(
        inventory.hosts().size(),
        state.nodes().values().stream().filter(it -> it.kind() == NodeKind.HYPERVISOR).count());
  }
}
