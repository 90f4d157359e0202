package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.kind;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static io.coppice.imported.AnswerTexts.slave;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kinds of hosts that the measured fabrics do not have: VRFs, bonds, control planes, other
 * switches.
 */
class FabricKindsTest extends WrittenHosts {
  private static Trace ping(NetworkState network, String from, String to) {
    return Predictor.trace(network, Question.small(from, IpAddress.parse(to).orElseThrow()));
  }

  private static List<FaultKind> kinds(NetworkState network) {
    return Diagnosis.of(network).stream().map(Fault::kind).toList();
  }

  @Test
  void vlansOfOldToolsAreRead() throws IOException {
    put("h1/link.json", list(link(3, "swp1", "00:03", "")));
    put(
        "h1/vlan.json",
        "{\"swp1\":[{\"vlan\":1,\"flags\":[\"PVID\",\"Egress"
            + " Untagged\"]},{\"vlan\":7}],\"vx\":[{\"vlan\":7}]}");
    assertEquals(
        List.of(1, 7),
        read()
            .node("h1")
            .orElseThrow()
            .device("swp1")
            .orElseThrow()
            .port()
            .orElseThrow()
            .vlans()
            .stream()
            .map(vlan -> vlan.id())
            .toList());
  }

  /** Releases before 8.5 list peers under the name of their number; an array came with 7.4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"vni\":48,\"type\":\"L2\",\"vrf\":\"default\",\"vxlanInterface\":\"vx48\",\"ifindex\":9,\"vtepIp\":\"10.0.0.1\",\"mcastGroup\":\"0.0.0.0\",\"numMacs\":4,\"numArpNd\":6,\"numRemoteVteps\":[\"10.0.0.2\"]}"
            + " {}",
        "[{\"vni\":48,\"type\":\"L2\",\"vlan\":48,\"bridge\":\"br0\",\"tenantVrf\":\"default\",\"vxlanInterface\":\"vx48\",\"ifindex\":9,\"sviInterface\":\"vlan48\",\"vtepIp\":\"10.0.0.1\",\"numMacs\":1,\"numArpNd\":2,\"numRemoteVteps\":2,\"remoteVteps\":[{\"ip\":\"10.0.0.2\",\"flood\":\"HER\"},{\"ip\":\"10.0.0.3\",\"flood\":\"-\"}]}]",
        "{\"48\":{\"vni\":48,\"type\":\"L2\",\"vxlanIf\":\"vx48\",\"numMacs\":1,\"numArpNd\":1,\"numRemoteVteps\":1,\"tenantVrf\":\"default\",\"remoteVteps\":[\"10.0.0.2\"]}}"
      })
  void whatEachReleaseOfTheControlPlaneSaysIsRead(String answer) throws IOException {
    put("h1/link.json", list(link(2, "e0", "00:02", "")));
    put("h1/evpn.json", answer);
    TunnelEndpoint tunnel =
        read().node("h1").orElseThrow().device("vx48").orElseThrow().tunnel().orElseThrow();
    assertEquals(48, tunnel.id());
    assertEquals("[10.0.0.2]", tunnel.remotes().toString());
  }

  @Test
  void aVrfsTableIsFoundByItsNameAndItsAddressesAreItsOwn() throws IOException {
    List<String> devices = new ArrayList<>();
    devices.add(link(2, "e1", "00:12", "\"master\":\"red\",\"link_index\":2,\"link_netnsid\":0"));
    devices.add(link(3, "e2", "00:13", "\"master\":\"blue\",\"link_index\":2,\"link_netnsid\":1"));
    devices.add(link(4, "red", "00:14", kind("vrf", "\"table\":1001")));
    devices.add(link(5, "blue", "00:15", kind("vrf", "\"table\":1002")));
    devices.add(link(6, "e3", "00:16", "\"master\":\"red\",\"link_index\":2,\"link_netnsid\":2"));
    put("r/link.json", list(devices.toArray(String[]::new)));
    put(
        "r/addr.json",
        list(
            address("e1", "10.1.0.1", 24),
            address("e2", "10.1.0.1", 24),
            address("e3", "10.2.0.1", 24)));
    put(
        "r/route.json",
        list(
            "{\"dst\":\"10.1.0.0/24\",\"dev\":\"e1\",\"table\":\"red\",\"flags\":[]}",
            "{\"dst\":\"10.2.0.0/24\",\"dev\":\"e3\",\"table\":\"red\",\"flags\":[]}",
            "{\"dst\":\"10.1.0.0/24\",\"dev\":\"e2\",\"table\":\"1002\",\"flags\":[]}",
            "{\"type\":\"unreachable\",\"dst\":\"default\",\"table\":\"red\",\"metric\":4278198272,\"flags\":[]}",
            "{\"type\":\"unreachable\",\"dst\":\"default\",\"table\":\"1002\",\"metric\":4278198272,\"flags\":[]}"));
    int port = 2;
    for (String machine :
        List.of("a 10.1.0.5 10.1.0.1", "b 10.1.0.5 10.1.0.1", "c 10.2.0.5 10.2.0.1")) {
      String[] words = machine.split(" ");
      put(
          words[0] + "/link.json",
          list(
              link(
                  2,
                  "eth0",
                  "2" + port + ":02",
                  "\"link_index\":" + (port == 4 ? 6 : port) + ",\"link_netnsid\":0")));
      put(words[0] + "/addr.json", list(address("eth0", words[1], 24)));
      put(
          words[0] + "/route.json",
          list(
              "{\"dst\":\"%s/24\",\"dev\":\"eth0\",\"flags\":[]}"
                  .formatted(words[1].replace(".5", ".0")),
              "{\"dst\":\"default\",\"gateway\":\"%s\",\"dev\":\"eth0\",\"flags\":[]}"
                  .formatted(words[2])));
      port++;
    }
    NetworkState network = read();
    assertTrue(ping(network, "a", "10.2.0.5").verdict().isPassed(), "in one VRF");
    assertTrue(ping(network, "c", "10.1.0.5").verdict().isPassed(), "and back");
    assertTrue(ping(network, "b", "10.1.0.1").verdict().isPassed(), "the other's own address");
    assertTrue(ping(network, "b", "10.2.0.5").verdict().isDropped(), "not from the other VRF");
  }

  @Test
  void aBondSendsByItsActiveMemberAndALostOneIsAWarning() throws IOException {
    String flags = "\"flags\":[\"BROADCAST\",\"UP\",\"LOWER_UP\"]";
    put(
        "h1/link.json",
        list(
            link(
                2,
                "bond0",
                "00:02",
                kind("bond", "\"mode\":\"active-backup\",\"active_slave\":\"e1\"")),
            link(
                3,
                "e1",
                "00:02",
                "\"master\":\"bond0\","
                    + slave("bond", "\"state\":\"ACTIVE\",\"mii_status\":\"UP\"")),
            link(
                4,
                "e2",
                "00:02",
                "\"master\":\"bond0\","
                    + slave("bond", "\"state\":\"BACKUP\",\"mii_status\":\"UP\""))));
    put("h1/addr.json", list(address("bond0", "10.0.0.1", 24)));
    NetworkState whole = read();
    Node host = whole.node("h1").orElseThrow();
    assertEquals(List.of(false, true), host.ports("bond0").stream().map(Device::standby).toList());
    assertEquals(List.of(), kinds(whole));
    put(
        "h1/link.json",
        Files.readString(folder.resolve("h1/link.json"))
            .replace(
                "\"ifname\":\"e2\"," + flags,
                "\"ifname\":\"e2\",\"flags\":[\"NO-CARRIER\",\"UP\"]"));
    List<Fault> faults = Diagnosis.of(read());
    assertEquals(List.of("fault.bond-member"), faults.stream().map(f -> f.words().code()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "        fail_mode: secure\n"})
  void portsOfOpenVSwitchCarryEverythingUnlessFlowsDecide(String mode) throws IOException {
    put(
        "h1/ovs-vsctl-show.txt",
        """
        5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111
            Bridge br0
        %s        Port p1
                    Interface p1
                Port p2
                    Interface p2
                Port p3
                    tag: 9
                    Interface p3
                Port vx
                    Interface vx
                        type: vxlan
                        options: {key="0x4d", remote_ip="10.0.0.2"}
            ovs_version: "3.1.0"
        """
            .formatted(mode));
    List<String> ports = new ArrayList<>();
    for (int n = 1; n <= 3; n++) {
      ports.add(link(10 + n, "p" + n, "0" + n + ":05", "\"link_index\":2,\"link_netnsid\":" + n));
      put(
          "m" + n + "/link.json",
          list(
              link(
                  2,
                  "eth0",
                  "1" + n + ":02",
                  "\"link_index\":" + (10 + n) + ",\"link_netnsid\":0")));
      put("m" + n + "/addr.json", list(address("eth0", "192.168.7." + n, 24)));
    }
    put("h1/link.json", list(ports.toArray(String[]::new)));
    NetworkState network = read();
    TunnelEndpoint tunnel =
        network.node("h1").orElseThrow().device("vx").orElseThrow().tunnel().orElseThrow();
    assertEquals(0x4d, tunnel.id());
    Verdict one = ping(network, "m1", "192.168.7.2").verdict();
    assertEquals(mode.isEmpty(), one.isPassed(), one.toString());
    assertEquals(!mode.isEmpty(), one instanceof Verdict.Unknown, one.toString());
    assertTrue(!ping(network, "m1", "192.168.7.3").verdict().isPassed(), "another VLAN");
  }

  /** Where the kernel's own list of links was collected too, bridges have numbers. */
  private void switchBesideItsLinks(String options) throws IOException {
    put(
        "h1/ovs-vsctl-show.txt",
        """
        5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111
            Bridge br0
                Port p1
                    Interface p1
                Port vx2
                    Interface vx2
                        type: vxlan
                        options: {%s, remote_ip="10.0.0.2"}
                Port vx3
                    Interface vx3
                        type: vxlan
                        options: {%s, remote_ip="10.0.0.3"}
            ovs_version: "3.1.0"
        """
            .formatted(options, options));
    put(
        "h1/link.json",
        list(
            link(2, "br0", "00:02", kind("openvswitch", "")),
            link(11, "p1", "01:05", "\"link_index\":2,\"link_netnsid\":1")));
    put("m1/link.json", list(link(2, "eth0", "11:02", "\"link_index\":11,\"link_netnsid\":0")));
    put("m1/addr.json", list(address("eth0", "192.168.7.1", 24)));
  }

