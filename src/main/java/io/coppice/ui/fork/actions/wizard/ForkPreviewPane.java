package io.coppice.ui.fork.actions.wizard;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.StackBar;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows the preview of a fork beside its form. FX thread. */
final class ForkPreviewPane extends VBox {
  private static final List<String> PARTS =
      List.of("part-used", "part-base", "part-diverged", "part-later");
  private static final List<String> LEGEND = List.of("used", "base", "now", "later");

  private final UiContext context;
  private final MachineId source;
  private final Label names = label();
  private final Label captured = label();
  private final Label now = label();
  private final Label later = label();
  private final Label instead = label();
  private final Label fits = new Label();
  private final Label fit = label();
  private final StackBar bar = new StackBar(PARTS);
  private final VBox gate = new VBox();
  private volatile ForkSpec spec;
  private FrameGate.Binding binding;
  private ForkPreview shown;

  ForkPreviewPane(MachineId source, ForkSpec spec, UiContext context) {
    this.context = context;
    this.source = source;
    this.spec = spec;
    getStyleClass().addAll("fork-preview", "fork-side");
    setId("fork-preview");
    instead.getStyleClass().add("quiet");
    captured.getStyleClass().add("quiet");
    gate.getStyleClass().add("gate-lines");
    getChildren()
        .setAll(
            head("names"),
            names,
            captured,
            head("cost"),
            now,
            later,
            instead,
            bar,
            legend(),
            marked(fits, fit),
            head("gate"),
            gate);
    sceneProperty().addListener((_, _, scene) -> shownOrHidden(scene != null));
  }

  private static Label label() {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private Label head(String key) {
    Label head = new Label(context.texts().get("forks.preview." + key + ".title"));
    head.getStyleClass().add("card-title");
    head.setWrapText(true);
    head.setMinHeight(Region.USE_PREF_SIZE);
    return head;
  }

  private FlowPane legend() {
    FlowPane legend = new FlowPane();
    legend.getStyleClass().addAll("legend", "text-small");
    for (int i = 0; i < PARTS.size(); i++) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", PARTS.get(i));
      HBox item =
          new HBox(swatch, new Label(context.texts().get("forks.preview.bar." + LEGEND.get(i))));
      item.getStyleClass().add("legend-item");
      legend.getChildren().add(item);
    }
    return legend;
  }

  private void shownOrHidden(boolean there) {
    if (there && binding == null) {
      binding = context.gate().bind(this::compute, this::show);
    } else if (!there && binding != null) {
      binding.close();
      binding = null;
    }
  }

  /** Shows what another fork would mean. */
  void ask(ForkSpec changed) {
    spec = changed;
    if (binding != null) {
      binding.refresh();
    }
  }

  private Optional<ForkPreview> compute(Snapshot snapshot) {
    return ForkPreview.of(snapshot, source, spec, context.texts(), context.format());
  }

  private void show(Optional<ForkPreview> next) {
    if (next.isEmpty() || next.get().equals(shown)) {
      return;
    }
    ForkPreview is = next.get();
    names.setText(is.names());
    captured.setText(is.captured());
    now.setText(is.now());
    later.setText(is.later());
    instead.setText(is.instead());
    fit.setText(is.fit());
    fits.setGraphic(
        switch (is.fits()) {
          case ALWAYS -> Icons.SUCCEEDED.node("ok");
          case NOW -> Icons.WARNING.node("warn");
          case NOT -> Icons.ERROR.node("bad");
        });
    bar.set(is.bar().stream().mapToDouble(Double::doubleValue).toArray());
    if (shown == null || !is.changes().equals(shown.changes()) || !is.kept().equals(shown.kept())) {
      gate.getChildren().setAll(is.changes().stream().map(line -> line(line, false)).toList());
      is.kept().forEach(line -> gate.getChildren().add(line(line, true)));
    }
    setAccessibleText(String.join(" ", is.now(), is.later(), is.fit()));
    shown = is;
  }

  private HBox line(String text, boolean kept) {
    Label words = label();
    words.setText(kept ? context.texts().get("forks.preview.kept", text) : text);
    return marked(kept ? Icons.WARNING.node("warn") : Icons.SUCCEEDED.node("ok"), words);
  }

  /** A mark beside the first line of words. */
  private static HBox marked(Node mark, Label words) {
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(mark, words);
    line.getStyleClass().add("trouble");
    return line;
  }
}
