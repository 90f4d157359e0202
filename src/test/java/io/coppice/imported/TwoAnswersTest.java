package io.coppice.imported;

import static io.coppice.imported.AnswerTexts.address;
import static io.coppice.imported.AnswerTexts.kind;
import static io.coppice.imported.AnswerTexts.link;
import static io.coppice.imported.AnswerTexts.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One address on two hosts of a switch: measured with the kernel, now the one is taken and now the
 * other.
 */
class TwoAnswersTest extends WrittenHosts {
  private void fabric(int... addresses) throws IOException {
    List<String> ports = new ArrayList<>();
    ports.add(link(2, "br0", "09:02", kind("bridge", "\"vlan_filtering\":0")));
    for (int n = 1; n <= addresses.length; n++) {
      String veth = "\"linkinfo\":{\"info_kind\":\"veth\",\"info_slave_kind\":\"bridge\"}";
      String peer = "\"link_index\":%d,\"link_netnsid\":%d,";
      ports.add(
          link(
              10 + n,
              "p-h" + n,
              "09:1" + n,
              peer.formatted(20 + n, n) + "\"master\":\"br0\"," + veth));
      put(
          "h" + n + "/link.json",
          list(
              link(
                  20 + n,
                  "e0",
                  "0" + n + ":02",
                  peer.formatted(10 + n, 0) + "\"linkinfo\":{\"info_kind\":\"veth\"}")));
      put("h" + n + "/addr.json", list(address("e0", "10.0.0." + addresses[n - 1], 24)));
      put(
          "h" + n + "/route.json",
          list("{\"dst\":\"10.0.0.0/24\",\"dev\":\"e0\",\"scope\":\"link\",\"flags\":[]}"));
    }
    put("sw/link.json", list(ports.toArray(String[]::new)));
  }

  private Verdict ping(int to) {
    return Predictor.trace(
            read(), Question.small("h1", IpAddress.parse("10.0.0." + to).orElseThrow()))
        .verdict();
  }

  @Test
  void whoIsFirstIsNotKnown() throws IOException {
    fabric(1, 2, 3);
    assertTrue(ping(2).isPassed(), ping(2).toString());
    fabric(1, 2, 2, 4);
    assertTrue(ping(4).isPassed(), ping(4).toString());
    Verdict.Unknown unknown = (Verdict.Unknown) ping(2);
    assertEquals("trace.disputed", unknown.why().code());
  }
}
