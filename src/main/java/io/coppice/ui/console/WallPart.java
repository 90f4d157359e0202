package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Consoles;
import io.coppice.backend.Consoles.ScreenText;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.EverySecond;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeyTaker;
import io.coppice.ui.kit.LiveScrollPane;
import io.coppice.ui.kit.PacedStep;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The screens of many machines side by side: found by what they say, marked by what is to be
 * noticed, typed to all at once, and one click from sitting in front of each. FX thread.
 */
final class WallPart implements PagePart {
  private static final int MOST_COLUMNS = 24;
  private static final int READ_EVERY_SECONDS = 2;

  private final UiContext context;
  private final WallGrid grid;
  private final LiveScrollPane scroll;
  private final WallThumbnails thumbnails;
  private final VBox root = new VBox();
  private final Label count = new Label();
  private final TextField find = new TextField();
  private final ToggleButton only = new ToggleButton();
  private final Slider columns = new Slider(0, MOST_COLUMNS, 0);
  private final ToggleButton typing = new ToggleButton();
  private final TypingBanner banner = new TypingBanner();
  private final Label empty = new Label();
  private final Keyboard keyboard = new Keyboard(this::key, KeyboardLayout.US);
  private final ClipboardTyping clipboard;
  private final VisibleSubscription subscription;
  private WallState state = new WallState(List.of());
  private Set<MachineId> found = Set.of();
  private final PacedStep steps;
  private final EverySecond seconds;
  private int sinceRead;
  private boolean reading;
  private boolean closed;

  /** Takes every key while machines are typed to. */
  private static final class TypingBanner extends HBox implements KeyTaker {}

