package io.coppice.ui.shell;

import io.coppice.backend.Capability;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.Selection;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Actions on the console itself: undo, places, areas, theme, text size. */
final class AppActions {
  private final Theme theme;
  private final Shell shell;

  AppActions(Shell shell, Theme theme) {
    this.shell = shell;
    this.theme = theme;
  }

  private record Simple(
      String id,
      Icons icon,
      Group group,
      Optional<KeyCombination> keys,
      Function<Snapshot, Optional<Problem>> check,
      Consumer<UiContext> doing)
      implements Action {
    @Override
    public boolean applies(Selection selection) {
      return selection.isEmpty();
    }

    @Override
    public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
      return check.apply(snapshot);
    }

    @Override
    public void run(List<EntityId> selection, UiContext context) {
      doing.accept(context);
    }
  }

  /**
   * All of them.
   *
   * @param entries the screens that have a command of their own
   */
  List<Action> all(Session session, List<ScreenFactory.Entry> entries) {
    return Stream.concat(entries.stream().map(AppActions::go), own(session).stream()).toList();
  }

  private List<Action> own(Session session) {
    return List.of(
        checked(
            "undo",
            Icons.UNDO,
            "Shortcut+Z",
            _ -> undoRefusal(session.undoState()),
            _ -> shell.undo()),
        checked(
            "redo",
            Icons.REDO,
            "Shortcut+Shift+Z Shortcut+Y",
            _ -> missing(session.undoState().redo(), "redo.nothing"),
            _ -> shell.redo()),
        app("quit", Icons.QUIT, "Shortcut+Q", _ -> shell.quit()),
        app("help", Icons.HELP, "F1", _ -> shell.help()),
        app("palette", Icons.COMMANDS, "Shortcut+K", _ -> shell.openPalette()),
        app("read-hosts", Icons.READ, "Shortcut+Shift+I", _ -> shell.readHosts()),
        checked(
            "export",
            Icons.EXPORT,
            "Shortcut+Shift+E",
            _ -> readOnly(session),
            _ -> shell.exportScenario()),
        app("open-scenario", Icons.OPEN, "Shortcut+O", _ -> shell.openScenario()),
        view("navigator", Icons.LEFT_AREA, "Shortcut+1", _ -> shell.toggleNavigator()),
        view("activity", Icons.BOTTOM_AREA, "Shortcut+2", _ -> shell.toggleActivity()),
        view("find", Icons.SEARCH, "Shortcut+F", _ -> shell.focusNavigator()),
        view("back", Icons.BACK, "Alt+Left", _ -> shell.tabs().back()),
        view("forward", Icons.FORWARD, "Alt+Right", _ -> shell.tabs().forward()),
        view("keep-tab", Icons.KEEP, "Shortcut+Shift+K", _ -> shell.tabs().keepCurrent()),
        view("close-tab", Icons.CLOSE, "Shortcut+W", _ -> shell.tabs().closeCurrent()),
        view("theme", Icons.THEME, "Shortcut+Shift+T", _ -> toggleTheme()),
        view(
            "larger",
            Icons.ZOOM_IN,
            "Shortcut+Plus Shortcut+Shift+Equals Shortcut+Equals Shortcut+Add",
            _ -> theme.larger()),
        view("smaller", Icons.ZOOM_OUT, "Shortcut+Minus Shortcut+Subtract", _ -> theme.smaller()),
        view(
            "normal-size", Icons.ZOOM_RESET, "Shortcut+0 Shortcut+Numpad 0", _ -> theme.zoom(100)));
  }

  private void toggleTheme() {
    theme.choose(theme.darkProperty().get() ? Theme.Choice.LIGHT : Theme.Choice.DARK);
  }

  private static Optional<Problem> undoRefusal(Session.UndoState state) {
    return state
        .barrier()
        .map(step -> Problem.error("undo.barrier", step))
        .or(() -> missing(state.undo(), "undo.nothing"));
  }

  private static Optional<Problem> readOnly(Session session) {
    return session.site().capabilities().contains(Capability.OPERATIONS)
        ? Optional.empty()
        : Optional.of(Problem.error("site.no-operations"));
  }

  private static Optional<Problem> missing(Optional<String> name, String code) {
    return name.isPresent() ? Optional.empty() : Optional.of(Problem.error(code));
  }

  private static Action go(ScreenFactory.Entry entry) {
    return app(
        entry.command(),
        entry.icon(),
        entry.keys(),
        context -> context.navigation().open(entry.place()));
  }

  private static Action app(String id, Icons icon, String keys, Consumer<UiContext> doing) {
    return checked(id, icon, keys, _ -> Optional.empty(), doing);
  }

  private static Action checked(
      String id,
      Icons icon,
      String keys,
      Function<Snapshot, Optional<Problem>> check,
      Consumer<UiContext> doing) {
    return new Simple(id, icon, Action.Group.APPLICATION, keys(keys), check, doing);
  }

  private static Action view(String id, Icons icon, String keys, Consumer<UiContext> doing) {
    return new Simple(id, icon, Action.Group.VIEW, keys(keys), _ -> Optional.empty(), doing);
  }

  /** Key combinations with a space between them; the first is the one that is told. */
  private static Optional<KeyCombination> keys(String names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<KeyCombination> all =
        Arrays.stream(names.split(" (?=Shortcut|Alt)")).map(KeyCombination::valueOf).toList();
    return Optional.of(all.size() == 1 ? all.getFirst() : new AnyKeys(all));
  }

  /**
   * Any of several combinations. A plus sign is a key of its own on some keyboards, one with Shift
   * on others, and on the number pad a third.
   */
  private static final class AnyKeys extends KeyCombination {
    private final List<KeyCombination> all;

    private AnyKeys(List<KeyCombination> all) {
      this.all = all;
    }

    @Override
    public boolean match(KeyEvent event) {
      return all.stream().anyMatch(one -> one.match(event));
    }

    @Override
    public String getName() {
      return all.getFirst().getName();
    }

    @Override
    public String getDisplayText() {
      return all.getFirst().getDisplayText();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof AnyKeys that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
      return all.hashCode();
    }
  }
}
