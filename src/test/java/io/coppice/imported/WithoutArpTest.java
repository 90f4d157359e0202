package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Devices that were set {@code arp off}: measured with the kernel, one of two hosts on a wire does
 * not answer the other, whichever of them it is.
 */
class WithoutArpTest extends WrittenHosts {
  private void host(int n, boolean arp, String... neighbours) throws IOException {
    String pair = "\"link_index\":" + (4 - n) + ",\"link_netnsid\":0";
    String veth = pair + ",\"linkinfo\":{\"info_kind\":\"veth\"}";
    String row = link(1 + n, "e0", "0" + n + ":02", veth);
    put("h" + n + "/link.json", list(arp ? row : row.replace("\"UP\"", "\"NOARP\",\"UP\"")));
    put("h" + n + "/addr.json", list(address("e0", "10.0.0." + n, 24)));
    put(
        "h" + n + "/route.json",
        list("{\"dst\":\"10.0.0.0/24\",\"dev\":\"e0\",\"scope\":\"link\",\"flags\":[]}"));
    put("h" + n + "/neigh.json", list(neighbours));
  }

  private static String permanent(int n) {
    return "{\"dst\":\"10.0.0.%d\",\"dev\":\"e0\",\"lladdr\":\"02:00:00:00:0%d:02\",\"state\":[\"PERMANENT\"]}"
        .formatted(n, n);
  }

  private Verdict ping(NetworkState network) {
    return Predictor.trace(network, Question.small("h1", IpAddress.parse("10.0.0.2").orElseThrow()))
        .verdict();
  }

  private static String rule(Verdict verdict) {
    return verdict instanceof Verdict.Dropped dropped ? dropped.rule() : verdict.toString();
  }

  @Test
  void neitherAsksNorAnswers() throws IOException {
    host(1, true);
    host(2, true);
    NetworkState before = read();
    assertTrue(ping(before).isPassed(), ping(before).toString());
    host(1, false);
    assertEquals("arp off", rule(ping(read())));
    host(1, true);
    host(2, false);
    assertEquals("arp off", rule(ping(read())));
    assertTrue(
        NetworkDifference.between(before, read()).stream()
            .anyMatch(item -> item.toString().contains("arp")),
        "it is told as a change between two imports");
  }

  @Test
  void meetsWhoIsConfigured() throws IOException {
    host(1, false, permanent(2));
    host(2, true);
    assertTrue(ping(read()).isDropped(), "where to send the answer is asked in vain");
    host(2, true, permanent(1));
    assertTrue(ping(read()).isPassed(), ping(read()).toString());
  }
}