  WallPart(WallTarget target, UiContext context) {
    this.context = context;
    grid = new WallGrid(context.texts());
    scroll = new LiveScrollPane(grid);
    thumbnails = new WallThumbnails(this::consoles, grid, this::ask);
    steps = new PacedStep(context.gate(), thumbnails::pause, this::step);
    seconds = new EverySecond(context.gate(), this::second);
    clipboard = new ClipboardTyping(context, keyboard, banner::requestFocus);
    scroll.setId("wall-scroll");
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    scroll.getStyleClass().add("edge-to-edge");
    scroll.viewportBoundsProperty().addListener((_, _, _) -> sight());
    scroll.vvalueProperty().addListener((_, _, _) -> sight());
    grid.heightProperty().addListener((_, _, _) -> sight());
    grid.onChanged(this::changed);
    grid.onOpened(this::sitDown);
    grid.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
    empty.setId("wall-empty");
    empty.setText(text(context.session().site().consoles().isEmpty() ? "none" : "wall.empty"));
    empty.setWrapText(true);
    empty.getStyleClass().add("console-chooser");
    empty.setVisible(false); // nobody knows yet
    StackPane middle = new StackPane(scroll, empty);
    VBox.setVgrow(middle, Priority.ALWAYS);
    root.setId("wall");
    root.getStyleClass().add("wall");
    root.getChildren().setAll(bar(), banner, middle);
    new KeyInput(banner, keyboard, () -> typing.setSelected(false));
    subscription =
        new VisibleSubscription(
            context.gate(), root, snapshot -> WallState.of(snapshot, target), this::show);
    root.sceneProperty().addListener((_, _, scene) -> running(scene != null));
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private Optional<Consoles> consoles() {
    return context.session().site().consoles();
  }

  private FlowPane bar() {
    find.setId("wall-find");
    find.setPromptText(text("wall.find"));
    find.setAccessibleText(text("wall.find"));
    find.setPrefColumnCount(18);
    find.textProperty().addListener((_, _, _) -> read());
    find.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            next();
            event.consume();
          }
        });
    only.setId("wall-only");
    only.setText(text("wall.only"));
    only.selectedProperty().addListener((_, _, _) -> lay());
    columns.setId("wall-columns");
    columns.setAccessibleText(text("wall.columns"));
    columns.setTooltip(new Tooltip(text("wall.columns")));
    columns.valueProperty().addListener((_, _, now) -> grid.setColumns(now.intValue()));
    typing.setId("wall-type");
    typing.setText(text("wall.type"));
    typing.setGraphic(Icons.KEYBOARD.node());
    typing.setTooltip(new Tooltip(text("wall.type.help")));
    typing.selectedProperty().addListener((_, _, is) -> typing(is));
    Button all = new Button(text("wall.all"));
    all.setId("wall-all");
    all.setOnAction(
        _ -> {
          grid.selectAll();
          grid.requestFocus();
        });
    count.setId("wall-count");
    count.getStyleClass().add(Styles.TEXT_MUTED);
    Label size = new Label(text("wall.size"));
    size.setLabelFor(columns);
    HBox sizes = new HBox(size, columns);
    sizes.getStyleClass().add("console-line");
    // in a narrow window the rest goes into a second row, with its words whole
    FlowPane bar = new FlowPane(find, only, all, typing, sizes, count);
    bar.setId("wall-bar");
    bar.getStyleClass().addAll("console-bar", "wrapping");
    bannerParts();
    return bar;
  }

  private void bannerParts() {
    Label said = new Label();
    said.setId("wall-typing");
    Button paste = new Button(text("paste"), Icons.PASTE.node());
    paste.setId("wall-paste");
    paste.setFocusTraversable(false);
    paste.setOnAction(_ -> clipboard.ask());
    // in a narrow window its words go into a second line
    said.setWrapText(true);
    said.setMaxWidth(Double.MAX_VALUE);
    said.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(said, Priority.ALWAYS);
    paste.setMinWidth(Region.USE_PREF_SIZE);
    clipboard.stopButton().setMinWidth(Region.USE_PREF_SIZE);
    banner.setId("wall-banner");
    banner.getStyleClass().add("wall-banner");
    banner.setFocusTraversable(true);
    banner.getChildren().setAll(said, clipboard.stopButton(), paste);
    banner.setVisible(false);
    banner.managedProperty().bind(banner.visibleProperty());
    banner.setOnMousePressed(
        event -> {
          banner.requestFocus();
          event.consume(); // else the tabs around it take the keyboard
        });
    Runnable say =
        () ->
            said.setText(
                text(
                    banner.isFocused() ? "wall.typing" : "wall.typing.click",
                    grid.selected().size()));
    banner.focusedProperty().addListener((_, _, _) -> say.run());
    banner.visibleProperty().addListener((_, _, _) -> say.run());
    banner.setUserData(say);
  }

  private void running(boolean is) {
    if (is) {
      seconds.start();
      sinceRead = READ_EVERY_SECONDS;
      ask();
    } else {
      seconds.stop();
      thumbnails.close();
    }
  }

  /** Something may be to be shown; any thread. */
  private void ask() {
    steps.ask();
  }

  private void show(WallState next) {
    state = next;
    lay();
  }

  private void lay() {
    List<WallState.Tile> tiles =
        state.tiles().stream()
            .filter(tile -> !only.isSelected() || found.contains(tile.machine()) || isTyped(tile))
            .toList();
    grid.show(tiles);
    ask();
    empty.setVisible(state.tiles().isEmpty());
    count.setText(
        find.getText().isBlank()
            ? text("wall.count", state.tiles().size())
            : text("wall.found", found.size(), state.tiles().size()));
  }

  /** Whoever is typed to stays, whatever the screen says meanwhile: keys would be lost. */
  private boolean isTyped(WallState.Tile tile) {
    return typing.isSelected() && grid.selected().contains(tile.machine());
  }

  private void sight() {
    double high = scroll.getViewportBounds().getHeight();
    double rest = Math.max(0, grid.getHeight() - high);
    grid.setSight(scroll.getVvalue() * rest, high);
    ask();
  }

  private void changed() {
    List<EntityId> selected = List.copyOf(grid.selected());
    typing.setDisable(selected.isEmpty() && !typing.isSelected());
    context.selection().set(selected);
    ((Runnable) banner.getUserData()).run();
  }

  private boolean isSeen() {
    return subscription.isSeen() && root.getScene() != null;
  }

  /** Screens that do not change, and servers that come back, are noticed by the second. */
  private void second() {
    ask();
    sinceRead++;
    if (isSeen() && sinceRead >= READ_EVERY_SECONDS) {
      sinceRead = 0;
      read();
    }
  }

  private void step() {
    if (!isSeen()) {
      return;
    }
    Set<MachineId> also = typing.isSelected() ? grid.selected() : Set.of();
    double density =
        root.getScene().getWindow() == null
            ? 1
            : Math.max(1, root.getScene().getWindow().getRenderScaleX());
    thumbnails.step(also, density);
  }

  /**
   * What every screen says, read off this thread: who broke down, who says what is wanted, and who
   * says something else than its parent.
   */
  private record Read(Set<MachineId> panicked, Set<MachineId> found, Set<MachineId> otherwise) {}

  private void read() {
    Optional<Consoles> from = consoles();
    if (closed || reading || from.isEmpty()) {
      return;
    }
    reading = true;
    String wanted = find.getText();
    List<WallState.Tile> tiles = state.tiles();
    Inventory inventory = context.session().snapshot().inventory();
    context
        .gate()
        .async(
            () -> {
              Set<MachineId> panicked = new HashSet<>();
              Set<MachineId> saying = new LinkedHashSet<>();
              Set<MachineId> otherwise = new HashSet<>();
              Map<MachineId, String> texts = new HashMap<>();
              Function<MachineId, String> text =
                  id ->
                      texts.computeIfAbsent(
                          id, _ -> from.get().text(id).map(ScreenText::all).orElse(""));
              for (WallState.Tile tile : tiles) {
                String said = text.apply(tile.machine());
                if (tile.parent()
                    .filter(it -> isOther(tile.machine(), it, inventory, text))
                    .isPresent()) {
                  otherwise.add(tile.machine());
                }
                if (WallMarks.isPanic(said)) {
                  panicked.add(tile.machine());
                }
                if (WallMarks.says(said, wanted)) {
                  saying.add(tile.machine());
                }
              }
              return new Read(panicked, saying, otherwise);
            },
            done -> {
              reading = false;
              thumbnails.setPanicked(done.panicked());
              thumbnails.setSayingOtherwise(done.otherwise());
              if (!done.found().equals(found)) {
                found = done.found();
                grid.setFound(found);
              }
              lay();
              if (!wanted.equals(find.getText())) {
                read();
              }
            },
            failure -> {
              reading = false;
              context.dialogs().failed(text("wall.find"), failure);
            });
  }

  /** A screen without text is another if its picture is. */
  private static boolean isOther(
      MachineId child, MachineId parent, Inventory inventory, Function<MachineId, String> text) {
    Set<String> names =
        Stream.of(child, parent)
            .map(inventory::machine)
            .filter(Objects::nonNull)
            .map(machine -> machine.guest().hostName())
            .collect(Collectors.toSet());
    String said = text.apply(child);
    return said.isEmpty() || !WallMarks.saySame(said, text.apply(parent), names);
  }

  /** Goes to the next screen that says what is looked for. */
  private void next() {
    List<MachineId> those = new ArrayList<>(found);
    if (those.isEmpty()) {
      context.dialogs().toast(text("wall.nobody"));
      return;
    }
    int at = grid.aimed().map(those::indexOf).orElse(-1);
    MachineId to = those.get((at + 1) % those.size());
    double y = grid.aimAt(to);
    grid.select(List.of(to));
    double rest = Math.max(1, grid.getHeight() - scroll.getViewportBounds().getHeight());
    scroll.setVvalue(Math.clamp(y / rest, 0, 1));
  }

  private void sitDown(MachineId machine) {
    context.navigation().open(new Place.Page(machine, "console"));
  }

  private void menu(ContextMenuEvent event) {
    List<EntityId> selected = List.copyOf(grid.selected());
    if (!selected.isEmpty()) {
      ActionMenus.popUp(grid, event.getScreenX(), event.getScreenY(), selected, context);
    }
    event.consume();
  }

  private void typing(boolean is) {
    if (!is) {
      clipboard.stop();
      keyboard.detach();
    }
    banner.setVisible(is);
    lay();
    if (is) {
      banner.requestFocus();
    } else {
      grid.requestFocus();
    }
  }

  /** The same key to each of the selected. */
  private void key(boolean down, int keysym, int scancode) {
    for (MachineId machine : grid.selected()) {
      WallThumbnail thumbnail = thumbnails.of(machine);
      if (thumbnail != null) {
        thumbnail.key(down, keysym, scancode);
      }
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    grid.requestFocus();
  }

  @Override
  public void close() {
    closed = true;
    seconds.close();
    steps.close();
    clipboard.close();
    keyboard.releaseAll();
    subscription.close();
    thumbnails.close();
  }
}
