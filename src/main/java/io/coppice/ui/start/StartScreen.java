package io.coppice.ui.start;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Capability;
import io.coppice.backend.ReadOnlySites;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Inventory;
import io.coppice.session.Session.ImportedInfo;
import io.coppice.session.Session.ScenarioInfo;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What one can do first: take the tour, open a scenario, read. FX thread. */
final class StartScreen implements Screen {
  /** What can be tried first, and what a site must be able to do for it. */
  private record FirstThing(String name, Set<Capability> needs) {}

  private static final List<FirstThing> FIRST_THINGS =
      List.of(
          new FirstThing("look", Set.of()),
          new FirstThing("fork", Set.of(Capability.FORKS)),
          new FirstThing("console", Set.of(Capability.CONSOLES)),
          new FirstThing("break", Set.of(Capability.FAULTS)),
          new FirstThing("trace", Set.of(Capability.OVERLAYS)),
          new FirstThing("find", Set.of()));

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final FlowPane scenarios = new FlowPane(14, 14);
  private final FlowPane imports = new FlowPane(14, 14);
  private final HostReading reading;
  private final FlowPane things = new FlowPane();
  private final Label said = new Label();
  private final VBox page = new VBox();
  private final ScrollPane root = new ScrollPane(page);
  private final FrameGate.Binding binding;
  private Set<Capability> offered;

