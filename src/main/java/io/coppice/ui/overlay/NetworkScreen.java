package io.coppice.ui.overlay;

import atlantafx.base.theme.Styles;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.capture.CapturePart;
import io.coppice.ui.overlay.compare.ComparePart;
import io.coppice.ui.overlay.faults.FaultsPart;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.ui.overlay.topology.TopologyPart;
import io.coppice.ui.overlay.trace.TracePart;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The network: which one is shown, and its tabs, each made when it is first shown. FX thread. */
final class NetworkScreen implements Screen {
  private static final String TOPOLOGY = "topology";
  private static final String TRACE = "trace";
  private static final String FAULTS = "faults";

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final TabPane tabs = new TabPane();
  private final Map<String, Supplier<PagePart>> makers = new LinkedHashMap<>();
  private final Map<String, PagePart> parts = new HashMap<>();
  private final NetworkSource source = new NetworkSource();
  private final SourceBar sourceBar;
  private final VBox root;
  private Runnable moved = () -> {};

  NetworkScreen(Place.Network place, UiContext context, NetworkReader reader) {
    this.context = context;
    title.set(context.texts().get("network.title"));
    makers.put(TOPOLOGY, this::topology);
    makers.put(TRACE, () -> new TracePart(context, source));
    makers.put(FAULTS, () -> new FaultsPart(context, source, this::reveal));
    makers.put("compare", () -> new ComparePart(context));
    makers.put("capture", () -> new CapturePart(context));
    tabs.setId("network-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().addAll(Styles.DENSE, "page-tabs");
    for (String name : makers.keySet()) {
      Tab tab = new Tab(context.texts().get("network.tab." + name));
      tab.setId(name);
      tabs.getTabs().add(tab);
    }
    sourceBar = new SourceBar(context, source, reader, this::sourceChanged);
    root = new VBox(sourceBar.node(), tabs);
    root.setId("network-screen");
    VBox.setVgrow(tabs, Priority.ALWAYS);
    go(place);
    tabs.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> turned(now));
    turned(tabs.getSelectionModel().getSelectedItem());
  }

  private PagePart topology() {
    TopologyPart part = new TopologyPart(context, source);
    part.setOnTrace(this::trace);
    return part;
  }

  private PagePart part(String name) {
    PagePart part = parts.get(name);
    if (part == null) {
      part = makers.get(name).get();
      parts.put(name, part);
    }
    return part;
  }

  private void turned(Tab tab) {
    tab.setContent(part(tab.getId()).node());
    moved.run();
  }

  private void select(String name) {
    tabs.getTabs().stream()
        .filter(tab -> tab.getId().equals(name))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  private void reveal(String key) {
    select(TOPOLOGY);
    ((TopologyPart) part(TOPOLOGY)).reveal(key);
  }

  private void trace(String key, boolean begins) {
    select(TRACE);
    ((TracePart) part(TRACE)).choose(key, begins);
  }

  /** Reads what hosts said and shows it. */
  void read(Path path) {
    sourceBar.read(path);
  }

  /** What is shown of another network is made anew; captures and the comparison stay. */
  private void sourceChanged() {
    PagePart old = parts.remove(TOPOLOGY);
    if (old != null) {
      old.close();
    }
    if (parts.get(TRACE) instanceof TracePart trace) {
      trace.refresh();
    }
    if (parts.get(FAULTS) instanceof FaultsPart faults) {
      faults.refresh();
    }
    for (Tab tab : tabs.getTabs()) {
      if (tab.getId().equals(TOPOLOGY)) {
        tab.setContent(part(TOPOLOGY).node());
      }
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public Icons icon() {
    return Icons.NETWORK;
  }

  @Override
  public Place place() {
    return new Place.Network(tabs.getSelectionModel().getSelectedItem().getId());
  }

  @Override
  public void go(Place place) {
    select(((Place.Network) place).tab());
  }

  @Override
  public void onMoved(Runnable listener) {
    moved = listener;
  }

  @Override
  public void focus() {
    part(tabs.getSelectionModel().getSelectedItem().getId()).focus();
  }

  @Override
  public String help() {
    return "networks";
  }

  @Override
  public void close() {
    parts.values().forEach(PagePart::close);
  }
}
