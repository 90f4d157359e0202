package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.coppice.imported.FileTexts.HostFile;
import io.coppice.model.ReadingProgress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.predict.Reachability;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One answer of a healthy fabric in which all pings were answered ends in the middle: what is not
 * in it proves nothing.
 */
class BrokenOffAnswersTest extends WrittenHosts {
  private NetworkState cut(String name, int eighths) throws IOException, URISyntaxException {
    Path archive = Path.of(BrokenOffAnswersTest.class.getResource("lab-a.tar.gz").toURI());
    try (OrderedTasks tasks = new OrderedTasks(1)) {
      for (HostFile file : HostFiles.read(archive, tasks, ReadingProgress.NONE).files()) {
        int end = file.text().length();
        boolean ends = file.path().endsWith(name);
        put(file.path(), file.text().substring(0, ends ? end * eighths / 8 : end));
      }
    }
    return read();
  }

  @ParameterizedTest
  @CsvSource({
    "h1/link.json, 2",
    "h1/link.json, 5",
    "h2/fdb.json, 1",
    "h2/fdb.json, 6",
    "h3/addr.json, 3",
    "l1/route.json, 2",
    "l1/route.json, 5",
    "l2/route.json, 4"
  })
  void theRestIsNoFaultAndNoAnswer(String name, int eighths)
      throws IOException, URISyntaxException {
    NetworkState state = cut(name, eighths);
    assertEquals(1, state.nodes().values().stream().filter(node -> !node.whole()).count());
    assertEquals("[]", Diagnosis.of(state).toString());
    for (Reachability.Answer answer : Reachability.of(state, Reachability.pairs(state))) {
      assertNotEquals("no", answer.small().word(), answer.pair().toString());
    }
  }
}
