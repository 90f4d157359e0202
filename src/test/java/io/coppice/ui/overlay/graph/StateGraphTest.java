package io.coppice.ui.overlay.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.imported.HostFolderReader;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.sim.SimSites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateGraphTest {
  private static NetworkState lab(String name) {
    Path folder = Path.of("../shared/hosts", name);
    assumeTrue(Files.isDirectory(folder), "the measured fabrics are not there");
    return new HostFolderReader().read(folder).state();
  }

  @Test
  void theMeasuredFabricHasItsHostsLeavesSpinesMachinesAndSegments() {
    NetworkGraph graph = StateGraph.of(lab("lab-a"), List.of());
    Map<Role, Long> roles =
        graph.nodes().stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    NetworkGraph.Node::role, java.util.stream.Collectors.counting()));
    assertEquals(Map.of(Role.HOST, 4L, Role.LEAF, 2L, Role.SPINE, 2L), roles);
    assertEquals(8, graph.machines().size());
    assertEquals(8, graph.links().size(), "four hosts to leaves, four leaves to spines");
    assertEquals(2, graph.segments().size());
    for (NetworkGraph.Segment segment : graph.segments()) {
      assertEquals(4, segment.hosts().length);
      assertEquals(4, segment.machines().length);
    }
    assertTrue(graph.nodes().stream().allMatch(node -> node.health() == Health.UP));
  }

  @Test
  void whatIsWrongIsSeenAtTheNodesItIsAbout() {
    NetworkState state = lab("lab-b");
    List<Fault> faults = Diagnosis.of(state);
    NetworkGraph graph = StateGraph.of(state, faults);
    assertTrue(graph.nodes().get(graph.node("h3").orElseThrow()).problems() > 0);
    assertTrue(graph.segments().stream().anyMatch(segment -> segment.problems() > 0));
  }

  @Test
  void ofASimulatedSiteEveryHostAndMachineIsItsObjectWithItsSiteStateAndLoad() throws IOException {
    Blueprint blueprint = ((ScenarioReader.Result.Read) Scenarios.read("first-look")).blueprint();
    try (Backend site = new SimSites().open(SiteFactory.Past.none(blueprint), _ -> {})) {
      Snapshot now = site.snapshot();
      NetworkGraph graph = StateGraph.of(site.network(now).orElseThrow(), List.of(), now);
      now.inventory()
          .hosts()
          .forEach(
              host -> {
                NetworkGraph.Node node =
                    graph.nodes().get(graph.node(host.id().token()).orElseThrow());
                assertEquals(host.name(), node.name());
                assertEquals(SiteFacts.site(now.inventory(), host), node.site());
              });
      now.inventory()
          .machines()
          .forEach(
              machine -> {
                NetworkGraph.Machine shown =
                    graph.machines().get(graph.machine(machine.id().token()).orElseThrow());
                assertEquals(machine.isOn(), shown.health() == Health.UP, machine.name());
              });
      assertTrue(graph.links().stream().anyMatch(link -> link.load() >= 0));
      assertTrue(
          graph.nodes().stream()
              .filter(node -> node.role() == Role.LEAF)
              .allMatch(node -> node.site().equals("Northfield")));
    }
  }
}
