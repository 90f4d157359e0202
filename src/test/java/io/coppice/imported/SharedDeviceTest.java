package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.kind;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
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
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Hosts with one VXLAN device for all segments, whose rows say of which they are. */
class SharedDeviceTest extends WrittenHosts {
  private static String flood(String peer, int vni) {
    return "{\"mac\":\"00:00:00:00:00:00\",\"ifname\":\"vx0\",\"dst\":\"%s\",\"src_vni\":%d,\"flags\":[\"self\"],\"state\":\"permanent\"}"
        .formatted(peer, vni);
  }

  /** A host with one VXLAN device for all segments, as EVPN on one device is set up. */
  private void host(int n, String vnis, String... rows) throws IOException {
    String h = "h" + n + "/";
    String data =
        "\"external\":true,\"vnifilter\":true,\"id\":0,\"local\":\"10.0.0.%d\",\"port\":4789,\"learning\":false"
            .formatted(n);
    put(
        h + "link.json",
        list(
            link(2, "e0", "0" + n + ":02", ""),
            link(
                3,
                "br0",
                "0" + n + ":03",
                kind("bridge", "\"vlan_filtering\":1,\"vlan_default_pvid\":1")),
            link(
                4,
                "vx0",
                "0" + n + ":04",
                "\"master\":\"br0\",\"linkinfo\":{\"info_kind\":\"vxlan\",\"info_data\":{"
                    + data
                    + "},\"info_slave_kind\":\"bridge\",\"info_slave_data\":{\"state\":\"forwarding\",\"vlan_tunnel\":true}}"),
            link(
                50 + n,
                "p-m" + n,
                "0" + n + ":05",
                "\"master\":\"br0\",\"link_index\":2,\"link_netnsid\":0,\"linkinfo\":{\"info_kind\":\"veth\",\"info_slave_kind\":\"bridge\",\"info_slave_data\":{\"state\":\"forwarding\"}}")));
    put(h + "addr.json", list(address("e0", "10.0.0." + n, 24)));
    put(
        h + "vlan.json",
        list(
            "{\"ifname\":\"p-m"
                + n
                + "\",\"vlans\":[{\"vlan\":10,\"flags\":[\"PVID\",\"Egress"
                + " Untagged\"]}]}",
            "{\"ifname\":\"vx0\",\"vlans\":[{\"vlan\":10},{\"vlan\":20}]}"));
    put(
        h + "tunnels.json",
        list(
            "{\"ifname\":\"vx0\",\"tunnels\":[{\"vlan\":10,\"tunid\":1010},{\"vlan\":20,\"tunid\":1020}]}"));
    put(h + "vni.json", list("{\"ifname\":\"vx0\",\"vnis\":[" + vnis + "]}"));
    put(h + "fdb.json", list(rows));
    put(
        "m" + n + "/link.json",
        list(
            link(2, "eth0", "1" + n + ":02", "\"link_index\":" + (50 + n) + ",\"link_netnsid\":0")
                .replace("1600", "1500")));
    put("m" + n + "/addr.json", list(address("eth0", "192.168.7." + n, 24)));
  }

  private static final String BOTH = "{\"vni\":1010},{\"vni\":1020,\"vniEnd\":1021}";

  private void fabric(String vnisOfTwo, String... rowsOfOne) throws IOException {
    host(1, BOTH, rowsOfOne);
    host(2, vnisOfTwo, flood("10.0.0.1", 1010), flood("10.0.0.1", 1020));
  }

  private static Trace ping(NetworkState network, String from, String to) {
    return Predictor.trace(network, Question.small(from, IpAddress.parse(to).orElseThrow()));
  }

  private static List<FaultKind> kinds(NetworkState network) {
    return Diagnosis.of(network).stream().map(Fault::kind).toList();
  }

  @Test
  void oneDeviceForAllSegmentsCarriesEachByItsOwnRows() throws IOException {
    fabric(BOTH, flood("10.0.0.2", 1010), flood("10.0.0.2", 1020));
    NetworkState network = read();
    assertEquals(
        List.of("VXLAN 1010", "VXLAN 1020", "VXLAN 1021"),
        network.segments().stream().map(Segment::label).toList());
    assertEquals(2, network.segments().getFirst().machines().size());
    Verdict verdict = ping(network, "m1", "192.168.7.2").verdict();
    assertTrue(
        verdict.isPassed() || verdict instanceof Verdict.Unknown,
        "the wire between was not collected: " + verdict);
    assertEquals(List.of(), kinds(network));
  }

