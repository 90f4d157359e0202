package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Outcome;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Preferences;
import io.coppice.session.Session;
import io.coppice.ui.activity.ActivityView;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Actions;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.Names;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.SelectionHub;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** The content of the window, and what its keys do. FX thread. */
public final class Shell implements AutoCloseable {
  private static final String PLACES = "shell.places";
  private static final String SPLITS = "shell.splits";

  private final Session session;
  private final UiContext context;
  private final Theme theme;
  private final Tabs tabs;
  private final LiveDialogs dialogs;
  private final NavigatorArea navigator;
  private final ActivityView activity;
  private final Palette palette;
  private final Lifetime lifetime = new Lifetime();
  private final SplitPane columns = new SplitPane();
  private final SplitPane rows = new SplitPane();
  private final StackPane root = new StackPane();
  private final SelectionHub hub = new SelectionHub();

  /** What the shell is put together from; boot knows the screens. */
  public record Parts(
      List<ScreenFactory> screens,
      List<NavigatorSection.Factory> sections,
      List<Action.Factory> actions) {}

  /** Builds the content. */
  public Shell(Session session, FrameGate gate, Texts texts, Theme theme, Parts parts) {
    this.session = session;
    this.theme = theme;
    this.tabs = new Tabs(parts.screens());
    this.dialogs = new LiveDialogs(session, gate, texts);
    List<Action> all = new java.util.ArrayList<>();
    parts.actions().forEach(factory -> all.addAll(factory.create(session)));
    all.addAll(new AppActions(this, theme).all(session));
    this.context =
        new UiContext(
            session, gate, tabs, texts, new Format(texts.locale()), new Actions(all), dialogs, hub);
    tabs.begin(context);
    this.navigator = lifetime.own(new NavigatorArea(context, parts.sections()));
    this.activity = lifetime.own(new ActivityView(context, Optional.empty()));
    this.palette = new Palette(context);
    build();
    lifetime.own(
        session.onNotice(
            problem ->
                gate.later(() -> dialogs.problems(texts.get("notice.title"), List.of(problem)))));
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  private void build() {
    StatusArea status = lifetime.own(new StatusArea(context, this::showProblems));
    VBox middle = new VBox(new PathBar(context, tabs).node(), tabs.node());
    VBox.setVgrow(tabs.node(), javafx.scene.layout.Priority.ALWAYS);
    rows.setOrientation(Orientation.VERTICAL);
    rows.getItems().setAll(middle, activity.node());
    SplitPane.setResizableWithParent(activity.node(), false);
    columns.getItems().setAll(navigator.node(), rows);
    SplitPane.setResizableWithParent(navigator.node(), false);
    columns.setId("columns");
    rows.setId("rows");
    BorderPane frame = new BorderPane(columns, menus(), null, status.node(), null);
    frame.getStyleClass().add("frame");
    root.getChildren().setAll(frame);
    root.getStyleClass().add("shell");
    dialogs.install(root);
    restoreSplits();
  }

  public Parent node() {
    return root;
  }

  public UiContext context() {
    return context;
  }

  Tabs tabs() {
    return tabs;
  }

  private MenuBar menus() {
    MenuBar bar =
        new MenuBar(
            menu("menu.file", "start", "open-scenario", "export", "settings"),
            menu("menu.edit", "undo", "redo", "palette"),
            menu("menu.view", "navigator", "activity", "theme", "larger", "smaller", "normal-size"),
            menu("menu.go", "find", "back", "forward", "close-tab"),
            menu("menu.help", "help"));
    Menu selection = new Menu(context.texts().get("menu.selection"));
    selection.setOnShowing(_ -> fillSelection(selection));
    fillSelection(selection);
    bar.getMenus().add(2, selection);
    bar.getStyleClass().add(Styles.DENSE);
    return bar;
  }

  private Menu menu(String key, String... ids) {
    Menu menu = new Menu(context.texts().get(key));
    Runnable fill =
        () -> {
          Snapshot snapshot = session.snapshot();
          menu.getItems()
              .setAll(
                  java.util.Arrays.stream(ids)
                      .flatMap(id -> context.actions().find(id).stream())
                      .map(action -> ActionMenus.item(action, List.of(), snapshot, context))
                      .peek(item -> item.setAccelerator(null))
                      .peek(item -> named(item))
                      .toList());
        };
    menu.setOnShowing(_ -> fill.run());
    fill.run();
    return menu;
  }

  /** Undo and redo say what they would do. */
  private void named(javafx.scene.control.MenuItem item) {
    Session.UndoState state = session.undoState();
    if ("action-undo".equals(item.getId()) && state.undo().isPresent()) {
      item.setText(context.texts().get("undo.named", state.undo().get()));
    } else if ("action-redo".equals(item.getId()) && state.redo().isPresent()) {
      item.setText(context.texts().get("redo.named", state.redo().get()));
    }
  }

  private void fillSelection(Menu menu) {
    List<EntityId> selection = hub.get();
    if (selection.isEmpty()) {
      javafx.scene.control.MenuItem none =
          new javafx.scene.control.MenuItem(context.texts().get("menu.selection.none"));
      none.setDisable(true);
      menu.getItems().setAll(none);
    } else {
      menu.getItems()
          .setAll(
              ActionMenus.items(
                  context.actions().on(selection, session.snapshot()), selection, context));
      menu.getItems().forEach(item -> item.setAccelerator(null));
    }
  }

  /**
   * Every key of every action, on the selection if the action is about objects. Typing in a field
   * keeps the plain keys.
   */
  private void key(KeyEvent event) {
    if (dialogs.isShowing()) {
      return;
    }
    if (event.getCode() == KeyCode.TAB && event.isShortcutDown()) {
      tabs.cycle(event.isShiftDown() ? -1 : 1);
      event.consume();
      return;
    }
    boolean typing = event.getTarget() instanceof javafx.scene.control.TextInputControl;
    Snapshot snapshot = session.snapshot();
    for (Action action : context.actions().all()) {
      boolean plain =
          !event.isShortcutDown() && !event.isAltDown() && !event.getCode().isFunctionKey();
      if (action.keys().isEmpty()
          || !action.keys().get().match(event)
          || typing && (plain || isEditing(event))) {
        continue;
      }
      List<EntityId> on = action.applies(List.of(), snapshot) ? List.of() : hub.get();
      if (!action.applies(on, snapshot)) {
        continue;
      }
      event.consume();
      ActionMenus.perform(action, on, context);
      return;
    }
  }

  private static boolean isEditing(KeyEvent event) {
    return event.isShortcutDown()
        && List.of(
                KeyCode.Z, KeyCode.X, KeyCode.C, KeyCode.V, KeyCode.A, KeyCode.LEFT, KeyCode.RIGHT)
            .contains(event.getCode());
  }

  void undo() {
    tell(session.undo(), session.undoState().undo().orElse(""), "undo.done");
  }

  void redo() {
    tell(session.redo(), session.undoState().redo().orElse(""), "redo.done");
  }

  private void tell(CompletionStage<List<Outcome>> step, String name, String done) {
    step.whenComplete(
        (outcomes, failure) ->
            context
                .gate()
                .later(
                    () -> {
                      if (failure != null) {
                        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                        dialogs.problems(
                            name,
                            cause instanceof Session.ProblemException expected
                                ? expected.problems()
                                : List.of(Problem.error("kit.bug", String.valueOf(cause))));
                        return;
                      }
                      List<Problem> problems =
                          outcomes.stream()
                              .flatMap(
                                  o ->
                                      o instanceof Outcome.Refused no
                                          ? no.problems().stream()
                                          : java.util.stream.Stream.empty())
                              .toList();
                      if (problems.isEmpty()) {
                        dialogs.toast(context.texts().get(done, name));
                      } else {
                        dialogs.problems(name, problems);
                      }
                    }));
  }

  void help() {
    String page =
        tabs.currentScreen().map(Screen::place).map(Shell::helpOf).orElse("getting-started");
    tabs.open(new Place.Help(page));
  }

  private static String helpOf(Place place) {
    return switch (place) {
      case Place.Page _ -> "inventory";
      case Place.Settings _ -> "data-folder";
      case Place.Help help -> help.page();
      case Place.Start _ -> "getting-started";
    };
  }

  void openPalette() {
    palette.open();
  }

  void openScenario() {
    FileChooser chooser = chooser("open-scenario");
    File file = chooser.showOpenDialog(window());
    if (file != null) {
      open(file.getPath(), false);
    }
  }

  private void open(String source, boolean fresh) {
    session
        .openScenario(source, fresh)
        .whenComplete(
            (_, failure) ->
                context
                    .gate()
                    .later(
                        () -> {
                          if (failure == null) {
                            tabs.closeAll();
                            openFirst();
                          } else {
                            fail("scenario.open-failed", failure);
                          }
                        }));
  }

  void exportScenario() {
    FileChooser chooser = chooser("export");
    chooser.setInitialFileName("scenario.json");
    File file = chooser.showSaveDialog(window());
    if (file != null) {
      session
          .exportScenario(file.toPath())
          .whenComplete(
              (_, failure) ->
                  context
                      .gate()
                      .later(
                          () -> {
                            if (failure == null) {
                              dialogs.toast(context.texts().get("export.done", file.getName()));
                            } else {
                              fail("export.failed", failure);
                            }
                          }));
    }
  }

  private void fail(String title, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    dialogs.problems(
        context.texts().get(title),
        cause instanceof Session.ProblemException expected
            ? expected.problems()
            : List.of(Problem.error("kit.bug", String.valueOf(cause))));
  }

  private FileChooser chooser(String action) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(context.texts().get("action." + action));
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(context.texts().get("chooser.scenarios"), "*.json"));
    return chooser;
  }

  private Stage window() {
    return (Stage) root.getScene().getWindow();
  }

  void toggleNavigator() {
    toggle(columns, navigator.node(), 0);
  }

  void toggleActivity() {
    toggle(rows, activity.node(), 1);
  }

  private void showProblems() {
    if (!rows.getItems().contains(activity.node())) {
      toggleActivity();
    }
    activity.showProblems();
  }

  private static void toggle(SplitPane split, Node area, int at) {
    if (!split.getItems().remove(area)) {
      double divider =
          area.getProperties().get("divider") instanceof Double kept ? kept : at == 0 ? 0.22 : 0.76;
      split.getItems().add(Math.min(at, split.getItems().size()), area);
      split.setDividerPositions(divider);
    }
  }

  void focusNavigator() {
    if (!columns.getItems().contains(navigator.node())) {
      toggleNavigator();
    }
    navigator.focus();
  }

  /**
   * Goes back to the places that were open last, or to the datacentre, or to the first-start page.
   */
  public void openFirst() {
    Preferences preferences = session.preferences();
    for (String place : preferences.get(PLACES).orElse("").split("\n")) {
      Place.parse(place)
          .filter(
              p ->
                  !(p instanceof Place.Page page)
                      || Names.find(session.snapshot(), page.id()).isPresent())
          .ifPresent(tabs::open);
    }
    if (tabs.places().isEmpty() && preferences.get(PLACES).isEmpty()) {
      tabs.open(new Place.Start());
    } else if (tabs.places().isEmpty()) {
      session.snapshot().inventory().datacentres().forEach(d -> tabs.open(new Place.Page(d.id())));
    }
    if (!session.notices().isEmpty()) {
      dialogs.problems(context.texts().get("notice.title"), session.notices());
    }
  }

  /** Keeps layout and places for the next start. */
  public void keep() {
    session
        .preferences()
        .put(PLACES, String.join("\n", tabs.places().stream().map(Place::print).toList()));
    session
        .preferences()
        .put(
            SPLITS,
            divider(columns)
                + " "
                + divider(rows)
                + " "
                + columns.getItems().contains(navigator.node())
                + " "
                + rows.getItems().contains(activity.node()));
  }

  private static double divider(SplitPane split) {
    return split.getDividerPositions().length == 0 ? -1 : split.getDividerPositions()[0];
  }

  private void restoreSplits() {
    String[] kept = session.preferences().get(SPLITS).orElse("0.22 0.76 true true").split(" ");
    double column = position(kept, 0, 0.22);
    double row = position(kept, 1, 0.76);
    columns.setDividerPositions(column);
    rows.setDividerPositions(row);
    navigator.node().getProperties().put("divider", column);
    activity.node().getProperties().put("divider", row);
    if (kept.length == 4 && kept[2].equals("false")) {
      toggleNavigator();
    }
    if (kept.length == 4 && kept[3].equals("false")) {
      toggleActivity();
    }
  }

  private static double position(String[] kept, int index, double otherwise) {
    try {
      double position = Double.parseDouble(kept[index]);
      return position > 0.05 && position < 0.95 ? position : otherwise;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return otherwise;
    }
  }

  public Theme theme() {
    return theme;
  }

  @Override
  public void close() {
    tabs.closeAll();
    lifetime.close();
  }
}