  @Test
  void tunnelsOfASwitchToDifferentPeersShareAPortAlsoBesideTheKernelsLinks() throws IOException {
    switchBesideItsLinks("key=\"77\"");
    NetworkState network = read();
    assertEquals(2, network.node("h1").orElseThrow().device("br0").orElseThrow().index());
    assertFalse(kinds(network).contains(FaultKind.PORT_SHARED), kinds(network).toString());
  }

  @Test
  void whatFlowsSetIsUnknownAlsoBesideTheKernelsLinks() throws IOException {
    switchBesideItsLinks("key=flow");
    Verdict verdict = ping(read(), "m1", "192.168.7.2").verdict();
    assertTrue(verdict instanceof Verdict.Unknown, verdict.toString());
  }

  @Test
  void aBondsMemberWhoseOtherEndIsSetDownIsToldThere() throws IOException {
    put(
        "h1/link.json",
        list(
            link(2, "bond0", "00:02", kind("bond", "\"mode\":\"balance-xor\"")),
            link(3, "e1", "00:02", pair("bond0", 13, 1, "bond", "\"state\":\"ACTIVE\"")),
            link(4, "e2", "00:02", pair("bond0", 14, 1, "bond", "\"state\":\"ACTIVE\""))
                .replace("\"LOWER_UP\"", "\"NO-CARRIER\"")));
    put("h1/addr.json", list(address("bond0", "10.0.0.1", 24)));
    put(
        "s1/link.json",
        list(
            link(2, "br0", "00:12", kind("bridge", "\"vlan_filtering\":0")),
            link(13, "p1", "00:13", pair("br0", 3, 0, "bridge", "\"state\":\"forwarding\"")),
            link(14, "p2", "00:14", pair("br0", 4, 0, "bridge", "\"state\":\"disabled\""))
                .replace("\"UP\",\"LOWER_UP\"", "\"NO-CARRIER\"")));
    List<Fault> faults = Diagnosis.of(read());
    assertEquals(List.of("fault.device-down"), faults.stream().map(f -> f.words().code()).toList());
    assertEquals("s1", faults.getFirst().where().getFirst().node());
  }

