package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.Seat;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two identical labs of the built-in scenario, from consoles inside and outside of them. */
class FencedLabsTest {
  private static final Duration SOON = Duration.ofSeconds(4);

  private final Worlds worlds =
      Worlds.of(((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());

  private MachineId named(String name) {
    MachineId[] found = new MachineId[1];
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.name().equals(name)) {
                found[0] = machine.id();
              }
            });
    return found[0];
  }

  private String said(String machine, String line) {
    return new Seat(worlds, named(machine)).login().enter(line).pass(SOON).text();
  }

  @Test
  void bothLabsAnswerFromOutsideUnderAddressesOfTheirOwn() {
    for (String address : new String[] {"10.60.1.1", "10.60.2.1"}) {
      String text = said("campus", "ping -c 1 " + address);
      assertTrue(text.contains("64 bytes from " + address + ": icmp_seq=1 ttl=63"), text);
    }
    String first = said("campus", "curl -i http://10.60.1.1/");
    String second = said("campus", "curl -i http://10.60.2.1/");
    assertTrue(first.contains("on lab-a-web"), first);
    assertTrue(second.contains("on lab-b-web"), second);
  }

  @Test
  void aLabHasAWayOutByItsRouter() {
    String routes = said("lab-a-web", "ip route");
    assertTrue(routes.contains("default via 10.50.255.1 dev eth0"), routes);
    String ping = said("lab-a-web", "ping -c 1 10.60.0.10");
    assertTrue(ping.contains("64 bytes from 10.60.0.10: icmp_seq=1 ttl=63"), ping);
    assertFalse(said("campus", "ip route").contains("default"));
  }

  @Test
  void theRouterIsSeenOnTheWay() {
    String text = said("lab-b-web", "traceroute 10.60.0.10");
    assertTrue(text.contains(" 1  10.50.255.1 (10.50.255.1)  "), text);
    assertTrue(text.contains(" 2  10.60.0.10 (10.60.0.10)  "), text);
    String back = said("campus", "traceroute 10.60.2.2");
    assertTrue(back.contains(" 1  10.60.0.2 (10.60.0.2)  "), back);
    assertTrue(back.contains(" 2  10.60.2.2 (10.60.2.2)  "), back);
  }

  @Test
  void whatIsNotReachedIsTold() {
    worlds.run(new MachineOperation.PowerOff(named("lab-a-web")));
    String ping = said("campus", "ping -c 1 10.60.1.1");
    assertTrue(ping.contains("From 10.60.0.1 icmp_seq=1 Destination Host Unreachable"), ping);
    assertTrue(ping.contains("+1 errors, 100% packet loss"), ping);
    String way = said("campus", "traceroute 10.60.1.1");
    assertTrue(way.contains(" 1  10.60.0.1 (10.60.0.1)  "), way);
    assertTrue(
        way.matches("(?s).* 2  10\\.60\\.0\\.1 \\(10\\.60\\.0\\.1\\)  [0-9.]+ ms !H.*"), way);
    assertFalse(way.contains("\n 3 "), way);
    String far = said("lab-b-web", "ping -c 1 10.99.0.1");
    assertTrue(far.contains("From 10.50.255.1 icmp_seq=1 Destination Net Unreachable"), far);
    assertTrue(said("lab-b-web", "traceroute 10.99.0.1").contains(" ms !N"));
  }

  @Test
  void aConnectionToAMachineThatIsOffEndsWithWhatTheRouterSays() {
    worlds.run(new MachineOperation.PowerOff(named("lab-a-web")));
    String curl = said("campus", "curl http://10.60.1.1/");
    assertTrue(
        curl.contains("curl: (7) Failed to connect to 10.60.1.1 port 80: No route to host"), curl);
    String iperf = said("lab-b-web", "iperf3 -c 10.99.0.1");
    assertTrue(iperf.contains("unable to connect to server: Network is unreachable"), iperf);
  }

  @Test
  void theRouterAnswersItselfUnderItsOuterAddresses() {
    String ping = said("fence-a", "ping -c 1 10.60.1.1");
    assertTrue(ping.contains("64 bytes from 10.60.1.1: icmp_seq=1 ttl=64"), ping);
  }

  @Test
  void aPingThatMayPassNoRouterEndsAtTheFence() {
    String text = said("lab-a-db", "ping -t 1 -c 1 10.60.0.10");
    assertTrue(text.contains("From 10.50.255.1 icmp_seq=1 Time to live exceeded"), text);
  }
}
