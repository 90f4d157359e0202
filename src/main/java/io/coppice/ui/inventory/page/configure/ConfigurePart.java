package io.coppice.ui.inventory.page.configure;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.CardGrid;
import io.coppice.ui.inventory.page.card.CardView;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** Shows how an object is set. FX thread; computed off it. */
public final class ConfigurePart implements PagePart {
  private final UiContext context;
  private final EntityId about;
  private final CardGrid grid = new CardGrid(false);
  private final Map<String, CardView> views = new HashMap<>();
  private final ScrollPane scroll = new ScrollPane(grid);
  private final FrameGate.Binding binding;

  /** Cards and the snapshot they are of. */
  private record Shown(Snapshot snapshot, List<Card> cards) {}

  public ConfigurePart(UiContext context, EntityId about) {
    this.context = context;
    this.about = about;
    grid.getStyleClass().add("configure");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
    scroll.setAccessibleText(context.texts().get("page.tab.configure"));
    binding = new VisibleSubscription(context.gate(), scroll, this::compute, this::show);
  }

  private Shown compute(Snapshot snapshot) {
    return new Shown(
        snapshot,
        ObjectSettings.of(new FactFormatter(snapshot, context.texts(), context.format()), about));
  }

  private void show(Shown shown) {
    grid.setCards(shown.cards().stream().map(card -> card(card, shown.snapshot())).toList());
  }

  private Node card(Card card, Snapshot snapshot) {
    CardView view =
        views.computeIfAbsent(card.key(), key -> new CardView(context, about, key, true));
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
