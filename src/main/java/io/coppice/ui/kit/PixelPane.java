package io.coppice.ui.kit;

import java.util.List;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * A pane whose content is drawn pixel by pixel into a shared buffer and can be zoomed and panned:
 * wheel and + - zoom about the pointer or the middle, dragging and the arrow keys pan, Home fits
 * the whole. The keyboard has a pointer of its own, which is in the middle unless the content puts
 * it elsewhere. For pictures of ten thousand or a million parts, which neither nodes nor a canvas
 * draw within a frame by the software pipeline: a picture that is panned moves by whole pixels, and
 * only what comes into sight is drawn. FX thread.
 */
public abstract class PixelPane extends Region {
  /** Units of this node an arrow key pans. */
  private static final double STEP = 60;

  private final ImageView view = new ImageView();
  private final PixelSurface surface =
      new PixelSurface(
          new PixelSurface.Painter() {
            @Override
            public void paint(PixelBrush brush, PixelWindow window) {
              PixelPane.this.paint(brush, window);
            }

            @Override
            public boolean isFine(PixelBrush brush, PixelWindow window) {
              return PixelPane.this.isFine(brush, window);
            }
          });
  private final Region frame = new Region();
  private final Region aim = new Region();
  private final double leastScale;
  private final double mostScale;
  private double left;
  private double top;
  private double scale;
  private boolean fitted = true;
  private double aimX = Double.NaN;
  private double aimY = Double.NaN;
  private double dragX;
  private double dragY;
  private boolean carries;
  private Runnable onView = () -> {};

  /**
   * An empty pane.
   *
   * @param leastScale pixels a unit of the content to which one can always zoom out; fitting may go
   *     below
   * @param mostScale pixels a unit to which one can zoom in
   */
  @SuppressWarnings("this-escape") // what is set up here calls nothing before the end
  protected PixelPane(double leastScale, double mostScale) {
    this.leastScale = leastScale;
    this.mostScale = mostScale;
    setFocusTraversable(true);
    view.setManaged(false);
    view.setMouseTransparent(true);
    getStyleClass().add("pixel-pane");
    for (Region above : List.of(frame, aim)) {
      above.setManaged(false);
      above.setMouseTransparent(true);
    }
    frame.getStyleClass().add("pixel-frame");
    aim.getStyleClass().add("pixel-aim");
    aim.setVisible(false);
    getChildren().addAll(view, frame, aim);
    setOnScroll(this::zoomByWheel);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseReleased(_ -> release());
    setOnMouseMoved(
        event -> {
          aimX = Double.NaN;
          placeAim();
          hovered(contentX(event.getX()), contentY(event.getY()));
        });
    setOnMouseExited(_ -> hovered(Double.NaN, Double.NaN));
    focusedProperty().addListener((_, _, _) -> placeAim());
    setOnMouseClicked(
        event -> {
          if (event.isStillSincePress()) {
            chosen(contentX(event.getX()), contentY(event.getY()), event);
          }
        });
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  /** The content's width in its own units; 0 when there is none. */
  protected abstract double contentWidth();

  protected abstract double contentHeight();

  /** The content's x at its left edge. */
  protected double contentLeft() {
    return 0;
  }

  protected double contentTop() {
    return 0;
  }

  /** Whether what stands at a place of the content follows the drag that begins there. */
  protected boolean grabs(double x, double y, MouseEvent event) {
    return false;
  }

  /** What was grabbed is to follow, by so much in units of the content. */
  protected void carry(double byX, double byY) {}

  /** What was grabbed was let go. */
  protected void dropped() {}

  /**
   * Draws what the window shows. What a pixel of the content looks like depends on nothing but the
   * content and its scale, so that parts of the window can be drawn one by one.
   *
   * @param brush for premultiplied ARGB pixels as many as the window has, of which its part is to
   *     be filled wholly
   * @param window begins on a whole pixel of the content
   */
  protected abstract void paint(PixelBrush brush, PixelWindow window);

  /**
   * Whether what a window shows is drawn finely, if that depends on how much there is in it: where
   * this changes, a picture that is moved is drawn again.
   */
  protected boolean isFine(PixelBrush brush, PixelWindow window) {
    return true;
  }

  /** The pointer is over a place of the content; NaN when it left. */
  protected abstract void hovered(double x, double y);

  /** A place of the content was clicked. */
  protected abstract void chosen(double x, double y, MouseEvent event);

  /**
   * Whether the content keeps its proportions and fits by its larger side (true), or fits by height
   * alone (false).
   */
  protected boolean fitsWhole() {
    return true;
  }

  /** Called after every drawing, to place what floats above the picture. */
  protected final void setOnView(Runnable listener) {
    onView = listener;
  }

  /** Draws again; {@code refit} forgets the person's zoom and place. */
  public final void redraw(boolean refit) {
    if (refit || fitted) {
      fit();
    } else {
      draw();
    }
  }

  /** Draws again at the same place and zoom, whatever became of the content's extent. */
  protected final void repaint() {
    if (scale == 0) {
      fit();
    } else {
      draw();
    }
  }

  /** Shows the whole content. */
  public final void fit() {
    fitted = true;
    if (contentWidth() <= 0 || contentHeight() <= 0 || surface.isEmpty()) {
      scale = 0;
    } else {
      scale = fitScale();
      left = contentLeft() + (contentWidth() - surface.width() / scale) / 2;
      top = contentTop() + (contentHeight() - surface.height() / scale) / 2;
    }
    draw();
  }

  private double fitScale() {
    double byHeight = surface.height() / contentHeight();
    return Math.min(
        mostScale * density(),
        fitsWhole() ? Math.min(surface.width() / contentWidth(), byHeight) : byHeight);
  }

  /** Zooms by a factor about a place of this node. */
  public final void zoom(double factor, double x, double y) {
    if (scale == 0) {
      return;
    }
    double pixelX = x * density();
    double pixelY = y * density();
    double atX = left + pixelX / scale;
    double atY = top + pixelY / scale;
    scale =
        Math.clamp(scale * factor, Math.min(leastScale, 0.5 * fitScale()), mostScale * density());
    left = atX - pixelX / scale;
    top = atY - pixelY / scale;
    fitted = false;
    draw();
  }

  /** Brings a place of the content to the middle, at least at the given scale. */
  public final void reveal(double x, double y, double atLeast) {
    if (scale == 0) {
      return;
    }
    scale = Math.max(scale, atLeast * density());
    left = x - surface.width() / scale / 2;
    top = y - surface.height() / scale / 2;
    fitted = false;
    move();
  }

  /** The content's pixel at the left edge: what is drawn lies on whole pixels. */
  private double fromX() {
    return Math.rint(left * scale);
  }

  private double fromY() {
    return Math.rint(top * scale);
  }

  protected final double contentX(double x) {
    return (fromX() + x * density()) / scale;
  }

  protected final double contentY(double y) {
    return (fromY() + y * density()) / scale;
  }

  /** Where a place of the content stands in this node. */
  protected final double nodeX(double x) {
    return (x * scale - fromX()) / density();
  }

  protected final double nodeY(double y) {
    return (y * scale - fromY()) / density();
  }

  /** Units of this node a unit of the content; 0 while nothing is shown. */
  protected final double nodeScale() {
    return scale / density();
  }

  /** An arrow key: by default it pans, and points at the middle. */
  protected void step(int right, int down) {
    pan(-STEP * right, -STEP * down);
    aimAtMiddle();
  }

  /** Puts the keyboard's pointer on a place of the content. */
  protected final void aim(double x, double y) {
    aimX = x;
    aimY = y;
    placeAim();
    hovered(x, y);
  }

  /** Whether there is something to see, and room for it. */
  public final boolean isShowing() {
    return scale > 0;
  }

  protected final void aimAtMiddle() {
    if (scale > 0) {
      aim(contentX(getWidth() / 2), contentY(getHeight() / 2));
    }
  }

  private void placeAim() {
    aim.setVisible(isFocused() && scale > 0 && !Double.isNaN(aimX));
    double wide = snapSizeX(aim.prefWidth(-1));
    double high = snapSizeY(aim.prefHeight(-1));
    if (aim.isVisible()) {
      aim.resizeRelocate(nodeX(aimX) - wide / 2, nodeY(aimY) - high / 2, wide, high);
    }
  }

  protected final void pan(double x, double y) {
    if (scale > 0) {
      left -= x * density() / scale;
      top -= y * density() / scale;
      fitted = false;
      move();
    }
  }

  private void zoomByWheel(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      zoom(Math.pow(1.0018, event.getDeltaY()), event.getX(), event.getY());
      event.consume();
    }
  }

