package io.coppice.ui.overlay.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.session.LiveSession;
import io.coppice.session.Preferences;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.NetworkGraph.Link;
import io.coppice.ui.overlay.graph.NetworkGraph.Machine;
import io.coppice.ui.overlay.graph.NetworkGraph.Node;
import io.coppice.ui.overlay.graph.NetworkGraph.Segment;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.graph.Role;
import io.coppice.ui.overlay.picture.Tone;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What a topology promises, one by one. */
class TopologyRulesTest {
  private static final TopologyState.Words WORDS =
      new TopologyState.Words() {
        @Override
        public String role(Role role) {
          return role.name();
        }

        @Override
        public String health(Health health) {
          return health.name();
        }

        @Override
        public String share(double share) {
          return Double.toString(share);
        }
      };

  private final LiveSession session = Sessions.inMemory(SmallSite.of(1, 1));
  private final Preferences kept = session.preferences();

  @AfterEach
  void close() {
    session.close();
  }

  private static Node node(String name, Role role) {
    return new Node(name, name, role, Health.UP, "site", "", 0);
  }

  /** A spine, two leaves that are each linked to it twice, and hosts below the first leaf. */
  private static NetworkGraph fabric(int hosts) {
    List<Node> nodes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    List<Machine> machines = new ArrayList<>();
    nodes.add(node("spine", Role.SPINE));
    for (String leaf : List.of("leaf-a", "leaf-b")) {
      for (String port : List.of("up1", "up2")) {
        String key = leaf + ':' + port;
        links.add(new Link(key, nodes.size(), 0, port + " – " + key, 0.1, Health.UP, 0));
      }
      nodes.add(node(leaf, Role.LEAF));
    }
    for (int host = 0; host < hosts; host++) {
      links.add(new Link("h" + host, nodes.size(), 1, "nic – p" + host, 0, Health.UP, 0));
      machines.add(new Machine("vm-" + host, "machine-" + host, nodes.size(), Health.UP));
      nodes.add(node("host-" + host, Role.HOST));
    }
    return new NetworkGraph(nodes, machines, links, segments(hosts));
  }

  private static List<Segment> segments(int hosts) {
    return hosts < 4
        ? List.of()
        : List.of(
            new Segment("VXLAN 1", "red", "Red", "VXLAN 1", new int[] {0, 1}, new int[] {3, 4}, 0),
            new Segment("STT 2", "blue", "Blue", "STT 2", new int[] {2}, new int[] {5}, 1));
  }

  private static NetworkGraph with(
      NetworkGraph graph, UnaryOperator<Node> node, UnaryOperator<Link> link) {
    return new NetworkGraph(
        graph.nodes().stream().map(node).toList(),
        graph.machines(),
        graph.links().stream().map(link).toList(),
        graph.segments());
  }

  private static Node down(Node it, String name) {
    return it.name().equals(name)
        ? new Node(it.key(), it.name(), it.role(), Health.DOWN, it.site(), it.rack(), 1)
        : it;
  }

  private TopologyModel model() {
    return new TopologyModel(kept, "site");
  }

  private static TopologyState state(TopologyModel model, NetworkGraph graph) {
    return TopologyState.of(model.place(graph), model.choices(), WORDS);
  }

  @ParameterizedTest
  @CsvSource({"1", "8", "40", "609", "2000"})
  void howeverManyHostsHangOnOneParentThePictureIsNoColumnAndNoRow(int hosts) {
    PlacedGraph.Frame whole = PlacedGraph.of(fabric(hosts), Map.of()).whole();
    double aspect = whole.width() / whole.height();
    assertTrue(aspect >= 1.0 / 3 && aspect <= 3, hosts + " hosts: " + aspect);
  }

