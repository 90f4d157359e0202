package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.activity.DetailedTable.Told;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Jobs, events and problems in full: phases, times, cures, and every object they are about. */
final class ActivityDetail {
  /** What is shorter would read as no time. */
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Objects and problems that are told each; of more than that the rest is counted. */
  private static final int MOST = 40;

  /** Problems of one kind that are told each. */
  private static final int EXAMPLES = 3;

  private final UiContext context;

  ActivityDetail(UiContext context) {
    this.context = context;
  }

  /** What a line is called: its operation, and how many are under it. */
  String name(JobRow row) {
    String name = JobNames.name(row.job().operation(), context.texts());
    return row.isFoldable()
        ? context.texts().get("activity.jobs.folded", name, row.below().size())
        : name;
  }

  /** A line of jobs: one job, or those that were asked for together. */
  Told row(JobRow row) {
    if (!row.together()) {
      return job(row.job());
    }
    VBox body = body();
    body.getChildren()
        .add(objects(row.below().stream().map(job -> job.operation().target()).toList()));
    row.below().stream()
        .flatMap(job -> job.problems().stream())
        .limit(MOST)
        .forEach(problem -> body.getChildren().add(problemLines(problem)));
    return new Told(
        name(row) + " – " + state(row.state()),
        Icons.of(row.state()).node(Icons.tone(row.state())),
        body);
  }

  Told job(Job job) {
    VBox body = body();
    body.getChildren()
        .add(links(List.of(link(job.operation().target(), JobNames.target(job, contents())))));
    job.problems().stream()
        .limit(MOST)
        .forEach(problem -> body.getChildren().add(problemLines(problem)));
    if (job.problems().size() > MOST) {
      body.getChildren().add(more(job.problems().size() - MOST));
    }
    job.waitingFor().ifPresent(problem -> body.getChildren().add(problemLines(problem)));
    GridPane facts = new GridPane();
    facts.getStyleClass().add("facts");
    if (job.operation() instanceof MachineOperation.Restart) {
      fact(facts, "activity.asked-by", Optional.of(context.texts().get("activity.by-ha")));
    } else {
      fact(facts, "activity.asked-by", asking(job));
    }
    fact(facts, "activity.queued", Optional.of(context.format().moment(job.queued())));
    fact(facts, "activity.started", job.started().map(context.format()::moment));
    fact(facts, "activity.ended", job.ended().map(context.format()::moment));
    fact(facts, "activity.duration", took(job));
    VBox phases = new VBox();
    phases.getStyleClass().add("told-phases");
    for (int at = 0; at < job.phases().size(); at++) {
      phases.getChildren().add(phase(job, at));
    }
    body.getChildren().addAll(phases, facts);
    return new Told(
        JobNames.name(job.operation(), context.texts()) + " – " + state(job.state()),
        Icons.of(job.state()).node(Icons.tone(job.state())),
        body);
  }

  /** The job that asked for this one, if it is still known. */
  private Optional<String> asking(Job job) {
    Snapshot snapshot = context.session().snapshot();
    return job.askedBy()
        .filter(id -> id.value() < snapshot.jobs().size())
        .map(id -> snapshot.jobs().get(id.value()))
        .map(
            by ->
                JobNames.name(by.operation(), context.texts())
                    + ", "
                    + JobNames.target(by, snapshot.contents()));
  }

  /** How long it took, or takes until now. */
  Optional<String> took(Job job) {
    SimTime end = job.ended().orElse(context.session().snapshot().time());
    return job.started().map(end::since).map(took -> took(took, job.state().isEnded()));
  }

  /** Some jobs only change what is known of an object, and take no time at all. */
  private String took(Duration took, boolean ended) {
    return !ended || took.compareTo(SHORT) >= 0
        ? context.format().duration(took)
        : context.texts().get(took.isZero() ? "activity.at-once" : "activity.moment");
  }

  private String state(Job.State state) {
    return context.texts().get("job." + state);
  }

