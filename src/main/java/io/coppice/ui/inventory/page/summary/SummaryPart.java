package io.coppice.ui.inventory.page.summary;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.CardGrid;
import io.coppice.ui.inventory.page.card.CardView;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.inventory.page.summary.Summary.Figure;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Shows a summary. FX thread; computed off it. */
public final class SummaryPart implements PagePart {
  private final UiContext context;
  private final EntityId about;
  private final ProblemStrip problems;
  private final CardGrid figures = new CardGrid(true);
  private final CardGrid cards = new CardGrid(false);
  private final Map<String, FigureTile> tiles = new HashMap<>();
  private final Map<String, CardView> views = new HashMap<>();
  private final ScrollPane scroll;
  private final FrameGate.Binding binding;

  /** A summary and the snapshot it is of. */
  private record Shown(Snapshot snapshot, Optional<Summary> summary) {}

  public SummaryPart(UiContext context, EntityId about) {
    this.context = context;
    this.about = about;
    this.problems = new ProblemStrip(context, about);
    figures.getStyleClass().add("figures");
    VBox content = new VBox(problems.node(), figures, cards);
    content.getStyleClass().add("summary");
    scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(true);
    scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
    scroll.setAccessibleText(context.texts().get("page.tab.summary"));
    binding = new VisibleSubscription(context.gate(), scroll, this::compute, this::show);
  }

  private Shown compute(Snapshot snapshot) {
    return new Shown(
        snapshot,
        Summary.of(new FactFormatter(snapshot, context.texts(), context.format()), about));
  }

  private void show(Shown shown) {
    if (shown.summary().isEmpty()) {
      return;
    }
    Summary summary = shown.summary().get();
    problems.show(summary.problems());
    figures.setCards(
        summary.figures().stream().map(figure -> tile(figure, shown.snapshot())).toList());
    List<Node> nodes = summary.cards().stream().map(card -> card(card, shown.snapshot())).toList();
    cards.setCards(nodes);
  }

  private Node tile(Figure figure, Snapshot snapshot) {
    FigureTile tile =
        tiles.computeIfAbsent(figure.key(), key -> new FigureTile(context, about, key));
    tile.show(figure, snapshot.time());
    return tile.node();
  }

  private Node card(Card card, Snapshot snapshot) {
    CardView view =
        views.computeIfAbsent(card.key(), key -> new CardView(context, about, key, false));
    view.show(card, snapshot);
    return view.node();
  }

  @Override
  public Node node() {
    return scroll;
  }

  @Override
  public void close() {
    binding.close();
  }
}
