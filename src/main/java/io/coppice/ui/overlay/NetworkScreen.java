package io.coppice.ui.overlay;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.overlay.capture.CapturePart;
import io.coppice.ui.overlay.changes.ChangesPart;
import io.coppice.ui.overlay.compare.ComparePart;
import io.coppice.ui.overlay.faults.FaultsPart;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.ui.overlay.topology.TopologyPart;
import io.coppice.ui.overlay.trace.TracePart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
  private static final String CHANGES = "changes";
  private static final String COMPARE = "compare";
  private static final String CAPTURE = "capture";

  /** All tabs by their names, in their order. */
  static final List<String> TABS = List.of(TOPOLOGY, TRACE, FAULTS, CHANGES, COMPARE, CAPTURE);

  private static final Set<String> OF_A_SITE = Set.of(TOPOLOGY, TRACE);

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final TabPane tabs = new TabPane();
  private final Map<String, Supplier<PagePart>> makers = new HashMap<>();
  private final Map<String, PagePart> parts = new HashMap<>();
  private final NetworkSource source;
  private final Lifetime lifetime = new Lifetime();
  private final VBox root;
  private Runnable moved = () -> {};
  private Backend site;

  NetworkScreen(Place.Network place, UiContext context, NetworkReader reader) {
    this.context = context;
    site = context.session().site();
    source =
        new NetworkSource(
            context.session()::site,
            context.gate(),
            failure ->
                context.dialogs().failed(context.texts().get("network.tab.faults"), failure));
    title.set(context.texts().get("network.title"));
    makers.put(TOPOLOGY, this::topology);
    makers.put(TRACE, () -> new TracePart(context, source));
    makers.put(FAULTS, () -> new FaultsPart(context, source, this::reveal));
    makers.put(CHANGES, () -> new ChangesPart(context, source, reader));
    makers.put(COMPARE, () -> new ComparePart(context));
    makers.put(CAPTURE, this::capture);
    tabs.setId("network-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().addAll(Styles.DENSE, "page-tabs");
    for (String name : TABS) {
      Tab tab = new Tab(context.texts().get("network.tab." + name));
      tab.setId(name);
      tabs.getTabs().add(tab);
    }
    SourceBar bar = new SourceBar(context);
    root = new VBox(bar.node(), tabs);
    root.setId("network-screen");
    VisibleSubscription barBinding =
        new VisibleSubscription(
            context.gate(),
            root,
            snapshot -> SourceBar.State.of(context, source, snapshot),
            (Consumer<SourceBar.State>) bar::show);
    lifetime.own(barBinding);
    lifetime.own(source.search().listen(ended -> whenEnded(ended, barBinding))::run);
    lifetime.own(source.search()::stop);
    lifetime.own(context.gate().bind(_ -> context.session().site(), this::onSite));
    VBox.setVgrow(tabs, Priority.ALWAYS);
    go(place);
    tabs.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> turned(now));
    turned(tabs.getSelectionModel().getSelectedItem());
  }

  private static void whenEnded(boolean ended, VisibleSubscription binding) {
    if (ended) {
      binding.refresh();
    }
  }

  private PagePart topology() {
    TopologyPart part = new TopologyPart(context, source);
    part.setOnTrace(this::trace);
    part.setOnCapture(
        at -> {
          select(CAPTURE);
          ((CapturePart) part(CAPTURE)).capture(at);
        });
    return part;
  }

  private PagePart capture() {
    CapturePart part = new CapturePart(context);
    part.setOnReplay(
        (packet, link) -> {
          select(TRACE);
          ((TracePart) part(TRACE)).replay(packet, link);
        });
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

  /**
   * Picture and trace of another site are made anew, so that no way, name or choice of the one
   * before is left in them; captures and the comparison stay.
   */
  private void onSite(Backend now) {
    if (now == site) {
      return;
    }
    site = now;
    for (Tab tab : tabs.getTabs()) {
      PagePart old = OF_A_SITE.contains(tab.getId()) ? parts.remove(tab.getId()) : null;
      if (old != null) {
        old.close();
        tab.setContent(part(tab.getId()).node());
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
    lifetime.close();
    parts.values().forEach(PagePart::close);
  }
}
