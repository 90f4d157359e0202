package io.coppice.ui.overlay.compare;

import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.compare.EncapsulationComparison.Answer;
import io.coppice.ui.overlay.compare.EncapsulationComparison.Question;
import io.coppice.ui.overlay.packet.PacketView;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The four encapsulations side by side, for the same bytes: what goes over the wire, the MTUs to
 * set, and what stands in the way. FX thread; the packets are made off it.
 */
public final class ComparePart implements PagePart {
  private static final List<Integer> PAYLOADS = List.of(100, 1400, 8900, 65_423);

  /** Percent of the width that the names of lines have. */
  private static final double NAMES = 18;

  private static final int LEAST_MTU = 576;
  private static final int MOST_MTU = 65_535;
  private static final List<String> OBSTACLES =
      List.of("strict", "pickup", "port", "nat", "protocol", "ecmp", "offload");

  private final UiContext context;
  private final ComboBox<Integer> payload = new ComboBox<>();
  private final TextField mtu = new TextField("1500");
  private final TextField id = new TextField("5001");
  private final CheckBox outerV6 = new CheckBox();
  private final CheckBox outerTag = new CheckBox();
  private final Label wrong = new Label();
  private final GridPane grid = new GridPane();
  private final MtuPlanner planner;
  private final PacketView packet;
  private final ToggleGroup shown = new ToggleGroup();
  private final VBox root = new VBox();
  private List<Answer> answers = List.of();
  private int asked;

  /** Builds the part. */
  public ComparePart(UiContext context) {
    this.context = context;
    packet = new PacketView(context.texts(), "compare");
    planner = new MtuPlanner(context);
    payload.getItems().setAll(PAYLOADS);
    payload.getSelectionModel().selectLast();
    payload.valueProperty().addListener((_, _, _) -> ask());
    for (TextField field : List.of(mtu, id)) {
      field.setPrefColumnCount(field == mtu ? 5 : 12);
      field.textProperty().addListener((_, _, _) -> ask());
    }
    outerV6.setText(text("network.compare.v6"));
    outerTag.setText(text("network.compare.tag"));
    outerV6.setOnAction(_ -> ask());
    outerTag.setOnAction(_ -> ask());
    outerV6.setId("compare-v6");
    outerTag.setId("compare-tag");
    wrong.getStyleClass().add("bad");
    wrong.setId("compare-wrong");
    wrong.managedProperty().bind(wrong.visibleProperty());
    FlowPane form =
        new FlowPane(
            field("payload", payload),
            field("mtu", mtu),
            field("id", id),
            outerV6,
            outerTag,
            wrong);
    form.getStyleClass().addAll("network-bar", "tool-line");
    grid.getStyleClass().add("network-compare");
    grid.setId("compare-grid");
    grid.getColumnConstraints().add(percent(NAMES));
    for (int i = 0; i < TunnelKind.values().length; i++) {
      grid.getColumnConstraints().add(percent((100 - NAMES) / TunnelKind.values().length));
    }
    ScrollPane scroll = new ScrollPane(new VBox(grid, planner));
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    SplitPane split = new SplitPane(scroll, packet.node());
    split.setOrientation(javafx.geometry.Orientation.VERTICAL);
    split.setDividerPositions(0.62);
    VBox.setVgrow(split, Priority.ALWAYS);
    root.getChildren().setAll(form, split);
    root.setId("network-compare");
    ask();
  }

