package io.coppice.rules.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.Job;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.Kind;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.table.CowTable;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IndexCacheTest {
  private static final int HOSTS = 4;
  private static final int MACHINES = 12;

  private final SplittableRandom random = new SplittableRandom(5);

  private SiteState state(Inventory inventory) {
    return new SiteState(
        inventory.freeze(),
        new Forks().freeze(),
        new Figures().freeze(),
        new CowTable<Job>().freeze());
  }

  /** Few addresses and names, so that they are given twice, taken away and given back. */
  private void change(Inventory inventory) {
    int row = random.nextInt(MACHINES);
    Machine machine = inventory.machines().get(row);
    if (machine == null) {
      inventory.machines().set(row, SmallSite.of(HOSTS, MACHINES).inventory().machines().get(row));
      return;
    }
    VirtualNic nic = machine.hardware().nics().getFirst();
    switch (random.nextInt(9)) {
      case 0 -> inventory.machines().set(row, null);
      case 1 -> inventory.machines().set(row, machine.withName("vm-00" + random.nextInt(4)));
      case 2 -> inventory.machines().set(row, machine.withHost(new HostId(random.nextInt(HOSTS))));
      case 3 -> set(inventory, machine, nic.withAddress(nic.mac(), ip(random.nextInt(5))));
      case 4 -> set(inventory, machine, nic.withAddress(mac(random.nextInt(4)), nic.ip()));
      case 5 -> set(inventory, machine, nic.withConnected(!nic.connected()));
      case 6 ->
          inventory
              .machines()
              .set(
                  row,
                  machine.withPower(
                      machine.isOn() ? PowerState.POWERED_OFF : PowerState.POWERED_ON));
      case 7 ->
          inventory
              .machines()
              .set(
                  row,
                  machine.withGuest(machine.guest().withHostName("GUEST" + random.nextInt(3))));
      default -> {
        Host host = inventory.hosts().get(random.nextInt(HOSTS));
        boolean up = host.state() == Host.State.CONNECTED;
        inventory.set(host.withState(up ? Host.State.NOT_RESPONDING : Host.State.CONNECTED));
      }
    }
  }

  private static void set(Inventory inventory, Machine machine, VirtualNic nic) {
    inventory.set(machine.withHardware(machine.hardware().withNics(List.of(nic))));
  }

  private static IpAddress ip(int number) {
    return number == 0 ? IpAddress.NONE : IpAddress.v4(10, 0, 0, number);
  }

  private static MacAddress mac(int number) {
    return number == 0 ? MacAddress.NONE : new MacAddress(0x0050_5600_0000L + number);
  }

  private static String answers(SiteIndex index) {
    List<Object> all = new ArrayList<>();
    ClusterId cluster = SmallSite.CLUSTER;
    all.add(index.firstAddress(SmallSite.PORT_GROUP));
    all.add(index.duplicates());
    all.add(Arrays.toString(index.impaired().toArray()));
    all.add(index.heldMemory(cluster) + " of " + index.usable(cluster).memory(0));
    for (int number = 0; number < 8; number++) {
      MachineId of = new MachineId(number);
      all.add(index.macTaken(mac(number)) + " " + index.addressTaken(ip(number)));
      all.add(index.duplicateMac(mac(number), of));
      all.add(index.duplicateIp(ip(number), SmallSite.PORT_GROUP, of));
      all.add(index.duplicateHostName("guest" + number, of));
      all.add(Arrays.toString(index.named(Kind.MACHINE, "VM-00" + number).toArray()));
    }
    for (int host = 0; host < HOSTS; host++) {
      HostId id = new HostId(host);
      all.add(Arrays.toString(index.held(id, Kind.MACHINE).toArray()));
      all.add(
          String.format(
              Locale.ROOT,
              "%d %d %d",
              index.running(id),
              index.reservedMemory(id),
              index.runningMemory(id)));
    }
    return all.toString();
  }

  @Test
  void aCacheThatMovesBetweenStatesAnswersAsOneMadeForEach() {
    Inventory now = SmallSite.of(HOSTS, MACHINES).inventory().copy();
    List<SiteState> states = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        change(now);
      }
      states.add(state(now));
    }
    IndexCache moving = new IndexCache();
    int at = 0;
    for (int step = 0; step < 600; step++) {
      // mostly to a neighbour, as time and questions go, sometimes far away
      at = random.nextInt(10) == 0 ? random.nextInt(states.size()) : (at + 1) % states.size();
      SiteState state = states.get(at);
      assertEquals(answers(new IndexCache().of(state)), answers(moving.of(state)), "state " + at);
    }
  }
}
