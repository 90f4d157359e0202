package io.coppice.ui.shell;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.session.Preferences;
import io.coppice.session.Session;
import io.coppice.ui.activity.ActivityPart;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Actions;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.SelectionHub;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.WindowEvent;

/** The content of the window: its areas, the places that are open in it, and undo. FX thread. */
public final class Shell implements AutoCloseable {
  private static final String PLACES = "shell.places";
  private static final String SHOWN = "shell.places.shown";
  private static final String PREVIEWED = "shell.places.preview";

  private final Session session;
  private final UiContext context;
  private final Theme theme;
  private final Tabs tabs;
  private final LiveDialogs dialogs;
  private final Notices notices;
  private final NavigatorArea navigator;
  private final ActivityPart activity;
  private final WindowLayout areas;
  private final Palette palette;
  private final ScenarioFiles files;
  private final Lifetime lifetime = new Lifetime();
  private final Debounce quiet;
  private final StackPane root = new StackPane();
  private Backend site;
  private Preferences layout;

  /** What the shell is put together from; boot knows the screens. */
  public record Parts(
      List<ScreenFactory> screens,
      List<NavigatorSection.Factory> sections,
      List<Action.Factory> actions) {}

  /** Builds the content. */
  public Shell(Session session, FrameGate gate, Texts texts, Theme theme, Parts parts) {
    this.session = session;
    this.layout = session.layout();
    this.theme = theme;
    this.tabs = new Tabs(parts.screens());
    this.dialogs = new LiveDialogs(session, gate, texts);
    this.notices = new Notices(dialogs, gate, texts.get("notice.title"));
    List<Action> all = new ArrayList<>();
    parts.actions().forEach(factory -> all.addAll(factory.create(session)));
    List<ScreenFactory.Entry> entries =
        parts.screens().stream().flatMap(screens -> screens.entry().stream()).toList();
    Stream<ScreenFactory.Entry> found =
        parts.screens().stream().flatMap(screens -> screens.parts().stream());
    all.addAll(
        new AppActions(this, theme).all(session, Stream.concat(entries.stream(), found).toList()));
    this.context =
        new UiContext(
            session,
            gate,
            tabs,
            texts,
            new Format(texts.locale(), () -> session.snapshot().time()),
            new Actions(all, session),
            dialogs,
            new SelectionHub());
    tabs.begin(context);
    this.navigator = lifetime.own(new NavigatorArea(context, parts.sections()));
    this.activity = lifetime.own(new ActivityPart(context, Optional.empty()));
    this.palette = new Palette(context);
    this.files = new ScenarioFiles(context, root);
    VBox pages = new VBox(lifetime.own(new PathBar(context, tabs)).node(), tabs.node());
    VBox.setVgrow(tabs.node(), Priority.ALWAYS);
    this.areas = new WindowLayout(navigator.node(), pages, activity.node(), layout);
    this.quiet = new Debounce(this::keep);
    build(entries);
    site = session.site();
    tabs.atSite(sourceOf(site), () -> {});
    lifetime.own(gate.bind(_ -> session.site(), this::onSite));
    lifetime.own(session.onSites(_ -> gate.later(this::forgetClosed)));
    lifetime.own(session.onNotice(problem -> gate.later(() -> notices.add(problem))));
    lifetime.own(new HaltDialog(context));
    new KeyBindings(context, tabs, dialogs::isShowing).install(root);
  }

