package io.coppice.ui.kit.chart;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.controlsfx.control.SegmentedButton;

/**
 * Chooses how far back the charts of a page look, and shows the whole again after zooming. FX
 * thread.
 */
public final class TimeBar extends HBox {
  private final ChartTime time;
  private final Button whole;

  public TimeBar(ChartTime time, Texts texts) {
    this.time = time;
    getStyleClass().add("time-bar");
    setAlignment(Pos.CENTER_LEFT);
    SegmentedButton spans = new SegmentedButton();
    ToggleGroup group = new ToggleGroup();
    spans.setToggleGroup(group);
    for (ChartTime.Span span : ChartTime.Span.values()) {
      ToggleButton button = new ToggleButton(texts.get("chart.span." + span));
      button.setAccessibleText(texts.get("chart.span.help." + span));
      button.setTooltip(new Tooltip(texts.get("chart.span.help." + span)));
      button.setSelected(span == time.span());
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            time.choose(span);
          });
      spans.getButtons().add(button);
    }
    spans.setMinWidth(USE_PREF_SIZE);
    whole = new Button(null, Icons.ZOOM_RESET.node());
    whole.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
    whole.setAccessibleText(texts.get("chart.whole"));
    whole.setTooltip(new Tooltip(texts.get("chart.whole")));
    whole.setOnAction(_ -> time.reset());
    Label hint = new Label(texts.get("chart.hint"));
    hint.setWrapText(true);
    hint.getStyleClass().addAll("quiet", Styles.TEXT_SMALL);
    getChildren().setAll(spans, whole, hint);
    time.listen(this::changed);
    changed();
  }

  private void changed() {
    whole.setDisable(!time.isZoomed());
  }
}
