package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.scenario.ScenarioReader;
import io.coppice.testkit.FieldCases;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.kit.search.ObjectQuery;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Addresses are values: what is the same is found and alarmed, and what is given is never so. */
class AddressAlarmsTest {
  private static Worlds worlds(ScenarioReader.Result result) {
    return Worlds.of(assertInstanceOf(ScenarioReader.Result.Read.class, result).blueprint());
  }

  @Test
  void addressesWrittenInOtherWaysAreTheSame() {
    Worlds worlds = worlds(ScenarioReader.read(FieldCases.file("m05-mac-case-ipv6.json")));
    worlds.pass(Duration.ofSeconds(1));
    assertTrue(worlds.alarms().contains("alarm.duplicate-mac"), worlds.alarms().toString());
    Machine first = worlds.machine(0);
    for (String typed : List.of("ip:fe80", "ip:FE80::1", "ip:fe80:0:0:0:0:0:0:1")) {
      assertTrue(ObjectQuery.parse(typed).matches(worlds.snapshot(), first, first.name()), typed);
    }
  }

  @Test
  void twoAdaptersOfOneMachineWithOneAddressAreADuplicateUntilOneIsGone() {
    Worlds worlds = Worlds.of(SmallSite.of(2, 4));
    Machine on = worlds.machine(1);
    var nic = on.hardware().nics().getFirst();
    var twin =
        new io.coppice.model.inventory.VirtualNic(9, nic.mac(), nic.portGroup(), true, nic.ip());
    worlds.world().set(on.withHardware(on.hardware().withNics(List.of(nic, twin))));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(
        worlds
            .alarms()
            .containsAll(List.of("alarm.duplicate-mac-within", "alarm.duplicate-ip-within")),
        worlds.alarms().toString());
    worlds.world().set(on);
    worlds.pass(Duration.ofMinutes(2));
    assertFalse(worlds.alarms().toString().contains("duplicate"), worlds.alarms().toString());
  }

  @Test
  void addressesThatAFileDoesNotSayNeverCollide() {
    String text =
        """
        {"format": 1, "title": "t", "datacentre": "dc", "start": "2026-03-02T08:00:00Z", "seed": 7,
         "datastores": [{"name": "ds", "capacity": "1 PiB"}],
         "networks": [{"name": "sw", "portGroups": [{"name": "pg", "vlan": 1}, {"name": "p2", "vlan": 257}]}],
         "clusters": [{"name": "c", "hosts": [{"name": "h", "sockets": 1, "cores": 1, "mhz": 1000,
           "memory": "1 TiB", "datastores": ["ds"]}]}],
         "machines": [
           {"name": "many-#", "count": 70000, "pools": ["c"], "networks": ["pg", "p2"], "vcpus": 1,
            "memory": "1 GiB", "power": "POWERED_OFF"},
           {"name": "keys", "pools": ["c"], "vcpus": 1, "memory": "1 GiB", "nics": [
             {"network": "pg", "key": 0}, {"network": "pg", "key": 16}, {"network": "pg", "key": 4096}]},
           {"name": "said", "pools": ["c"], "vcpus": 1, "memory": "1 GiB", "nics": [
             {"network": "pg", "mac": "00:50:56:00:00:01", "ip": "10.1.0.2"}],
            "snapshots": [{"name": "s", "hardware": {"vcpus": 1, "memory": "1 GiB",
              "nics": [{"network": "pg", "key": 0}, {"network": "pg", "key": 7}]}}]}]}
        """;
    Worlds worlds =
        worlds(
            ScenarioReader.read(
                "t.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    Set<MacAddress> macs = new HashSet<>();
    Set<IpAddress> ips = new HashSet<>();
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              for (var nic : machine.hardware().nics()) {
                assertTrue(macs.add(nic.mac()), () -> machine.name() + nic);
                assertTrue(nic.ip().isNone() || ips.add(nic.ip()), () -> machine.name() + nic);
              }
            });
    assertEquals(70_001, ips.size());
    Machine said = worlds.machine(70_001);
    var kept = said.snapshots().nodes().getFirst().hardware().nics();
    assertEquals(said.hardware().nics().getFirst().mac(), kept.getFirst().mac());
    assertTrue(macs.add(kept.getLast().mac()), "the snapshot's own adapter has its own");
  }
}
