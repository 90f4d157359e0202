package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a guest sends is what its network carries, and what it is told is what came of that. */
class GuestFramesTest {
  private static final MachineId ONE = new MachineId(1);
  private static final MachineId TWO = new MachineId(2);
  private static final MachineId FOUR = new MachineId(4);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));
  private final Seat seat = new Seat(worlds, ONE);

  private void links(UnaryOperator<FabricLink> change) {
    Fabric fabric = DerivedFabric.orSaid(worlds.world().fabric(), worlds.world().inventory());
    worlds.world().setFabric(fabric.withLinks(change));
  }

  private String said(String line, Duration time) {
    return seat.enter("clear").enter(line).pass(time).text();
  }

  /** The cable of the other one's host takes less than the machines think that it does. */
  private void narrow() {
    String host = worlds.machine(2).host().token();
    links(link -> link.a().node().equals(host) ? link.withMtu(1400) : link);
    Fabric fabric = worlds.world().fabric();
    worlds
        .world()
        .setFabric(
            fabric.withSegments(
                fabric.segments().stream()
                    .map(it -> it.with(it.id(), it.tenant(), it.suppression(), 1450))
                    .toList()));
  }

  private static FabricLink cut(FabricLink link) {
    return link.withUp(link.a().node().startsWith("spine") || link.b().node().startsWith("spine"));
  }

  @Test
  void theTimeOfAPingIsWhatTheLinksTake() {
    seat.login();
    String near = said("ping -c 2 vm-002", Duration.ofSeconds(3));
    links(link -> link.withQuality(link.megabits(), 10_000, 0));
    String far = said("ping -c 2 vm-002", Duration.ofSeconds(3));
    assertTrue(near.matches("(?s).*icmp_seq=2 ttl=64 time=0\\.0\\d+ ms.*"), near);
    // two links there and two back, ten milliseconds each
    assertTrue(far.matches("(?s).*icmp_seq=2 ttl=64 time=40\\.\\d+ ms.*"), far);
  }

  @Test
  void whatFailsAfterAWhileEndsWithItsOwnStatus() {
    seat.login();
    links(GuestFramesTest::cut);
    Duration time = Duration.ofSeconds(9);
    assertTrue(said("curl http://vm-002/; echo status $?", time).contains("status 7"), seat.text());
    assertTrue(said("wget http://vm-002/; echo status $?", time).contains("status 4"), seat.text());
    assertTrue(
        said("wget -q http://vm-002/; echo status $?", time).contains("status 4"), seat.text());
    assertTrue(said("iperf3 -c vm-002; echo status $?", time).contains("status 1"), seat.text());
    assertTrue(said("curl -s http://vm-002/ || echo none", time).contains("none"), seat.text());
  }

  @Test
  void aCutCableIsUnreachableAndAMendedOneAnswers() {
    seat.login();
    links(GuestFramesTest::cut);
    String cut = said("ping -c 3 vm-002", Duration.ofSeconds(6));
    assertTrue(cut.contains("Host Unreachable"), cut);
    assertTrue(
        cut.contains("3 packets transmitted, 0 received, +3 errors, 100% packet loss, time"), cut);
    assertTrue(said("ip neigh", Duration.ZERO).contains("FAILED"));
    assertTrue(
        said("curl http://vm-002/", Duration.ofSeconds(9)).contains("No route to host"),
        seat.text());
    links(link -> link.withUp(true));
    assertTrue(said("ping -c 1 vm-002", Duration.ofSeconds(3)).contains("ttl=64"), seat.text());
    assertTrue(said("ip neigh", Duration.ZERO).contains("REACHABLE"));
  }

  @Test
  void aWayThatIsTooSmallSaysNothingFirstThenItsSizeThenIsRemembered() {
    seat.login();
    narrow();
    String large = said("ping -M do -s 1422 -c 4 vm-002", Duration.ofSeconds(6));
    assertFalse(large.contains("icmp_seq=1 "), large);
    assertTrue(large.contains("icmp_seq=2 Frag needed and DF set (mtu = 1350)"), large);
    assertTrue(large.contains("local error: message too long, mtu=1350"), large);
    assertTrue(
        large.contains("4 packets transmitted, 0 received, +3 errors, 100% packet loss"), large);
    assertTrue(
        said("ping -M do -s 1322 -c 1 vm-002", Duration.ofSeconds(3)).contains("1330 bytes from"),
        seat.text());
    assertTrue(
        said("ping -M do -s 1423 -c 1 vm-002", Duration.ofSeconds(3)).contains("too long"),
        seat.text());
  }

  @Test
  void oneWhoIsInAnotherSegmentIsNobody() {
    seat.login();
    Fabric fabric = DerivedFabric.of(worlds.world().inventory());
    worlds.world().setFabric(fabric.withSegments(List.of()));
    assertTrue(said("ping -c 1 vm-002", Duration.ofSeconds(3)).contains("Host Unreachable"));
    assertTrue(said("ping -c 1 vm-004", Duration.ofSeconds(3)).contains("ttl=64"), "same host");
    worlds
        .world()
        .setFabric(
            fabric.withSegments(
                List.of(SegmentSettings.headEnd(new PortGroupId(0), Encapsulation.GENEVE, 77))));
    assertTrue(said("ping -c 1 vm-002", Duration.ofSeconds(3)).contains("ttl=64"), seat.text());
  }

  @Test
  void aCaptureShowsTheFramesThatTheNetworkCarried() {
    Seat other = new Seat(worlds, TWO).login().enter("clear").enter("tcpdump -i eth0");
    Seat bystander = new Seat(worlds, FOUR).login().enter("clear").enter("tcpdump -i eth0");
    seat.login().enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    List<String> kinds = List.of("ARP, Request who-has 10.0.0.2 tell 10.0.0.1", "ARP, Reply");
    for (String kind : kinds) {
      assertTrue(other.text().contains(kind), other.text());
    }
    assertTrue(other.text().contains("IP 10.0.0.1 > 10.0.0.2: ICMP echo request"), other.text());
    assertTrue(other.text().contains("IP 10.0.0.2 > 10.0.0.1: ICMP echo reply"), other.text());
    assertTrue(bystander.text().contains("ARP, Request who-has"), bystander.text());
    assertFalse(bystander.text().contains("ICMP"), "what is for others: " + bystander.text());
    other.interrupt().enter("clear");
    seat.enter("clear").enter("tcpdump -i eth0");
    other.enter("curl -s http://vm-001/").pass(Duration.ofSeconds(9));
    assertTrue(seat.text().contains("Flags [S]"), seat.text());
    assertTrue(seat.text().contains("Flags [S.]"), seat.text());
    assertTrue(other.text().contains("It works: vm-001"), other.text());
  }

  @Test
  void nobodyListensAtAPortThatIsClosedAndTracerouteFindsTheOtherByThat() {
    seat.login();
    assertTrue(
        said("curl http://vm-002:81/", Duration.ofSeconds(3)).contains("Connection refused"),
        seat.text());
    assertTrue(
        said("traceroute vm-002", Duration.ofSeconds(9)).contains(" 1  vm-002 (10.0.0.2)"),
        seat.text());
  }

  @Test
  void aDownloadStallsWhereOnlySmallPacketsPassAndGoesOnWhenItsSizeIsKnown() {
    seat.login();
    seat.enter("seq 1 900 > /srv/www/long.html");
    Seat other = new Seat(worlds, TWO).login().enter("clear");
    narrow();
    other.enter("curl -s http://vm-001/long.html | tail -1").pass(Duration.ofMillis(500));
    assertFalse(other.text().lines().anyMatch("900"::equals), "too early: " + other.text());
    other.pass(Duration.ofSeconds(30));
    assertTrue(other.text().lines().anyMatch("900"::equals), other.text());
  }

  @Test
  void aWorldReadBackSendsTheSameFramesAndHearsTheSame() throws IOException {
    seat.login();
    links(link -> link.withQuality(link.megabits(), 300, 150_000));
    seat.enter("ping -c 30 vm-002").pass(Duration.ofSeconds(7));
    Worlds copy = worlds.throughAnImage();
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(copy.world()));
    for (Worlds one : List.of(worlds, copy)) {
      one.pass(Duration.ofSeconds(40));
    }
    assertEquals(seat.text(), new Seat(copy, ONE).text());
    assertTrue(seat.text().contains("30 packets transmitted"), seat.text());
    assertFalse(seat.text().contains(" 0% packet loss"), "lines that lose: " + seat.text());
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(copy.world()));
  }

  @Test
  void aWorldReadBackBetweenAMoveAndTheNextFrameKnowsOfTheMove() throws IOException {
    seat.login().enter("ping -i 20 vm-002").pass(Duration.ofSeconds(25));
    worlds.run(new MachineOperation.Migrate(TWO, Optional.of(new HostId(0)), Optional.empty()));
    assertEquals(new HostId(0), worlds.machine(2).host());
    Worlds copy = worlds.throughAnImage();
    for (Worlds one : List.of(worlds, copy)) {
      one.pass(Duration.ofSeconds(60));
    }
    assertEquals(seat.text(), new Seat(copy, ONE).text());
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(copy.world()));
    long answers = seat.text().lines().filter(line -> line.contains(" ttl=64 ")).count();
    long sent =
        seat.interrupt().text().lines().filter(line -> line.contains("transmitted")).count();
    assertEquals(1, sent);
    assertTrue(seat.text().contains(answers + " packets transmitted, " + answers + " received"));
  }

  @Test
  void whatOneCopyOfAWorldLearnsTheOtherDoesNot() {
    seat.login();
    io.coppice.sim.world.World before = worlds.world().copy();
    String digest = WorldCodec.digest(before);
    seat.enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    assertEquals(digest, WorldCodec.digest(before));
  }
}
