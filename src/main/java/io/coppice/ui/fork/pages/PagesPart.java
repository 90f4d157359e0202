package io.coppice.ui.fork.pages;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.PageSet;
import io.coppice.ui.fork.pages.PageMaps.Choices;
import io.coppice.ui.fork.pages.pagemap.PageKind;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Pictures of members' memory: those chosen at the left side by side, or two compared, or one with
 * its base. FX thread; pictures are made off it.
 */
public final class PagesPart implements PagePart {
  /** Maps side by side. */
  private static final int MOST = 4;

  /** Nanoseconds between two pictures of pages that go on changing. */
  private static final long STANDS = 1_000_000_000L;

  private final ForkGroupId id;
  private final UiContext context;
  private final ListView<Entry> list = new ListView<>();
  private final ToggleButton compare = new ToggleButton();
  private final GridPane grid = new GridPane();
  private final List<PageMapBox> boxes = new ArrayList<>();
  private final FlowPane legend = new FlowPane();
  private final Map<PageKind, Label> counts = new EnumMap<>(PageKind.class);
  private final Map<PageKind, Node> entries = new EnumMap<>(PageKind.class);
  private final Label said = new Label();
  private final HBox root = new HBox();
  private final FrameGate.Binding binding;
  private volatile Choices choices = new Choices(List.of(), false, new int[0]);
  private Choices made;
  private PageMaps last;
  private long madeAt;

  private record Entry(MachineId machine, String name) {}

  private record State(List<Entry> entries, PageMaps maps) {}

