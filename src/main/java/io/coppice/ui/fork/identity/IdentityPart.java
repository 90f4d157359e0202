package io.coppice.ui.fork.identity;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityGate;
import io.coppice.ui.fork.identity.IdentityState.Row;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.kit.table.TextWidths;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A row for each member, a column for each check. FX thread. */
public final class IdentityPart implements PagePart {
  private final UiContext context;
  private final TableView<Row> table = new TableView<>();
  private final Label said = new Label();
  private final VBox root;
  private final FrameGate.Binding binding;
  private final TextWidths widths;
  private volatile boolean closedOnly;

  /** Builds the tab. */
  public IdentityPart(ForkGroupId id, UiContext context) {
    this.context = context;
    CheckBox only = new CheckBox(text("forks.identity.closed-only"));
    only.setId("identity-closed-only");
    said.getStyleClass().add("quiet");
    HBox bar = new HBox(only, said);
    bar.getStyleClass().add("tool-line");
    widths = new TextWidths(table, said);
    build();
    root = new VBox(bar, table);
    VBox.setVgrow(table, Priority.ALWAYS);
    binding =
        context
            .gate()
            .bind(now -> IdentityState.of(now, id, closedOnly, context.texts()), this::show);
    only.selectedProperty()
        .addListener(
            (_, _, is) -> {
              closedOnly = is;
              binding.refresh();
            });
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private void build() {
    HeadingWidths.keep(table);
    table.setId("identity");
    table.setAccessibleText(text("forks.tab.identity"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
    table.getColumns().add(column(text("forks.column.name"), 12.5, NameCell::new));
    table.getColumns().add(column(text("forks.identity.link"), 5.5, LinkCell::new));
    for (IdentityCheck check : IdentityCheck.values()) {
      TableColumn<Row, Row> column = column(text(check.key()), 7.2, () -> new CheckCell(check));
      table.getColumns().add(column);
    }
    Label none = new Label(text("forks.identity.none"));
    none.getStyleClass().add("quiet");
    table.setPlaceholder(none);
    table.setRowFactory(
        _ -> {
          TableRow<Row> row = new TableRow<>();
          row.setOnMouseClicked(
              event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                  context.navigation().open(new Place.Page(row.getItem().machine()));
                }
              });
          return row;
        });
    table.setOnKeyPressed(
        event -> {
          Row row = table.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && row != null) {
            context.navigation().open(new Place.Page(row.machine()));
          }
        });
  }

  private TableColumn<Row, Row> column(
      String title, double em, java.util.function.Supplier<TableCell<Row, Row>> cell) {
    TableColumn<Row, Row> column = new TableColumn<>(title);
    column.setSortable(false);
    column.setPrefWidth(widths.of(em));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  private void show(IdentityState state) {
    said.setText(text("forks.identity.said", state.open(), state.total()));
    List<Row> rows = state.rows();
    var items = table.getItems();
    boolean same = items.size() == rows.size();
    for (int i = 0; same && i < rows.size(); i++) {
      same = items.get(i).machine().equals(rows.get(i).machine());
    }
    if (!same) {
      items.setAll(rows);
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!items.get(i).equals(rows.get(i))) {
        items.set(i, rows.get(i));
      }
    }
  }

  private static final class NameCell extends TableCell<Row, Row> {
    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      setText(empty || row == null ? null : row.name());
    }
  }

  private final class LinkCell extends TableCell<Row, Row> {
    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText(null);
        setGraphic(null);
      } else {
        boolean open = row.gate().isOpen();
        setText(text(open ? "forks.identity.open" : "forks.identity.shut"));
        setGraphic((open ? Icons.CONNECT : Icons.DISCONNECT).node(open ? "ok" : "bad"));
      }
    }
  }

  private final class CheckCell extends TableCell<Row, Row> {
    private final IdentityCheck check;

    CheckCell(IdentityCheck check) {
      this.check = check;
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText(null);
        setGraphic(null);
        setTooltip(null);
        return;
      }
      IdentityGate.Verdict verdict = row.gate().of(check);
      setText(text("forks.verdict." + verdict));
      setGraphic(
          switch (verdict) {
            case GREEN -> Icons.SUCCEEDED.node("ok");
            case PENDING -> Icons.QUEUED.node("quiet");
            case RED -> Icons.ERROR.node("bad");
          });
      Tooltip tip =
          new Tooltip(
              verdict == IdentityGate.Verdict.RED && !row.why().isEmpty()
                  ? row.why()
                  : text(check.key() + ".change"));
      setTooltip(tip);
    }
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
    binding.close();
  }
}
