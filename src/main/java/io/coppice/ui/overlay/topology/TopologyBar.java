package io.coppice.ui.overlay.topology;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** The line above the topology: what is drawn, what is looked for, and what can be done. */
final class TopologyBar {
  /** Choices that the bar makes. */
  interface Hands {
    void layers(Marks.Layers layers);

    void filter(String find, String tenant, boolean troubled);

    void findNext();

    void segment(String key);

    void zoom(double factor);

    void fit();

    void arrange();

    void showHidden();

    void export(boolean svg);

    /** What can be done to the selection and the network. */
    List<MenuItem> changes();
  }

  private final Texts texts;
  private final Hands hands;
  private final CustomTextField find = new CustomTextField();
  private final ComboBox<String> tenant = new ComboBox<>();
  private final ToggleButton troubled = new ToggleButton();
  private final MenuButton segments = new MenuButton();
  private final MenuButton changes = new MenuButton();
  private final Button hidden = new Button();
  private final FlowPane root = new FlowPane();
  private final List<ToggleButton> layers = new ArrayList<>();
  private List<NetworkGraph.Segment> offered = List.of();
  private boolean filling;

  TopologyBar(Texts texts, Hands hands) {
    this.texts = texts;
    this.hands = hands;
    find.setId("network-find");
    find.setPromptText(texts.get("network.find"));
    find.setAccessibleText(texts.get("network.find"));
    find.setTooltip(new Tooltip(texts.get("network.find.help")));
    find.setLeft(Icons.SEARCH.node("quiet"));
    find.setPrefColumnCount(14);
    find.textProperty().addListener((_, _, _) -> filter());
    find.setOnAction(_ -> hands.findNext());
    tenant.setId("network-tenant");
    tenant.setAccessibleText(texts.get("network.tenant"));
    // A network without tenants, as most that are read from hosts, has nothing to choose here.
    tenant.setVisible(false);
    tenant.managedProperty().bind(tenant.visibleProperty());
    tenant.valueProperty().addListener((_, _, _) -> filter());
    troubled.setId("network-troubled");
    troubled.setText(texts.get("network.troubled"));
    troubled.setGraphic(Icons.WARNING.node("warn"));
    troubled.setOnAction(_ -> filter());
    segments.setId("network-segments");
    segments.setText(texts.get("network.segments"));
    segments.setOnShowing(_ -> fillSegments());
    segments.getItems().setAll(new MenuItem());
    changes.setId("network-change");
    changes.setText(texts.get("network.change"));
    changes.setGraphic(Icons.EDIT.node());
    changes.setTooltip(new Tooltip(texts.get("network.change.help")));
    changes.setOnShowing(_ -> changes.getItems().setAll(hands.changes()));
    changes.getItems().setAll(new MenuItem());
    hidden.setId("network-hidden");
    hidden.setOnAction(_ -> hands.showHidden());
    hidden.managedProperty().bind(hidden.visibleProperty());
    hidden.setVisible(false);
    root.getStyleClass().addAll("network-bar", "tool-line");
    root.getChildren().setAll(layers(), find, tenant, segments, troubled, changes, tools(), hidden);
  }

  FlowPane node() {
    return root;
  }

  void focusFind() {
    find.requestFocus();
  }

  private HBox layers() {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    String[] places = {Styles.LEFT_PILL, Styles.CENTER_PILL, Styles.RIGHT_PILL};
    for (Marks.Layers one : Marks.Layers.values()) {
      ToggleButton button = new ToggleButton(texts.get("network.layers." + one));
      button.setId("network-layers-" + one.name().toLowerCase(java.util.Locale.ROOT));
      button.setToggleGroup(group);
      button.setSelected(one == Marks.Layers.BOTH);
      button.getStyleClass().add(places[one.ordinal()]);
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            hands.layers(one);
          });
      layers.add(button);
      box.getChildren().add(button);
    }
    return box;
  }

  private HBox tools() {
    return new HBox(
        tool("zoom-in", Icons.ZOOM_IN, () -> hands.zoom(1.4)),
        tool("zoom-out", Icons.ZOOM_OUT, () -> hands.zoom(1 / 1.4)),
        tool("fit", Icons.ZOOM_RESET, hands::fit),
        tool("arrange", Icons.SERVICES, hands::arrange),
        export());
  }

  private Button export() {
    Button button = tool("export", Icons.EXPORT, () -> {});
    ContextMenu menu = new ContextMenu();
    for (boolean svg : new boolean[] {true, false}) {
      MenuItem item = new MenuItem(texts.get(svg ? "network.export.svg" : "network.export.png"));
      item.setId(svg ? "network-export-svg" : "network-export-png");
      item.setOnAction(_ -> hands.export(svg));
      menu.getItems().add(item);
    }
    button.setOnAction(_ -> menu.show(button, javafx.geometry.Side.BOTTOM, 0, 0));
    return button;
  }

  private Button tool(String name, Icons icon, Runnable run) {
    Button button = new Button(null, icon.node());
    button.setId("network-" + name);
    button.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON);
    button.setAccessibleText(texts.get("network.view." + name));
    button.setTooltip(new Tooltip(texts.get("network.view." + name)));
    button.setOnAction(_ -> run.run());
    return button;
  }

  private void filter() {
    if (!filling) {
      String who = tenant.getSelectionModel().getSelectedIndex() <= 0 ? "" : tenant.getValue();
      hands.filter(find.getText(), who, troubled.isSelected());
    }
  }

  /** Only as many as a menu holds; the table of segments has all. */
  private void fillSegments() {
    List<MenuItem> items = new ArrayList<>();
    for (NetworkGraph.Segment segment : offered.subList(0, Math.min(30, offered.size()))) {
      MenuItem item = new MenuItem((segment.name() + "  " + segment.kind()).strip());
      item.setOnAction(_ -> hands.segment(segment.key()));
      items.add(item);
    }
    if (items.size() < offered.size() || items.isEmpty()) {
      MenuItem more = new MenuItem(texts.get("network.segments.more", offered.size()));
      more.setDisable(true);
      items.add(more);
    }
    segments.getItems().setAll(items);
  }

  void show(TopologyState state) {
    filling = true;
    try {
      offered = state.raster().placed().graph().segments();
      List<String> tenants = new ArrayList<>();
      tenants.add(texts.get("network.tenant.all"));
      tenants.addAll(state.tenants());
      if (!tenant.getItems().equals(tenants)) {
        tenant.getItems().setAll(tenants);
        tenant.getSelectionModel().select(Math.max(0, tenants.indexOf(state.choices().tenant())));
      }
      tenant.setVisible(!state.tenants().isEmpty());
      int away = state.marks().hidden().cardinality();
      hidden.setVisible(away > 0);
      hidden.setText(texts.get("network.hidden", away));
      layers.get(state.choices().layers().ordinal()).setSelected(true);
    } finally {
      filling = false;
    }
  }

  Consumer<String> finder() {
    return find::setText;
  }
}
