package io.coppice.ui.activity;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.ui.activity.WordsCell.Mark;
import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;

/** Problems, many of one kind folded under one line. FX thread. */
final class ProblemTable {
  private static final String TITLE = "activity.problems.of.";

  private final UiContext context;
  private final Runnable changed;
  private final DetailedTable<ProblemRow> table;
  private volatile Set<ProblemRow.Key> unfolded = Set.of();

  /**
   * An empty table.
   *
   * @param changed another kind was folded or unfolded
   */
  ProblemTable(UiContext context, ActivityDetail detail, Runnable changed) {
    this.context = context;
    this.changed = changed;
    table =
        new DetailedTable<>(
            "activity.problems",
            context.texts(),
            ProblemRow::key,
            row ->
                row.isFoldable()
                    ? detail.problems(title(row), row)
                    : detail.problem(row.problem()));
    FoldKeys.on(table.table(), this::toggle);
    columns();
  }

  Node node() {
    return table.node();
  }

  /** Kinds that are unfolded; any thread. */
  Set<ProblemRow.Key> unfolded() {
    return unfolded;
  }

  void show(List<ProblemRow> rows) {
    table.patch(rows);
  }

  private void toggle(ProblemRow row) {
    Set<ProblemRow.Key> now = new HashSet<>(unfolded);
    if (!now.add(row.key())) {
      now.remove(row.key());
    }
    unfolded = Set.copyOf(now);
    changed.run();
  }

  private void columns() {
    ActivityColumns make = new ActivityColumns(context);
    TableColumn<ProblemRow, ProblemRow> problem =
        make.column("activity.problem", 460, () -> new FoldCell<>(this::words, this::toggle));
    table
        .table()
        .getColumns()
        .setAll(
            List.of(
                problem,
                make.words("activity.cure", 460, row -> new Words(cure(row))),
                make.link(
                    200,
                    row ->
                        row.isFoldable()
                            ? java.util.Optional.empty()
                            : row.problem().about().stream().findFirst())));
  }

  private Words words(ProblemRow row) {
    String text = row.isFoldable() ? title(row) : context.texts().what(row.problem());
    Severity severity = row.problem().severity();
    return new Words(text, new Mark(Icons.of(severity), Icons.tone(severity)), text);
  }

  /** What all of a kind have in common, and how many these are. */
  private String title(ProblemRow row) {
    String key = TITLE + row.problem().code();
    int count = row.alike().size();
    return context.texts().has(key)
        ? context.texts().get("activity.problems.kind", context.texts().get(key), count)
        : context
            .texts()
            .get("activity.problems.and-more", context.texts().what(row.problem()), count - 1);
  }

  /** What mends them, if the same words mend all. */
  private String cure(ProblemRow row) {
    Stream<Problem> all = row.isFoldable() ? row.alike().stream() : Stream.of(row.problem());
    List<String> cures = all.map(context.texts()::cure).distinct().limit(2).toList();
    return cures.size() == 1 ? cures.getFirst() : "";
  }
}
