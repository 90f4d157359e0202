package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A guest's {@code dhclient}. Machines 1 and 4 share a host; 2 is on another. */
class LeasedAddressTest {
  private static final MachineId ONE = new MachineId(1);
  private static final MachineId TWO = new MachineId(2);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));
  private final Seat seat = new Seat(worlds, TWO).login();

  private String said(String line, Duration time) {
    return seat.enter("clear").enter(line).pass(time).text();
  }

  private IpAddress address() {
    return worlds.machine(2).hardware().nics().getFirst().ip();
  }

  private void cables(boolean up) {
    Fabric fabric = DerivedFabric.orSaid(worlds.world().fabric(), worlds.world().inventory());
    worlds.world().setFabric(fabric.withLinks(link -> link.withUp(up)));
  }

  @Test
  void aClientIsOfferedTheAddressThatItsMachineHas() {
    IpAddress before = address();
    String text = said("dhclient eth0", SOON);
    for (String line :
        List.of(
            "DHCPDISCOVER on eth0 to 255.255.255.255 port 67 interval 4",
            "DHCPOFFER of 10.0.0.2 from 10.0.255.0",
            "DHCPREQUEST for 10.0.0.2 on eth0 to 255.255.255.255 port 67",
            "DHCPACK of 10.0.0.2 from 10.0.255.0",
            "bound to 10.0.0.2 -- renewal in 2147483647 seconds.")) {
      assertTrue(text.contains(line), text);
    }
    assertEquals(before, address());
  }

  @Test
  void anAddressThatWasGivenBackIsNobodysUntilAnotherIsLeased() {
    assertTrue(
        said("dhclient -r eth0", SOON).contains("DHCPRELEASE of 10.0.0.2 on eth0 to 10.0.255.0"),
        seat.text());
    assertTrue(address().isNone());
    assertFalse(said("ip addr", Duration.ZERO).contains("10.0.0.2"), seat.text());
    assertTrue(said("ping -c 1 10.0.0.1", SOON).contains("Network is unreachable"), seat.text());
    // the rest of the line finds what the program did
    String text = said("dhclient eth0 && ping -c 1 10.0.0.1", Duration.ofSeconds(3));
    assertTrue(text.contains("bound to " + address()), text);
    assertTrue(text.contains(" ttl=64 "), text);
    assertTrue(said("ip addr", Duration.ZERO).contains(address() + "/16"), seat.text());
    assertFalse(worlds.index().addressTaken(IpAddress.parse("10.0.0.2").orElseThrow()));
  }

  @Test
  void aCutWayToTheServerMeansNoOfferForAMinuteAndALeaseWhenItIsMended() {
    said("dhclient -r eth0", SOON);
    cables(false);
    String early = said("dhclient eth0", Duration.ofSeconds(50));
    assertTrue(early.contains("interval 32"), early);
    assertFalse(early.contains("No DHCPOFFERS"), early);
    String late = seat.pass(Duration.ofSeconds(11)).enter("echo status $?").text();
    assertTrue(late.contains("No DHCPOFFERS received."), late);
    assertTrue(late.contains("status 2"), late);
    assertTrue(address().isNone());
    said("dhclient eth0", Duration.ofSeconds(3));
    cables(true);
    assertTrue(seat.pass(Duration.ofSeconds(2)).text().contains("bound to"), seat.text());
  }

  @Test
  void anAdapterWithoutALinkGetsNothing() {
    VirtualNic nic = worlds.machine(2).hardware().nics().getFirst();
    worlds
        .world()
        .set(
            worlds
                .machine(2)
                .withHardware(
                    worlds.machine(2).hardware().withNics(List.of(nic.withConnected(false)))));
    assertTrue(
        said("dhclient eth0", Duration.ofSeconds(61)).contains("No DHCPOFFERS received."),
        seat.text());
  }

  @Test
  void whoCapturesInTheSegmentSeesWhatIsForAll() {
    Seat other = new Seat(worlds, ONE).login().enter("clear").enter("tcpdump -i eth0");
    said("dhclient eth0", SOON);
    String text = other.text().replace("\n", "");
    String mac = worlds.machine(2).hardware().nics().getFirst().mac().toString();
    List<String> kinds = List.of("Discover", "Offer", "Request", "ACK");
    for (String kind : kinds) {
      assertTrue(text.contains("length 1: " + kind + ", length 300"), text);
    }
    assertTrue(text.contains("IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP"), text);
    assertTrue(text.contains("Request from " + mac), text);
    assertTrue(text.contains("Reply, Your-IP 10.0.0.2"), text);
  }

  @Test
  void theLeaseIsOfTheNetworkInWhichTheOthersOfTheSegmentAre() {
    Worlds shootOut =
        Worlds.of(((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
    Seat first = new Seat(shootOut, new MachineId(0)).login();
    first.enter("dhclient -r eth0").pass(SOON).enter("dhclient eth0").pass(SOON);
    assertTrue(first.text().contains("DHCPACK of 10.80."), first.text());
    first.enter("clear").enter("ping -c 1 10.80.1.2").pass(SOON);
    assertTrue(first.text().contains(" ttl=64 "), first.text());
  }

  @Test
  void anAdapterThatIsAddedGetsAnAddressInTheNetworkOfTheOthers() {
    Worlds shootOut =
        Worlds.of(((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
    PortGroupId group = shootOut.machine(0).hardware().nics().getFirst().portGroup();
    shootOut.run(
        new MachineOperation.EditHardware(
            new MachineId(4),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(new MachineOperation.NicChange.Add(group)),
            Optional.empty(),
            Optional.empty()));
    IpAddress given = shootOut.machine(4).hardware().nics().getLast().ip();
    assertTrue(given.toString().startsWith("10.80."), given.toString());
  }

  @Test
  void onlyRootAsksAndOnlyForAnAdapterThatIsThere() {
    assertTrue(said("dhclient eth7", SOON).contains("Cannot find device \"eth7\""), seat.text());
    assertTrue(said("dhclient", SOON).contains("Usage: dhclient"), seat.text());
    seat.enter("exit").enter("admin").enter("");
    assertTrue(said("dhclient eth0", SOON).contains("Operation not permitted"), seat.text());
  }

  @Test
  void aWorldReadBackWhileItAsksAsksOnAndIsLeasedTheSame() throws IOException {
    said("dhclient -r eth0", SOON);
    cables(false);
    said("dhclient eth0", Duration.ofSeconds(7));
    cables(true);
    Worlds copy = worlds.throughAnImage();
    for (Worlds one : List.of(worlds, copy)) {
      one.pass(Duration.ofSeconds(20));
    }
    assertTrue(seat.text().contains("bound to"), seat.text());
    assertEquals(seat.text(), new Seat(copy, TWO).text());
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(copy.world()));
  }
}
