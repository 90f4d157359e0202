package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.trace.Hop;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import javafx.scene.control.ListCell;

/** A line of the list of hops. */
final class TraceCell extends ListCell<TraceRow> {
  private final Texts texts;

  TraceCell(Texts texts) {
    this.texts = texts;
    setWrapText(true);
    setPrefWidth(0); // as wide as the list: what was decided is to be read without scrolling
  }

  private String text(String key, Object... args) {
    return texts.get(key, args);
  }

  @Override
  protected void updateItem(TraceRow row, boolean empty) {
    super.updateItem(row, empty);
    getStyleClass().remove("network-journey");
    if (empty || row == null) {
      setText(null);
      setGraphic(null);
      return;
    }
    switch (row) {
      case TraceRow.Head head -> {
        getStyleClass().add("network-journey");
        setText(
            text(
                "network.journey",
                text("network.purpose." + head.journey().purpose()),
                head.journey().from()));
        setGraphic(null);
      }
      case TraceRow.Folded folded -> {
        setText(text("network.trace.folded", folded.hops().size()));
        setGraphic(null);
      }
      case TraceRow.Done done -> {
        Hop hop = done.hop();
        setText(
            hop.node()
                + "  ·  "
                + text("network.step." + hop.step())
                + "  ·  "
                + text(hop.decided().code(), hop.decided().args().toArray()));
        setGraphic(
            hop.verdict().isPassed()
                ? Icons.SUCCEEDED.node("ok")
                : hop.verdict().isDropped()
                    ? Icons.FAILED.node("bad")
                    : Icons.WARNING.node("warn"));
      }
    }
  }
}