  @ParameterizedTest
  @CsvSource({"LEAF", "ROUTER", "UNKNOWN", "MIDDLEBOX"})
  void norDoSixHundredAndNineSwitchesOrUnknownsOnOneParentMakeOne(Role role) {
    List<Node> nodes = new ArrayList<>(List.of(node("top", Role.SPINE)));
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 609; i++) {
      links.add(new Link("l" + i, nodes.size(), 0, "", 0, Health.UP, 0));
      nodes.add(node("n" + i, role));
    }
    NetworkGraph graph = new NetworkGraph(nodes, List.of(), links, List.of());
    PlacedGraph.Frame whole = PlacedGraph.of(graph, Map.of()).whole();
    double aspect = whole.width() / whole.height();
    assertTrue(aspect >= 1.0 / 3 && aspect <= 3, role + ": " + aspect);
  }

  @Test
  void noUpdateMovesAnythingByAPixel() {
    TopologyModel model = model();
    PlacedGraph before = model.place(fabric(24)).placed();
    NetworkGraph failed =
        with(
            fabric(24),
            it -> down(it, "host-7"),
            it -> new Link(it.key(), it.from(), it.to(), it.label(), 0.9, Health.DEGRADED, 2));
    stands(before, model.place(failed).placed());
    stands(before, model.place(fabric(30)).placed());
    stands(before, model.place(fabric(24)).placed());
    stands(before, model().place(fabric(24)).placed());
  }

  private static void stands(PlacedGraph before, PlacedGraph now) {
    for (int node = 0; node < before.graph().nodes().size(); node++) {
      int same = now.graph().node(before.graph().nodes().get(node).key()).orElseThrow();
      assertEquals(before.x(node), now.x(same), 0.0);
      assertEquals(before.y(node), now.y(same), 0.0);
    }
  }

  @Test
  void whatFailedStaysInSightAndIsCrossedOut() throws Exception {
    NetworkGraph failed = with(fabric(6), it -> down(it, "host-2"), it -> it);
    TopologyState state = state(model(), failed);
    assertTrue(state.marks().hidden().isEmpty());
    Listing.Row row =
        state.rows().stream().filter(it -> it.key().equals("host-2")).findFirst().orElseThrow();
    assertTrue(row.cells().contains("DOWN"), row.toString());
    assertEquals(1, svg(state).getElementsByTagName("path").getLength());
  }

  private static Document svg(TopologyState state) throws Exception {
    String drawn = SvgDrawing.of(state.raster(), state.marks(), new int[Tone.values().length]);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawn)));
  }

  @Test
  void parallelLinksAreLinesOfTheirOwnWithTheirOwnLabels() throws Exception {
    TopologyState state = state(model(), fabric(2));
    Document svg = svg(state);
    assertEquals(
        state.raster().placed().graph().links().size(),
        svg.getElementsByTagName("line").getLength());
    Set<String> places = new java.util.HashSet<>();
    for (int i = 0; i < svg.getElementsByTagName("line").getLength(); i++) {
      var line = svg.getElementsByTagName("line").item(i).getAttributes();
      places.add(line.getNamedItem("x1") + " " + line.getNamedItem("y1") + line.getNamedItem("x2"));
    }
    assertEquals(state.raster().placed().graph().links().size(), places.size(), places.toString());
    assertTrue(svg.getDocumentElement().getTextContent().contains("up2 – leaf-b:up2"));
  }

  @Test
  void theSvgHoldsEveryNameHoweverItIsWritten() throws Exception {
    List<Node> nodes =
        List.of(
            node("<&\">", Role.LEAF),
            node("خادم ١", Role.HOST),
            node("host \ud83d\ude80", Role.HOST),
            node("bell \u0007", Role.HOST));
    Document svg = svg(state(model(), new NetworkGraph(nodes, List.of(), List.of(), List.of())));
    String words = svg.getDocumentElement().getTextContent();
    for (String name : List.of("<&\">", "خادم ١", "host \ud83d\ude80", "bell \ufffd")) {
      assertTrue(words.contains(name), name);
    }
  }

  @Test
  void hostsStandInTheSvgWithoutTheirDomainsAsInTheWindow() throws Exception {
    String name = "esx-office-01.northfield.example";
    List<Node> nodes = List.of(node(name, Role.HOST), node("10.0.0.1", Role.HOST));
    Document svg = svg(state(model(), new NetworkGraph(nodes, List.of(), List.of(), List.of())));
    List<String> texts = new java.util.ArrayList<>();
    for (int i = 0; i < svg.getElementsByTagName("text").getLength(); i++) {
      var text = svg.getElementsByTagName("text").item(i);
      texts.add(text.getTextContent());
      double size =
          Double.parseDouble(text.getAttributes().getNamedItem("font-size").getNodeValue());
      assertTrue(size >= 1, text.getTextContent() + " is written in " + size);
    }
    assertTrue(texts.containsAll(List.of("esx-office-01", "10.0.0.1")), texts.toString());
    assertTrue(svg.getDocumentElement().getTextContent().contains(name), "its title is whole");
  }

  @Test
  void whatIsHiddenOrPinnedIsSoAtTheNextStart() {
    TopologyModel model = model();
    model.place(fabric(4));
    model.toggle("host-1", Choices::hidden, Choices::hidden);
    model.toggle("host-2", Choices::pinned, Choices::pinned);
    TopologyModel next = model();
    TopologyState state = state(next, fabric(4));
    assertEquals(1, state.marks().hidden().cardinality());
    assertTrue(next.choices().pinned().contains("host-2"));
  }

  @Test
  void arrangingAnewLeavesWhatIsPinnedWhereItIs() {
    TopologyModel model = model();
    PlacedGraph placed = model.place(fabric(6)).placed();
    int host = placed.graph().node("host-3").orElseThrow();
    model.move(placed.moving(host, 500, 300), host);
    model.arrangeAnew();
    PlacedGraph after = model.place(fabric(6)).placed();
    assertEquals(500, after.x(host), 0.0);
    assertEquals(300, after.y(host), 0.0);
  }

  @ParameterizedTest
  @CsvSource({
    "red,,false,host-0 host-1",
    "vxlan 1,,false,host-0 host-1",
    "machine-5,,false,host-5",
    ",Blue,false,host-2",
    ",,true,host-4",
    "nowhere,,false,",
  })
  void theFilterAsksForASegmentANameATenantOrAProblem(
      String find, String tenant, boolean troubled, String wanted) {
    TopologyModel model = model();
    model.choose(it -> it.filter(find == null ? "" : find, tenant == null ? "" : tenant, troubled));
    TopologyState state = state(model, with(fabric(6), it -> down(it, "host-4"), it -> it));
    BitSet faded = state.marks().faded();
    List<String> left = new ArrayList<>();
    for (Node node : state.raster().placed().graph().nodes()) {
      if (!faded.get(state.raster().placed().graph().node(node.key()).orElseThrow())) {
        left.add(node.name());
      }
    }
    assertEquals(wanted == null ? "" : wanted, String.join(" ", left));
    assertEquals(left, state.rows().stream().map(Listing.Row::key).toList());
    assertFalse(state.rows().size() > 2);
  }
}
