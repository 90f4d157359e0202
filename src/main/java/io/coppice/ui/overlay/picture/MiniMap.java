package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.nio.IntBuffer;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * The whole of a network, small, with the window that the picture shows of it; a press or drag
 * brings the picture there. Drawn anew only when the network or its marks change. FX thread.
 */
public final class MiniMap extends Region {
  private static final int WIDE = 200;
  private static final int HIGH = 130;

  /** A picture that is not so many times as wide and high would lie hidden under its map. */
  private static final int ROOM = 2;

  private final NetworkView view;
  private final int[] pixels = new int[WIDE * HIGH];
  private final PixelBuffer<IntBuffer> buffer =
      new PixelBuffer<>(WIDE, HIGH, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
  private final ImageView image = new ImageView(new WritableImage(buffer));
  private final Region window = new Region();
  private NetworkRaster drawn;
  private Marks drawnMarks;
  private int[] drawnColours;
  private double scale = 1;
  private double left;
  private double top;

  /** The map of a picture. */
  public MiniMap(NetworkView view, String accessibleName) {
    this.view = view;
    getStyleClass().add("network-minimap");
    setAccessibleText(accessibleName);
    window.getStyleClass().add("network-minimap-window");
    window.setManaged(false);
    window.setMouseTransparent(true);
    image.setManaged(false);
    getChildren().addAll(image, window);
    setMinSize(WIDE, HIGH);
    setMaxSize(WIDE, HIGH);
    setPrefSize(WIDE, HIGH);
    setOnMousePressed(this::go);
    setOnMouseDragged(this::go);
  }

  private void go(MouseEvent event) {
    view.reveal(left + event.getX() / scale, top + event.getY() / scale, 0);
    event.consume();
  }

  /** Follows the picture. */
  public void follow() {
    if (drawn != view.raster()
        || !view.marks().equals(drawnMarks)
        || drawnColours != view.colours()) {
      draw();
    }
    PlacedGraph.Frame seen = view.seen();
    double fromX = Math.clamp((seen.left() - left) * scale, 0, WIDE);
    double fromY = Math.clamp((seen.top() - top) * scale, 0, HIGH);
    double toX = Math.clamp((seen.right() - left) * scale, 0, WIDE);
    double toY = Math.clamp((seen.bottom() - top) * scale, 0, HIGH);
    window.resizeRelocate(fromX, fromY, Math.max(2, toX - fromX), Math.max(2, toY - fromY));
    PlacedGraph.Frame whole = drawn.placed().whole();
    double pixel = 1 / view.unit(); // a picture begins on a whole one, up to half of one aside
    boolean all =
        seen.left() <= whole.left() + pixel
            && seen.top() <= whole.top() + pixel
            && seen.right() >= whole.right() - pixel
            && seen.bottom() >= whole.bottom() - pixel;
    boolean roomy = view.getWidth() >= ROOM * WIDE && view.getHeight() >= ROOM * HIGH;
    setVisible(view.isShowing() && !all && roomy);
  }

  private void draw() {
    drawn = view.raster();
    drawnMarks = view.marks();
    drawnColours = view.colours();
    PlacedGraph.Frame whole = drawn.placed().whole();
    scale = Math.min(WIDE / whole.width(), HIGH / whole.height());
    left = whole.left() - (WIDE / scale - whole.width()) / 2;
    top = whole.top() - (HIGH / scale - whole.height()) / 2;
    drawn.draw(
        new PixelBrush(pixels, WIDE, HIGH),
        new PixelWindow(left * scale, top * scale, scale),
        drawnColours,
        drawnMarks,
        List.of(),
        1);
    buffer.updateBuffer(_ -> new Rectangle2D(0, 0, WIDE, HIGH));
  }
}
