package io.coppice.ui.inventory.page.card;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Card.Line;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows a card. Nodes stay while its lines are alike; what moves is set in place. FX thread. */
public final class CardView {
  /** Letters of words beside a bar that need little room, such as a percentage. */
  private static final int SHORT = 5;

  /** Items of a line, and lines of a card, beyond which the rest is only counted. */
  private static final int MOST = 60;

  private final UiContext context;
  private final EntityId about;
  private final boolean spelled;
  private final HBox tools = new HBox();
  private final HBox head;
  private final GridPane grid = new GridPane();
  private final VBox box;
  private final List<Node> nodes = new ArrayList<>();
  private Card shown;

  /** Of the only action; empty if there are several, or none. */
  private String words = "";

  /**
   * An empty card.
   *
   * @param spelled whether an action has words beside its icon; several have none, for which there
   *     is no room
   */
  public CardView(UiContext context, EntityId about, String key, boolean spelled) {
    this.context = context;
    this.spelled = spelled;
    this.about = about;
    Label title = new Label(context.texts().get("page.card." + key));
    title.getStyleClass().add("card-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    tools.setAlignment(Pos.CENTER_RIGHT);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    head = new HBox(title, gap, tools);
    head.getStyleClass().add("card-head");
    head.widthProperty().addListener((_, _, _) -> spell());
    head.setAlignment(Pos.CENTER_LEFT);
    ColumnConstraints labels = new ColumnConstraints();
    labels.setHalignment(HPos.LEFT);
    labels.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setFillWidth(true);
    grid.getColumnConstraints().setAll(labels, values);
    grid.getStyleClass().add("facts");
    box = new VBox(head, grid);
    box.getStyleClass().addAll("card", "fact-card");
  }

  public Node node() {
    return box;
  }

  /** Shows the card as it is now. */
  public void show(Card card, Snapshot snapshot) {
    if (card.equals(shown)) {
      return;
    }
    if (shown == null || !shown.actions().equals(card.actions())) {
      offer(card.actions(), snapshot);
    }
    if (shown != null && isAlike(shown, card)) {
      patch(card);
    } else {
      build(card);
    }
    shown = card;
  }

  private void offer(List<String> ids, Snapshot snapshot) {
    tools.getChildren().clear();
    List<EntityId> on = List.of(about);
    List<Action> offered =
        ids.stream()
            .flatMap(id -> context.actions().find(id).stream())
            .filter(action -> action.applies(on, snapshot))
            .toList();
    for (Action action : offered) {
      Button button = ActionMenus.button(action, on, context);
      button.getStyleClass().add(Styles.SMALL);
      tools.getChildren().add(button);
    }
    words = spelled && offered.size() == 1 ? ActionMenus.text(offered.getFirst(), context) : "";
    spell();
  }

  /** Gives the only action its words, if there is room for all of them. */
  private void spell() {
    if (words.isEmpty() || head.getWidth() <= 0) {
      return;
    }
    Button button = (Button) tools.getChildren().getFirst();
    button.setText(words);
    button.getStyleClass().remove(Styles.BUTTON_ICON);
    head.applyCss();
    if (head.prefWidth(-1) > head.getWidth()) {
      button.setText(null);
      button.getStyleClass().add(Styles.BUTTON_ICON);
    }
  }

  /** Whether both have the same lines with items of the same sort about the same objects. */
  private static boolean isAlike(Card a, Card b) {
    if (a.lines().size() != b.lines().size() || a.lines().isEmpty()) {
      return false;
    }
    for (int i = 0; i < a.lines().size(); i++) {
      Line one = a.lines().get(i);
      Line other = b.lines().get(i);
      if (!one.label().equals(other.label())
          || !one.target().equals(other.target())
          || one.items().size() != other.items().size()) {
        return false;
      }
      for (int j = 0; j < one.items().size(); j++) {
        if (!isAlike(one.items().get(j), other.items().get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isAlike(Item a, Item b) {
    return a.getClass() == b.getClass()
        && switch (a) {
          case Item.Link link -> link.id().equals(((Item.Link) b).id());
          case Item.Badge badge -> badge.icon() == ((Item.Badge) b).icon();
          case Item.Words words -> words.tone().equals(((Item.Words) b).tone());
          case Item.Bar _, Item.Chip _ -> true;
        };
  }

  private void patch(Card card) {
    int at = 0;
    for (Line line : few(card.lines())) {
      for (Item item : few(line.items())) {
        set(nodes.get(at++), item);
      }
    }
  }

  private void build(Card card) {
    grid.getChildren().clear();
    nodes.clear();
    if (card.lines().isEmpty()) {
      Label advice = new Label(card.empty());
      advice.getStyleClass().addAll("quiet", "card-empty");
      advice.setWrapText(true);
      grid.add(advice, 0, 0, 2, 1);
    }
    int row = 0;
    for (Line line : few(card.lines())) {
      List<Node> made = new ArrayList<>(few(line.items()).stream().map(this::node).toList());
      nodes.addAll(made);
      rest(line.items()).ifPresent(made::add);
      Node value = made.size() == 1 ? made.getFirst() : isSpread(line) ? spread(made) : flow(made);
      GridPane.setValignment(value, VPos.TOP);
      if (line.label().isEmpty()) {
        grid.add(value, 0, row++, 2, 1);
      } else {
        Node label = label(line);
        GridPane.setValignment(label, VPos.TOP);
        grid.add(label, 0, row);
        grid.add(value, 1, row++);
      }
    }
    if (rest(card.lines()).isPresent()) {
      grid.add(rest(card.lines()).get(), 0, row, 2, 1);
    }
  }

  private static <T> List<T> few(List<T> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  /** Says how many more there are. */
  private Optional<Node> rest(List<?> all) {
    if (all.size() <= MOST) {
      return Optional.empty();
    }
    Label label = new Label(context.texts().get("page.card.more", all.size() - MOST));
    label.getStyleClass().add("quiet");
    return Optional.of(label);
  }

  private Node label(Line line) {
    if (line.target().isPresent()) {
      return goTo(line.target().get(), line.label());
    }
    Label label = new Label(line.label());
    label.getStyleClass().add("fact-label");
    return label;
  }

  /** An object and an amount or state: those of a card stand below each other at its right. */
  private static boolean isSpread(Line line) {
    return line.label().isEmpty()
        && line.items().size() == 2
        && line.items().getFirst() instanceof Item.Link
        && (line.items().getLast() instanceof Item.Words
            || line.items().getLast() instanceof Item.Badge);
  }

  private static Node spread(List<Node> made) {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    ((Label) made.getLast()).setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(made.getFirst(), gap, made.getLast());
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static Node flow(List<Node> made) {
    FlowPane flow = new FlowPane();
    flow.getStyleClass().add("fact-items");
    flow.getChildren().setAll(made);
    return flow;
  }

  private Node node(Item item) {
    Node made =
        switch (item) {
          case Item.Words words -> words(words);
          case Item.Badge badge -> badge(badge);
          case Item.Link link -> link(link);
          case Item.Bar _ -> bar();
          case Item.Chip _ -> chip();
        };
    set(made, item);
    return made;
  }

  private static Label words(Item.Words words) {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    if (!words.tone().isEmpty()) {
      label.getStyleClass().add(words.tone());
    }
    return label;
  }

  private static Label badge(Item.Badge badge) {
    Label label = new Label(null, badge.icon().node(badge.tone()));
    label.getStyleClass().add("fact-badge");
    return label;
  }

  private Button link(Item.Link link) {
    Button button = goTo(link.id(), link.name());
    button.setGraphic(link.icon().node());
    return button;
  }

  private Button goTo(EntityId id, String name) {
    Button button = new Button(name);
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    button.setOnAction(_ -> context.navigation().open(new Place.Page(id)));
    return button;
  }

  private static Node bar() {
    Meter meter = new Meter();
    HBox.setHgrow(meter, Priority.ALWAYS);
    Label text = new Label();
    text.getStyleClass().add("bar-text");
    HBox both = new HBox(meter, text);
    both.setAlignment(Pos.CENTER_LEFT);
    both.getStyleClass().add("fact-bar");
    return both;
  }

  private static Label chip() {
    Label label = new Label();
    label.getStyleClass().add("chip");
    return label;
  }

  private static void set(Node node, Item item) {
    switch (item) {
      case Item.Words words -> ((Label) node).setText(words.text());
      case Item.Badge badge -> ((Label) node).setText(badge.text());
      case Item.Chip chip -> ((Label) node).setText(chip.text());
      case Item.Link link -> ((Button) node).setText(link.name());
      case Item.Bar bar -> {
        HBox both = (HBox) node;
        Meter meter = (Meter) both.getChildren().getFirst();
        meter.setScale(bar.scale());
        meter.set(bar.share());
        Label text = (Label) both.getChildren().getLast();
        text.setText(bar.text());
        text.getStyleClass().remove("short");
        if (bar.text().length() <= SHORT) {
          text.getStyleClass().add("short");
        }
      }
    }
  }
}
