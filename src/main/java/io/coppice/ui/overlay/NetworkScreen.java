package io.coppice.ui.overlay;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.capture.CapturePart;
import io.coppice.ui.overlay.compare.ComparePart;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.ui.overlay.topology.TopologyPart;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** The network: its tabs, each made when it is first shown. FX thread. */
final class NetworkScreen implements Screen {
  private static final String TOPOLOGY = "topology";

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final TabPane tabs = new TabPane();
  private final Map<String, Supplier<PagePart>> makers = new LinkedHashMap<>();
  private final Map<String, PagePart> parts = new HashMap<>();
  private final NetworkSource source = new NetworkSource();
  private Runnable moved = () -> {};

  NetworkScreen(Place.Network place, UiContext context) {
    this.context = context;
    title.set(context.texts().get("network.title"));
    makers.put(TOPOLOGY, this::topology);
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
    tabs.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> turned(now));
    go(place);
    turned(tabs.getSelectionModel().getSelectedItem());
  }

  private PagePart topology() {
    return new TopologyPart(context, source);
  }

  private PagePart part(Tab tab) {
    PagePart part = parts.get(tab.getId());
    if (part == null) {
      part = makers.get(tab.getId()).get();
      parts.put(tab.getId(), part);
    }
    return part;
  }

  private void turned(Tab tab) {
    tab.setContent(part(tab).node());
    moved.run();
  }

  @Override
  public Node node() {
    return tabs;
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
    String wanted = ((Place.Network) place).tab();
    tabs.getTabs().stream()
        .filter(tab -> tab.getId().equals(wanted))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  @Override
  public void onMoved(Runnable listener) {
    moved = listener;
  }

  @Override
  public void focus() {
    part(tabs.getSelectionModel().getSelectedItem()).focus();
  }

  @Override
  public void close() {
    parts.values().forEach(PagePart::close);
  }
}
