package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.MacAddress;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a guest says while it starts. */
class BootLogTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  /** The machine with many devices, which asked for leases. */
  private GuestFacts facts(GuestState.LeaseOutcome... leases) {
    Machine machine = worlds.machine(1);
    MachineHardware its = machine.hardware();
    List<VirtualDisk> disks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      disks.add(its.disks().getFirst());
    }
    List<VirtualNic> nics = new ArrayList<>();
    VirtualNic first = its.nics().getFirst();
    for (int key = 0; key < 8; key++) {
      MacAddress mac = new MacAddress(0x0200_0000_0000L + key);
      nics.add(new VirtualNic(key, mac, first.portGroup(), true, first.ip()));
    }
    worlds
        .world()
        .set(
            machine.withHardware(
                new MachineHardware(
                    its.vcpus(), its.memory(), disks, nics, false, false, false, its.boot())));
    SimTime now = worlds.world().now();
    GuestFacts facts = GuestFacts.of(worlds.world(), worlds.machine(1));
    SimTime up = now.plus(Duration.ofSeconds(25));
    GuestState asks =
        facts
            .state()
            .restarted(Optional.of(new GuestState.Boot(now, up, true, List.of())))
            .leased(List.of(leases));
    return facts.become(asks);
  }

  @Test
  void linesStandInTheOrderOfTheirTimesHoweverManyDevicesThereAre() {
    List<BootLog.Line> lines =
        BootLog.of(
            facts(
                new GuestState.LeaseOutcome("eth0", "10.0.0.1", "10.0.255.0"),
                new GuestState.LeaseOutcome("eth1", "", "")));
    double last = 0;
    for (BootLog.Line line : lines) {
      assertTrue(line.at() >= last, line + " after " + last);
      last = line.at();
    }
    assertTrue(last < 1, "the last at " + last);
    assertTrue(lines.stream().anyMatch(line -> line.text().contains("DHCPACK of 10.0.0.1")));
  }

  /** Five minutes later only the adapter asks that got nothing. */
  @Test
  void whatOneAdapterHeardStaysWhenAnotherAsksAgain() {
    GuestState.LeaseOutcome bound = new GuestState.LeaseOutcome("eth0", "10.0.0.1", "10.0.255.0");
    GuestState.LeaseOutcome late = new GuestState.LeaseOutcome("eth1", "10.1.0.1", "10.1.255.0");
    GuestState state =
        facts(bound, new GuestState.LeaseOutcome("eth1", "", "")).state().leased(List.of(late));
    assertEquals(List.of(bound, late), state.booted().orElseThrow().leases());
  }
}