  private void press(MouseEvent event) {
    requestFocus();
    event.consume(); // else the tabs around it take the keyboard
    dragX = event.getX();
    dragY = event.getY();
    carries = scale > 0 && grabs(contentX(dragX), contentY(dragY), event);
  }

  private void release() {
    if (carries) {
      carries = false;
      dropped();
    }
  }

  private void drag(MouseEvent event) {
    double byX = event.getX() - dragX;
    double byY = event.getY() - dragY;
    if (carries) {
      carry(byX * density() / scale, byY * density() / scale);
    } else {
      pan(byX, byY);
    }
    dragX = event.getX();
    dragY = event.getY();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> zoom(1.25, getWidth() / 2, getHeight() / 2);
      case MINUS, SUBTRACT -> zoom(0.8, getWidth() / 2, getHeight() / 2);
      case LEFT -> step(-1, 0);
      case RIGHT -> step(1, 0);
      case UP -> step(0, -1);
      case DOWN -> step(0, 1);
      case HOME, DIGIT0 -> fit();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Pixels a unit of this node: 2 on a screen of 200 %. */
  protected final double density() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getRenderScaleX();
  }

  @Override
  protected void layoutChildren() {
    frame.resizeRelocate(0, 0, getWidth(), getHeight());
    int wide = (int) Math.ceil(getWidth() * density());
    int high = (int) Math.ceil(getHeight() * density());
    if (wide == surface.width() && high == surface.height()) {
      return;
    }
    view.setImage(surface.resize(wide, high));
    view.setFitWidth(wide / density());
    view.setFitHeight(high / density());
    redraw(scale == 0);
  }

  private void draw() {
    show(true);
  }

  /** Draws after nothing but the place has changed. */
  private void move() {
    show(false);
  }

  private void show(boolean anew) {
    if (surface.isEmpty()) {
      return;
    }
    if (scale == 0) {
      surface.clear();
    } else if (anew) {
      surface.draw(new PixelWindow(fromX(), fromY(), scale));
    } else {
      surface.move(new PixelWindow(fromX(), fromY(), scale));
    }
    placeAim();
    onView.run();
  }
}
