package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.testkit.SmallSite;
import io.coppice.wire.tunnel.TunnelKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An index that follows machines is the one that would be made anew: a world hangs on it. */
class FabricIndexesTest {
  private static final int HOSTS = 5;
  private static final int MACHINES = 60;

  private final Inventory inventory = SmallSite.of(HOSTS, MACHINES).inventory().copy();
  private final Random random = new Random(7);

  private static List<String> described(FabricIndex index, Inventory of) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < of.machines().size(); row++) {
      for (GuestPort port : index.ports(new MachineId(row))) {
        lines.add(
            port.machineName
                + " "
                + port.host
                + " "
                + port.linked
                + " "
                + port.mtu()
                + " "
                + port.ip);
      }
    }
    BroadcastDomain segment = index.segmentOf(0).domain;
    for (int host : segment.hosts()) {
      lines.add(host + ": " + segment.membersOn(host).stream().map(GuestPort::id).toList());
    }
    Map<Integer, Long> addresses = new TreeMap<>();
    segment.byAddress.forEach((ip, port) -> addresses.put(ip, port.id()));
    Map<Long, Long> macs = new TreeMap<>();
    segment.byMac.forEach((mac, port) -> macs.put(mac, port.id()));
    lines.add(addresses + " " + macs);
    return lines;
  }

  private void change() {
    int row = random.nextInt(MACHINES);
    Machine machine = inventory.machine(new MachineId(row));
    if (machine == null) {
      return;
    }
    Machine changed =
        switch (random.nextInt(5)) {
          case 0 -> machine.withHost(new HostId(random.nextInt(HOSTS)));
          case 1 ->
              machine.withPower(machine.isOn() ? PowerState.POWERED_OFF : PowerState.POWERED_ON);
          case 2 -> withNic(machine, nic(machine).withConnected(random.nextBoolean()));
          case 3 -> random.nextInt(8) == 0 ? null : machine;
          default -> withNic(machine, nic(inventory.machine(new MachineId(1))));
        };
    inventory.machines().set(row, changed);
  }

  private static VirtualNic nic(Machine machine) {
    return machine.hardware().nics().getFirst();
  }

  private static Machine withNic(Machine machine, VirtualNic nic) {
    return machine.withHardware(machine.hardware().withNics(List.of(nic)));
  }

  @Test
  void whatFollowsIsWhatWouldBeMadeAnewEvenWhereAddressesAreThereTwice() {
    FabricIndexes indexes = new FabricIndexes();
    FabricIndex first = indexes.of(Fabric.NONE, inventory);
    boolean followed = false;
    for (int round = 0; round < 120; round++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        change();
        if (inventory.machine(new MachineId(1)) == null) {
          inventory.machines().set(1, inventory.machine(new MachineId(2)));
        }
      }
      FabricIndex now = indexes.of(Fabric.NONE, inventory);
      assertEquals(
          described(new FabricIndex(Fabric.NONE, inventory), inventory),
          described(now, inventory),
          "round " + round);
      followed |= now == first;
      first = now;
    }
    assertTrue(followed, "it was made anew each time");
  }

  @Test
  void nothingIsMadeAnewWhereNothingChanged() {
    FabricIndexes indexes = new FabricIndexes();
    FabricIndex first = indexes.of(Fabric.NONE, inventory);
    Object version = first.version();
    assertSame(first, indexes.of(Fabric.NONE, inventory));
    assertSame(version, first.version());
  }

  /** The contexts of STT have 64 bits: whatever is computed of one may be that of a VNI. */
  @Test
  void everySegmentIsFoundByItsKindAndItsWholeId() {
    List<SegmentSettings> segments = new ArrayList<>();
    int group = 0;
    for (long vni : new long[] {1, 5_001, 0xFF_FFFE}) {
      segments.add(SegmentSettings.headEnd(new PortGroupId(group++), Encapsulation.VXLAN, vni));
      for (long context : alike(vni)) {
        segments.add(SegmentSettings.headEnd(new PortGroupId(group++), Encapsulation.STT, context));
      }
    }
    Fabric fabric = new Fabric(List.of(), List.of(), List.of(), segments);
    FabricIndex index = new FabricIndex(fabric, inventory);
    for (SegmentSettings each : segments) {
      TunnelKind kind =
          each.encapsulation() == Encapsulation.STT ? TunnelKind.STT : TunnelKind.VXLAN;
      assertEquals(each.portGroup(), index.segment(kind, each.id()).settings.portGroup());
    }
  }

  /** Of which 31 times, and a little more or less, is 31 times the VNI; and the VNI itself. */
  private static List<Long> alike(long vni) {
    long inverse = BigInteger.valueOf(31).modInverse(BigInteger.TWO.pow(64)).longValue();
    List<Long> alike = new ArrayList<>(List.of(vni));
    for (long other = 1; other < 4; other++) {
      alike.add(vni + other * inverse);
      alike.add(vni - other * inverse);
    }
    return alike;
  }
}
