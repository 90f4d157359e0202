package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Journey.Purpose;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.sim.network.NetworkMemory;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ping that was typed in a console can be looked at hop by hop, with the bytes it had. */
class SentPingTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));
  private final Seat seat = new Seat(worlds, new MachineId(1)).login();

  private Trace newest() {
    return NetworkMemory.of(worlds.world()).pings().getFirst().trace();
  }

  private static byte[] at(Journey journey, Hop.Step step) {
    return journey.hops().stream()
        .filter(hop -> hop.step() == step)
        .findFirst()
        .flatMap(Hop::after)
        .map(Frame::bytes)
        .orElseThrow(() -> new AssertionError(step + " in " + journey));
  }

  @Test
  void thePingOfAConsoleIsAskedForWrappedCarriedAndAnswered() {
    seat.enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    Trace trace = newest();
    assertTrue(trace.verdict().isPassed());
    assertEquals(
        List.of(
            Purpose.ADDRESS_REQUEST,
            Purpose.ADDRESS_REPLY,
            Purpose.ECHO_REQUEST,
            Purpose.ECHO_REPLY),
        trace.journeys().stream().map(Journey::purpose).toList());
    Journey there = trace.of(Purpose.ECHO_REQUEST).orElseThrow();
    byte[] sent = at(there, Hop.Step.SEND);
    byte[] wrapped = at(there, Hop.Step.ENCAPSULATE);
    assertArrayEquals(sent, at(there, Hop.Step.RECEIVE), "what arrives is what was sent");
    assertArrayEquals(sent, Arrays.copyOfRange(wrapped, 50, wrapped.length));
    assertEquals("vm-001", there.hops().getFirst().node());
    assertEquals("vm-002", there.hops().getLast().node());
    assertTrue(there.hops().stream().anyMatch(hop -> hop.node().startsWith("leaf-")));
  }

  @Test
  void oneThatWasLostNamesWhatStoppedIt() {
    seat.enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    String host = worlds.machine(2).host().token();
    worlds
        .world()
        .setFabric(
            DerivedFabric.of(worlds.world().inventory())
                .withLinks(link -> link.a().node().equals(host) ? link.withUp(false) : link));
    seat.enter("ping -c 1 vm-002").pass(Duration.ofSeconds(2));
    Verdict.Dropped lost = (Verdict.Dropped) newest().verdict();
    assertEquals("network.drop.no-route", lost.why().code());
    seat.enter("ping -c 1 10.0.200.200").pass(Duration.ofSeconds(2));
    Verdict.Dropped nobody = (Verdict.Dropped) newest().verdict();
    assertEquals("network.carried.nobody", nobody.why().code());
  }

  @Test
  void onlyTheNewestAreKeptAndNoneOfThemAreAnImagesMatter() throws java.io.IOException {
    seat.enter("ping -c 40 vm-002").pass(Duration.ofSeconds(45));
    List<CarriedTrace> kept = NetworkMemory.of(worlds.world()).pings();
    assertEquals(24, kept.size());
    assertTrue(kept.getFirst().at().isAfter(kept.getLast().at()));
    Worlds again = worlds.throughAnImage();
    assertEquals(List.of(), NetworkMemory.of(again.world()).pings());
  }
}
