package io.coppice.ui.overlay.compare;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.compare.MtuPlan.Line;
import io.coppice.ui.overlay.compare.MtuPlan.Wish;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Plans the MTUs of an overlay and its underlay. FX thread. */
final class MtuPlanner extends VBox {
  private static final int LEAST = 576;
  private static final int MOST = 65_535;
  private static final List<String> COLUMNS =
      List.of("as", "outer", "overhead", "needed", "frame", "largest", "verdict");

  private final UiContext context;
  private final TextField inner = new TextField("1500");
  private final TextField options = new TextField("0");
  private final CheckBox innerTag = new CheckBox();
  private final Label wrong = new Label();
  private final GridPane grid = new GridPane();
  private OptionalInt underlay = OptionalInt.empty();
  private boolean outerTag;

  MtuPlanner(UiContext context) {
    this.context = context;
    setId("mtu-planner");
    Label head = new Label(text("title"));
    head.getStyleClass().add(Styles.TITLE_4);
    Label help = new Label(text("help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    help.setMinHeight(Region.USE_PREF_SIZE);
    for (TextField field : List.of(inner, options)) {
      field.setPrefColumnCount(5);
      field.textProperty().addListener((_, _, _) -> show());
    }
    innerTag.setId("mtu-inner-tag");
    innerTag.setText(text("inner-tag"));
    innerTag.setOnAction(_ -> show());
    wrong.setId("mtu-wrong");
    wrong.getStyleClass().add("bad");
    wrong.managedProperty().bind(wrong.visibleProperty());
    FlowPane form = new FlowPane(field("inner", inner), field("options", options), innerTag, wrong);
    form.getStyleClass().addAll("network-bar", "tool-line");
    grid.setId("mtu-grid");
    grid.getStyleClass().add("network-compare");
    getStyleClass().add("mtu-planner");
    getChildren().setAll(head, help, form, grid);
  }

  private String text(String key, Object... args) {
    return context.texts().get("network.mtu." + key, args);
  }

  private HBox field(String name, TextField control) {
    Label label = new Label(text(name));
    label.setLabelFor(control);
    control.setId("mtu-" + name);
    control.setAccessibleText(label.getText());
    HBox box = new HBox(label, control);
    box.getStyleClass().add("legend-item");
    return box;
  }

  /**
   * Plans over another underlay.
   *
   * @param mtu of the underlay; nothing is planned while it is not known
   */
  void over(OptionalInt mtu, boolean tagged) {
    underlay = mtu;
    outerTag = tagged;
    show();
  }

  private static OptionalInt number(TextField field) {
    String text = field.getText().strip();
    return text.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  private void show() {
    OptionalInt wanted = number(inner).stream().filter(it -> it >= LEAST && it <= MOST).findAny();
    OptionalInt bytes = number(options).stream().filter(Wish::isOptions).findAny();
    wrong.setText(
        wanted.isEmpty()
            ? text("wrong.inner", LEAST, MOST)
            : bytes.isEmpty() ? text("wrong.options", Wish.MOST_OPTIONS) : "");
    wrong.setVisible(!wrong.getText().isEmpty());
    if (!wrong.isVisible() && underlay.isPresent()) {
      show(
          MtuPlan.of(
              new Wish(
                  wanted.getAsInt(),
                  underlay.getAsInt(),
                  innerTag.isSelected(),
                  bytes.getAsInt(),
                  outerTag)));
    }
  }

  private void show(List<Line> lines) {
    grid.getChildren().clear();
    for (int column = 0; column < COLUMNS.size(); column++) {
      Label head = label(text("column." + COLUMNS.get(column)));
      head.getStyleClass().add("quiet");
      grid.add(head, column, 0);
    }
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      List<Node> cells =
          List.of(
              unbroken(line.as().toString()),
              unbroken(line.outerV6() ? "IPv6" : "IPv4"),
              count(line.overhead()),
              count(line.needed()),
              count(line.frame()),
              count(line.largest()),
              verdict(line));
      for (int column = 0; column < cells.size(); column++) {
        Node cell = cells.get(column);
        String outer = line.outerV6() ? "v6" : "v4";
        cell.setId("mtu-" + COLUMNS.get(column) + '-' + line.as().name() + '-' + outer);
        grid.add(cell, column, i + 1);
      }
    }
  }

  private Label count(int bytes) {
    return unbroken(context.format().count(bytes));
  }

  private Label verdict(Line line) {
    Label verdict =
        label(
            line.fits()
                ? text("fits")
                : text("too-small", underlay.orElse(0), line.needed(), line.largest()));
    verdict.setGraphic(
        (line.fits() ? Icons.SUCCEEDED : Icons.WARNING).node(line.fits() ? "ok" : "warn"));
    return verdict;
  }

  /** A number or name that is not cut and not broken, however long the verdicts are. */
  private static Label unbroken(String text) {
    Label label = new Label(text);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label label(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