  private static String pair(String master, int peer, int space, String kind, String data) {
    return "\"master\":\"%s\",\"link_index\":%d,\"link_netnsid\":%d,\"linkinfo\":{\"info_kind\":\"veth\",\"info_slave_kind\":\"%s\",\"info_slave_data\":{%s}}"
        .formatted(master, peer, space, kind, data);
  }

  @Test
  void switchesWithAPortToEachOtherFloodToAll() throws IOException {
    for (int n = 1; n <= 3; n++) {
      StringBuilder ports = new StringBuilder();
      for (int to = 1; to <= 3; to++) {
        if (to != n) {
          ports.append(
              """
                      Port vx%d
                          Interface vx%d
                              type: vxlan
                              options: {key="77", local_ip="10.0.0.%d", remote_ip="10.0.0.%d"}
              """
                  .formatted(to, to, n, to));
        }
      }
      put(
          "h" + n + "/ovs-vsctl-show.txt",
          "5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111\n    Bridge br0\n" + ports);
      put("h" + n + "/link.json", list(link(2, "e0", "0" + n + ":02", "")));
      put("h" + n + "/addr.json", list(address("e0", "10.0.0." + n, 24)));
    }
    assertEquals(6, read().segments().getFirst().endpoints().size());
    assertFalse(kinds(read()).contains(FaultKind.FLOOD_MISSING), kinds(read()).toString());
  }

