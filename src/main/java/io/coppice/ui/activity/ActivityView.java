package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Names;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Three tables: jobs, events, problems. FX thread. */
public final class ActivityView implements AutoCloseable {
  private final UiContext context;
  private final TabPane pane = new TabPane();
  private final Tab jobsTab;
  private final Tab problemsTab;
  private final TableView<Job> jobs = new TableView<>();
  private final TableView<SiteEvent> events = new TableView<>();
  private final TableView<Problem> problems = new TableView<>();
  private final FrameGate.Binding binding;

  /** Tables of all of the site, or of one object. */
  public ActivityView(UiContext context, Optional<EntityId> about) {
    this.context = context;
    pane.setId(about.isEmpty() ? "activity" : "object-activity");
    pane.setAccessibleText(context.texts().get("activity.tab"));
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    pane.getStyleClass().add(Styles.DENSE);
    fillJobs();
    fillEvents();
    fillProblems();
    jobsTab = tab("activity.jobs", Icons.JOBS, jobs);
    problemsTab = tab("activity.problems", Icons.PROBLEMS, problems);
    pane.getTabs().addAll(jobsTab, tab("activity.events", Icons.EVENTS, events), problemsTab);
    binding = context.gate().bind(snapshot -> ActivityState.of(snapshot, about), this::show);
  }

  public Node node() {
    return pane;
  }

  /** Brings the problems to the front. */
  public void showProblems() {
    pane.getSelectionModel().select(problemsTab);
  }

  private Tab tab(String key, Icons icon, TableView<?> table) {
    Tab tab = new Tab(context.texts().get(key), table);
    tab.setGraphic(icon.node());
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "activity-table");
    table.setAccessibleText(context.texts().get(key));
    table.setPlaceholder(new Label(context.texts().get(key + ".none")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    return tab;
  }

  private void show(ActivityState state) {
    patch(jobs, state.jobs());
    patch(events, state.events());
    patch(problems, state.problems());
    jobsTab.setText(
        state.running() == 0
            ? context.texts().get("activity.jobs")
            : context.texts().get("activity.jobs.running", state.running()));
    problemsTab.setText(
        state.problems().isEmpty()
            ? context.texts().get("activity.problems")
            : context.texts().get("activity.problems.count", state.problems().size()));
  }

  /** Replaces rows only where they differ, so that selection and scroll stay. */
  private static <T> void patch(TableView<T> table, List<T> rows) {
    var items = table.getItems();
    if (items.equals(rows)) {
      return;
    }
    if (items.size() != rows.size()) {
      int selected = table.getSelectionModel().getSelectedIndex();
      T item = table.getSelectionModel().getSelectedItem();
      items.setAll(rows);
      if (selected >= 0) {
        int at = rows.indexOf(item);
        if (at >= 0) {
          table.getSelectionModel().select(at);
        }
      }
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!items.get(i).equals(rows.get(i))) {
        items.set(i, rows.get(i));
      }
    }
  }

  private void fillJobs() {
    jobs.getColumns()
        .setAll(
            List.of(
                column("activity.state", 110, this::jobState),
                column(
                    "activity.operation",
                    170,
                    job -> new Label(JobNames.name(job.operation(), context.texts()))),
                column("activity.object", 190, job -> link(job.operation().target())),
                column("activity.progress", 190, this::progress),
                column(
                    "activity.queued",
                    110,
                    job -> new Label(context.format().moment(job.queued()))),
                column("activity.duration", 90, job -> new Label(duration(job))),
                column("activity.detail", 320, this::detail)));
  }

  private Node jobState(Job job) {
    Label label = new Label(context.texts().get("job." + job.state()));
    label.setGraphic(Icons.of(job.state()).node(Icons.tone(job.state())));
    return label;
  }

  private String duration(Job job) {
    if (job.started().isEmpty()) {
      return "";
    }
    SimTime end = job.ended().orElse(context.session().snapshot().time());
    return context.format().duration(end.since(job.started().get()));
  }

