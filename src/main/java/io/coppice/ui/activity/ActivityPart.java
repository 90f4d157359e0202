package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.LazyTab;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/**
 * Three tables: jobs, events, problems, each with its selected row in full. The tabs of events and
 * problems call for the eye when something bad came that nobody looked at yet; none comes to the
 * front by itself, which would take away what somebody reads. FX thread.
 */
public final class ActivityPart implements PagePart {
  private final UiContext context;
  private final TabPane pane = new TabPane();
  private final Tab jobsTab;
  private final Tab eventsTab;
  private final Tab problemsTab;
  private final UnseenAlerts unseen = new UnseenAlerts();
  private final ActivityDetail detail;
  private final JobTable jobs;
  private final EventTable events;
  private final ProblemTable problems;
  private final FrameGate.Binding binding;

  /** Tables of all of the site, or of one object. */
  public ActivityPart(UiContext context, Optional<EntityId> about) {
    this.context = context;
    detail = new ActivityDetail(context);
    jobs = new JobTable(context, detail, this::filtered);
    events = new EventTable(context, detail, this::filtered);
    problems = new ProblemTable(context, detail, this::filtered);
    pane.setId(about.isEmpty() ? "activity" : "object-activity");
    pane.setAccessibleText(context.texts().get("activity.tab"));
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    pane.getStyleClass().add(Styles.DENSE);
    jobsTab = tab("activity.jobs", Icons.JOBS, jobs.node());
    problemsTab = tab("activity.problems", Icons.PROBLEMS, problems.node());
    eventsTab = tab("activity.events", Icons.EVENTS, events.node());
    pane.getTabs().addAll(jobsTab, eventsTab, problemsTab);
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> call());
    pane.sceneProperty().addListener((_, _, _) -> call());
    RowText text = new RowText(context.texts(), context.format());
    binding =
        context
            .gate()
            .bind(
                snapshot ->
                    ListedActivity.of(
                        snapshot,
                        new ListedActivity.Choices(
                            about,
                            jobs.filter(),
                            events.filter(),
                            jobs.toggled(),
                            problems.unfolded(),
                            text)),
                this::show);
  }

  @Override
  public Node node() {
    return pane;
  }

  /** Brings the problems to the front. */
  public void showProblems() {
    pane.getSelectionModel().select(problemsTab);
  }

  private void filtered() {
    if (binding != null) {
      binding.refresh();
    }
  }

  private Tab tab(String key, Icons icon, Node content) {
    Tab tab = new Tab(context.texts().get(key));
    LazyTab.fill(tab, content);
    tab.setGraphic(icon.node());
    return tab;
  }

  private void show(ListedActivity listed) {
    ActivityState state = listed.all();
    jobs.show(listed.jobs());
    events.show(listed.events());
    problems.show(listed.problems());
    jobsTab.setText(
        state.running() == 0
            ? context.texts().get("activity.jobs")
            : context.texts().get("activity.jobs.running", state.running()));
    problemsTab.setText(
        state.problems().isEmpty()
            ? context.texts().get("activity.problems")
            : context
                .texts()
                .get(
                    "activity.problems.count",
                    state.problems().size(),
                    ProblemRow.kinds(state.problems())));
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

  @Override
  public void close() {
    binding.close();
  }
}
