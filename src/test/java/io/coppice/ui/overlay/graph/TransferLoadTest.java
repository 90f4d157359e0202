package io.coppice.ui.overlay.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Snapshot;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fabric.LinkLoad;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferLoadTest {
  private final Blueprint site =
      ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();

  private int row(String node, String port) {
    FabricLink.End end = new FabricLink.End(node, port);
    List<FabricLink> links = site.fabric().links();
    return links.indexOf(links.stream().filter(it -> it.a().equals(end)).findFirst().orElseThrow());
  }

  private double load(List<LinkLoad> transfers, String label) {
    Snapshot now = Worlds.of(site).snapshot().withTransfers(transfers);
    NetworkGraph graph =
        StateGraph.of(FabricNetwork.of("site", site.fabric(), site.inventory()), List.of(), now);
    return graph.links().stream()
        .filter(it -> it.label().equals(label))
        .findFirst()
        .orElseThrow()
        .load();
  }

  @Test
  void whatMachinesMoveIsLoadOnTheLinksOfItsWay() {
    LinkLoad half = new LinkLoad(row("edge-east", "wan"), 625_000_000, 1_000);
    assertTrue(Double.isNaN(load(List.of(), "wan \u2013 east")));
    assertEquals(0.5, load(List.of(half), "wan \u2013 east"), 1e-9);
    assertTrue(Double.isNaN(load(List.of(half), "west \u2013 wan")));
  }
}
