package io.coppice.ui.overlay.capture;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.table.EmptyHint;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.overlay.packet.PacketView;
import io.coppice.wire.packet.LinkType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** Packets as a list with two filters, and the selected one field by field. FX thread. */
final class PacketList {
  private static final int FILTER_COLUMNS = 22;

  private final Texts texts;
  private final TableView<PacketRow> table = new TableView<>();
  private final Label placeholder = new Label();
  private final PacketView packet;
  private final CustomTextField outer = new CustomTextField();
  private final CustomTextField inner = new CustomTextField();
  private final TableColumn<PacketRow, String> places;
  private long base;

  PacketList(UiContext context) {
    texts = context.texts();
    packet = new PacketView(texts, "capture");
    filter(outer, "outer");
    filter(inner, "inner");
    HeadingWidths.keep(table);
    table.setId("capture-packets");
    table.setAccessibleText(text("packets"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
    placeholder.setWrapText(true);
    placeholder.getStyleClass().add("quiet");
    table.setPlaceholder(EmptyHint.of(placeholder));
    column("number", 60, row -> Long.toString(row.number()));
    column("time", 90, row -> seconds(row.time()));
    places = column("place", 150, PacketRow::place);
    column("outer", 240, PacketRow::outer);
    column("inner", 200, PacketRow::inner);
    column("layers", 250, PacketRow::layers);
    column("comment", 260, PacketRow::comment);
    column("length", 70, row -> Integer.toString(row.original()));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, row) ->
                packet.show(
                    Optional.ofNullable(row).map(PacketRow::bytes),
                    Optional.empty(),
                    row == null ? LinkType.ETHERNET : row.link()));
  }

  private String text(String key) {
    return texts.get("network.capture." + key);
  }

  private void filter(CustomTextField field, String name) {
    field.setId("capture-" + name);
    field.setPromptText(text(name));
    field.setAccessibleText(text(name));
    field.setLeft(Icons.FILTER.node("quiet"));
    field.setTooltip(new Tooltip(field.getPromptText()));
    field.setPrefColumnCount(FILTER_COLUMNS); // the prompt is its only help
  }

  private TableColumn<PacketRow, String> column(
      String name, double wide, Function<PacketRow, String> value) {
    TableColumn<PacketRow, String> column = new TableColumn<>(text("column." + name));
    column.setId("capture-column-" + name);
    column.setPrefWidth(wide);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
    table.getColumns().add(column);
    return column;
  }

  /** Since the first packet, to the microsecond. */
  private String seconds(long time) {
    return String.format(texts.locale(), "%.6f", (time - base) / 1e9);
  }

  /**
   * The list above the packet, from the first packet on; something else may stand in the place of
   * the list.
   */
  Node node(Node instead) {
    SplitPane split = new SplitPane(new StackPane(table, instead));
    split.setOrientation(Orientation.VERTICAL);
    table
        .getItems()
        .addListener(
            (InvalidationListener)
                _ -> {
                  if (split.getItems().size() == 1 && !table.getItems().isEmpty()) {
                    split.getItems().add(packet.node());
                    split.setDividerPositions(0.5);
                  }
                });
    return split;
  }

  TableView<PacketRow> table() {
    return table;
  }

  List<TextField> filters() {
    return List.of(outer, inner);
  }

  PacketFilter filter() {
    return new PacketFilter(outer.getText(), inner.getText());
  }

  void onFilter(Runnable listener) {
    filters().forEach(field -> field.textProperty().addListener((_, _, _) -> listener.run()));
  }

  void onSelect(Consumer<Optional<PacketRow>> listener) {
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, row) -> listener.accept(Optional.ofNullable(row)));
  }

  Optional<PacketRow> selected() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  List<PacketRow> rows() {
    return table.getItems();
  }

  /** Says why the list is empty. */
  void explain(String why) {
    placeholder.setText(why);
  }

  /**
   * Lists others.
   *
   * @param first the instant from which time is told, nanoseconds since 1970
   */
  void show(List<PacketRow> rows, long first) {
    base = first;
    places.setVisible(rows.stream().anyMatch(row -> !row.place().isEmpty()));
    table.getItems().setAll(rows);
    selectSome();
  }

  private void selectSome() {
    if (!table.getItems().isEmpty() && table.getSelectionModel().isEmpty()) {
      table.getSelectionModel().selectFirst();
    }
  }

  /**
   * Lists what came since, and no longer what was let go; what is selected stays so.
   *
   * @param rows everything that is listed, by number
   * @param follow whether the newest is brought into sight
   */
  void follow(List<PacketRow> rows, long first, boolean follow) {
    base = first;
    ObservableList<PacketRow> items = table.getItems();
    int gone = 0;
    while (gone < items.size()
        && (rows.isEmpty() || items.get(gone).number() < rows.getFirst().number())) {
      gone++;
    }
    items.remove(0, gone);
    long last = items.isEmpty() ? -1 : items.getLast().number();
    int from = rows.size();
    while (from > 0 && rows.get(from - 1).number() > last) {
      from--;
    }
    if (from < rows.size()) {
      places.setVisible(true);
      items.addAll(rows.subList(from, rows.size()));
      selectSome();
      if (follow) {
        table.scrollTo(items.size() - 1);
      }
    }
  }
}
