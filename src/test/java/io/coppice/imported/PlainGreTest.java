package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.kind;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ethernet in plain GRE, which is not NVGRE: devices between two ends, with and without a key. */
class PlainGreTest extends WrittenHosts {
  private static final String KEY = ",\"ikey\":\"0.0.19.137\",\"okey\":\"0.0.19.137\"";

  private static String tunnel(int index, int from, int to, String key) {
    return link(
            index,
            "gt" + to,
            from + "" + to + ":07",
            kind(
                "gretap",
                "\"remote\":\"10.0.0.%d\",\"local\":\"10.0.0.%d\"%s".formatted(to, from, key)))
        .replace("1600", key.isEmpty() ? "1462" : "1458");
  }

  /** The first of a chain of hosts, or the last, or one between. */
  private void host(int n, String... tunnels) throws IOException {
    List<String> links = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    List<String> routes = new ArrayList<>();
    for (int other : new int[] {n - 1, n + 1}) {
      if (other >= 1 && other <= 3) {
        links.add(
            link(
                    10 + other,
                    "e" + other,
                    n + "" + other + ":02",
                    "\"link_index\":%d,\"link_netnsid\":%d".formatted(10 + n, other))
                .replace("1600", "1500"));
        int subnet = Math.min(n, other);
        addresses.add(address("e" + other, "10.1." + subnet + "." + n, 24));
        routes.add(
            "{\"dst\":\"10.1.%d.0/24\",\"dev\":\"e%d\",\"flags\":[]}".formatted(subnet, other));
        for (int far = other; far >= 1 && far <= 3; far += other - n) {
          routes.add(
              "{\"dst\":\"10.0.0.%d\",\"gateway\":\"10.1.%d.%d\",\"dev\":\"e%d\",\"flags\":[]}"
                  .formatted(far, subnet, other, other));
        }
      }
    }
    links.add(link(1, "lo", "00:00", "").replace("\"ether\"", "\"loopback\""));
    addresses.add(address("lo", "10.0.0." + n, 32));
    int subnet = 0;
    for (String each : tunnels) {
      links.add(each);
      int to = each.charAt(each.indexOf("gt") + 2) - '0';
      subnet = 10 * Math.min(n, to) + Math.max(n, to);
      addresses.add(address("gt" + to, "192.168." + subnet + "." + n, 24));
      routes.add(
          "{\"dst\":\"192.168.%d.0/24\",\"dev\":\"gt%d\",\"flags\":[]}".formatted(subnet, to));
    }
    put("h" + n + "/link.json", list(links.toArray(String[]::new)));
    put("h" + n + "/addr.json", list(addresses.toArray(String[]::new)));
    put("h" + n + "/route.json", list(routes.toArray(String[]::new)));
    put(
        "h" + n + "/netconf.json",
        list("{\"family\":\"inet\",\"interface\":\"all\",\"forwarding\":true}"));
  }

  private static Trace ping(NetworkState network, String from, String to, int bytes) {
    Question question = Question.small(from, IpAddress.parse(to).orElseThrow());
    return Predictor.trace(network, question.withBytes(bytes));
  }

  private static List<FaultKind> kinds(NetworkState network) {
    return Diagnosis.of(network).stream().map(Fault::kind).toList();
  }

  @Test
  void aDeviceWithAKeyIsToldFromOneWithout() throws IOException {
    host(1, tunnel(20, 1, 2, KEY), tunnel(21, 1, 3, ""));
    NetworkState network = read();
    TunnelEndpoint keyed =
        network.node("h1").orElseThrow().device("gt2").orElseThrow().tunnel().orElseThrow();
    assertEquals(Encapsulation.KEYED_GRE, keyed.encapsulation());
    assertEquals(5001, keyed.id(), "a number written as an address");
    assertEquals(TunnelEndpoint.DontFragment.SET, keyed.df());
    assertEquals(
        List.of("GRE", "GRE 5001"), network.segments().stream().map(Segment::label).toList());
  }

  @Test
  void theTextFormIsReadToo() throws IOException {
    put(
        "h1/links.txt",
        """
        7: gt@NONE: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1458 qdisc noqueue state UNKNOWN mode DEFAULT
            link/ether 96:1a:5e:81:6f:7d brd ff:ff:ff:ff:ff:ff promiscuity 0
            gretap remote 10.0.0.2 local 10.0.0.1 ttl inherit nopmtudisc ikey 0.0.0.7 okey 0.0.0.7
        8: gu@NONE: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1462 qdisc noqueue state UNKNOWN mode DEFAULT
            link/ether 96:1a:5e:81:6f:7e brd ff:ff:ff:ff:ff:ff promiscuity 0
            gretap remote 10.0.0.2 local 10.0.0.1 ttl inherit
        """);
    TunnelEndpoint keyed =
        read().node("h1").orElseThrow().device("gt").orElseThrow().tunnel().orElseThrow();
    assertEquals(Encapsulation.KEYED_GRE, keyed.encapsulation());
    assertEquals(7, keyed.id());
    assertEquals(TunnelEndpoint.DontFragment.UNSET, keyed.df());
    TunnelEndpoint plain =
        read().node("h1").orElseThrow().device("gu").orElseThrow().tunnel().orElseThrow();
    assertEquals(Encapsulation.GRE, plain.encapsulation());
  }