  StartScreen(UiContext context) {
    this.context = context;
    reading = new HostReading(context);
    title.set(text("start.title"));
    Label heading = new Label(text("start.heading"));
    heading.getStyleClass().add("start-title");
    said.setWrapText(true);
    said.getStyleClass().add("quiet");
    said.setId("start-said");
    page.getStyleClass().add("start");
    page.getChildren().setAll(heading, said, buttons(), section("start.first"), things);
    page.getChildren().addAll(section("start.scenarios"), scenarios);
    page.getChildren().addAll(section("start.own"), own(), imports);
    root.setFitToWidth(true);
    root.getStyleClass().add("edge-to-edge");
    root.setAccessibleText(text("start.title"));
    scenarios.getChildren().setAll(new ProgressIndicator());
    things.getStyleClass().add("start-things");
    offer(context.session().site().capabilities());
    binding = context.gate().bind(_ -> context.session().site().capabilities(), this::offer);
    load();
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private Label section(String key) {
    Label label = new Label(text(key));
    label.getStyleClass().add("section-title");
    return label;
  }

  private Node buttons() {
    Button tour = new Button(text("start.tour"), Icons.START.node());
    tour.setId("start-tour");
    tour.getStyleClass().add(Styles.ACCENT);
    tour.setOnAction(_ -> new Tour(context, root.getScene(), () -> go("break")).begin());
    Button open = action("open-scenario", Icons.OPEN);
    Button help = new Button(text("start.help"), Icons.HELP.node());
    help.setOnAction(_ -> context.navigation().open(new Place.Help("getting-started")));
    FlowPane box = new FlowPane(tour, open, action("read-hosts", Icons.READ), help);
    box.getStyleClass().add("start-buttons");
    return box;
  }

  private Button action(String id, Icons icon) {
    Button button = new Button(text("action." + id), icon.node());
    button.setOnAction(
        _ -> context.actions().find(id).ifPresent(action -> action.run(List.of(), context)));
    return button;
  }

  /** Offers what the open site can do. */
  private void offer(Set<Capability> can) {
    if (can.equals(offered)) {
      return;
    }
    offered = can;
    said.setText(text(can.contains(Capability.OPERATIONS) ? "start.said" : "start.said.read-only"));
    things.getChildren().clear();
    for (FirstThing one : FIRST_THINGS) {
      if (can.containsAll(one.needs())) {
        things.getChildren().add(thing(one.name(), things.getChildren().size() + 1));
      }
    }
  }

  private Node thing(String thing, int number) {
    Label step = new Label(Integer.toString(number));
    step.getStyleClass().add("tour-step");
    Label name = new Label(text("start.first." + thing));
    name.getStyleClass().add("card-title");
    Label how = new Label(text("start.first." + thing + ".how"));
    how.setWrapText(true);
    how.getStyleClass().add("quiet");
    Button go = new Button(text("start.first." + thing + ".go"));
    go.setId("start-" + thing);
    go.getStyleClass().addAll(Styles.SMALL, "start-go");
    go.setOnAction(_ -> go(thing));
    VBox words = new VBox(name, how, go);
    words.getStyleClass().add("start-words");
    HBox line = new HBox(step, words);
    line.getStyleClass().add("start-thing");
    return line;
  }

  private void go(String thing) {
    context.gate().async(() -> suggestion(thing), this::go, this::failed);
  }

  /** What one of the buttons does, to which object of the site. */
  private Suggestion suggestion(String thing) {
    Snapshot snapshot = context.session().snapshot();
    Inventory inventory = snapshot.inventory();
    return switch (thing) {
      case "look" -> Suggestion.page("", Suggestions.cluster(inventory));
      case "fork" ->
          Suggestion.page(
              "fork", Suggestions.machine(inventory, machine -> can("fork", machine, snapshot)));
      case "console" ->
          new Suggestion(
              "",
              List.of(),
              Suggestions.machineOfASegment(inventory, context.session().site().network(snapshot))
                  .map(machine -> new Place.Page(machine, "console")));
      case "break" -> Suggestion.page("crash-host", Suggestions.hostToCrash(inventory));
      case "trace" -> new Suggestion("", List.of(), Optional.of(new Place.Network("trace")));
      default -> new Suggestion("palette", List.of(), Optional.empty());
    };
  }

  private boolean can(String action, EntityId on, Snapshot snapshot) {
    return context
        .actions()
        .find(action)
        .filter(it -> it.refusal(List.of(on), snapshot).isEmpty())
        .isPresent();
  }

  /**
   * What to do.
   *
   * @param action that is offered then; "" if the place is all
   * @param on what it is done to
   * @param place where one goes first
   */
  private record Suggestion(String action, List<EntityId> on, Optional<Place> place) {
    private static Suggestion page(String action, Optional<? extends EntityId> on) {
      return new Suggestion(
          action, on.stream().<EntityId>map(id -> id).toList(), on.map(Place.Page::new));
    }
  }

  private void go(Suggestion suggestion) {
    suggestion.place().ifPresent(context.navigation()::open);
    if (suggestion.place().isEmpty() && !suggestion.action().equals("palette")) {
      context.dialogs().toast(text("start.none"));
    } else {
      context
          .actions()
          .find(suggestion.action())
          .ifPresent(action -> ActionMenus.perform(action, suggestion.on(), context));
    }
  }

  private void failed(Throwable failure) {
    context.dialogs().failed(text("start.title"), failure);
  }

  /** What stands above the networks that were read before. */
  private Node own() {
    Label said = new Label(text("start.own.said"));
    said.setWrapText(true);
    said.getStyleClass().add("quiet");
    Button example = new Button(text("hosts.read.example"), Icons.NETWORK.node());
    example.setId("start-example");
    example.setOnAction(_ -> reading.example());
    Button how = new Button(text("start.own.how"), Icons.HELP.node());
    how.setOnAction(_ -> context.navigation().open(new Place.Help("own-network")));
    FlowPane box = new FlowPane(action("read-hosts", Icons.READ), example, how);
    box.getStyleClass().add("start-buttons");
    return new VBox(8, said, box);
  }

  private void listImports() {
    imports.getChildren().setAll(context.session().imports().stream().map(this::card).toList());
  }

  private Node card(ImportedInfo info) {
    Label where = new Label(info.source().substring(ReadOnlySites.SCHEME.length()));
    where.setWrapText(true);
    Button open = new Button(text("start.open"));
    open.getStyleClass().add(Styles.SMALL);
    open.setAccessibleText(text("start.open.named", info.title()));
    open.setOnAction(_ -> reading.open(info.source(), info.title()));
    Button forget = new Button(text("start.forget"));
    forget.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    forget.setAccessibleText(text("start.forget.named", info.title()));
    forget.setOnAction(
        _ -> {
          context.session().forgetImport(info.source());
          listImports();
        });
    return card(info.title(), where, new HBox(8, open, forget));
  }

  private static Node card(String title, Label said, HBox buttons) {
    Label name = new Label(title);
    name.getStyleClass().add("card-title");
    said.getStyleClass().add("quiet");
    said.setMinHeight(Region.USE_PREF_SIZE);
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    VBox card = new VBox(name, said, gap, buttons);
    card.getStyleClass().addAll("card", "scenario-card");
    return card;
  }

  private void load() {
    listImports();
    context
        .gate()
        .async(
            () -> context.session().scenarios().toCompletableFuture().join(),
            found -> scenarios.getChildren().setAll(found.stream().map(this::card).toList()),
            failure ->
                scenarios.getChildren().setAll(new Label(String.valueOf(failure.getMessage()))));
  }

  private Node card(ScenarioInfo info) {
    Label summary = new Label(info.summary());
    summary.setWrapText(true);
    Button open = new Button(text(info.kept() ? "start.continue" : "start.open"));
    open.getStyleClass().add(Styles.SMALL);
    open.setAccessibleText(
        text(info.kept() ? "start.continue.named" : "start.open.named", info.title()));
    open.setOnAction(_ -> open(info, false));
    HBox buttons = new HBox(8, open);
    if (info.kept()) {
      Button anew = new Button(text("start.anew"));
      anew.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
      anew.setAccessibleText(text("start.anew.named", info.title()));
      anew.setOnAction(
          _ ->
              context
                  .dialogs()
                  .confirm(
                      text("start.anew.named", info.title()),
                      text("start.anew.gone"),
                      text("start.anew"),
                      () -> open(info, true)));
      buttons.getChildren().add(anew);
    }
    return card(info.title(), summary, buttons);
  }

  private void open(ScenarioInfo info, boolean fresh) {
    context
        .gate()
        .async(
            () -> context.session().openScenario(info.source(), fresh).toCompletableFuture().join(),
            _ -> {
              context.dialogs().toast(text("scenario.opened", info.title()));
              load();
            },
            failure -> context.dialogs().failed(text("scenario.open-failed"), failure));
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
    return Icons.START;
  }

  @Override
  public Place place() {
    return new Place.Start();
  }

  @Override
  public void close() {
    binding.close();
    title.set("");
  }
}
