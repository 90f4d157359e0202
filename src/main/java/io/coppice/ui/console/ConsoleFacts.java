package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionFacts;
import io.coppice.ui.kit.EverySecond;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * What a connection is like, once a second: size, encoding, updates and bytes a second, and how
 * long the machine took from the last key to what it drew. FX thread.
 */
final class ConsoleFacts implements AutoCloseable {
  private final UiContext context;
  private final ConsolePane pane;
  private final Label hint = new Label();
  private final Label label = new Label();
  private final Tooltip tooltip = new Tooltip();
  private final HBox box = new HBox(hint, label);
  private final EverySecond clock;
  private boolean closed;
  private SessionFacts before;

  ConsoleFacts(UiContext context, ConsolePane pane) {
    this.context = context;
    this.pane = pane;
    label.setId("console-facts");
    label.getStyleClass().add(Styles.TEXT_MUTED);
    label.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    label.setTooltip(tooltip);
    label.setMinWidth(0);
    // the way out is said before what the connection is like, but never makes the page wider
    hint.setMinWidth(Region.USE_PREF_SIZE);
    hint.setTooltip(new Tooltip(context.texts().get("console.grabbed.help")));
    hint.setId("console-hint");
    hint.setText(context.texts().get("console.grabbed"));
    hint.getStyleClass().add(Styles.ACCENT);
    hint.visibleProperty().bind(pane.view().focusedProperty());
    hint.managedProperty().bind(hint.visibleProperty());
    box.getStyleClass().addAll("console-line", "console-facts");
    clock = new EverySecond(context.gate(), this::update);
  }

  Node node() {
    return box;
  }

  /** No wider than what holds it. */
  void boundBy(Region holder) {
    box.maxWidthProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> {
                  double sides = holder.snappedLeftInset() + holder.snappedRightInset();
                  return Math.max(0, holder.getWidth() - sides);
                },
                holder.widthProperty(),
                holder.insetsProperty()));
  }

  void connected(boolean is) {
    before = null;
    if (is && !closed) {
      update();
      clock.start();
    } else {
      clock.stop();
      label.setText("");
    }
  }

  private void update() {
    if (box.getScene() == null) {
      before = null; // another page is shown
      return;
    }
    Optional<SessionFacts> now = pane.session().flatMap(RfbSession::facts);
    if (now.isEmpty()) {
      return;
    }
    SessionFacts facts = now.get();
    long updates = before == null ? 0 : facts.updates() - before.updates();
    long bytes = before == null ? 0 : facts.bytes() - before.bytes();
    before = facts;
    long echo = pane.echoMillis();
    String recording =
        pane.recorder().recordingProperty().get()
            ? context.texts().get("console.facts.recording", pane.recorder().seconds()) + " \u00b7 "
            : "";
    label.setText(
        recording
            + context
                .texts()
                .get("console.facts.now", facts.width(), facts.height(), updates, bytes / 1000.0)
            + (echo < 0 ? "" : " \u00b7 " + context.texts().get("console.facts.echo", echo)));
    tooltip.setText(
        context
            .texts()
            .get(
                "console.facts",
                facts.width(),
                facts.height(),
                facts.security().title(),
                facts.version(),
                facts.lastEncoding().map(Encoding::title).orElse("\u2013"),
                facts.serverFormat()));
  }

  @Override
  public void close() {
    closed = true;
    clock.close();
  }
}
