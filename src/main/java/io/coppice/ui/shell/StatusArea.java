package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl;
import io.coppice.model.Severity;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.controlsfx.control.StatusBar;

/** The status bar: site, clock, speed, alarms. FX thread. */
final class StatusArea implements AutoCloseable {
  private final StatusBar bar = new StatusBar();
  private final Label clock = new Label();
  private final Button alarms = new Button();

  /** What is reached of a speed that the machine cannot keep up with, and why. */
  private final Label reached = new Label();

  private final Tooltip why = new Tooltip();
  private final Map<Speed, ToggleButton> speeds = new EnumMap<>(Speed.class);

  /** What turns the clock, shown where the site has one that turns. */
  private final List<Node> turning;

  private final UiContext context;
  private final SiteSwitcher sites;
  private final FrameGate.Binding binding;

  /**
   * What the alarms' text says; to make it anew every second was a tenth of what the clock costs.
   */
  private long shownErrors = -1;

  private long shownWarnings = -1;

  /**
   * A bar tied to the site.
   *
   * @param showProblems what a click on the alarms does
   */
  StatusArea(UiContext context, Runnable showProblems) {
    this.context = context;
    bar.setId("status");
    bar.setFocusTraversable(false);
    bar.setText("");
    bar.setMinWidth(0); // else it pushes the whole content out of a narrow window
    clock.setId("clock");
    clock.setMinWidth(Region.USE_PREF_SIZE);
    clock.getStyleClass().add("clock");
    clock.setGraphic(Icons.CLOCK.node("quiet"));
    alarms.setId("alarms");
    alarms.setMinWidth(Region.USE_PREF_SIZE);
    alarms.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    alarms.setOnAction(_ -> showProblems.run());
    Button step = new Button(null, Icons.STEP.node());
    step.setId("step");
    step.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
    step.setAccessibleText(context.texts().get("speed.step"));
    step.setTooltip(new Tooltip(context.texts().get("speed.step")));
    step.setOnAction(_ -> context.session().site().time().ifPresent(TimeControl::step));
    reached.setId("speed-reached");
    reached.setMinWidth(0); // the sign stays; what it means is told on hovering
    reached.setGraphic(Icons.WARNING.node("warn"));
    reached.setTooltip(why);
    reached.managedProperty().bind(reached.visibleProperty());
    reached.setVisible(false);
    turning = List.of(speeds(), step);
    sites = new SiteSwitcher(context.session(), context.gate(), context.texts());
    bar.getLeftItems().addAll(sites.node(), clock);
    bar.getLeftItems().addAll(turning);
    bar.getLeftItems().add(reached);
    bar.getRightItems().add(alarms);
    binding = context.gate().bindToTime(StatusArea::state, this::show);
  }

  private record State(Snapshot snapshot, long errors, long warnings) {}

  private static State state(Snapshot snapshot) {
    long errors = snapshot.alarms().stream().filter(a -> a.severity() == Severity.ERROR).count();
    return new State(snapshot, errors, snapshot.alarms().size() - errors);
  }

  private SegmentedButton speeds() {
    SegmentedButton segmented = new SegmentedButton();
    segmented.setId("speeds");
    for (Speed speed : Speed.values()) {
      ToggleButton button =
          speed == Speed.PAUSED
              ? new ToggleButton(null, Icons.PAUSE.node())
              : new ToggleButton(context.texts().get("speed." + speed));
      button.setId("speed-" + speed);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.getStyleClass().add(Styles.SMALL);
      button.setAccessibleText(context.texts().get("speed." + speed + ".help"));
      button.setTooltip(new Tooltip(context.texts().get("speed." + speed + ".help")));
      button.setOnAction(
          _ -> {
            context.session().site().time().ifPresent(time -> time.setSpeed(speed));
            button.setSelected(true);
          });
      speeds.put(speed, button);
      segmented.getButtons().add(button);
    }
    return segmented;
  }

  private void show(State state) {
    String now = context.format().clock(state.snapshot().time());
    if (!now.equals(clock.getText())) {
      clock.setText(now);
      clock.setAccessibleText(context.texts().get("status.clock", now));
    }
    Optional<TimeControl> time = context.session().site().time();
    turning.forEach(
        node -> {
          node.setVisible(time.isPresent());
          node.setManaged(time.isPresent());
        });
    time.ifPresent(its -> speeds.get(its.speed()).setSelected(true));
    Optional<TimeControl.Lag> lag = time.flatMap(TimeControl::lag);
    reached.setVisible(lag.isPresent());
    lag.ifPresent(its -> lags(time.orElseThrow().speed(), its));
    if (state.errors() != shownErrors || state.warnings() != shownWarnings) {
      shownErrors = state.errors();
      shownWarnings = state.warnings();
      boolean bad = state.errors() > 0;
      boolean any = state.errors() + state.warnings() > 0;
      String said = said(state);
      alarms.setText(said);
      alarms.setAccessibleText(said);
      Icons icon = bad ? Icons.ERROR : any ? Icons.WARNING : Icons.SUCCEEDED;
      alarms.setGraphic(icon.node(bad ? "bad" : any ? "warn" : "ok"));
    }
  }

  /** "600× (60× reached)" in one place, and why. */
  private void lags(Speed speed, TimeControl.Lag lag) {
    String factor = context.format().factor(lag.factor());
    reached.setText(context.texts().get("speed.reached", factor));
    why.setText(
        context.texts().get("speed." + speed)
            + " "
            + reached.getText()
            + "\n"
            + context.texts().what(lag.why())
            + "\n"
            + context.texts().cure(lag.why()));
    reached.setAccessibleText(why.getText());
  }

  private String said(State state) {
    List<String> parts = new ArrayList<>();
    if (state.errors() > 0) {
      parts.add(context.texts().get("status.errors", state.errors()));
    }
    if (state.warnings() > 0) {
      parts.add(context.texts().get("status.warnings", state.warnings()));
    }
    return parts.isEmpty() ? context.texts().get("status.no-alarms") : String.join(", ", parts);
  }

  StatusBar node() {
    return bar;
  }

  @Override
  public void close() {
    sites.close();
    binding.close();
  }
}
