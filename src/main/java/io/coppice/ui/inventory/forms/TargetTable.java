package io.coppice.ui.inventory.forms;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Megahertz;
import io.coppice.ui.inventory.forms.MoveTargets.Target;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.FormVerdict;
import io.coppice.ui.kit.table.HeadingWidths;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Targets to choose one from, each with what the site says of going there. The site is asked for
 * one target after the other off the FX thread; the answers come in as they are found, and those to
 * older questions are dropped. FX thread.
 */
public final class TargetTable extends VBox {
  /** Targets whose answers are shown together. */
  private static final int BATCH = 32;

  /** Reasons a verdict's tooltip tells. */
  private static final int TOLD = 8;

  private final UiContext context;
  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final FilteredList<Row> filtered = new FilteredList<>(rows);
  private final TableView<Row> table = new TableView<>();
  private final TextField search = new TextField();
  private final CheckBox fitting;
  private volatile Object question = new Object();
  private boolean patching;

  /** A target and the verdict on it, once it is known. */
  private record Row(Target target, Optional<FormVerdict> verdict) {}

  /**
   * An empty table.
   *
   * @param what whether they are what machines run on, or what they lie on
   * @param chosen after another target was selected
   */
  public TargetTable(String id, String name, Of what, UiContext context, Runnable chosen) {
    this.context = context;
    search.setId(id + "-search");
    search.setPromptText(context.texts().get("form.find"));
    search.setAccessibleText(context.texts().get("form.find"));
    fitting = new CheckBox(context.texts().get("form.only-fitting"));
    fitting.setId(id + "-fitting");
    search.textProperty().addListener((_, _, _) -> filter());
    fitting.selectedProperty().addListener((_, _, _) -> filter());
    table.setId(id);
    table.setAccessibleText(name);
    table.getStyleClass().addAll(Styles.DENSE, "form-targets");
    HeadingWidths.keep(table);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(new Label(context.texts().get("form.no-targets")));
    columns(what);
    SortedList<Row> sorted = new SortedList<>(filtered);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, was, row) -> {
              if (!patching && row != null && (was == null || !was.target().equals(row.target()))) {
                chosen.run();
              }
            });
    HBox.setHgrow(search, Priority.ALWAYS);
    HBox bar = new HBox(search, fitting);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("form-bar");
    VBox.setVgrow(table, Priority.ALWAYS);
    getStyleClass().add("form-target-box");
    getChildren().setAll(bar, table);
  }

  /** What the targets are. */
  public enum Of {
    COMPUTE,
    STORAGE
  }

  private void columns(Of what) {
    TableColumn<Row, Row> name =
        column(context.texts().get("form.name"), row -> row.target().name(), NameCell::new);
    TableColumn<Row, Row> place =
        column(context.texts().get("form.in"), row -> row.target().place(), PlaceCell::new);
    boolean computes = what == Of.COMPUTE;
    TableColumn<Row, Row> free =
        column(
            context.texts().get(computes ? "form.free-memory" : "form.free-space"),
            row -> row.target().free(),
            FreeCell::new);
    TableColumn<Row, Row> cpu =
        column(context.texts().get("form.free-cpu"), row -> row.target().cpuFree(), CpuCell::new);
    TableColumn<Row, Row> verdict =
        column(context.texts().get("form.verdict"), TargetTable::rank, VerdictCell::new);
    name.prefWidthProperty().bind(table.widthProperty().multiply(0.27));
    place.prefWidthProperty().bind(table.widthProperty().multiply(computes ? 0.15 : 0.18));
    cpu.prefWidthProperty().bind(table.widthProperty().multiply(0.12));
    free.prefWidthProperty().bind(table.widthProperty().multiply(computes ? 0.13 : 0.15));
    verdict.prefWidthProperty().bind(table.widthProperty().multiply(computes ? 0.3 : 0.37));
    table
        .getColumns()
        .setAll(
            computes
                ? List.of(name, place, cpu, free, verdict)
                : List.of(name, place, free, verdict));
  }

  private static <C extends Comparable<C>> TableColumn<Row, Row> column(
      String title, Function<Row, C> by, java.util.function.Supplier<TableCell<Row, Row>> cell) {
    TableColumn<Row, Row> column = new TableColumn<>(title);
    column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
    column.setCellFactory(_ -> cell.get());
    column.setComparator(java.util.Comparator.comparing(by));
    return column;
  }

  private static int rank(Row row) {
    return row.verdict()
        .map(
            verdict ->
                verdict.allGo() ? verdict.problems().isEmpty() ? 0 : 1 : verdict.goes() ? 2 : 3)
        .orElse(4);
  }

  public Node table() {
    return table;
  }

  /** What is selected. */
  public Optional<EntityId> chosen() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
        .map(row -> row.target().id());
  }

  public void choose(EntityId id) {
    table.getItems().stream()
        .filter(row -> row.target().id().equals(id))
        .findFirst()
        .ifPresent(
            row -> {
              table.getSelectionModel().select(row);
              table.scrollTo(row);
            });
  }

  /**
   * Asks anew.
   *
   * @param find the targets; off the FX thread
   * @param ask what going to a target asks for; off the FX thread
   * @param first the target to select if none is
   */
  public void ask(
      Function<Snapshot, List<Target>> find,
      BiFunction<Snapshot, EntityId, List<Operation>> ask,
      Optional<EntityId> first) {
    Object mine = new Object();
    question = mine;
    Backend site = context.session().site();
    Snapshot on = site.snapshot();
    context
        .gate()
        .async(
            () -> {
              List<Target> targets = find.apply(on);
              context.gate().later(() -> begin(mine, targets, first));
              for (int from = 0; from < targets.size() && question == mine; from += BATCH) {
                List<Row> answers =
                    targets.subList(from, Math.min(targets.size(), from + BATCH)).stream()
                        .map(
                            target ->
                                new Row(
                                    target,
                                    Optional.of(
                                        FormVerdict.of(site, on, ask.apply(on, target.id())))))
                        .toList();
                int at = from;
                context.gate().later(() -> answered(mine, at, answers));
              }
              return targets.size();
            },
            _ -> {},
            failure -> {
              throw new IllegalStateException("targets cannot be asked for", failure);
            });
  }

  private void begin(Object mine, List<Target> targets, Optional<EntityId> first) {
    if (question != mine) {
      return;
    }
    Optional<EntityId> kept = chosen().or(() -> first);
    patching = true;
    rows.setAll(targets.stream().map(target -> new Row(target, Optional.empty())).toList());
    kept.ifPresent(this::choose);
    patching = false;
  }

  private void answered(Object mine, int from, List<Row> answers) {
    if (question != mine) {
      return;
    }
    Optional<EntityId> kept = chosen();
    patching = true;
    for (int i = 0; i < answers.size(); i++) {
      if (!rows.get(from + i).equals(answers.get(i))) {
        rows.set(from + i, answers.get(i));
      }
    }
    kept.filter(id -> !chosen().equals(Optional.of(id))).ifPresent(this::choose);
    patching = false;
  }

  private void filter() {
    String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
    boolean only = fitting.isSelected();
    filtered.setPredicate(
        row ->
            (wanted.isEmpty()
                    || row.target().name().toLowerCase(Locale.ROOT).contains(wanted)
                    || row.target().place().toLowerCase(Locale.ROOT).contains(wanted))
                && (!only || row.verdict().map(FormVerdict::goes).orElse(true)));
  }

  private abstract static class RowCell extends TableCell<Row, Row> {
    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      setText(null);
      setGraphic(null);
      if (!empty && row != null) {
        show(row);
      }
    }

    abstract void show(Row row);
  }

  private static final class NameCell extends RowCell {
    @Override
    void show(Row row) {
      setText(row.target().name());
      setGraphic(Icons.of(row.target().id().kind()).node());
    }
  }

  private static final class PlaceCell extends RowCell {
    @Override
    void show(Row row) {
      setText(row.target().place());
    }
  }

  private final class FreeCell extends RowCell {
    @Override
    void show(Row row) {
      if (row.target().whole() > 0) {
        setText(context.format().bytes(row.target().free()));
        setTooltip(
            new Tooltip(
                context
                    .texts()
                    .get(
                        "form.free-of",
                        context.format().bytes(row.target().free()),
                        context.format().bytes(row.target().whole()))));
      }
    }
  }

  private final class CpuCell extends RowCell {
    @Override
    void show(Row row) {
      setTooltip(null);
      if (row.target().cpu() > 0) {
        String free = megahertz(row.target().cpuFree());
        setText(free);
        setTooltip(
            new Tooltip(context.texts().get("form.free-of", free, megahertz(row.target().cpu()))));
      }
    }

    private String megahertz(long value) {
      return new Megahertz(value).format(context.texts().locale());
    }
  }

  private final class VerdictCell extends RowCell {
    @Override
    void show(Row row) {
      setTooltip(null);
      if (row.verdict().isEmpty()) {
        setText(context.texts().get("form.asking"));
        return;
      }
      FormVerdict verdict = row.verdict().get();
      if (!verdict.problems().isEmpty()) {
        setTooltip(
            new Tooltip(
                verdict.problems().stream()
                    .limit(TOLD)
                    .map(problem -> ActionMenus.reason(problem, context))
                    .collect(Collectors.joining("\n"))));
      }
      String first =
          verdict.problems().isEmpty() ? "" : context.texts().what(verdict.problems().getFirst());
      if (verdict.allGo()) {
        setText(first.isEmpty() ? context.texts().get("form.goes") : first);
        setGraphic(first.isEmpty() ? Icons.SUCCEEDED.node("ok") : Icons.WARNING.node("warn"));
      } else if (verdict.goes()) {
        setText(
            context
                .texts()
                .get("form.some-go", verdict.asked() - verdict.refused(), verdict.asked(), first));
        setGraphic(Icons.WARNING.node("warn"));
      } else {
        setText(first);
        setGraphic(Icons.FAILED.node("bad"));
      }
    }
  }
}
