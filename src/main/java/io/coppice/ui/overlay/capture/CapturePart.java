package io.coppice.ui.overlay.capture;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.packet.PacketView;
import io.coppice.wire.packet.LinkType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/**
 * A capture file as a list, filtered by what stands outside and inside of tunnels apart, and the
 * selected packet field by field; what is listed can be saved as pcapng. FX thread; files are read,
 * filtered and written off it.
 */
public final class CapturePart implements PagePart {
  private final UiContext context;
  private final TableView<PacketRow> table = new TableView<>();
  private final PacketView packet;
  private final CustomTextField outer = new CustomTextField();
  private final CustomTextField inner = new CustomTextField();
  private final Button save = new Button();
  private final Button replay = new Button();
  private final Button compare = new Button();
  private final Button topology = new Button();
  private final ToggleButton survey = new ToggleButton();
  private final TextArea told = new TextArea();
  private final Label said = new Label();
  private final VBox root = new VBox();
  private CaptureFile file;
  private int asked;
  private BiConsumer<byte[], LinkType> onReplay = (_, _) -> {};

  /** Builds the part. */
  public CapturePart(UiContext context) {
    this.context = context;
    packet = new PacketView(context.texts(), "capture");
    Button open = new Button(text("network.capture.open"), Icons.OPEN.node());
    open.setId("capture-open");
    open.setOnAction(_ -> ask());
    save.setText(text("network.capture.save"));
    save.setGraphic(Icons.EXPORT.node());
    save.setId("capture-save");
    save.setDisable(true);
    save.setOnAction(_ -> askSave());
    replay.setText(text("network.capture.replay"));
    replay.setGraphic(Icons.NETWORK.node());
    replay.setId("capture-replay");
    replay.setDisable(true);
    replay.setOnAction(
        _ ->
            Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .ifPresent(row -> onReplay.accept(row.bytes(), row.link())));
    FlowPane bar =
        new FlowPane(open, save, replay, filter(outer, "outer"), filter(inner, "inner"), said);
    bar.getStyleClass().addAll("network-bar", "tool-line");
    said.getStyleClass().add("quiet");
    said.setId("capture-said");
    build();
    surveyed();
    SplitPane split = new SplitPane(new StackPane(table, told), packet.node());
    split.setOrientation(javafx.geometry.Orientation.VERTICAL);
    split.setDividerPositions(0.5);
    VBox.setVgrow(split, Priority.ALWAYS);
    root.getChildren().setAll(bar, split);
    root.setId("network-capture");
  }

  /** What the whole capture tells, instead of its packets. */
  private void surveyed() {
    survey.setText(text("network.capture.survey"));
    survey.setId("capture-survey");
    told.setId("capture-told");
    told.setEditable(false);
    told.setAccessibleText(text("network.capture.survey"));
    told.getStyleClass().add("mono");
    told.visibleProperty().bind(survey.selectedProperty());
    table.visibleProperty().bind(survey.selectedProperty().not());
    survey.setOnAction(_ -> tell());
    compare.setText(text("network.capture.compare"));
    compare.setId("capture-compare");
    compare.setOnAction(
        _ -> {
          File chosen =
              chooser("network.capture.compare").showOpenDialog(root.getScene().getWindow());
          if (chosen != null) {
            compareWith(chosen.toPath());
          }
        });
    topology.setText(text("network.capture.topology"));
    topology.setId("capture-topology");
    topology.setOnAction(_ -> new HostReading(context).read(file.path()));
    for (ButtonBase button : List.of(survey, compare, topology)) {
      button.setDisable(true);
    }
  }

  private void tell() {
    told.setText(file == null ? "" : SurveyWords.of(file.survey(), context.texts()));
  }

