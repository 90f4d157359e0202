package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.ProvisioningOperation.AddHost;
import io.coppice.backend.ProvisioningOperation.SetUplink;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A host that is added to a site whose network is said has its place in it. */
class NewHostInFabricTest {
  private static final HostId NEW = new HostId(3);
  private static final MachineId TWO = new MachineId(2);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));

  private void add(int adapters) {
    HostHardware like = worlds.host(0).hardware();
    worlds.world().setFabric(DerivedFabric.of(worlds.world().inventory()));
    worlds.run(
        new AddHost(
            SmallSite.CLUSTER,
            "esx-new",
            like.withNics(
                IntStream.range(0, adapters)
                    .mapToObj(
                        n ->
                            new PhysicalNic(
                                "vmnic" + n, 25_000, true, like.nics().getFirst().uplinkOf()))
                    .toList()),
            "8.0.3",
            List.of(new DatastoreId(0)),
            false));
  }

  private List<FabricLink> cables() {
    return worlds.world().fabric().links().stream()
        .filter(link -> link.a().node().equals(NEW.token()))
        .toList();
  }

  @Test
  void itHasACableAndAnEndpointAndItsMachinesAreReached() {
    Fabric before = DerivedFabric.of(worlds.world().inventory());
    add(1);
    assertEquals(1, cables().size());
    assertTrue(cables().getFirst().b().node().startsWith("leaf-"));
    assertTrue(before.links().stream().noneMatch(it -> it.a().equals(cables().getFirst().b())));
    Optional<IpAddress> address =
        worlds.world().fabric().endpoints().stream()
            .filter(it -> it.host().equals(NEW))
            .map(HostEndpoint::address)
            .findFirst();
    assertTrue(address.isPresent());
    assertTrue(before.endpoints().stream().noneMatch(it -> it.address().equals(address.get())));
    worlds.run(new MachineOperation.Migrate(TWO, Optional.of(NEW), Optional.empty()));
    assertEquals(NEW, worlds.machine(2).host());
    Seat seat = new Seat(worlds, new MachineId(1)).login();
    seat.enter("clear").enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    assertTrue(seat.text().contains("ttl=64"), seat.text());
    FabricNetwork.of("Site", worlds.world().fabric(), worlds.world().inventory());
  }

  @Test
  void takingItsUplinkAndGivingItAgainAddsNoSecondCable() {
    add(2);
    assertEquals(2, cables().size());
    var on = worlds.host(3).hardware().nics().getFirst().uplinkOf();
    worlds.run(new SetUplink(NEW, "vmnic0", Optional.empty()));
    worlds.run(new SetUplink(NEW, "vmnic0", on));
    assertEquals(2, cables().size());
    assertEquals(4, worlds.world().fabric().endpoints().size());
  }

  @Test
  void aNetworkThatIsDerivedStaysDerived() {
    worlds.world().setFabric(Fabric.NONE);
    HostHardware like = worlds.host(0).hardware();
    worlds.run(
        new AddHost(
            SmallSite.CLUSTER, "esx-new", like, "8.0.3", List.of(new DatastoreId(0)), false));
    assertTrue(worlds.world().fabric().isNone());
  }
}
