package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machine 6 is off and has no address; machine 1 listens on another host. */
class BootLeaseTest {
  private static final int BOOTING = 6;
  private static final Duration HALF = Duration.ofSeconds(12);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 9));
  private final Seat listener = new Seat(worlds, new MachineId(1)).login();

  BootLeaseTest() {
    readdress(IpAddress.NONE);
  }

  private void readdress(IpAddress address) {
    Machine machine = worlds.machine(BOOTING);
    VirtualNic nic = machine.hardware().nics().getFirst();
    worlds
        .world()
        .set(
            machine.withHardware(
                machine.hardware().withNics(List.of(nic.withAddress(nic.mac(), address)))));
  }

  private void boot(Worlds in) {
    in.start(new PowerOn(new MachineId(BOOTING)));
  }

  private IpAddress address(Worlds in) {
    return in.machine(BOOTING).hardware().nics().getFirst().ip();
  }

  private void cables(Worlds in, boolean up) {
    Fabric fabric = DerivedFabric.orSaid(in.world().fabric(), in.world().inventory());
    in.world().setFabric(fabric.withLinks(link -> link.withUp(up)));
  }

  private String screen(Worlds in) {
    return new Seat(in, new MachineId(BOOTING)).text();
  }

  @Test
  void aGuestThatStartsGetsItsAddressByFrames() {
    listener.enter("tcpdump -i eth0");
    boot(worlds);
    worlds.pass(Duration.ofSeconds(5));
    assertTrue(address(worlds).isNone());
    worlds.pass(HALF);
    assertFalse(address(worlds).isNone());
    String seen = listener.text().replace("\n", "");
    for (String kind : List.of("Discover", "Offer", "Request", "ACK")) {
      assertTrue(seen.contains("length 1: " + kind + ", length 300"), seen);
    }
    String said = screen(worlds);
    assertTrue(said.contains("dhclient[402]: DHCPACK of " + address(worlds) + " from 10.0.255.0"));
    worlds.pass(HALF);
    Seat own = new Seat(worlds, new MachineId(BOOTING)).login();
    assertTrue(
        own.enter("journalctl").text().contains("dhclient[402]: bound to " + address(worlds)));
  }

  @Test
  void whileTheNetworkIsCutItHasNoneAndAsksAgain() {
    cables(worlds, false);
    boot(worlds);
    worlds.pass(Duration.ofSeconds(20));
    assertTrue(screen(worlds).contains("No DHCPOFFERS received."), screen(worlds));
    worlds.pass(Duration.ofSeconds(20));
    assertTrue(address(worlds).isNone());
    assertTrue(worlds.events().contains("event.machine.no-address"));
    cables(worlds, true);
    worlds.pass(Duration.ofMinutes(4));
    assertTrue(address(worlds).isNone());
    worlds.pass(Duration.ofMinutes(1));
    assertFalse(address(worlds).isNone());
  }

  /** Its question was on its way when it was powered off, and went with that. */
  @Test
  void aMemoryThatComesBackGoesOnToAsk() {
    cables(worlds, false);
    boot(worlds);
    worlds.pass(Duration.ofSeconds(40));
    MachineId machine = new MachineId(BOOTING);
    worlds.run(new SnapshotOperation.Take(machine, "waiting", "", true, false));
    worlds.run(new PowerOff(machine));
    cables(worlds, true);
    worlds.pass(Duration.ofMinutes(10));
    worlds.run(new SnapshotOperation.Revert(machine, 0));
    assertTrue(worlds.machine(BOOTING).isOn() && address(worlds).isNone());
    worlds.pass(Duration.ofMinutes(6));
    assertFalse(address(worlds).isNone());
  }

  /** Every address of the segment's network is somebody's, as long as so many are said. */
  private void taken(boolean all) {
    Machine machine = worlds.machine(3);
    VirtualNic nic = machine.hardware().nics().getFirst();
    List<VirtualNic> nics = new ArrayList<>();
    for (int n = 0; n < (all ? 0x1_0000 : 1); n++) {
      nics.add(nic.withAddress(nic.mac(), IpAddress.v4(10, 0, n >> 8, n & 0xff)));
    }
    worlds.world().set(machine.withHardware(machine.hardware().withNics(nics)));
  }

  @Test
  void whereNobodyCanAnswerOnlyTheFirstQuestionIsCarried() {
    taken(true);
    listener.enter("tcpdump -i eth0");
    boot(worlds);
    worlds.pass(Duration.ofMinutes(21));
    assertEquals(2, listener.text().split("Discover", -1).length, listener.text());
    assertTrue(address(worlds).isNone());
    taken(false);
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(address(worlds).isNone());
    assertTrue(listener.text().contains("ACK"), listener.text());
  }

  @Test
  void whoHasAnAddressKeepsItAndAsksForNothing() {
    IpAddress own = IpAddress.v4(10, 0, 7, 7);
    readdress(own);
    listener.enter("tcpdump -i eth0");
    boot(worlds);
    worlds.pass(Duration.ofSeconds(30));
    assertEquals(own, address(worlds));
    assertFalse(listener.text().contains("BOOTP/DHCP"), listener.text());
  }

  @Test
  void anImageTakenWhileItStartsGoesOnTheSame() throws IOException {
    boot(worlds);
    worlds.pass(Duration.ofSeconds(5));
    Worlds copy = worlds.throughAnImage();
    worlds.pass(Duration.ofMinutes(1));
    copy.pass(Duration.ofMinutes(1));
    assertFalse(address(copy).isNone());
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(copy.world()));
  }
}