  private static ColumnConstraints percent(double share) {
    ColumnConstraints column = new ColumnConstraints();
    column.setPercentWidth(share);
    return column;
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private HBox field(String name, javafx.scene.control.Control control) {
    Label label = new Label(text("network.compare." + name));
    label.setLabelFor(control);
    control.setId("compare-" + name);
    control.setAccessibleText(label.getText());
    HBox box = new HBox(label, control);
    box.getStyleClass().add("legend-item");
    return box;
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private Optional<Question> question() {
    OptionalLong underlay = number(mtu.getText());
    OptionalLong segment = number(id.getText());
    boolean fits =
        underlay.isPresent()
            && underlay.getAsLong() >= LEAST_MTU
            && underlay.getAsLong() <= MOST_MTU;
    planner.over(
        fits ? OptionalInt.of((int) underlay.getAsLong()) : OptionalInt.empty(),
        outerTag.isSelected());
    wrong.setText(
        !fits
            ? text("network.compare.wrong.mtu", LEAST_MTU, MOST_MTU)
            : segment.isEmpty() ? text("network.compare.wrong.id") : "");
    wrong.setVisible(!wrong.getText().isEmpty());
    return wrong.isVisible()
        ? Optional.empty()
        : Optional.of(
            new Question(
                payload.getValue(),
                (int) underlay.getAsLong(),
                outerV6.isSelected(),
                outerTag.isSelected(),
                segment.getAsLong()));
  }

  private void ask() {
    int number = ++asked;
    question()
        .ifPresent(
            question ->
                context
                    .gate()
                    .async(
                        () -> EncapsulationComparison.of(question),
                        found -> {
                          if (number == asked) {
                            show(question, found);
                          }
                        },
                        failure -> context.dialogs().failed(text("network.tab.compare"), failure)));
  }

  private void show(Question question, List<Answer> found) {
    answers = found;
    int chosen =
        shown.getSelectedToggle() == null ? 0 : (int) shown.getSelectedToggle().getUserData();
    grid.getChildren().clear();
    for (int i = 0; i < found.size(); i++) {
      grid.add(head(i, chosen), i + 1, 0);
    }
    int row = 1;
    row = line(row, "packets", answer -> context.format().count(answer.packets()));
    row = line(row, "bytes", answer -> context.format().count(answer.bytes()));
    row =
        line(
            row,
            "overhead",
            answer -> {
              double share = answer.overhead(question.payload());
              return Double.isNaN(share) ? "–" : context.format().percent(share, 1);
            });
    row = line(row, "inner", answer -> context.format().count(answer.innerMtu()));
    row = line(row, "underlay", answer -> context.format().count(answer.underlayMtu()));
    row =
        line(
            row,
            "ids",
            answer ->
                text(
                    answer.idAllowed() ? "network.compare.ids.fits" : "network.compare.ids.not",
                    Long.toUnsignedString(answer.kind().leastId()),
                    Long.toUnsignedString(answer.kind().greatestId())));
    for (String obstacle : OBSTACLES) {
      row = line(row, obstacle, answer -> text(cell(obstacle, answer.kind())));
    }
    packet(chosen);
  }

  private static String cell(String obstacle, TunnelKind kind) {
    return "network.compare." + obstacle + '.' + kind.name();
  }

  private ToggleButton head(int index, int chosen) {
    Answer answer = answers.get(index);
    ToggleButton head = new ToggleButton(answer.kind().toString());
    head.setId("compare-" + answer.kind().name());
    head.setToggleGroup(shown);
    head.setUserData(index);
    head.setSelected(index == chosen);
    head.setAccessibleText(text("network.compare.show", answer.kind()));
    head.setOnAction(
        _ -> {
          head.setSelected(true);
          packet(index);
        });
    return head;
  }

  private int line(int row, String name, Function<Answer, String> cell) {
    Label label = new Label(text("network.compare." + name));
    label.getStyleClass().add("quiet");
    label.setWrapText(true);
    grid.add(label, 0, row);
    for (int i = 0; i < answers.size(); i++) {
      Label value = new Label(cell.apply(answers.get(i)));
      value.setId("compare-" + name + '-' + answers.get(i).kind().name());
      value.setWrapText(true);
      value.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
      grid.add(value, i + 1, row);
    }
    return row + 1;
  }

  private void packet(int index) {
    byte[] first = answers.get(index).first();
    packet.show(
        first.length == 0 ? Optional.empty() : Optional.of(first),
        Optional.empty(),
        LinkType.ETHERNET);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    payload.requestFocus();
  }

  @Override
  public void close() {
    asked++;
  }
}
