package io.coppice.ui.fork.lineage;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.fork.lineage.LineageBundling.By;
import io.coppice.ui.fork.lineage.LineageState.Choices;
import io.coppice.ui.fork.lineage.LineageTree.Bundle;
import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The lineage of a group: a click goes to a member's machine, with the shortcut key it selects, the
 * other button opens its menu; a click on a bundle opens it. With the keyboard these are Enter,
 * Space and the menu key. FX thread.
 */
public final class LineagePart implements PagePart {
  /**
   * Nanoseconds between two placements of a lineage whose members did not change: which branches
   * are widest changes all the time, and a tree that never stands still cannot be read.
   */
  private static final long STANDS = 2_000_000_000L;

  /** Where there is less room, the tree has it alone. */
  private static final double OVERVIEW_FROM_EM = 44;

  private final ForkGroupId id;
  private final UiContext context;
  private final LineageView view;
  private final LineageOverview overview;
  private final ChoiceBox<By> by = new ChoiceBox<>();
  private final Label said = new Label();
  private final VBox root = new VBox();
  private final FrameGate.Binding binding;
  private final Set<Bundle> open = new HashSet<>();
  private final Set<Integer> selected = new HashSet<>();
  private volatile Choices choices = Choices.NONE;
  private LineageState last;
  private Choices lastChoices;
  private long shown;

  /** The member to bring to sight when it is drawn by itself; -1 for none. */
  private int wanted = -1;

  private long placedAt;

