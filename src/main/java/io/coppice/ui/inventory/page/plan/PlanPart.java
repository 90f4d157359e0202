package io.coppice.ui.inventory.page.plan;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.CapacityPlanner.Question;
import io.coppice.backend.Series;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.CsvExport;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Asks the site's planner about a cluster and shows what it says. What is computed is of the
 * instant at which it was asked for; growth is laid on it at once. FX thread.
 */
public final class PlanPart implements PagePart {
  private static final Duration PAST = Duration.ofDays(7);

  /** Machines that are offered as a kind. */
  private static final int MOST_CHOICES = 5_000;

  private final UiContext context;
  private final ClusterId cluster;
  private final PlanFields fields;
  private final PlanView view;
  private final Button compute;
  private final Button cancel;
  private final Button export;
  private final ProgressBar progress = new ProgressBar(0);
  private final Label said = new Label();
  private final VBox box;
  private AtomicBoolean wanted = new AtomicBoolean();
  private PlanAnswer answer;

  public PlanPart(UiContext context, ClusterId cluster) {
    this.context = context;
    this.cluster = cluster;
    Snapshot now = context.session().snapshot();
    fields = new PlanFields(context, cluster, choices(now), this::changed);
    view = new PlanView(context);
    compute = button("compute", Icons.RESERVATIONS, this::compute);
    compute.setDefaultButton(true);
    cancel = button("cancel", Icons.GIVE_UP, this::stop);
    cancel.setDisable(true);
    export = button("export", Icons.EXPORT, this::export);
    export.setDisable(true);
    progress.setId("plan-progress");
    progress.setAccessibleText(text("progress"));
    progress.setVisible(false);
    said.setId("plan-said");
    said.setWrapText(true);
    said.getStyleClass().add("quiet");
    said.setText(text("ask"));
    HBox.setHgrow(said, Priority.ALWAYS);
    HBox bar = new HBox(compute, cancel, export, progress, said);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("plan-bar");
    VBox all = new VBox(fields.node(), bar, view.node());
    all.getStyleClass().add("plan");
    ScrollPane scroll = new ScrollPane(all);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
    scroll.setAccessibleText(text("title"));
    VBox.setVgrow(scroll, Priority.ALWAYS);
    box = new VBox(scroll);
    changed();
    askPast();
  }

  private String text(String key, Object... args) {
    return context.texts().get("page.plan." + key, args);
  }

  private Button button(String key, Icons icon, Runnable action) {
    Button button = new Button(text(key), icon.node());
    button.setId("plan-" + key);
    button.getStyleClass().add(Styles.SMALL);
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** Templates first, then machines of the cluster, by name. */
  private List<ObjectChoice> choices(Snapshot now) {
    List<Machine> found = new ArrayList<>();
    now.inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.fork().isEmpty() && (machine.template() || isHere(machine, now))) {
                found.add(machine);
              }
            });
    return found.stream()
        .sorted(Comparator.comparing((Machine it) -> !it.template()).thenComparing(Machine::name))
        .limit(MOST_CHOICES)
        .map(machine -> new ObjectChoice(machine.id(), machine.name()))
        .toList();
  }

  private boolean isHere(Machine machine, Snapshot now) {
    return now.inventory().host(machine.host()).cluster().equals(Optional.of(cluster));
  }

  /** What the week says of the busiest hour, in percent of now. */
  private void askPast() {
    Backend site = context.session().site();
    Snapshot now = site.snapshot();
    context
        .gate()
        .async(
            () ->
                site.history(cluster, Metric.CPU_USED, now.time().plus(PAST.negated()), now.time())
                    .toCompletableFuture()
                    .join(),
            (Series past) -> {
              int present = now.figures().get(cluster, Metric.CPU_USED);
              int most = Arrays.stream(past.values()).max().orElse(0);
              if (present > 0 && most > present) {
                fields.busiest((int) Math.min(Integer.MAX_VALUE, 100L * most / present));
              }
            },
            _ -> {});
  }

  private void changed() {
    if (compute == null) {
      return;
    }
    boolean there = context.session().site().planner().isPresent();
    compute.setDisable(!there || fields.question().isEmpty() || !cancel.isDisabled());
    if (!there) {
      said.setText(text("no-planner"));
    }
    if (answer != null) {
      show();
    }
  }

  private void compute() {
    Optional<Question> question = fields.question();
    Optional<CapacityPlanner> planner = context.session().site().planner();
    Snapshot on = context.session().snapshot();
    if (question.isEmpty()
        || planner.isEmpty()
        || on.inventory().clusters().get(cluster.value()) == null) {
      return;
    }
    AtomicBoolean goOn = new AtomicBoolean(true);
    wanted = goOn;
    progress.setProgress(0);
    progress.setVisible(true);
    cancel.setDisable(false);
    compute.setDisable(true);
    said.setText(text("computing"));
    context
        .gate()
        .async(
            () -> ask(planner.get(), question.get(), on, goOn),
            found -> {
              if (goOn.get()) {
                answer = found;
                ended(text("asked", context.format().moment(found.on().time())));
              }
            },
            failure -> failed(failure, goOn));
  }

  private PlanAnswer ask(
      CapacityPlanner planner, Question question, Snapshot on, AtomicBoolean goOn) {
    List<HostId> hosts = new ArrayList<>();
    on.inventory()
        .hosts()
        .forEach(
            host -> {
              if (host.cluster().equals(Optional.of(cluster)) && host.isUsable()) {
                hosts.add(host.id());
              }
            });
    var plan = planner.plan(question, on, part -> tell(0.5 * part, goOn));
    var losses = planner.losses(hosts, on, part -> tell(0.5 + 0.5 * part, goOn));
    return new PlanAnswer(question, on, plan, losses);
  }

  private void tell(double part, AtomicBoolean goOn) {
    if (!goOn.get()) {
      throw new CancellationException();
    }
    context
        .gate()
        .later(
            () -> {
              if (goOn.get()) {
                progress.setProgress(part);
              }
            });
  }

  private void failed(Throwable failure, AtomicBoolean goOn) {
    if (!goOn.get()) {
      return;
    }
    ended(text("failed"));
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    context.dialogs().failed(text("failed"), cause);
  }

  /** Ends what is computed; what was shown stays. */
  private void stop() {
    wanted.set(false);
    ended(text("cancelled"));
  }

  private void ended(String words) {
    progress.setVisible(false);
    cancel.setDisable(true);
    said.setText(words);
    changed();
  }

  private void show() {
    export.setDisable(false);
    view.show(answer, new PlanRows(answer, fields.growth(), context), fields.growth());
  }

  private void export() {
    csv().ask(box.getScene().getWindow(), text("file")).ifPresent(this::write);
  }

  private CsvExport csv() {
    return new CsvExport(context, text("export"), text("export.failed"));
  }

  /** Writes what is shown. */
  void write(File file) {
    csv()
        .write(
            file,
            new PlanRows(answer, fields.growth(), context).lines(),
            written -> context.dialogs().toast(text("export.done", written.getName())));
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void focus() {
    fields.focus();
  }

  @Override
  public void close() {
    wanted.set(false);
  }
}
