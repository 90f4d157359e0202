package io.coppice.ui.kit.chart;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.controlsfx.control.HiddenSidesPane;

/**
 * A drawing over time with tools that come when the mouse nears its top, and stay while it or one
 * of them has the keyboard. FX thread.
 */
final class ChartTools extends HiddenSidesPane {
  private static final double NEARER = 0.6;

  /** From how far below the top the mouse calls them, in pixels: about the tools' height. */
  private static final double REACH = 40;

  ChartTools(Node drawing, ChartTime time, Texts texts) {
    HBox tools =
        new HBox(
            button(Icons.ZOOM_IN, texts.get("chart.in"), () -> time.zoomBy(NEARER, middle(time))),
            button(
                Icons.ZOOM_OUT,
                texts.get("chart.out"),
                () -> time.zoomBy(1 / NEARER, middle(time))));
    tools.getStyleClass().add("chart-tools");
    tools.setPickOnBounds(false);
    setFocusTraversable(false);
    setContent(drawing);
    setTop(tools);
    setTriggerDistance(REACH);
    setAnimationDelay(Duration.ZERO);
    setAnimationDuration(Duration.millis(120));
    focusWithinProperty().addListener((_, _, within) -> setPinnedSide(within ? Side.TOP : null));
  }

  /** Where one reads, else the newest: what one looks at stays in sight. */
  private static long middle(ChartTime time) {
    return time.cursor() >= 0 ? time.cursor() : time.to();
  }

  private static Button button(Icons icon, String name, Runnable action) {
    Button button = new Button(null, icon.node());
    button.getStyleClass().addAll(Styles.SMALL, Styles.BUTTON_ICON);
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
    button.setOnAction(_ -> action.run());
    return button;
  }
}
