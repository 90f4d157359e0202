package io.coppice.ui.overlay.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.StateGraph;
import io.coppice.ui.overlay.picture.Marks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceRowTest {
  private static NetworkState lab(String name) {
    Path folder = Path.of("../shared/hosts", name);
    assumeTrue(Files.isDirectory(folder), "the measured fabrics are not there");
    return new HostFolderReader().read(folder).state();
  }

  private static Trace trace(NetworkState state, int bytes) {
    IpAddress to = IpAddress.parse("192.168.7.3").orElseThrow();
    return Predictor.trace(state, Question.small("red-1", to).withBytes(bytes));
  }

  @Test
  void everyHopIsListedUnlessItDidNothing() {
    Trace trace = trace(lab("lab-a"), Question.SMALL);
    long hops = trace.journeys().stream().mapToLong(journey -> journey.hops().size()).sum();
    List<TraceRow> all = TraceRow.of(trace, true);
    assertEquals(hops + trace.journeys().size(), all.size());
    List<TraceRow> folded = TraceRow.of(trace, false);
    assertTrue(folded.size() <= all.size());
    assertTrue(
        folded.stream()
            .noneMatch(row -> row instanceof TraceRow.Done done && done.hop().didNothing()));
  }

  @Test
  void theWayLeadsFromMachineToMachineThroughTheFabric() {
    NetworkState state = lab("lab-a");
    NetworkGraph graph = StateGraph.of(state, List.of());
    Journey there = trace(state, Question.SMALL).there().orElseThrow();
    Marks.Way way = new Ways(graph, state).of(there);
    assertEquals(graph.machine("red-1").orElseThrow(), way.fromMachine());
    assertEquals(graph.machine("red-3").orElseThrow(), way.toMachine());
    assertEquals(graph.node("h1").orElseThrow(), way.nodes()[0]);
    assertEquals(graph.node("h3").orElseThrow(), way.nodes()[way.nodes().length - 1]);
    assertFalse(way.lost());
  }

  @Test
  void aNameStandsForItsAddressAndAnythingElseForNone() {
    Endpoints endpoints = new Endpoints(lab("lab-a"));
    assertEquals("192.168.7.3", endpoints.address(" red-3 ").orElseThrow().toString());
    assertEquals("10.255.0.2", endpoints.address("10.255.0.2").orElseThrow().toString());
    assertTrue(endpoints.address("nobody").isEmpty());
    assertTrue(endpoints.senders().getFirst().startsWith("blue"), "machines come first");
  }
}
