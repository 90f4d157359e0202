package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.ui.activity.RowFilter.Standing;
import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Jobs, those that others asked for folded under them, below a bar that filters and exports. FX
 * thread.
 */
final class JobTable {
  private final UiContext context;
  private final RowText text;
  private final ActivityDetail detail;
  private final Runnable changed;
  private final DetailedTable<JobRow> table;
  private final FilterBar bar;
  private final VBox box;
  private volatile Set<JobRow.Key> toggled = Set.of();

  /**
   * An empty table.
   *
   * @param changed what is listed was chosen anew
   */
  JobTable(UiContext context, ActivityDetail detail, Runnable changed) {
    this.context = context;
    this.detail = detail;
    this.changed = changed;
    text = new RowText(context.texts(), context.format());
    table = new DetailedTable<>("activity.jobs", context.texts(), JobRow::key, detail::row);
    bar =
        new FilterBar(
            "activity.jobs",
            context,
            new FilterBar.Source(
                List.of(
                    Standing.UNDER_WAY, Standing.FAILED, Standing.CANCELLED, Standing.SUCCEEDED),
                this::kinds,
                this::lines),
            this::filtered);
    columns();
    FoldKeys.on(table.table(), this::toggle);
    table.table().setContextMenu(menu().made());
    box = bar.over(table.node());
  }

  Node node() {
    return box;
  }

  /** Any thread. */
  RowFilter filter() {
    return bar.filter();
  }

  /** Lines that were folded or unfolded by hand; any thread. */
  Set<JobRow.Key> toggled() {
    return toggled;
  }

  void show(List<JobRow> rows) {
    table.sayNothing(
        context.texts().get(bar.filter().isEmpty() ? "activity.jobs.none" : "activity.nothing"));
    table.patch(rows);
  }

  /** Writes what is listed, and what is folded under it. */
  void write(File file) {
    bar.write(file);
  }

  /** What is open under a filter and what without one are two things. */
  private void filtered() {
    toggled = Set.of();
    changed.run();
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    Snapshot snapshot = context.session().snapshot();
    for (int row = 0; row < snapshot.jobs().size(); row++) {
      Job job = snapshot.jobs().get(row);
      if (job != null) {
        kinds.add(RowText.kind(job));
      }
    }
    return kinds;
  }

  /** What is listed, and what is folded under it. */
  private List<List<String>> lines() {
    Snapshot snapshot = context.session().snapshot();
    List<List<String>> lines = new ArrayList<>();
    lines.add(text.headings(RowText.JOB_HEADINGS));
    Set<Job> written = new HashSet<>();
    for (JobRow row : table.table().getItems()) {
      List<Job> jobs = new ArrayList<>(row.told());
      jobs.addAll(row.below());
      jobs.stream().filter(written::add).forEach(job -> lines.add(text.exported(job, snapshot)));
    }
    return lines;
  }

  private RowMenu<JobRow> menu() {
    return new RowMenu<>(
        table.table(),
        context,
        new RowMenu.Words<>(
            row -> Optional.of(row.job().operation().target()),
            row -> RowText.kind(row.job()),
            row -> String.join("\t", text.columns(row.job(), context.session().snapshot()))),
        bar);
  }

  private void toggle(JobRow row) {
    Set<JobRow.Key> now = new HashSet<>(toggled);
    if (!now.add(row.key())) {
      now.remove(row.key());
    }
    toggled = Set.copyOf(now);
    changed.run();
  }

