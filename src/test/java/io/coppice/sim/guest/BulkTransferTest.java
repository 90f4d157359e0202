package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Metric;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.LinkLoad;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Bulk data of {@code iperf3}. */
class BulkTransferTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final double WINDOW = 6_291_456;

  private final Worlds wan =
      Worlds.of(((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
  private final MachineId east = named("geneve-east-1");
  private final MachineId west = named("geneve-west-1");

  private MachineId named(String name) {
    MachineId[] found = new MachineId[1];
    wan.world()
        .inventory()
        .machines()
        .forEach(it -> found[0] = it.name().equals(name) ? it.id() : found[0]);
    return found[0];
  }

  private static Seat serving(Worlds in, MachineId machine) {
    return new Seat(in, machine).login().enter("iperf3 -s -D");
  }

  private Seat measuring(String more) {
    serving(wan, west);
    return new Seat(wan, east).login().enter("clear").enter("iperf3 -c 10.83.2.1 " + more);
  }

  private static List<LinkLoad> loads(Worlds in) {
    return FlowTable.of(in.world()).ofLinks();
  }

  private static void links(Worlds in, UnaryOperator<FabricLink> change) {
    Fabric fabric = DerivedFabric.orSaid(in.world().fabric(), in.world().inventory());
    in.world().setFabric(fabric.withLinks(change));
  }

  /** Bytes of data a second that came between two looks a second apart. */
  private static double rate(Worlds in, MachineId of) {
    long before = BulkTransfers.find(in.world(), of).orElseThrow().gone();
    in.pass(SECOND);
    return BulkTransfers.find(in.world(), of).orElseThrow().gone() - before;
  }

  @Test
  void overALongWayItIsAsFastAsItsWindowLetsItBe() {
    Seat seat = measuring("-t 60");
    wan.pass(SECOND);
    // four times 4 ms and what the links take
    double rate = rate(wan, east);
    assertEquals(WINDOW / 0.016, rate, WINDOW / 0.016 * 0.03);
    List<FabricLink> links = wan.world().fabric().links();
    Set<String> over =
        loads(wan).stream()
            .map(it -> links.get(it.link()))
            .flatMap(it -> List.of(it.a().node(), it.b().node()).stream())
            .collect(Collectors.toSet());
    assertTrue(over.containsAll(List.of("leaf-east", "edge-east", "firewall", "leaf-west")));
    assertTrue(loads(wan).stream().allMatch(it -> it.forth() == 0 || it.back() == 0));
    assertTrue(loads(wan).stream().allMatch(it -> it.forth() + it.back() > rate));
    wan.pass(Duration.ofSeconds(25));
    for (MachineId end : List.of(east, west)) {
      int kib = wan.snapshot().figures().get(end, Metric.NETWORK_RATE);
      assertTrue(kib > rate / 1024, end + " " + kib);
    }
    wan.pass(Duration.ofSeconds(40));
    assertTrue(seat.text().contains("iperf Done."), seat.text());
    assertEquals(List.of(), loads(wan));
  }

  @Test
  void lossBoundsIt() {
    links(wan, it -> it.a().node().equals("firewall") ? it.withQuality(10_000, 4_000, 1_000) : it);
    measuring("-t 60");
    wan.pass(Duration.ofSeconds(2));
    double expected = (1_400 - 40) / (0.016 * Math.sqrt(2 * 0.001 / 3));
    assertEquals(expected, rate(wan, east), expected * 0.03);
  }

  @Test
  void itEndsWithItsLastByte() {
    Seat seat = measuring("-n 1G");
    wan.pass(Duration.ofSeconds(4));
    String text = seat.text();
    assertTrue(text.contains("iperf Done."), text);
    assertTrue(text.contains("1.00 GBytes"), text);
  }

  @Test
  void aCutWayStopsItAndItGoesOnWhenThatIsMended() throws IOException {
    measuring("-t 300");
    wan.pass(Duration.ofSeconds(3));
    links(wan, it -> it.a().node().equals("firewall") ? it.withUp(false) : it);
    wan.pass(Duration.ofSeconds(3));
    assertEquals(List.of(), loads(wan));
    links(wan, it -> it.withUp(true));
    wan.pass(Duration.ofSeconds(3));
    assertTrue(!loads(wan).isEmpty());
    Worlds copy = wan.throughAnImage();
    copy.pass(Duration.ofSeconds(7));
    wan.pass(Duration.ofSeconds(7));
    assertEquals(WorldCodec.digest(wan.world()), WorldCodec.digest(copy.world()));
  }

  @Test
  void whoStopsItOrCutsThePowerFreesTheLinks() {
    Seat seat = measuring("-t 300");
    wan.pass(SECOND);
    assertTrue(!loads(wan).isEmpty());
    seat.interrupt();
    assertEquals(List.of(), loads(wan));
    seat.enter("iperf3 -c 10.83.2.1 -t 300");
    wan.pass(SECOND);
    wan.run(new PowerOff(east));
    wan.pass(Duration.ofSeconds(21));
    assertEquals(List.of(), loads(wan));
  }

  /** Megabits a second of each line that the program said. */
  private static List<Double> said(Seat seat) {
    return Pattern.compile("Bytes +(-?[0-9.]+) ([MG])bits")
        .matcher(seat.text())
        .results()
        .map(it -> Double.parseDouble(it.group(1)) * (it.group(2).equals("G") ? 1000 : 1))
        .toList();
  }

  private void neverFasterThanItsWindow(Seat seat) {
    double most = WINDOW / 0.016 * 8 / 1e6;
    List<Double> rates = said(seat);
    assertTrue(!rates.isEmpty(), seat.text());
    assertTrue(rates.stream().allMatch(it -> it >= 0 && it < most * 1.1), seat.text());
    assertTrue(rates.getLast() > most * 0.9, seat.text());
  }

  @Test
  void whatStoodStillGoesOnFromWhatHadCome() {
    Seat seat = measuring("-n 100G");
    wan.pass(Duration.ofSeconds(4));
    wan.run(new MachineOperation.Suspend(east));
    wan.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), loads(wan));
    wan.run(new MachineOperation.Resume(east));
    wan.pass(Duration.ofSeconds(4));
    neverFasterThanItsWindow(seat);
  }

  @Test
  void aMemoryThatComesBackHasNothingOfWhatMovedSince() {
    Seat seat = measuring("-n 100G");
    wan.pass(Duration.ofSeconds(3));
    wan.run(new SnapshotOperation.Take(east, "under way", "", true, false));
    wan.pass(Duration.ofSeconds(8));
    wan.run(new SnapshotOperation.Revert(east, 0));
    wan.pass(Duration.ofSeconds(4));
    neverFasterThanItsWindow(seat);
  }

  @Test
  void aLargeFileIsFetchedIntoOneOfTheGuestsOwn() {
    new Seat(wan, west)
        .login()
        .enter("dd if=/dev/zero of=/srv/www/big bs=1M count=1024")
        .pass(Duration.ofMinutes(5));
    Seat seat = new Seat(wan, east).login().enter("clear").enter("curl http://10.83.2.1/big");
    assertTrue(seat.text().contains("Binary output can mess up"), seat.text());
    seat.enter("curl -O http://10.83.2.1/big").pass(SECOND);
    double rate = BulkTransfers.find(wan.world(), east).orElseThrow().rate();
    assertEquals(WINDOW / 0.016, rate, WINDOW / 0.016 * 0.03);
    assertTrue(loads(wan).stream().anyMatch(it -> it.forth() + it.back() > rate));
    wan.pass(Duration.ofSeconds(3));
    assertTrue(seat.text().contains("100 1024M  100 1024M"), seat.text());
    assertEquals(List.of(), loads(wan));
    assertTrue(seat.enter("ls -l big").text().contains("1073741824"), seat.text());
    seat.enter("clear").enter("wget http://10.83.2.1/big").pass(Duration.ofSeconds(5));
    String said = seat.text();
    assertTrue(said.contains("Length: 1073741824 (1.0G) [application/octet-stream]"), said);
    assertTrue(said.contains("Saving to: 'big.1'"), said);
    assertTrue(
        said.contains(
            "big.1               100%[===================>]   1.00G   374MB/s    in 2.7s"),
        said);
    assertTrue(said.contains(" (374 MB/s) - 'big.1' saved [1073741824/1073741824]"), said);
  }

  @Test
  void nobodyWhoListensIsRefusedAndAFirewallThatDropsIsSilent() {
    String refused = new Seat(wan, east).login().enter("iperf3 -c 10.83.2.1").pass(SECOND).text();
    assertTrue(refused.contains("Connection refused"), refused);
    serving(wan, named("nvgre-west-1"));
    Seat silent = new Seat(wan, named("nvgre-east-1")).login().enter("iperf3 -c 10.81.2.1");
    String said = silent.pass(Duration.ofMinutes(3)).text();
    assertTrue(said.contains("No route to host"), said);
  }

  @Test
  void twoThatSendToOneShareItsAdapter() {
    Worlds small = Worlds.of(SmallSite.of(3, 9));
    MachineId one = new MachineId(1);
    MachineId two = new MachineId(2);
    MachineId four = new MachineId(4);
    serving(small, two);
    new Seat(small, one).login().enter("iperf3 -c 10.0.0.2 -t 100");
    small.pass(Duration.ofSeconds(2));
    double alone = rate(small, one);
    new Seat(small, four).login().enter("iperf3 -c 10.0.0.2 -t 100");
    small.pass(Duration.ofSeconds(2));
    assertEquals(alone / 2, rate(small, one), alone / 50);
    assertEquals(alone / 2, rate(small, four), alone / 50);
  }
}
