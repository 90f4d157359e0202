package io.coppice.ui.shell;

import io.coppice.session.Preferences;
import java.util.Optional;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Where the window stands, kept for the next start; it is only put where a screen shows enough of
 * it. FX thread.
 */
final class WindowPlacement {
  private static final String KEY = "window";
  private static final double VISIBLE = 120;

  private final Preferences preferences;

  WindowPlacement(Preferences preferences) {
    this.preferences = preferences;
  }

  /**
   * What is kept.
   *
   * @param maximised the other numbers are then those to come back to
   */
  record Frame(double x, double y, double width, double height, boolean maximised) {
    String print() {
      return x + " " + y + " " + width + " " + height + " " + maximised;
    }

    static Optional<Frame> parse(String text) {
      String[] parts = text.split(" ");
      try {
        return parts.length == 5
            ? Optional.of(
                new Frame(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Boolean.parseBoolean(parts[4])))
            : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    /** The frame moved and shrunk into an area, if too little of it would be seen there. */
    Frame within(Rectangle2D area) {
      double wide = Math.clamp(width, 640, Math.max(640, area.getWidth()));
      double high = Math.clamp(height, 480, Math.max(480, area.getHeight()));
      boolean seen =
          x + wide > area.getMinX() + VISIBLE
              && x < area.getMaxX() - VISIBLE
              && y >= area.getMinY() - 1
              && y < area.getMaxY() - VISIBLE;
      return seen
          ? new Frame(x, y, wide, high, maximised)
          : new Frame(
              area.getMinX() + (area.getWidth() - wide) / 2,
              area.getMinY() + Math.max(0, (area.getHeight() - high) / 2),
              wide,
              high,
              maximised);
    }
  }

  /** Puts a window where it was the last time. */
  void restore(Stage stage) {
    Frame placed = frame();
    stage.setX(placed.x());
    stage.setY(placed.y());
    stage.setWidth(placed.width());
    stage.setHeight(placed.height());
    stage.setMaximized(placed.maximised());
  }

  /**
   * How large the content will be at first, but for the window's borders. A content that is laid
   * out at another size before would divide its areas by that.
   */
  Dimension2D size() {
    Frame placed = frame();
    Rectangle2D main = Screen.getPrimary().getVisualBounds();
    return placed.maximised()
        ? new Dimension2D(main.getWidth(), main.getHeight())
        : new Dimension2D(placed.width(), placed.height());
  }

  private Frame frame() {
    Rectangle2D main = Screen.getPrimary().getVisualBounds();
    Frame frame =
        preferences
            .get(KEY)
            .flatMap(Frame::parse)
            .orElse(
                new Frame(
                    Double.NaN,
                    0,
                    Math.min(1440, main.getWidth()),
                    Math.min(900, main.getHeight()),
                    false));
    Rectangle2D area =
        Screen.getScreensForRectangle(frame.x(), frame.y(), frame.width(), frame.height()).stream()
            .findFirst()
            .map(Screen::getVisualBounds)
            .orElse(main);
    return frame.within(area);
  }

  void keep(Stage stage) {
    if (stage.isIconified()) {
      return;
    }
    Frame before =
        preferences.get(KEY).flatMap(Frame::parse).orElse(new Frame(0, 0, 1440, 900, false));
    Frame now =
        stage.isMaximized()
            ? new Frame(before.x(), before.y(), before.width(), before.height(), true)
            : new Frame(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
    preferences.put(KEY, now.print());
  }
}
