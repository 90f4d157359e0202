package io.coppice.ui.fork.elastic;

import io.coppice.model.Problem;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.TraceCsv;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.NumberField;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** When requests come: a kind of load and its numbers, or a CSV trace. FX thread. */
final class LoadFields {
  /** A year of minutes with room for times and names before the counts. */
  private static final int LARGEST = 64 << 20;

  private final UiContext context;
  private final Runnable changed;
  private final ComboBox<Kind> kind = new ComboBox<>();
  private final NumberField perHour;
  private final NumberField perDay;
  private final NumberField peak;
  private final NumberField factor;
  private final NumberField every;
  private final NumberField lasts;
  private final Button choose = new Button();
  private final Label traced = new Label();
  private final FlowPane numbers = new FlowPane();
  private final VBox box = new VBox(kind, numbers);
  private Optional<Arrivals.Trace> trace = Optional.empty();
  private String missing = "";

  private enum Kind {
    CONSTANT,
    DAILY,
    SPIKY,
    TRACE
  }

  LoadFields(UiContext context, Runnable changed) {
    this.context = context;
    this.changed = changed;
    perHour = number("per-hour", 1, 10_000_000, 600);
    perDay = number("per-day", 1, 100_000_000, 200_000);
    peak = number("peak", 0, 23, 14);
    factor = number("factor", 1, 1_000, 10);
    every = number("every", 1, 1_440, 30);
    lasts = number("lasts", 1, 1_440, 5);
    box.getStyleClass().add("load-fields");
    numbers.getStyleClass().add("load-numbers");
    kind.setId("elastic-load");
    kind.setAccessibleText(text("load"));
    kind.setMaxWidth(Double.MAX_VALUE);
    kind.setConverter(ChoiceLabels.by(choice -> text("load." + choice)));
    kind.getItems().setAll(Kind.values());
    kind.setValue(Kind.DAILY);
    kind.valueProperty().addListener((_, _, _) -> turned());
    choose.setText(text("trace"));
    choose.setGraphic(Icons.OPEN.node());
    choose.setOnAction(_ -> ask());
    fill();
  }

  private String text(String key) {
    return context.texts().get("forks.elastic." + key);
  }

  private NumberField number(String name, int least, int most, int value) {
    NumberField field =
        new NumberField("elastic-" + name, least, most, value, 1, context.texts(), changed);
    field.setAccessibleText(text(name));
    return field;
  }

  private void turned() {
    fill();
    changed.run();
  }

  private void fill() {
    numbers
        .getChildren()
        .setAll(
            switch (kind.getValue()) {
              case CONSTANT -> List.of(named("per-hour", perHour));
              case DAILY -> List.of(named("per-day", perDay), named("peak", peak));
              case SPIKY ->
                  List.of(
                      named("per-hour", perHour),
                      named("factor", factor),
                      named("every", every),
                      named("lasts", lasts));
              case TRACE -> List.of(choose, traced);
            });
  }

  private Node named(String name, NumberField field) {
    HBox line = new HBox(field, new Label(text(name)));
    line.getStyleClass().add("line");
    return line;
  }

  private void ask() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("trace"));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv", "*.txt"));
    File file = chooser.showOpenDialog(box.getScene().getWindow());
    if (file != null) {
      load(file);
    }
  }

  /** Takes a trace from a file, or tells what is wrong with it. */
  void load(File file) {
    context
        .gate()
        .async(
            () -> read(file),
            csv -> read(file.getName(), csv),
            failure -> unreadable(file, failure));
  }

  private static TraceCsv read(File file) throws IOException {
    // not by the size it is said to have: that of a device or a pipe is 0
    try (InputStream in = Files.newInputStream(file.toPath())) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? TraceCsv.tooLong(file.getName())
          : TraceCsv.read(file.getName(), bytes);
    }
  }

  private void unreadable(File file, Throwable failure) {
    String why = failure instanceof IOException ? failure.getMessage() : String.valueOf(failure);
    told(
        Optional.empty(), "", context.texts().get("forks.elastic.unreadable", file.getName(), why));
  }

  private void read(String name, TraceCsv csv) {
    told(
        csv.trace(),
        csv.trace()
            .map(it -> context.texts().get("forks.elastic.traced", name, it.perMinute().size()))
            .orElse(name),
        String.join(" ", csv.problems().stream().limit(1).map(this::words).toList()));
  }

  private String words(Problem problem) {
    return context.texts().what(problem) + ' ' + context.texts().cure(problem);
  }

  private void told(Optional<Arrivals.Trace> read, String file, String wrong) {
    trace = read;
    traced.setText(file);
    missing = wrong;
    changed.run();
  }

  /** Where the keyboard starts. */
  Node first() {
    return kind;
  }

  /** What is wrong with the trace, or that there is none yet. */
  String missing() {
    return missing.isEmpty() ? text("trace.needed") : missing;
  }

  Node node() {
    return box;
  }

  /** The load; empty while a trace is missing. */
  Optional<Arrivals> arrivals() {
    return switch (kind.getValue()) {
      case CONSTANT -> Optional.of(new Arrivals.Constant(perHour.orElse(-1)));
      case DAILY -> Optional.of(new Arrivals.Daily(perDay.orElse(-1), peak.orElse(-1)));
      case SPIKY ->
          Optional.of(
              new Arrivals.Spiky(
                  perHour.orElse(-1),
                  factor.orElse(-1),
                  Duration.ofMinutes(every.orElse(0)),
                  Duration.ofMinutes(lasts.orElse(0))));
      case TRACE -> trace.map(Arrivals.class::cast);
    };
  }
}