  private Node progress(Job job) {
    if (job.state().isEnded()) {
      return new Label();
    }
    ProgressBar bar = new ProgressBar(job.permille() / 1000.0);
    bar.getStyleClass().add(Styles.SMALL);
    bar.setPrefWidth(110);
    bar.setAccessibleText(context.texts().get("activity.progress"));
    HBox box = new HBox(6, bar, new Label(job.permille() / 10 + " %"));
    box.setAlignment(Pos.CENTER_LEFT);
    if (job.cancellable()) {
      Button cancel = new Button(null, Icons.CLOSE.node());
      cancel.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
      cancel.setAccessibleText(context.texts().get("activity.cancel"));
      cancel.setTooltip(new Tooltip(context.texts().get("activity.cancel")));
      cancel.setOnAction(
          _ ->
              context
                  .dialogs()
                  .submit(
                      context.texts().get("activity.cancel"),
                      List.of(new CancelJob(job.id(), job.operation().target()))));
      box.getChildren().add(cancel);
    }
    return box;
  }

  private Node detail(Job job) {
    if (!job.problems().isEmpty()) {
      return said(job.problems().getFirst());
    }
    if (job.waitingFor().isPresent()) {
      return said(job.waitingFor().get());
    }
    return new Label(
        job.state() == Job.State.RUNNING && job.phase() < job.phases().size()
            ? context.texts().get(job.phases().get(job.phase()))
            : "");
  }

  private Label said(Problem problem) {
    Label label = new Label(context.texts().what(problem));
    String cure = context.texts().cure(problem);
    label.setTooltip(new Tooltip(label.getText() + (cure.isEmpty() ? "" : "\n" + cure)));
    return label;
  }

  private void fillEvents() {
    events
        .getColumns()
        .setAll(
            List.of(
                column(
                    "activity.time",
                    120,
                    (SiteEvent event) -> new Label(context.format().moment(event.at()))),
                column("activity.event", 620, this::event),
                column(
                    "activity.object",
                    240,
                    event ->
                        event.about().isEmpty() ? new Label() : link(event.about().getFirst()))));
  }

  private Node event(SiteEvent event) {
    Label label = new Label(context.texts().event(event));
    label.setGraphic(Icons.of(event.severity()).node(Icons.tone(event.severity())));
    label.setTooltip(new Tooltip(label.getText()));
    return label;
  }

  private void fillProblems() {
    problems
        .getColumns()
        .setAll(
            List.of(
                column("activity.problem", 460, this::problem),
                column(
                    "activity.cure",
                    460,
                    (Problem problem) -> new Label(context.texts().cure(problem))),
                column(
                    "activity.object",
                    200,
                    problem ->
                        problem.about().isEmpty()
                            ? new Label()
                            : link(problem.about().getFirst()))));
  }

  private Node problem(Problem problem) {
    Label label = new Label(context.texts().what(problem));
    label.setGraphic(Icons.of(problem.severity()).node(Icons.tone(problem.severity())));
    label.setTooltip(new Tooltip(label.getText()));
    return label;
  }

  private Node link(EntityId id) {
    String name = Names.of(context.session().snapshot(), id);
    Button link = new Button(name, Icons.of(id.kind()).node());
    link.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    link.setOnAction(_ -> context.navigation().open(new Place.Page(id)));
    return link;
  }

  private <T> TableColumn<T, T> column(String key, double width, Function<T, Node> cell) {
    TableColumn<T, T> column = new TableColumn<>(context.texts().get(key));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(data -> new SimpleObjectProperty<>(data.getValue()));
    column.setCellFactory(
        _ ->
            new TableCell<>() {
              @Override
              protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : cell.apply(item));
              }
            });
    return column;
  }

  @Override
  public void close() {
    binding.close();
  }
}