  /** Builds the tab. */
  public PagesPart(ForkGroupId id, UiContext context) {
    this.id = id;
    this.context = context;
    list.setId("pages-members");
    list.setAccessibleText(text("forks.pages.members"));
    list.getStyleClass().addAll(Styles.DENSE, "tree-list", "pages-list");
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(_ -> new Cell());
    list.getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<Entry>) _ -> chosen());
    list.setPlaceholder(new Label(text("forks.pages.none")));
    compare.setText(text("forks.pages.compare"));
    compare.setId("pages-compare");
    compare.setMinWidth(Region.USE_PREF_SIZE);
    compare.getStyleClass().add(Styles.SMALL);
    compare.setTooltip(new Tooltip(text("forks.pages.compare.help")));
    compare.selectedProperty().addListener((_, _, _) -> chosen());
    said.getStyleClass().add("said-line");
    grid.getStyleClass().add("map-grid");
    VBox.setVgrow(grid, Priority.ALWAYS);
    VBox right = new VBox(bar(), grid, said);
    right.getChildren().add(swatches());
    HBox.setHgrow(right, Priority.ALWAYS);
    root.getChildren().setAll(list, right);
    binding = context.gate().bind(this::compute, this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private static String style(PageKind kind) {
    return "page-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Swatches swatches() {
    List<String> classes = new ArrayList<>();
    for (PageKind kind : PageKind.values()) {
      classes.add(style(kind));
    }
    classes.add("lineage-ground");
    return new Swatches(
        classes,
        palette -> {
          choices = new Choices(choices.members(), choices.compare(), palette);
          binding.refresh();
        });
  }

  private Node bar() {
    legend.getStyleClass().add("legend");
    for (PageKind kind : PageKind.values()) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", style(kind));
      Label count = new Label();
      counts.put(kind, count);
      HBox item = new HBox(swatch, count);
      item.getStyleClass().add("legend-item");
      entries.put(kind, item);
    }
    HBox.setHgrow(legend, Priority.ALWAYS);
    HBox bar =
        new HBox(
            legend,
            compare,
            button("zoom-in", Icons.ZOOM_IN, 1.6),
            button("zoom-out", Icons.ZOOM_OUT, 1 / 1.6),
            button("fit", Icons.ZOOM_RESET, 0));
    bar.getStyleClass().add("tool-line");
    return bar;
  }

  private Button button(String name, Icons icon, double factor) {
    Button button = new Button(null, icon.node());
    button.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON, Styles.SMALL);
    button.setAccessibleText(text("forks.view." + name));
    button.setTooltip(new Tooltip(text("forks.view." + name)));
    button.setOnAction(
        _ ->
            boxes.forEach(
                box -> {
                  if (factor == 0) {
                    box.view().fit();
                  } else {
                    box.view().zoom(factor, box.view().getWidth() / 2, box.view().getHeight() / 2);
                  }
                }));
    return button;
  }

  private void chosen() {
    List<MachineId> members =
        list.getSelectionModel().getSelectedItems().stream()
            .filter(entry -> entry != null)
            .limit(MOST)
            .map(Entry::machine)
            .toList();
    choices = new Choices(members, compare.isSelected(), choices.palette());
    if (binding != null) {
      binding.refresh();
    }
  }

  /** Off the FX thread, one call at a time. */
  private State compute(Snapshot snapshot) {
    List<Entry> found = new ArrayList<>();
    for (ForkMember member : snapshot.forks().membersOf(id)) {
      if (snapshot.forks().pages(member.machine()).isPresent()) {
        found.add(new Entry(member.machine(), MemberSearch.name(snapshot, member)));
      }
    }
    found.sort(Comparator.comparing(entry -> NaturalOrder.key(entry.name())));
    Choices now = choices;
    long time = System.nanoTime();
    if (last == null || !now.equals(made) || time - madeAt > STANDS) {
      Optional<Choices> first =
          now.members().isEmpty() && !found.isEmpty()
              ? Optional.of(
                  new Choices(List.of(found.getFirst().machine()), now.compare(), now.palette()))
              : Optional.empty();
      last = PageMaps.of(snapshot, first.orElse(now), context.texts());
      made = now;
      madeAt = time;
    }
    return new State(List.copyOf(found), last);
  }

  private void show(State state) {
    if (!list.getItems().equals(state.entries())) {
      List<MachineId> kept = choices.members();
      list.getItems().setAll(state.entries());
      for (int i = 0; i < state.entries().size(); i++) {
        if (kept.contains(state.entries().get(i).machine())) {
          list.getSelectionModel().select(i);
        }
      }
      if (list.getSelectionModel().isEmpty() && !state.entries().isEmpty()) {
        list.getSelectionModel().selectFirst();
      }
    }
    maps(state.maps());
  }

  private void maps(PageMaps maps) {
    int count = maps.maps().size();
    while (boxes.size() < count) {
      boxes.add(new PageMapBox(context, said::setText));
    }
    if (grid.getChildren().size() != count) {
      grid.getChildren().clear();
      int columns = count <= 1 ? 1 : 2;
      for (int i = 0; i < count; i++) {
        grid.add(boxes.get(i), i % columns, i / columns);
        GridPane.setHgrow(boxes.get(i), Priority.ALWAYS);
        GridPane.setVgrow(boxes.get(i), Priority.ALWAYS);
      }
    }
    for (int i = 0; i < count; i++) {
      boxes.get(i).show(maps.maps().get(i));
    }
    legend(maps);
  }

  private void legend(PageMaps maps) {
    List<Node> shown = new ArrayList<>();
    for (PageKind kind : PageKind.values()) {
      boolean compares = kind.ordinal() >= PageKind.SAME.ordinal();
      if (!maps.maps().isEmpty() && compares == maps.compared()) {
        long pages = maps.maps().stream().mapToLong(map -> map.counts()[kind.ordinal()]).sum();
        counts
            .get(kind)
            .setText(
                text("forks.page." + kind) + "  " + context.format().bytes(pages * PageSet.PAGE));
        shown.add(entries.get(kind));
      }
    }
    if (!legend.getChildren().equals(shown)) {
      legend.getChildren().setAll(shown);
    }
  }

  private static final class Cell extends ListCell<Entry> {
    @Override
    protected void updateItem(Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(empty || entry == null ? null : entry.name());
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
