package io.coppice.ui.fork.machine;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.ui.fork.machine.MemberState.Line;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.StackBar;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows a machine's place in its group, with ways there. FX thread. */
final class MemberPart implements PagePart {
  private static final List<String> PARTS =
      List.of("part-diverged", "part-swapped", "part-base", "part-spared");

  private final UiContext context;
  private final HBox head = new HBox();
  private final GridPane lines = new GridPane();
  private final StackBar bar = new StackBar(PARTS.subList(0, 3));
  private final FlowPane legend = new FlowPane();
  private final VBox problems = new VBox();
  private final HBox ways = new HBox();
  private final ScrollPane root = new ScrollPane();
  private final FrameGate.Binding binding;
  private MemberState shown;

  MemberPart(MachineId id, UiContext context) {
    this.context = context;
    head.getStyleClass().add("line");
    head.setAlignment(Pos.CENTER_LEFT);
    lines.getStyleClass().add("facts");
    legend.getStyleClass().add("legend");
    problems.getStyleClass().add("troubles");
    ways.getStyleClass().add("line");
    VBox page = new VBox(head, bar, legend, lines, problems, ways);
    page.getStyleClass().add("page");
    root.setContent(page);
    root.setFitToWidth(true);
    root.getStyleClass().add("edge-to-edge");
    root.setId("member-tab");
    root.setAccessibleText(context.texts().get("forks.tab.member"));
    binding =
        context
            .gate()
            .bind(now -> MemberState.of(now, id, context.texts(), context.format()), this::show);
  }

  private void show(Optional<MemberState> next) {
    if (next.isEmpty()) {
      head.getChildren().setAll(new Label(context.texts().get("forks.member.left")));
      return;
    }
    MemberState now = next.get();
    if (now.equals(shown)) {
      return;
    }
    Label said = new Label(now.said());
    said.getStyleClass().add("section-title");
    head.getChildren().setAll(MemberMark.node(now.state()), said);
    bar.setVisible(!now.parts().isEmpty());
    bar.set(now.parts().stream().mapToDouble(Double::doubleValue).toArray());
    legend(now.legend());
    if (shown == null || !now.lines().equals(shown.lines())) {
      lines(now.lines());
    }
    if (shown == null || !now.problems().equals(shown.problems())) {
      problems.getChildren().setAll(now.problems().stream().map(this::problem).toList());
    }
    if (shown == null) {
      ways(now.groupId());
    }
    shown = now;
  }

  private void legend(List<String> texts) {
    legend.getChildren().clear();
    for (int i = 0; i < texts.size(); i++) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", PARTS.get(i));
      HBox item = new HBox(swatch, new Label(texts.get(i)));
      item.getStyleClass().add("legend-item");
      legend.getChildren().add(item);
    }
  }

  private void lines(List<Line> all) {
    lines.getChildren().clear();
    for (int row = 0; row < all.size(); row++) {
      Line line = all.get(row);
      Label label = new Label(context.texts().get(line.label()));
      label.getStyleClass().add("quiet");
      label.setMinWidth(Region.USE_PREF_SIZE);
      lines.addRow(
          row,
          label,
          line.to()
              .<Node>map(to -> link(line.value(), to))
              .orElseGet(() -> new Label(line.value())));
    }
  }

  private Button link(String name, EntityId to) {
    Button link = new Button(name);
    link.getStyleClass().addAll(Styles.FLAT, "link");
    link.setAccessibleText(context.texts().get("forks.open", name));
    link.setOnAction(_ -> context.navigation().open(new Place.Page(to)));
    return link;
  }

  private Node problem(Problem problem) {
    Label what = new Label(context.texts().what(problem) + " " + context.texts().cure(problem));
    what.setWrapText(true);
    HBox line = new HBox(Icons.of(problem.severity()).node(Icons.tone(problem.severity())), what);
    line.getStyleClass().add("trouble");
    return line;
  }

  private void ways(EntityId group) {
    ways.getChildren().clear();
    for (String tab : List.of("lineage", "members", "pages")) {
      Button way = new Button(context.texts().get("forks.tab." + tab));
      way.setId("member-to-" + tab);
      way.setOnAction(_ -> context.navigation().open(new Place.Page(group, tab)));
      ways.getChildren().add(way);
    }
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