  @Test
  void aRowOfAnotherSegmentDoesNotServeThisOne() throws IOException {
    fabric(BOTH, flood("10.0.0.2", 1020));
    NetworkState network = read();
    assertTrue(ping(network, "m1", "192.168.7.2").verdict().isDropped());
    List<Fault> faults = Diagnosis.of(network);
    assertEquals(List.of(FaultKind.FLOOD_MISSING), kinds(network));
    assertEquals("VXLAN 1010", faults.getFirst().segment().orElseThrow());
    assertTrue(
        faults.getFirst().cure().getFirst().command().contains("dst 10.0.0.2 src_vni 1010"),
        faults.getFirst().cure().getFirst().command());
    assertEquals(List.of(), Diagnosis.of(faults.getFirst().cured(network)));
  }

  @Test
  void aSegmentThatTheReceiverFiltersOutIsDroppedThere() throws IOException {
    fabric("{\"vni\":1020}", flood("10.0.0.2", 1010));
    Trace trace = ping(read(), "m1", "192.168.7.2");
    Verdict.Dropped drop =
        trace.obstacles().stream()
            .map(hop -> hop.verdict())
            .filter(Verdict.Dropped.class::isInstance)
            .map(Verdict.Dropped.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals("no such segment", drop.rule());
  }

  @Test
  void aPeerInANextHopIsFoundWhereNextHopsWereCollectedAndUnknownElse() throws IOException {
    String row =
        "{\"mac\":\"02:00:00:00:12:02\",\"ifname\":\"vx0\",\"src_vni\":1010,\"nhid\":10,\"flags\":[\"self\",\"extern_learn\"]}";
    fabric(BOTH, row, flood("10.0.0.2", 1010));
    NetworkState without = read();
    Verdict verdict = ping(without, "m1", "192.168.7.2").verdict();
    assertTrue(verdict instanceof Verdict.Unknown, verdict.toString());
    assertTrue(
        ping(without, "m1", "192.168.7.2").obstacles().stream()
            .map(hop -> hop.verdict())
            .anyMatch(
                v ->
                    v instanceof Verdict.Unknown unknown
                        && unknown.why().code().equals("trace.nexthop-unknown")));
    put(
        "h1/nexthop.json",
        "[{\"id\":1,\"gateway\":\"10.0.0.2\",\"scope\":\"link\",\"flags\":[],\"fdb\":null},"
            + "{\"id\":10,\"group\":[{\"id\":1}],\"flags\":[],\"fdb\":null}]");
    NetworkState with = read();
    ForwardingEntry resolved =
        with.node("h1").orElseThrow().forwarding().stream()
            .filter(entry -> entry.nextHop() == 10)
            .findFirst()
            .orElseThrow();
    assertEquals("10.0.0.2", resolved.remote().orElseThrow().toString());
    assertTrue(
        ping(with, "m1", "192.168.7.2").obstacles().stream()
            .map(hop -> hop.verdict())
            .noneMatch(
                v ->
                    v instanceof Verdict.Unknown unknown
                        && unknown.why().code().equals("trace.nexthop-unknown")));
  }

  @Test
  void ofWhatTheControlPlaneAndTheKernelSayTheKernelCounts() throws IOException {
    host(1, BOTH, flood("10.0.0.9", 1010));
    put(
        "h1/evpn.json",
        "[{\"vni\":1010,\"type\":\"L2\",\"vxlanInterface\":\"vx0\",\"vtepIp\":\"10.0.0.1\",\"numRemoteVteps\":1,\"remoteVteps\":[{\"ip\":\"10.0.0.2\",\"flood\":\"HER\"}]}]");
    assertEquals(List.of("10.0.0.9"), floods(read(), 1010));
    put("h1/fdb.json", "[]");
    assertEquals(List.of("10.0.0.2"), floods(read(), 1010));
    assertEquals(List.of(), floods(read(), 1020));
  }

  private static List<String> floods(NetworkState network, long id) {
    return network.node("h1").orElseThrow().forwarding().stream()
        .filter(row -> row.isFlood() && row.id() == id)
        .map(row -> row.remote().orElseThrow().toString())
        .toList();
  }

  @Test
  void eachPeerOfANextHopGroupIsTriedOnce() throws IOException {
    String row =
        "{\"mac\":\"02:00:00:00:12:02\",\"ifname\":\"vx0\",\"src_vni\":1010,\"nhid\":10,\"flags\":[\"self\",\"extern_learn\"]}";
    fabric(BOTH, row, flood("10.0.0.2", 1010), flood("10.0.0.3", 1010));
    host(3, BOTH, flood("10.0.0.1", 1010));
    put(
        "h1/nexthop.json",
        "[{\"id\":1,\"gateway\":\"10.0.0.2\",\"scope\":\"link\",\"flags\":[],\"fdb\":null},"
            + "{\"id\":2,\"gateway\":\"10.0.0.3\",\"scope\":\"link\",\"flags\":[],\"fdb\":null},"
            + "{\"id\":10,\"group\":[{\"id\":1},{\"id\":2}],\"flags\":[],\"fdb\":null}]");
    Question question = Question.small("m1", IpAddress.parse("192.168.7.2").orElseThrow());
    Set<String> peers = new TreeSet<>();
    for (Trace way : Predictor.answer(read(), question).ways()) {
      way.of(Journey.Purpose.ECHO_REQUEST).orElseThrow().hops().stream()
          .filter(hop -> hop.node().equals("h1") && hop.step() == Hop.Step.ENCAPSULATE)
          .forEach(hop -> peers.add(hop.decided().args().get(2)));
    }
    assertEquals(Set.of("10.0.0.2", "10.0.0.3"), peers);
  }

  @Test
  void anAddressConfiguredInAnotherSegmentIsNoReasonToDropItInThisOne() throws IOException {
    String elsewhere =
        "{\"mac\":\"02:00:00:00:12:02\",\"ifname\":\"vx0\",\"dst\":\"10.0.0.9\",\"src_vni\":1020,\"flags\":[\"self\"],\"state\":\"permanent\"}";
    fabric(BOTH, elsewhere, flood("10.0.0.2", 1010), flood("10.0.0.2", 1020));
    String link = Files.readString(folder.resolve("h1/link.json"));
    put("h1/link.json", link.replace("\"learning\":false", "\"learning\":true"));
    Trace trace = ping(read(), "m1", "192.168.7.2");
    assertTrue(
        trace.obstacles().stream().noneMatch(hop -> hop.verdict().isDropped()),
        trace.obstacles().toString());
    put(
        "h1/fdb.json",
        list(elsewhere.replace("1020", "1010"), flood("10.0.0.2", 1010), flood("10.0.0.2", 1020)));
    assertTrue(ping(read(), "m1", "192.168.7.2").verdict().isDropped(), "in this one it is");
  }

  @Test
  void aMissingFloodRowIsProvedByTheRowsOfItsSegment() throws IOException {
    fabric(BOTH, flood("10.0.0.2", 1020), flood("10.0.0.9", 1010));
    Fault missing =
        Diagnosis.of(read()).stream()
            .filter(fault -> fault.kind() == FaultKind.FLOOD_MISSING)
            .findFirst()
            .orElseThrow();
    List<String> proofs = missing.proofs().stream().map(proof -> proof.text()).toList();
    assertTrue(proofs.stream().anyMatch(text -> text.contains("10.0.0.9")), proofs.toString());
    assertTrue(proofs.stream().noneMatch(text -> text.contains("1020")), proofs.toString());
  }

  @Test
  void aRowOfADeviceOfOneSegmentNamesTheSegmentOfItsPeer() throws IOException {
    fabric(BOTH);
    host(3, BOTH);
    String link = Files.readString(folder.resolve("h1/link.json"));
    put(
        "h1/link.json",
        link.replace("\"external\":true,\"vnifilter\":true,\"id\":0", "\"id\":3000"));
    put("h1/fdb.json", list(flood("10.0.0.3", 1010).replace("src_vni", "vni")));
    Fault dangling =
        Diagnosis.of(read()).stream()
            .filter(fault -> fault.kind() == FaultKind.FLOOD_DANGLING)
            .findFirst()
            .orElseThrow();
    assertEquals(
        "bridge fdb del 00:00:00:00:00:00 dev vx0 dst 10.0.0.3 vni 1010 self",
        dangling.cure().getFirst().command());
  }
}
