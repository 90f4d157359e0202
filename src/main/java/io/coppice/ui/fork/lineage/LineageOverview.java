package io.coppice.ui.fork.lineage;

import atlantafx.base.theme.Styles;
import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.kit.UiContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Beside the tree: how many there are of each state, and who stands out. FX thread. */
final class LineageOverview {
  private final UiContext context;
  private final Consumer<Node> show;
  private final VBox lines = new VBox();
  private final ScrollPane pane = new ScrollPane(lines);
  private LineageGlance shown = LineageGlance.NONE;

  /**
   * An empty overview.
   *
   * @param show brings a member to sight in the tree
   */
  LineageOverview(UiContext context, Consumer<Node> show) {
    this.context = context;
    this.show = show;
    lines.getStyleClass().add("lineage-overview-lines");
    pane.setId("lineage-overview");
    pane.setAccessibleText(text("forks.lineage.overview"));
    pane.setFitToWidth(true);
    pane.getStyleClass().addAll("edge-to-edge", "lineage-overview");
    pane.managedProperty().bind(pane.visibleProperty());
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  ScrollPane node() {
    return pane;
  }

  void show(LineageGlance glance) {
    if (glance.equals(shown)) {
      return;
    }
    shown = glance;
    lines.getChildren().clear();
    for (Mark mark : Mark.values()) {
      Integer count = glance.states().get(mark);
      if (count != null) {
        lines.getChildren().add(state(mark, count));
      }
    }
    int failed = glance.states().getOrDefault(Mark.FAILED, 0);
    list("failed", glance.failed(), _ -> "");
    if (failed > glance.failed().size()) {
      lines.getChildren().add(quiet(text("forks.lineage.more", failed - glance.failed().size())));
    }
    list("heaviest", glance.heaviest(), node -> context.format().bytes(node.unique()));
    list("oldest", glance.oldest(), node -> context.format().duration(age(node, glance)));
  }

  private static Duration age(Node node, LineageGlance glance) {
    return Duration.ofSeconds(Math.max(0, glance.now() - node.born()) / 1_000_000);
  }

  private static Label quiet(String words) {
    Label label = new Label(words);
    label.getStyleClass().add("quiet");
    return label;
  }

  private HBox state(Mark mark, int count) {
    String name = mark.name().toLowerCase(Locale.ROOT);
    Region shape = new Region();
    shape.getStyleClass().addAll("mark", "mark-" + name, "lineage-" + name);
    Label words = new Label(text("forks.mark." + mark));
    return line(new HBox(shape, words, gap(), new Label(context.format().count(count))));
  }

  private static HBox line(HBox line) {
    line.getStyleClass().add("legend-item");
    return line;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private void list(String key, List<Node> nodes, Function<Node, String> value) {
    if (nodes.isEmpty()) {
      return;
    }
    Label title = new Label(text("forks.lineage." + key));
    title.getStyleClass().addAll(Styles.TEXT_BOLD, "lineage-overview-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    lines.getChildren().add(title);
    for (Node node : nodes) {
      Button name = new Button(node.label());
      name.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
      name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      name.setMinWidth(0);
      name.setTooltip(new Tooltip(node.label()));
      name.setOnAction(_ -> show.accept(node));
      Label what = quiet(value.apply(node));
      what.setMinWidth(Region.USE_PREF_SIZE);
      name.setAccessibleText((node.label() + ' ' + what.getText()).strip());
      lines.getChildren().add(line(new HBox(name, gap(), what)));
    }
  }
}