  private void columns() {
    ActivityColumns make = new ActivityColumns(context);
    TableColumn<JobRow, JobRow> operation =
        make.column(
            "activity.operation",
            230,
            () -> new FoldCell<>(row -> new Words(detail.name(row)), this::toggle));
    TableColumn<JobRow, JobRow> object =
        make.column(
            "activity.object",
            190,
            () ->
                new LinkCell<>(
                    context,
                    row -> Optional.of(row.job().operation().target()),
                    (row, contents) ->
                        row.together()
                            ? context
                                .texts()
                                .get(
                                    "activity.jobs.and-more",
                                    JobNames.target(row.job(), contents),
                                    row.below().size() - 1)
                            : JobNames.target(row.job(), contents)));
    table
        .table()
        .getColumns()
        .setAll(
            List.of(
                operation,
                object,
                make.words("activity.state", 110, this::state),
                progressColumn(make),
                make.words(
                    "activity.queued",
                    140,
                    row -> new Words(context.format().moment(row.job().queued()))),
                make.words("activity.duration", 90, row -> new Words(took(row))),
                make.words("activity.detail", 320, this::why)));
  }

  private String took(JobRow row) {
    return row.together() ? "" : detail.took(row.job()).orElse("");
  }

  private Words state(JobRow row) {
    return new Words(
        context.texts().get("job." + row.state()),
        new WordsCell.Mark(Icons.of(row.state()), Icons.tone(row.state())),
        "");
  }

  /** Bar, percentage and the button that cancels stand beside each other whatever the room. */
  private TableColumn<JobRow, JobRow> progressColumn(ActivityColumns make) {
    TableColumn<JobRow, JobRow> column =
        make.column("activity.progress", 190, () -> new NodeCell(this));
    column.setMinWidth(190);
    return column;
  }

  private Node progress(JobRow row) {
    if (row.state().isEnded()) {
      return null;
    }
    ProgressBar done = new ProgressBar(row.permille() / 1000.0);
    done.getStyleClass().add(Styles.SMALL);
    done.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(done, Priority.ALWAYS);
    done.setAccessibleText(context.texts().get("activity.progress"));
    Label percent = new Label(context.format().percent(row.permille(), 1000));
    percent.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(6, done, percent);
    line.setAlignment(Pos.CENTER_LEFT);
    List<Job> cancellable = row.cancellable();
    if (!cancellable.isEmpty()) {
      String verb =
          cancellable.size() == 1
              ? context.texts().get("activity.cancel")
              : context.texts().get("activity.cancel-all", cancellable.size());
      Button cancel = new Button(null, Icons.CLOSE.node());
      cancel.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
      cancel.setMinWidth(Region.USE_PREF_SIZE);
      cancel.setAccessibleText(verb);
      cancel.setTooltip(new Tooltip(verb));
      cancel.setOnAction(
          _ ->
              context
                  .dialogs()
                  .submit(
                      verb,
                      cancellable.stream()
                          .<Operation>map(job -> new CancelJob(job.id(), job.operation().target()))
                          .toList()));
      line.getChildren().add(cancel);
    }
    return line;
  }

  /** Why it failed or waits, what it does now, or how many below it came to what. */
  private Words why(JobRow row) {
    Job job = row.job();
    if (row.together()) {
      return new Words(counts(row.below()));
    }
    if (!job.problems().isEmpty()) {
      return said(job.problems().getFirst());
    }
    if (job.waitingFor().isPresent()) {
      return said(job.waitingFor().get());
    }
    if (!row.below().isEmpty()) {
      return new Words(counts(row.below()));
    }
    return new Words(
        job.state() == Job.State.RUNNING && job.phase() < job.phases().size()
            ? context.texts().get(job.phases().get(job.phase()))
            : "");
  }

  private String counts(List<Job> jobs) {
    return JobRow.counts(jobs).entrySet().stream()
        .map(count -> context.texts().get("activity.count." + count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Words said(Problem problem) {
    String what = context.texts().what(problem);
    String cure = context.texts().cure(problem);
    return new Words(what, null, what + (cure.isEmpty() ? "" : "\n" + cure));
  }

  /** Shows a node that is made for a row, or none. */
  private static final class NodeCell extends TableCell<JobRow, JobRow> {
    private final JobTable table;

    NodeCell(JobTable table) {
      this.table = table;
    }

    @Override
    protected void updateItem(JobRow item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : table.progress(item));
    }
  }
}