  private Label phase(Job job, int at) {
    Job.State state =
        at < job.phase()
            ? Job.State.SUCCEEDED
            : at > job.phase() || job.state() == Job.State.SUCCEEDED
                ? Job.State.QUEUED
                : job.state();
    Label phase = new Label(context.texts().get(job.phases().get(at)));
    phase.setGraphic(Icons.of(state).node(Icons.tone(state)));
    phase.setAccessibleText(phase.getText() + ": " + state(state));
    if (state == Job.State.RUNNING) {
      phase.getStyleClass().add(Styles.TEXT_BOLD);
    }
    return phase;
  }

  private void fact(GridPane facts, String key, Optional<String> value) {
    value.ifPresent(
        text -> {
          Label name = new Label(context.texts().get(key));
          name.getStyleClass().add("fact-label");
          facts.addRow(facts.getRowCount(), name, new Label(text));
        });
  }

  Told event(SiteEvent event) {
    VBox body = body();
    body.getChildren().addAll(wrapped(context.texts().event(event)), objects(event.about()));
    return told(context.format().moment(event.at()), event.severity(), body);
  }

  Told problem(Problem problem) {
    VBox body = body();
    body.getChildren().addAll(wrapped(context.texts().what(problem)));
    String cure = context.texts().cure(problem);
    if (!cure.isEmpty()) {
      Label title = new Label(context.texts().get("activity.cure"));
      title.getStyleClass().add("fact-label");
      body.getChildren().add(new VBox(title, wrapped(cure)));
    }
    body.getChildren().add(objects(problem.about()));
    return told(
        context.texts().get("activity.severity." + problem.severity()), problem.severity(), body);
  }

  /** All problems of one kind: what mends them, and every object they are about. */
  Told problems(String title, ProblemRow row) {
    VBox body = body();
    body.getChildren().addAll(wrapped(title), objects(row.about()));
    row.alike().stream()
        .limit(EXAMPLES)
        .forEach(problem -> body.getChildren().add(problemLines(problem)));
    return told(
        context.texts().get("activity.severity." + row.problem().severity()),
        row.problem().severity(),
        body);
  }

  private static Told told(String title, Severity severity, VBox body) {
    return new Told(title, Icons.of(severity).node(Icons.tone(severity)), body);
  }

  private static VBox body() {
    VBox body = new VBox();
    body.getStyleClass().add("told-body");
    return body;
  }

  private Node problemLines(Problem problem) {
    Label what = wrapped(context.texts().what(problem));
    what.setGraphic(Icons.of(problem.severity()).node(Icons.tone(problem.severity())));
    VBox lines = new VBox(what);
    String cure = context.texts().cure(problem);
    if (!cure.isEmpty()) {
      Label mend = wrapped(cure);
      mend.getStyleClass().add("quiet");
      lines.getChildren().add(mend);
    }
    return lines;
  }

  private static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private FlowPane objects(List<EntityId> about) {
    List<EntityId> all = about.stream().distinct().toList();
    FlowPane links = links(all.stream().limit(MOST).map(this::link).toList());
    if (all.size() > MOST) {
      links.getChildren().add(more(all.size() - MOST));
    }
    return links;
  }

  private static FlowPane links(List<? extends Node> of) {
    FlowPane links = new FlowPane();
    links.getStyleClass().add("fact-items");
    links.getChildren().addAll(of);
    return links;
  }

  private Label more(int count) {
    Label label = new Label(context.texts().get("page.card.more", count));
    label.getStyleClass().add("quiet");
    return label;
  }

  /** A button that opens an object. */
  private Node link(EntityId id) {
    return link(id, contents().displayName(id));
  }

  private SiteContents contents() {
    return context.session().snapshot().contents();
  }

  private Button link(EntityId id, String name) {
    Button link = new Button(name, Icons.of(id.kind()).node());
    link.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    link.setOnAction(_ -> context.navigation().open(new Place.Page(id)));
    return link;
  }
}
