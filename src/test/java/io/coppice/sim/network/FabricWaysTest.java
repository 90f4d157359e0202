package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what is learned of ways that the ways are others: what is not noticed is believed on. */
class FabricWaysTest {
  private final NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
  private final Map<Long, String> seen = new HashMap<>();

  private long sum(Fabric fabric) {
    return new FabricWays(fabric, lab.snapshot().inventory()).sum();
  }

  private void isAnother(String what, Fabric fabric) {
    String before = seen.put(sum(fabric), what);
    assertTrue(before == null, what + " is as " + before);
  }

  private static Fabric with(Fabric fabric, int row, FabricLink link) {
    List<FabricLink> links = new ArrayList<>(fabric.links());
    links.set(row, link);
    return new Fabric(fabric.nodes(), links, fabric.endpoints(), fabric.segments());
  }

  private static Fabric with(Fabric fabric, int row, FabricNode node) {
    List<FabricNode> nodes = new ArrayList<>(fabric.nodes());
    nodes.set(row, node);
    return new Fabric(nodes, fabric.links(), fabric.endpoints(), fabric.segments());
  }

  /** One switch has no cable, so that only it itself says whether it is up. */
  private Fabric fabric() {
    Fabric its = lab.fabric();
    List<FabricNode> nodes = new ArrayList<>(its.nodes());
    nodes.add(FabricNode.of("alone", NodeKind.values()[0], ""));
    return new Fabric(nodes, its.links(), its.endpoints(), its.segments());
  }

  private static FabricLink.End other(FabricLink.End end) {
    return new FabricLink.End(end.node(), end.port() + "-other");
  }

  @Test
  void theSumIsAnotherForEachChangeOfALinkOrSwitch() {
    Fabric fabric = fabric();
    isAnother("as it was", fabric);
    for (int row = 0; row < fabric.links().size(); row++) {
      FabricLink link = fabric.links().get(row);
      isAnother(row + " is narrower", with(fabric, row, link.withMtu(link.mtu() - 1)));
      isAnother(row + " is down", with(fabric, row, link.withUp(false)));
      isAnother(row + " begins elsewhere", with(fabric, row, moved(link, true)));
      isAnother(row + " ends elsewhere", with(fabric, row, moved(link, false)));
    }
    for (int row = 0; row < fabric.nodes().size(); row++) {
      FabricNode node = fabric.nodes().get(row);
      isAnother(node.name() + " is down", with(fabric, row, node.withUp(false)));
    }
  }

  private static FabricLink moved(FabricLink link, boolean first) {
    FabricLink.End a = first ? other(link.a()) : link.a();
    FabricLink.End b = first ? link.b() : other(link.b());
    return FabricLink.cable(a, b, link.megabits(), link.mtu());
  }

  @Test
  void theSumIsTheSameForTheSameLinksWhateverTheirRate() {
    Fabric fabric = fabric();
    FabricLink first = fabric.links().getFirst();
    assertEquals(sum(fabric), sum(fabric()));
    assertEquals(
        sum(fabric),
        sum(
            with(
                fabric, 0, first.withQuality(first.megabits() + 1, first.latencyMicros() + 1, 5))));
  }
}