  /** Says what of the shown capture is in another, taken further on the same path. */
  void compareWith(Path path) {
    work(
        "network.capture.compare",
        path,
        () -> CaptureFile.read(path),
        other -> {
          survey.setSelected(true);
          told.setText(
              SurveyWords.compared(
                  file.survey(),
                  other.survey(),
                  String.valueOf(path.getFileName()),
                  context.texts()));
          other
              .problem()
              .ifPresent(
                  problem ->
                      context
                          .dialogs()
                          .problems(text("network.capture.compare"), List.of(problem)));
        });
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private TextField filter(CustomTextField field, String name) {
    field.setId("capture-" + name);
    field.setPromptText(text("network.capture." + name));
    field.setAccessibleText(text("network.capture." + name));
    field.setTooltip(new Tooltip(field.getPromptText()));
    field.setPrefColumnCount(22); // the prompt is its only help
    field.setLeft(Icons.FILTER.node("quiet"));
    field.textProperty().addListener((_, _, _) -> list());
    return field;
  }

  private void build() {
    table.setId("capture-packets");
    table.setAccessibleText(text("network.capture.packets"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
    Label none = new Label(text("network.capture.none"));
    none.setWrapText(true);
    none.getStyleClass().add("quiet");
    table.setPlaceholder(none);
    column("number", 60, row -> Long.toString(row.number()));
    column("time", 110, row -> seconds(row.time()));
    column("outer", 260, PacketRow::outer);
    column("inner", 260, PacketRow::inner);
    column("layers", 330, PacketRow::layers);
    column("length", 70, row -> Integer.toString(row.original()));
    column("comment", 160, PacketRow::comment);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, row) -> {
              replay.setDisable(row == null);
              packet.show(
                  Optional.ofNullable(row).map(PacketRow::bytes),
                  Optional.empty(),
                  row == null ? LinkType.ETHERNET : row.link());
            });
  }

  private void column(String name, double wide, Function<PacketRow, String> value) {
    TableColumn<PacketRow, String> column =
        new TableColumn<>(text("network.capture.column." + name));
    column.setId("capture-column-" + name);
    column.setPrefWidth(wide);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
    table.getColumns().add(column);
  }

  /** Since the first packet, to the microsecond. */
  private String seconds(long time) {
    long first = file.rows().getFirst().time();
    return String.format(context.texts().locale(), "%.6f", (time - first) / 1e9);
  }

  private void ask() {
    FileChooser chooser = chooser("network.capture.open");
    File chosen = chooser.showOpenDialog(root.getScene().getWindow());
    if (chosen != null) {
      open(chosen.toPath());
    }
  }

  private FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text(title));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                text("network.capture.files"), "*.pcap", "*.pcapng", "*.cap", "*.pcap.gz"),
            new FileChooser.ExtensionFilter(text("network.capture.all"), "*.*"));
    return chooser;
  }

  /** Hears of a packet whose way is to be traced. */
  public void setOnReplay(BiConsumer<byte[], LinkType> listener) {
    onReplay = listener;
  }

  /** Reads a capture file and lists its packets. */
  public void open(Path path) {
    int number = ++asked;
    said.setText(text("network.capture.reading", path.getFileName()));
    work(
        "network.capture.open",
        path,
        () -> CaptureFile.read(path),
        read -> {
          if (number == asked) {
            file = read;
            for (ButtonBase button : List.of(survey, compare, topology)) {
              button.setDisable(read.rows().isEmpty());
            }
            tell();
            list();
            read.problem()
                .ifPresent(
                    problem ->
                        context.dialogs().problems(text("network.tab.capture"), List.of(problem)));
          }
        });
  }

  private <T> void work(String title, Path path, Callable<T> doing, Consumer<T> done) {
    context
        .gate()
        .async(
            () -> {
              try {
                return doing.call();
              } catch (IOException e) {
                throw new Session.ProblemException(
                    List.of(
                        Problem.error(
                            "network.capture.failed", path, String.valueOf(e.getMessage()))));
              }
            },
            done,
            failure -> {
              said.setText("");
              context.dialogs().failed(text(title), failure);
            });
  }

  /** Lists what passes both filters. */
  private void list() {
    if (file == null) {
      return;
    }
    CaptureFile shown = file;
    String outside = outer.getText().strip().toLowerCase(Locale.ROOT);
    String inside = inner.getText().strip().toLowerCase(Locale.ROOT);
    int number = ++asked;
    context
        .gate()
        .async(
            () -> shown.rows().stream().filter(row -> passes(row, outside, inside)).toList(),
            rows -> {
              if (number == asked) {
                show(rows);
              }
            },
            failure -> context.dialogs().failed(text("network.tab.capture"), failure));
  }

  static boolean passes(PacketRow row, String outside, String inside) {
    boolean out =
        outside.isEmpty()
            || row.outer().toLowerCase(Locale.ROOT).contains(outside)
            || row.layers().toLowerCase(Locale.ROOT).contains(outside);
    return out
        && (inside.isEmpty()
            || !row.inner().isEmpty()
                && (row.inner().toLowerCase(Locale.ROOT).contains(inside)
                    || row.top().label().toLowerCase(Locale.ROOT).contains(inside)));
  }

  private void show(List<PacketRow> rows) {
    table.getItems().setAll(rows);
    save.setDisable(rows.isEmpty());
    said.setText(
        file.more() > 0
            ? text("network.capture.said.more", rows.size(), file.rows().size(), file.more())
            : text("network.capture.said", rows.size(), file.rows().size()));
    if (!rows.isEmpty()) {
      table.getSelectionModel().selectFirst();
    }
  }

  private void askSave() {
    FileChooser chooser = chooser("network.capture.save");
    chooser.setInitialFileName("capture.pcapng");
    File chosen = chooser.showSaveDialog(root.getScene().getWindow());
    if (chosen != null) {
      save(chosen.toPath());
    }
  }

  /** Writes what is listed as pcapng. */
  void save(Path path) {
    List<PacketRow> rows = List.copyOf(table.getItems());
    work(
        "network.capture.save",
        path,
        () -> {
          CaptureFile.save(path, rows);
          return rows.size();
        },
        count -> context.dialogs().toast(text("network.capture.saved", count, path.getFileName())));
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    table.requestFocus();
  }

  @Override
  public void close() {
    asked++;
  }
}
