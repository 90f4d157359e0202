package io.coppice.ui.fork.pagemap;

import java.nio.IntBuffer;
import java.util.function.IntConsumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * Shows a {@link PageRaster}: wheel and + - zoom about the pointer or the middle, dragging and the
 * arrow keys pan, Home fits the whole memory, the pointer tells the page below it. The zoom and
 * place survive a new raster of the same size. FX thread.
 */
public final class PageMapView extends Region {
  private static final double MOST = 48;

  private final ImageView view = new ImageView();
  private PageRaster raster;
  private int[] pixels = new int[0];
  private PixelBuffer<IntBuffer> buffer;
  private int width;
  private int height;
  private double left;
  private double top;
  private double scale;
  private boolean fitted = true;
  private double dragX;
  private double dragY;
  private IntConsumer onHover = page -> {};
  private IntConsumer onChoose = page -> {};

  /** An empty map. */
  public PageMapView(String accessibleName) {
    getStyleClass().add("page-map");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(accessibleName);
    view.setManaged(false);
    getChildren().add(view);
    setOnScroll(this::zoomByWheel);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseMoved(event -> onHover.accept(pageAt(event.getX(), event.getY())));
    setOnMouseExited(_ -> onHover.accept(-1));
    setOnMouseClicked(
        event -> {
          if (event.isStillSincePress()) {
            onChoose.accept(pageAt(event.getX(), event.getY()));
          }
        });
    setOnKeyPressed(this::key);
  }

  /** Hears of the page under the pointer, -1 for none. */
  public void setOnHover(IntConsumer listener) {
    onHover = listener;
  }

  /** Hears of a page that was clicked, -1 beside the map. */
  public void setOnChoose(IntConsumer listener) {
    onChoose = listener;
  }

  /** Shows another map; keeps zoom and place if it has the same number of pages. */
  public void show(PageRaster changed) {
    boolean alike = raster != null && raster.pages() == changed.pages();
    raster = changed;
    if (!alike || fitted) {
      fit();
    }
    draw();
  }

  /** Shows the whole memory. */
  public void fit() {
    fitted = true;
    if (raster == null || width == 0 || height == 0) {
      return;
    }
    scale = Math.min((double) width / raster.columns(), (double) height / raster.rows());
    left = (raster.columns() - width / scale) / 2;
    top = (raster.rows() - height / scale) / 2;
  }

  /** Zooms by a factor about a place of this node. */
  public void zoom(double factor, double x, double y) {
    if (raster == null || scale == 0) {
      return;
    }
    double least =
        0.5 * Math.min((double) width / raster.columns(), (double) height / raster.rows());
    double pixelX = x * density();
    double pixelY = y * density();
    double column = left + pixelX / scale;
    double row = top + pixelY / scale;
    scale = Math.clamp(scale * factor, Math.min(least, MOST), MOST * density());
    left = column - pixelX / scale;
    top = row - pixelY / scale;
    fitted = false;
    draw();
  }

  /** Brings a page to the middle, close enough to see it as a block. */
  public void reveal(int page) {
    if (raster == null || page < 0 || page >= raster.pages()) {
      return;
    }
    scale = Math.max(scale, PageRaster.BLOCKS_FROM * 2);
    left = page % raster.columns() + 0.5 - width / scale / 2;
    top = Math.floorDiv(page, raster.columns()) + 0.5 - height / scale / 2;
    fitted = false;
    draw();
  }

  private int pageAt(double x, double y) {
    return raster == null || scale == 0
        ? -1
        : raster.pageAt(left + x * density() / scale, top + y * density() / scale);
  }

  private void pan(double x, double y) {
    left -= x * density() / scale;
    top -= y * density() / scale;
    fitted = false;
    draw();
  }

  private void zoomByWheel(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      zoom(Math.pow(1.0018, event.getDeltaY()), event.getX(), event.getY());
      event.consume();
    }
  }

  private void press(MouseEvent event) {
    requestFocus();
    dragX = event.getX();
    dragY = event.getY();
  }

  private void drag(MouseEvent event) {
    pan(event.getX() - dragX, event.getY() - dragY);
    dragX = event.getX();
    dragY = event.getY();
  }

  private void key(KeyEvent event) {
    double step = 60;
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> zoom(1.25, getWidth() / 2, getHeight() / 2);
      case MINUS, SUBTRACT -> zoom(0.8, getWidth() / 2, getHeight() / 2);
      case LEFT -> pan(step, 0);
      case RIGHT -> pan(-step, 0);
      case UP -> pan(0, step);
      case DOWN -> pan(0, -step);
      case HOME, DIGIT0 -> {
        fit();
        draw();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private double density() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getRenderScaleX();
  }

  @Override
  protected void layoutChildren() {
    int wide = (int) Math.ceil(getWidth() * density());
    int high = (int) Math.ceil(getHeight() * density());
    if (wide == width && high == height) {
      return;
    }
    width = wide;
    height = high;
    buffer = null;
    view.setImage(null);
    if (wide > 0 && high > 0) {
      pixels = new int[wide * high];
      buffer =
          new PixelBuffer<>(
              wide, high, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      view.setImage(new WritableImage(buffer));
      view.setFitWidth(wide / density());
      view.setFitHeight(high / density());
    }
    if (fitted) {
      fit();
    }
    draw();
  }

  /** Draws into the buffer; the toolkit uploads it with the next pulse. */
  private void draw() {
    if (raster == null || buffer == null || scale == 0) {
      return;
    }
    raster.draw(pixels, width, height, left, top, scale);
    buffer.updateBuffer(_ -> new Rectangle2D(0, 0, width, height));
  }
}