  private void build(List<ScreenFactory.Entry> entries) {
    StatusArea status = lifetime.own(new StatusArea(context, this::showProblems));
    BorderPane frame =
        new BorderPane(
            areas.node(), new MenuStrip(context, entries).node(), null, status.node(), null);
    frame.getStyleClass().add("frame");
    root.getChildren().setAll(frame);
    root.getStyleClass().add("shell");
    dialogs.install(root, activity.node());
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

  void undo() {
    new UndoRedo(context, dialogs).undo();
  }

  void redo() {
    new UndoRedo(context, dialogs).redo();
  }

  void help() {
    tabs.open(new Place.Help(tabs.currentScreen().map(Screen::help).orElse("getting-started")));
  }

  void openPalette() {
    palette.open();
  }

  void openScenario() {
    files.open();
  }

  void readHosts() {
    new HostReading(context).folder(root.getScene().getWindow());
  }

  void exportScenario() {
    files.export();
  }

  void toggleNavigator() {
    areas.toggleNavigator();
  }

  void toggleActivity() {
    areas.toggleActivity();
  }

  private void showProblems() {
    areas.showActivity();
    activity.showProblems();
  }

  void focusNavigator() {
    areas.showNavigator();
    navigator.focus();
  }

  /** Closes the window as its close button does. */
  void quit() {
    root.getScene()
        .getWindow()
        .fireEvent(new WindowEvent(root.getScene().getWindow(), WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  /**
   * Another site is shown: what was open is kept for the one before, and what its own was comes.
   */
  private void onSite(Backend now) {
    if (now != site) {
      keep();
      site = now;
      layout = session.layout();
      context.selection().set(List.of());
      tabs.atSite(sourceOf(now), this::openOwnPlaces);
      areas.restore(layout);
    }
  }

  private void openOwnPlaces() {
    restorePlaces();
    if (tabs.places().stream().noneMatch(Place.Page.class::isInstance)) {
      openDatacentres();
    }
  }

  private String sourceOf(Backend shown) {
    return session.openSites().stream()
        .filter(open -> open.backend() == shown)
        .map(Session.OpenedSite::source)
        .findFirst()
        .orElse("");
  }

  private void forgetClosed() {
    Set<String> open =
        session.openSites().stream().map(Session.OpenedSite::source).collect(Collectors.toSet());
    tabs.keepSites(open::contains);
  }

  private void restorePlaces() {
    String previewed = layout.get(PREVIEWED).orElse("");
    for (String place : layout.get(PLACES).orElse("").split("\n")) {
      Place.parse(place)
          .filter(
              p ->
                  !(p instanceof Place.Page page)
                      || session.snapshot().contents().name(page.id()).isPresent())
          .ifPresent(place.equals(previewed) ? tabs::preview : tabs::open);
    }
    layout.get(SHOWN).flatMap(Place::parse).ifPresent(tabs::select);
  }

  /** A site without an inventory has its network to show. */
  private void openDatacentres() {
    if (!session.site().capabilities().contains(Capability.OPERATIONS)) {
      tabs.open(new Place.Network("topology"));
    }
    session.snapshot().inventory().datacentres().forEach(d -> tabs.open(new Place.Page(d.id())));
  }

  /**
   * Goes back to the places that were open last, or to the datacentre, or to the first-start page.
   * From now on layout and places are kept a moment after they changed.
   */
  public void openFirst() {
    restorePlaces();
    if (tabs.places().isEmpty() && layout.get(PLACES).isEmpty()) {
      tabs.open(new Place.Start());
    } else if (tabs.places().isEmpty()) {
      openDatacentres();
    }
    notices.begin(session.notices());
    areas.watched(quiet);
    tabs.onMoved(quiet::changed);
  }

  /** Keeps layout and places for the next start. */
  public void keep() {
    Preferences preferences = layout;
    preferences.put(PLACES, String.join("\n", tabs.places().stream().map(Place::print).toList()));
    tabs.currentScreen()
        .map(Screen::place)
        .ifPresentOrElse(
            place -> preferences.put(SHOWN, place.print()), () -> preferences.remove(SHOWN));
    tabs.previewed()
        .ifPresentOrElse(
            place -> preferences.put(PREVIEWED, place.print()),
            () -> preferences.remove(PREVIEWED));
    areas.keep(preferences);
  }

  public Theme theme() {
    return theme;
  }

  @Override
  public void close() {
    quiet.close();
    tabs.closeAll();
    lifetime.close();
  }
}
