package io.coppice.ui.fork.overview;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.fork.overview.OverviewState.Count;
import io.coppice.ui.fork.overview.OverviewState.Fact;
import io.coppice.ui.fork.overview.OverviewState.Fast;
import io.coppice.ui.fork.overview.OverviewState.Trouble;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.StackBar;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows the overview. FX thread. */
public final class OverviewPart implements PagePart {
  private static final List<String> PARTS = List.of("part-base", "part-diverged", "part-overhead");

  private final UiContext context;
  private final FlowPane counts = new FlowPane();
  private final Label ratio = new Label();
  private final Label cost = new Label();
  private final StackBar bar = new StackBar(PARTS);
  private final FlowPane legend = new FlowPane();
  private final GridPane facts = new GridPane();
  private final GridPane fastest = new GridPane();
  private final VBox troubles = new VBox();
  private final ScrollPane root = new ScrollPane();
  private final FrameGate.Binding binding;
  private OverviewState shown;

  /** Builds the tab. */
  public OverviewPart(ForkGroupId id, UiContext context) {
    this.context = context;
    ratio.getStyleClass().add("big-figure");
    cost.getStyleClass().add("quiet");
    cost.setWrapText(true);
    counts.getStyleClass().add("state-counts");
    legend.getStyleClass().add("legend");
    facts.getStyleClass().add("facts");
    fastest.getStyleClass().add("facts");
    troubles.getStyleClass().add("troubles");
    Label times = new Label(text("forks.overview.ratio"));
    times.getStyleClass().add("quiet");
    HBox figure = new HBox(ratio, times);
    figure.getStyleClass().add("figure-line");
    figure.setAlignment(Pos.BASELINE_LEFT);
    VBox memory = card("forks.overview.memory", figure, cost, bar, legend);
    VBox members = card("forks.overview.members", counts, facts);
    VBox fast = card("forks.overview.fastest", fastest);
    VBox problems = card("forks.overview.troubles", troubles);
    GridPane cards = new GridPane();
    cards.getStyleClass().add("cards");
    cards.add(memory, 0, 0, 2, 1);
    cards.add(members, 0, 1);
    cards.add(fast, 1, 1);
    cards.add(problems, 0, 2, 2, 1);
    ColumnConstraints half = new ColumnConstraints();
    half.setPercentWidth(50);
    cards.getColumnConstraints().setAll(half, half);
    cards.getStyleClass().add("page");
    root.setContent(cards);
    root.setFitToWidth(true);
    root.getStyleClass().add("edge-to-edge");
    root.setAccessibleText(text("forks.tab.overview"));
    binding =
        context
            .gate()
            .bind(
                now -> OverviewState.of(now, id, context.texts(), context.format()), this::update);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private VBox card(String title, Node... content) {
    Label head = new Label(text(title));
    head.getStyleClass().add("card-title");
    VBox card = new VBox(head);
    card.getChildren().addAll(content);
    card.getStyleClass().add("card");
    GridPane.setVgrow(card, Priority.SOMETIMES);
    return card;
  }

  private void update(Optional<OverviewState> next) {
    if (next.isEmpty() || next.get().equals(shown)) {
      return;
    }
    OverviewState now = next.get();
    ratio.setText(now.ratio());
    cost.setText(now.cost());
    bar.set(now.parts().stream().mapToDouble(Double::doubleValue).toArray());
    root.setAccessibleHelp(now.accessible(context.texts()));
    if (shown == null || !now.counts().equals(shown.counts())) {
      counts.getChildren().setAll(now.counts().stream().map(this::count).toList());
    }
    if (shown == null || !now.legend().equals(shown.legend())) {
      legend(now.legend());
    }
    if (shown == null || !now.facts().equals(shown.facts())) {
      facts(now.facts());
    }
    if (shown == null || !now.fastest().equals(shown.fastest())) {
      fastest(now.fastest());
    }
    if (shown == null || !now.troubles().equals(shown.troubles()) || now.more() != shown.more()) {
      troubles(now);
    }
    shown = now;
  }

  private Node count(Count count) {
    Label figure = new Label(context.format().count(count.members()));
    figure.getStyleClass().add("count-figure");
    Label word = new Label(MemberMark.word(count.state(), context.texts()));
    word.getStyleClass().add("quiet");
    HBox box = new HBox(MemberMark.node(count.state()), figure, word);
    box.getStyleClass().add("state-count");
    return box;
  }

  private void legend(List<String> texts) {
    legend.getChildren().clear();
    for (int i = 0; i < texts.size(); i++) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", i < PARTS.size() ? PARTS.get(i) : "part-spared");
      HBox item = new HBox(swatch, new Label(texts.get(i)));
      item.getStyleClass().add("legend-item");
      legend.getChildren().add(item);
    }
  }