  /** Of three endpoints one is in no bridge: its control plane tells nobody of it. */
  @Test
  void anEndpointInNoBridgeIsTheFaultAndNotThatNobodyFloodsToIt() throws IOException {
    for (int n = 1; n <= 3; n++) {
      String bridged = n == 3 ? "" : "\"master\":\"br0\",";
      put(
          "h" + n + "/link.json",
          list(
              link(2, "e0", "0" + n + ":02", ""),
              link(3, "br0", "0" + n + ":03", kind("bridge", "")),
              link(
                      4,
                      "vx9",
                      "0" + n + ":04",
                      bridged
                          + kind("vxlan", "\"id\":9,\"local\":\"10.0.0." + n + "\",\"port\":4789"))
                  .replace("1600", "1450")));
      put("h" + n + "/addr.json", list(address("e0", "10.0.0." + n, 24)));
      if (n < 3) {
        put(
            "h" + n + "/fdb.json",
            list(
                "{\"mac\":\"00:00:00:00:00:00\",\"ifname\":\"vx9\",\"dst\":\"10.0.0.%d\",\"flags\":[\"self\"],\"state\":\"permanent\"}"
                    .formatted(3 - n)));
      }
    }
    assertEquals(List.of(FaultKind.ENDPOINT_UNUSED), kinds(read()));
    put(
        "h3/link.json",
        Files.readString(folder.resolve("h2/link.json"))
            .replace("02:00:00:00:02", "02:00:00:00:03")
            .replace("10.0.0.2", "10.0.0.3"));
    assertTrue(kinds(read()).contains(FaultKind.FLOOD_MISSING), kinds(read()).toString());
  }
}
