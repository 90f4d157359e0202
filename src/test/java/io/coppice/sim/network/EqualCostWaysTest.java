package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is predicted where there are more equal-cost ways than a few. */
class EqualCostWaysTest {
  private final NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);

  /** Lays every cable as many times over, each between ports of its own. */
  private void cables(int times) {
    lab.change(
        fabric -> {
          List<FabricLink> all = new ArrayList<>();
          for (FabricLink link : fabric.links()) {
            for (int i = 0; i < times; i++) {
              FabricLink.End a = end(link.a(), i);
              FabricLink.End b = end(link.b(), i);
              all.add(FabricLink.cable(a, b, link.megabits(), link.mtu()));
            }
          }
          return new Fabric(fabric.nodes(), all, fabric.endpoints(), fabric.segments());
        });
  }

  private static FabricLink.End end(FabricLink.End of, int number) {
    return new FabricLink.End(of.node(), of.port() + "-" + number);
  }

  /** The last cable between a leaf and a spine takes small packets only. */
  private void narrowLast() {
    FabricLink last =
        lab.fabric().links().stream()
            .filter(it -> it.a().node().startsWith("leaf") && it.b().node().startsWith("spine"))
            .reduce((_, later) -> later)
            .orElseThrow();
    lab.links(it -> it.equals(last) ? it.withMtu(1000) : it);
  }

  private Predictor.Answer ask() {
    String name = lab.snapshot().inventory().machine(ONE).name();
    Question large = Question.small(name, lab.address(TWO)).withBytes(1300);
    return Predictor.answer(new SimNetwork("lab").at(lab.snapshot()), large);
  }

  @Test
  void eachAlternativeIsTriedAndNotEachCombinationOfThem() {
    cables(4);
    Predictor.Answer answer = ask();
    assertEquals(Verdict.passed(), answer.trace().verdict());
    assertTrue(answer.ways().size() > 8, "by nodes: " + answer.ways().size());
  }

  @Test
  void oneBadCableOfManyIsFound() {
    cables(4);
    narrowLast();
    Verdict.Unknown unknown = assertInstanceOf(Verdict.Unknown.class, ask().trace().verdict());
    assertEquals("trace.depends-on-way", unknown.why().code());
  }

  @Test
  void whereNotAllWaysWereTriedNothingIsCertain() {
    cables(90);
    Verdict.Unknown unknown = assertInstanceOf(Verdict.Unknown.class, ask().trace().verdict());
    assertEquals("trace.ways-untried", unknown.why().code());
  }
}
