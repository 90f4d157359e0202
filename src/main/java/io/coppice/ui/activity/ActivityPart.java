package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.LazyTab;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * Three tables: jobs, events, problems, each with its selected row in full. The tabs of events and
 * problems call for the eye when something bad came that nobody looked at yet; none comes to the
 * front by itself, which would take away what somebody reads. FX thread.
 */
public final class ActivityPart implements PagePart {
  /** Below this nothing of a column can be read; where there is less room, the table scrolls. */
  private static final double LEAST_WIDTH = 90;

  private final UiContext context;
  private final TabPane pane = new TabPane();
  private final Tab jobsTab;
  private final Tab eventsTab;
  private final Tab problemsTab;
  private final UnseenAlerts unseen = new UnseenAlerts();
  private final ActivityDetail detail;
  private final DetailedTable<Job> jobs;
  private final DetailedTable<SiteEvent> events;
  private final DetailedTable<Problem> problems;
  private final FrameGate.Binding binding;

  /** Tables of all of the site, or of one object. */
  public ActivityPart(UiContext context, Optional<EntityId> about) {
    this.context = context;
    detail = new ActivityDetail(context);
    jobs = new DetailedTable<>("activity.jobs", context.texts(), Job::id, detail::job);
    events =
        new DetailedTable<>("activity.events", context.texts(), SiteEvent::serial, detail::event);
    problems =
        new DetailedTable<>(
            "activity.problems", context.texts(), problem -> problem, detail::problem);
    pane.setId(about.isEmpty() ? "activity" : "object-activity");
    pane.setAccessibleText(context.texts().get("activity.tab"));
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    pane.getStyleClass().add(Styles.DENSE);
    fillJobs();
    fillEvents();
    fillProblems();
    jobsTab = tab("activity.jobs", Icons.JOBS, jobs);
    problemsTab = tab("activity.problems", Icons.PROBLEMS, problems);
    eventsTab = tab("activity.events", Icons.EVENTS, events);
    pane.getTabs().addAll(jobsTab, eventsTab, problemsTab);
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> call());
    pane.sceneProperty().addListener((_, _, _) -> call());
    binding = context.gate().bind(snapshot -> ActivityState.of(snapshot, about), this::show);
  }

  @Override
  public Node node() {
    return pane;
  }

  /** Brings the problems to the front. */
  public void showProblems() {
    pane.getSelectionModel().select(problemsTab);
  }

  private Tab tab(String key, Icons icon, DetailedTable<?> table) {
    Tab tab = new Tab(context.texts().get(key));
    LazyTab.fill(tab, table.node());
    tab.setGraphic(icon.node());
    return tab;
  }

  private void show(ActivityState state) {
    jobs.patch(state.jobs());
    events.patch(state.events());
    problems.patch(state.problems());
    jobsTab.setText(
        state.running() == 0
            ? context.texts().get("activity.jobs")
            : context.texts().get("activity.jobs.running", state.running()));
    problemsTab.setText(
        state.problems().isEmpty()
            ? context.texts().get("activity.problems")
            : context.texts().get("activity.problems.count", state.problems().size()));
    unseen.came(context.session().site(), state);
    call();
  }

  /** Tabs call for the eye when there is something behind them that nobody has looked at. */
  private void call() {
    if (isSeen(eventsTab)) {
      unseen.sawEvents();
    }
    if (isSeen(problemsTab)) {
      unseen.sawProblems();
    }
    int fresh = unseen.events();
    eventsTab.setText(
        fresh == 0
            ? context.texts().get("activity.events")
            : context.texts().get("activity.events.new", fresh));
    call(eventsTab, Icons.EVENTS, unseen.worstEvent());
    call(problemsTab, Icons.PROBLEMS, unseen.worstProblem());
  }

  private boolean isSeen(Tab tab) {
    return tab.isSelected() && pane.getScene() != null;
  }

  private void call(Tab tab, Icons quiet, Optional<Severity> worst) {
    if (worst.equals(Optional.ofNullable(tab.getUserData()))) {
      return;
    }
    tab.setUserData(worst.orElse(null));
    tab.getStyleClass().remove("calling");
    tab.setGraphic(quiet.node());
    worst.ifPresent(
        severity -> {
          tab.getStyleClass().add("calling");
          tab.setGraphic(Icons.of(severity).node(Icons.tone(severity)));
        });
  }

  private void fillJobs() {
    jobs.table()
        .getColumns()
        .setAll(
            List.of(
                words("activity.state", 110, this::jobState),
                words(
                    "activity.operation",
                    170,
                    job -> new Words(JobNames.name(job.operation(), context.texts()))),
                link(190, job -> Optional.of(job.operation().target()), JobNames::target),
                progressColumn(),
                words(
                    "activity.queued",
                    140,
                    job -> new Words(context.format().moment(job.queued()))),
                words("activity.duration", 90, job -> new Words(detail.took(job).orElse(""))),
                words("activity.detail", 320, this::detail)));
  }

  private Words jobState(Job job) {
    return new Words(
        context.texts().get("job." + job.state()),
        new WordsCell.Mark(Icons.of(job.state()), Icons.tone(job.state())),
        "");
  }

  /** Bar, percentage and the button that cancels stand beside each other whatever the room. */
  private TableColumn<Job, Job> progressColumn() {
    TableColumn<Job, Job> column =
        column("activity.progress", 190, () -> new NodeCell<>(this::progress));
    column.setMinWidth(190);
    return column;
  }

  private Node progress(Job job) {
    if (job.state().isEnded()) {
      return null;
    }
    ProgressBar bar = new ProgressBar(job.permille() / 1000.0);
    bar.getStyleClass().add(Styles.SMALL);
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    bar.setAccessibleText(context.texts().get("activity.progress"));
    Label percent = new Label(context.format().percent(job.permille(), 1000));
    percent.setMinWidth(Region.USE_PREF_SIZE);
    HBox box = new HBox(6, bar, percent);
    box.setAlignment(Pos.CENTER_LEFT);
    if (job.cancellable()) {
      Button cancel = new Button(null, Icons.CLOSE.node());
      cancel.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
      cancel.setMinWidth(Region.USE_PREF_SIZE);
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

  private Words detail(Job job) {
    if (!job.problems().isEmpty()) {
      return said(job.problems().getFirst());
    }
    if (job.waitingFor().isPresent()) {
      return said(job.waitingFor().get());
    }
    return new Words(
        job.state() == Job.State.RUNNING && job.phase() < job.phases().size()
            ? context.texts().get(job.phases().get(job.phase()))
            : "");
  }

  private Words said(Problem problem) {
    String what = context.texts().what(problem);
    String cure = context.texts().cure(problem);
    return new Words(what, null, what + (cure.isEmpty() ? "" : "\n" + cure));
  }

  private void fillEvents() {
    events
        .table()
        .getColumns()
        .setAll(
            List.of(
                words(
                    "activity.time",
                    120,
                    (SiteEvent event) -> new Words(context.format().moment(event.at()))),
                words(
                    "activity.event",
                    620,
                    event -> marked(context.texts().event(event), event.severity())),
                link(240, event -> event.about().stream().findFirst())));
  }

  private static Words marked(String text, Severity severity) {
    return new Words(text, new WordsCell.Mark(Icons.of(severity), Icons.tone(severity)), text);
  }

  private void fillProblems() {
    problems
        .table()
        .getColumns()
        .setAll(
            List.of(
                words(
                    "activity.problem",
                    460,
                    (Problem problem) -> marked(context.texts().what(problem), problem.severity())),
                words("activity.cure", 460, problem -> new Words(context.texts().cure(problem))),
                link(200, problem -> problem.about().stream().findFirst())));
  }

  private <T> TableColumn<T, T> words(String key, double width, Function<T, Words> words) {
    return column(key, width, () -> new WordsCell<>(words));
  }

  private <T> TableColumn<T, T> link(double width, Function<T, Optional<EntityId>> target) {
    return link(
        width, target, (row, contents) -> target.apply(row).map(contents::displayName).orElse(""));
  }

  private <T> TableColumn<T, T> link(
      double width,
      Function<T, Optional<EntityId>> target,
      BiFunction<T, SiteContents, String> name) {
    return column("activity.object", width, () -> new LinkCell<>(context, target, name));
  }

  private <T> TableColumn<T, T> column(String key, double width, Supplier<TableCell<T, T>> cell) {
    TableColumn<T, T> column = new TableColumn<>(context.texts().get(key));
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, LEAST_WIDTH));
    column.setSortable(false);
    column.setCellValueFactory(data -> new SimpleObjectProperty<>(data.getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  /** Shows a node that is made for a row, or none. */
  private static final class NodeCell<T> extends TableCell<T, T> {
    private final Function<T, Node> node;

    NodeCell(Function<T, Node> node) {
      this.node = node;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : node.apply(item));
    }
  }

  @Override
  public void close() {
    binding.close();
  }
}