  private void facts(List<Fact> list) {
    facts.getChildren().clear();
    for (int row = 0; row < list.size(); row++) {
      Label label = new Label(text(list.get(row).label()));
      label.getStyleClass().add("quiet");
      label.setMinWidth(Region.USE_PREF_SIZE);
      Label value = new Label(list.get(row).value());
      value.setWrapText(true);
      GridPane.setHgrow(value, Priority.ALWAYS);
      facts.addRow(row, label, value);
    }
  }

  private void fastest(List<Fast> list) {
    fastest.getChildren().clear();
    if (list.isEmpty()) {
      Label none = new Label(text("forks.overview.fastest.none"));
      none.getStyleClass().add("quiet");
      fastest.add(none, 0, 0);
    }
    for (int row = 0; row < list.size(); row++) {
      Fast fast = list.get(row);
      Button name = link(fast.name(), fast.machine());
      name.setMinWidth(Region.USE_PREF_SIZE);
      StackBar meter = new StackBar(List.of("part-diverged"));
      meter.set(fast.share());
      GridPane.setHgrow(meter, Priority.ALWAYS);
      Label rate = new Label(fast.rate());
      rate.setMinWidth(Region.USE_PREF_SIZE);
      GridPane.setHalignment(rate, HPos.RIGHT);
      Label own = new Label(fast.own());
      own.getStyleClass().add("quiet");
      own.setMinWidth(Region.USE_PREF_SIZE);
      GridPane.setHalignment(own, HPos.RIGHT);
      fastest.addRow(row, name, meter, rate, own);
    }
  }

  private Button link(String name, io.coppice.model.EntityId to) {
    Button link = new Button(name);
    link.getStyleClass().addAll(Styles.FLAT, "link");
    link.setAccessibleText(text("forks.open", name));
    link.setOnAction(_ -> context.navigation().open(new Place.Page(to)));
    return link;
  }

  private void troubles(OverviewState now) {
    troubles.getChildren().clear();
    if (now.troubles().isEmpty()) {
      Label none = new Label(text("forks.overview.troubles.none"));
      none.setGraphic(Icons.SUCCEEDED.node("ok"));
      none.getStyleClass().add("quiet");
      troubles.getChildren().add(none);
    }
    for (Trouble trouble : now.troubles()) {
      troubles.getChildren().add(trouble(trouble));
    }
    if (now.more() > 0) {
      Label more = new Label(text("forks.overview.troubles.more", now.more()));
      more.getStyleClass().add("quiet");
      troubles.getChildren().add(more);
    }
  }

  private Node trouble(Trouble trouble) {
    Label what = new Label(trouble.what());
    what.setWrapText(true);
    VBox words = new VBox(what);
    if (!trouble.cure().isEmpty()) {
      Label cure = new Label(trouble.cure());
      cure.setWrapText(true);
      cure.getStyleClass().add("quiet");
      words.getChildren().add(cure);
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(Icons.of(trouble.severity()).node(Icons.tone(trouble.severity())), words);
    line.getStyleClass().add("trouble");
    trouble
        .about()
        .filter(id -> context.session().snapshot().inventory().find(id).isPresent())
        .ifPresent(id -> line.getChildren().add(link(text("forks.show"), id)));
    return line;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void close() {
    binding.close();
  }
}
