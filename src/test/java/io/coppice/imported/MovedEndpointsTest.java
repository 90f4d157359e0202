package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.kind;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two hosts of a Docker overlay network, as a kernel showed them: the VXLAN device of each was made
 * in the host and moved to a name space that holds the bridge, and has neighbours and peers put in.
 */
class MovedEndpointsTest extends WrittenHosts {
  private static String plain(int index, String name, String mac, int peer) {
    return link(
        index,
        name,
        mac,
        "\"link_index\":%d,\"link_netnsid\":0,\"linkinfo\":{\"info_kind\":\"veth\"}"
            .formatted(peer));
  }

  /** A port of a bridge, whose kind and what else is said of it come first. */
  private static String port(String bridge, String kind) {
    return "\"master\":\"%s\",\"linkinfo\":{\"info_kind\":%s,\"info_slave_kind\":\"bridge\",\"info_slave_data\":{\"state\":\"forwarding\"}}"
        .formatted(bridge, kind);
  }

  private static String pair(int index, String name, String mac, int space, String bridge) {
    return link(
        index,
        name,
        mac,
        "\"link_index\":2,\"link_netnsid\":" + space + "," + port(bridge, "\"veth\""));
  }

  private void host(int n, String settings, boolean peers) throws IOException {
    int m = 3 - n;
    put("h" + n + "/link.json", list(plain(2, "e0", "0" + n + ":02", 10 + n)));
    put("h" + n + "/addr.json", list(address("e0", "10.2.0." + n, 24)));
    String space = "s" + n + "/";
    put(
        space + "link.json",
        list(
                link(2, "br0", "1" + n + ":02", kind("bridge", "")),
                link(
                    3,
                    "vx",
                    "1" + n + ":03",
                    "\"link_index\":3,\"link_netnsid\":0,"
                        + port(
                            "br0",
                            "\"vxlan\",\"info_data\":{\"id\":4097,\"port\":4789,\"learning\":false,\"proxy\":true"
                                + settings
                                + "}")),
                pair(20 + n, "veth0", "1" + n + ":04", 1, "br0"))
            .replace("1600", "1450"));
    put(
        space + "fdb.json",
        peers
            ? "[{\"mac\":\"02:00:00:00:2%d:02\",\"ifname\":\"vx\",\"dst\":\"10.2.0.%d\",\"flags\":[\"self\"],\"state\":\"permanent\"}]"
                .formatted(m, m)
            : "[]");
    put(
        space + "neigh.json",
        "[{\"dst\":\"10.0.9.1%d\",\"dev\":\"vx\",\"lladdr\":\"02:00:00:00:2%d:02\",\"state\":[\"PERMANENT\"]}]"
            .formatted(m, m));
    put(
        "c" + n + "/link.json",
        list(plain(2, "eth0", "2" + n + ":02", 20 + n)).replace("1600", "1450"));
    put("c" + n + "/addr.json", list(address("eth0", "10.0.9.1" + n, 24)));
  }

  private void underlay() throws IOException {
    put(
        "sw/link.json",
        list(
            link(2, "sw0", "30:02", kind("bridge", "")),
            pair(11, "d1", "30:11", 1, "sw0"),
            pair(12, "d2", "30:12", 2, "sw0")));
  }

  private static Verdict ping(NetworkState network, int from, int to) {
    return Predictor.trace(
            network, Question.small("c" + from, IpAddress.parse("10.0.9.1" + to).orElseThrow()))
        .verdict();
  }

  @Test
  void whatWasMovedSendsAndListensWhereItWasMade() throws IOException {
    underlay();
    host(1, "", true);
    host(2, "", true);
    NetworkState network = read();
    assertEquals(Verdict.passed(), ping(network, 1, 2));
    assertEquals(Verdict.passed(), ping(network, 2, 1));
    assertEquals(List.of(), Diagnosis.of(network));
  }

  @Test
  void itsLocalAddressTellsWhereThatIs() throws IOException {
    underlay();
    host(1, ",\"local\":\"10.2.0.1\"", true);
    host(2, ",\"local\":\"10.2.0.2\"", false);
    NetworkState network = read();
    assertTrue(ping(network, 1, 2).isDropped(), "no way back: " + ping(network, 1, 2));
    assertEquals(List.of(), Diagnosis.of(network));
  }

  @Test
  void whereNobodyKnowsItNothingIsSaidOfIt() throws IOException {
    underlay();
    host(1, "", true);
    host(2, "", false);
    NetworkState network = read();
    assertTrue(ping(network, 1, 2) instanceof Verdict.Unknown, ping(network, 1, 2).toString());
    assertEquals(List.of(), Diagnosis.of(network));
  }
}