  /** Builds the tab. */
  public LineagePart(ForkGroupId id, UiContext context) {
    this.id = id;
    this.context = context;
    view = new LineageView(text("forks.lineage.name"));
    view.setId("lineage");
    view.setCaption(this::caption);
    view.setOnHover(this::facts);
    view.setOnChoose(this::chosen);
    view.setOnKey(this::keyed);
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::beside);
    List<String> classes = new ArrayList<>();
    for (Mark mark : Mark.values()) {
      classes.add("lineage-" + mark.name().toLowerCase(Locale.ROOT));
    }
    classes.addAll(List.of("lineage-line", "lineage-ground", "lineage-ring"));
    StackPane picture = new StackPane(view, new Swatches(classes, view::setColours));
    HBox.setHgrow(picture, Priority.ALWAYS);
    picture.setMinWidth(0);
    overview = new LineageOverview(context, this::point);
    HBox both = new HBox(picture, overview.node());
    VBox.setVgrow(both, Priority.ALWAYS);
    said.getStyleClass().add("said-line");
    root.getChildren().setAll(bar(), both, said);
    overview
        .node()
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> root.getWidth() > OVERVIEW_FROM_EM * said.getFont().getSize(),
                root.widthProperty(),
                said.fontProperty()));
    root.getStyleClass().add("lineage-part");
    binding = context.gate().bind(this::compute, this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private void facts(Optional<Node> node) {
    said.setText(node.map(this::describe).orElse(""));
    view.setAccessibleText(
        node.map(this::describe)
            .map(what -> text("forks.lineage.name") + ", " + what)
            .orElse(text("forks.lineage.name")));
  }

  private HBox bar() {
    FlowPane legend = new FlowPane();
    legend.getStyleClass().add("legend");
    for (Mark mark : Mark.values()) {
      String name = mark.name().toLowerCase(Locale.ROOT);
      Region shape = new Region();
      shape.getStyleClass().addAll("mark", "mark-" + name, "lineage-" + name);
      HBox item = new HBox(shape, new Label(text("forks.mark." + mark)));
      item.getStyleClass().add("legend-item");
      legend.getChildren().add(item);
    }
    HBox.setHgrow(legend, Priority.ALWAYS);
    by.setId("lineage-by");
    by.setAccessibleText(text("forks.lineage.by"));
    by.setTooltip(new Tooltip(text("forks.lineage.by")));
    by.setConverter(ChoiceLabels.by(one -> text("forks.lineage.by." + one)));
    by.getItems().setAll(By.values());
    by.setValue(By.STATE);
    by.setOnAction(
        _ -> {
          open.clear();
          changed();
        });
    HBox bar =
        new HBox(
            legend,
            by,
            button("zoom-in", Icons.ZOOM_IN, () -> zoom(1.4)),
            button("zoom-out", Icons.ZOOM_OUT, () -> zoom(1 / 1.4)),
            button("fit", Icons.ZOOM_RESET, view::fit));
    bar.getStyleClass().add("tool-line");
    return bar;
  }

  private void zoom(double factor) {
    view.zoom(factor, view.getWidth() / 2, view.getHeight() / 2);
  }

  private Button button(String name, Icons icon, Runnable run) {
    Button button = new Button(null, icon.node());
    button.setId("lineage-" + name);
    button.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON, Styles.SMALL);
    button.setAccessibleText(text("forks.view." + name));
    button.setTooltip(new Tooltip(text("forks.view." + name)));
    button.setOnAction(_ -> run.run());
    return button;
  }

  /** Off the FX thread, one call at a time. */
  private LineageState compute(Snapshot snapshot) {
    Choices now = choices;
    long time = System.nanoTime();
    boolean still =
        last != null
            && now.equals(lastChoices)
            && time - placedAt < STANDS
            && sameMembers(snapshot);
    if (!still) {
      last = LineageState.of(snapshot, id, now, time);
      lastChoices = now;
      placedAt = time;
    }
    return last;
  }

  private boolean sameMembers(Snapshot snapshot) {
    List<Node> drawn = last.raster().tree().nodes();
    return last.members() == LineageState.nodes(snapshot, id).size()
        && drawn.stream()
            .filter(node -> node.mark() != Mark.BUNDLE && node.key() != LineageState.GROUP)
            .allMatch(
                node ->
                    snapshot
                        .forks()
                        .member(new MachineId(node.key()))
                        .filter(member -> LineageState.mark(member.state()) == node.mark())
                        .isPresent());
  }

  private void show(LineageState state) {
    if (state.serial() == shown) {
      return;
    }
    shown = state.serial();
    view.show(state.raster(), state.selected());
    overview.show(state.glance());
    if (wanted >= 0) {
      view.pointAt(wanted);
      wanted = -1;
    }
    view.setAccessibleHelp(text("forks.lineage.help", state.members()));
  }

  /** Selects a member, which draws it by itself, and brings it to sight. */
  private void point(Node node) {
    wanted = node.key();
    selected.clear();
    selected.add(node.key());
    changed();
    view.requestFocus();
  }

  private String caption(Node node) {
    return node.mark() == Mark.BUNDLE
        ? text("forks.lineage.bundled", node.members(), bucket(node))
        : node.unique() == 0
            ? node.label()
            : node.label() + "  " + context.format().bytes(node.unique());
  }

  /** What the members of a bundle have in common. */
  private String bucket(Node node) {
    return switch (last.raster().bundling().by()) {
      case STATE -> text("forks.mark." + Mark.values()[node.bucket()]);
      case AGE ->
          text(
              "forks.lineage.aged",
              range(node.bucket(), LineageBundling.AGES, context.format()::duration));
      case DIVERGENCE ->
          text(
              "forks.lineage.diverged",
              range(node.bucket(), LineageBundling.SIZES, context.format()::bytes));
    };
  }

  private <T> String range(int bucket, List<T> limits, Function<T, String> words) {
    if (bucket == 0) {
      return text("forks.lineage.under", words.apply(limits.getFirst()));
    }
    return bucket == limits.size()
        ? text("forks.lineage.from", words.apply(limits.getLast()))
        : text(
            "forks.lineage.between",
            words.apply(limits.get(bucket - 1)),
            words.apply(limits.get(bucket)));
  }

  private String describe(Node node) {
    if (node.mark() == Mark.BUNDLE) {
      return text(
          "forks.lineage.bundle",
          node.members(),
          bucket(node),
          context.format().bytes(node.unique()));
    }
    return text(
        "forks.lineage.member",
        node.label(),
        text("forks.mark." + node.mark()),
        context.format().bytes(node.unique()));
  }

  private void chosen(Node node, MouseEvent event) {
    event.consume();
    boolean member = node.mark() != Mark.BUNDLE && node.key() != LineageState.GROUP;
    if (member && event.getButton() == MouseButton.SECONDARY) {
      menu(node, event.getScreenX(), event.getScreenY());
    } else if (member && event.isShortcutDown()) {
      toggle(node);
    } else {
      enter(node, event.getButton() == MouseButton.MIDDLE);
    }
  }

  private void keyed(Node node, KeyEvent event) {
    boolean member = node.mark() != Mark.BUNDLE && node.key() != LineageState.GROUP;
    if (event.getCode() == KeyCode.ENTER) {
      enter(node, false);
    } else if (member && event.getCode() == KeyCode.SPACE) {
      toggle(node);
    } else if (member && isMenuKey(event)) {
      Point2D at = view.localToScreen(view.getWidth() / 2, view.getHeight() / 2);
      menu(node, at.getX(), at.getY());
    } else {
      return;
    }
    event.consume();
  }

  private static boolean isMenuKey(KeyEvent event) {
    return event.getCode() == KeyCode.CONTEXT_MENU
        || event.isShiftDown() && event.getCode() == KeyCode.F10;
  }

  /** Opens a bundle, or goes to a member's machine. */
  private void enter(Node node, boolean behind) {
    if (node.mark() == Mark.BUNDLE) {
      open.add(new Bundle(node.key(), node.bucket()));
      changed();
    } else if (node.key() != LineageState.GROUP) {
      Place place = new Place.Page(new MachineId(node.key()));
      if (context.session().snapshot().inventory().find(new MachineId(node.key())).isEmpty()) {
        context.dialogs().toast(text("forks.lineage.no-machine", node.label()));
      } else if (behind) {
        context.navigation().openBehind(place);
      } else {
        context.navigation().open(place);
      }
    }
  }

  private void toggle(Node node) {
    if (!selected.remove(node.key())) {
      selected.add(node.key());
    }
    changed();
  }

  private void menu(Node node, double screenX, double screenY) {
    if (!selected.contains(node.key())) {
      selected.clear();
      selected.add(node.key());
      changed();
    }
    ActionMenus.popUp(view, screenX, screenY, ids(), context);
  }

  /** A click beside every member: nothing is selected. */
  private void beside(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY
        && event.isStillSincePress()
        && !selected.isEmpty()
        && !event.isShortcutDown()) {
      selected.clear();
      changed();
    }
  }

  private List<EntityId> ids() {
    return selected.stream().sorted().<EntityId>map(MachineId::new).toList();
  }

  private void changed() {
    choices = new Choices(Set.copyOf(open), Set.copyOf(selected), by.getValue());
    context.selection().set(selected.isEmpty() ? List.of(id) : ids());
    binding.refresh();
  }

  @Override
  public javafx.scene.Node node() {
    return root;
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