  /** The kernel gives such devices 1462 bytes on 1500, and 1458 with a key. */
  @ParameterizedTest
  @CsvSource({"'', 1462, 24", "KEY, 1458, 28"})
  void whatFitsIsCarriedWholeWithItsOwnHeader(String name, int mtu, int headers)
      throws IOException {
    String key = name.isEmpty() ? "" : KEY;
    host(1, tunnel(20, 1, 2, key));
    host(2, tunnel(20, 2, 1, key));
    NetworkState network = read();
    assertEquals(List.of(), kinds(network));
    Trace trace = ping(network, "h1", "192.168.12.2", mtu - 28);
    assertTrue(trace.verdict().isPassed(), trace.verdict().toString());
    Hop wrapped =
        trace.of(Journey.Purpose.ECHO_REQUEST).orElseThrow().hops().stream()
            .filter(hop -> hop.decided().code().startsWith("trace.encapsulate"))
            .findFirst()
            .orElseThrow();
    byte[] inner = wrapped.before().orElseThrow().bytes();
    byte[] outer = wrapped.after().orElseThrow().bytes();
    assertEquals(inner.length + 14 + headers, outer.length, "Ethernet, IP and GRE");
    assertEquals(47, outer[14 + 9]);
    assertEquals(key.isEmpty() ? 0 : 0x20, outer[14 + 20], "the key's flag");
  }

  @Test
  void devicesToTwoPeersMayHaveOneKeyAndHearTheirOwnPeerOnly() throws IOException {
    host(1, tunnel(20, 1, 2, KEY));
    host(2, tunnel(20, 2, 1, KEY), tunnel(21, 2, 3, KEY));
    host(3, tunnel(20, 3, 2, KEY));
    NetworkState network = read();
    assertEquals(List.of(), kinds(network), "neither a shared port nor a missing flood row");
    assertTrue(ping(network, "h1", "192.168.12.2", 56).verdict().isPassed());
    assertTrue(ping(network, "h3", "192.168.23.2", 56).verdict().isPassed());
  }

  @Test
  void aKeyThatCameIsAChangeOfTheProtocolAndNamedInEachLanguage() throws IOException {
    host(1, tunnel(20, 1, 2, ""));
    NetworkState before = read();
    host(1, tunnel(20, 1, 2, ",\"ikey\":\"0.0.0.0\",\"okey\":\"0.0.0.0\""));
    List<NetworkDifference.Item> items =
        NetworkDifference.between(before, read()).stream()
            .filter(item -> !item.aspect().equals("mtu"))
            .toList();
    assertEquals(List.of("gt2 encapsulation"), items.stream().map(i -> i.what()).toList());
    assertEquals("GRE", items.getFirst().before().orElseThrow());
    assertEquals("GRE key", items.getFirst().after().orElseThrow());
    for (Locale locale : Messages.SUPPORTED) {
      String key = "network.changes.aspect." + items.getFirst().aspect();
      assertNotEquals(key, new Messages(locale).get(key));
    }
  }

  @Test
  void aKeyOnOneEndOnlyIsAnIdThatDiffers() throws IOException {
    host(1, tunnel(20, 1, 2, KEY));
    host(2, tunnel(20, 2, 1, ""));
    NetworkState network = read();
    Fault fault =
        Diagnosis.of(network).stream()
            .filter(it -> it.kind() == FaultKind.ID_DIFFERS)
            .findFirst()
            .orElseThrow();
    assertEquals(
        "ip link del gt1 && ip link add gt1 mtu 1462 type gretap local 10.0.0.2 remote 10.0.0.1 key"
            + " 5001 && ip link set gt1 up",
        Diagnosis.of(network).stream()
            .filter(it -> it.where().getFirst().node().equals("h2"))
            .map(it -> it.cure().getFirst().command())
            .findFirst()
            .orElse(fault.cure().getFirst().command()));
    assertTrue(ping(network, "h1", "192.168.12.2", 56).verdict() instanceof Verdict.Dropped);
    assertEquals(List.of(), Diagnosis.of(fault.cured(network)), "one cure mends both ends");
  }
}
