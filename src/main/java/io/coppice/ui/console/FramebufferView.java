package io.coppice.ui.console;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.KeyTaker;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;

/**
 * Shows a framebuffer's own pixels: no copy of them is made here. Fitted, it keeps the screen's
 * proportions and never makes it larger than its pixels times the whole number that fits; otherwise
 * one pixel of the machine is one of this screen. FX thread, but for {@link #drawn}.
 */
final class FramebufferView extends Region implements KeyTaker {
  private final ImageView view = new ImageView();
  private final FrameGate gate;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private PixelBuffer<IntBuffer> buffer;
  private Framebuffer picture;
  private boolean fitted = true;

  FramebufferView(FrameGate gate, String name) {
    this.gate = gate;
    setId("console-screen");
    getStyleClass().add("console-screen");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(name);
    view.setManaged(false);
    view.setMouseTransparent(true);
    getChildren().add(view);
  }

  /** Shows another picture, or one of another size. */
  void show(Framebuffer next) {
    picture = next;
    buffer = null;
    view.setImage(null);
    if (next != null && next.width() > 0 && next.height() > 0) {
      buffer =
          new PixelBuffer<>(
              next.width(),
              next.height(),
              IntBuffer.wrap(next.pixels()),
              PixelFormat.getIntArgbPreInstance());
      view.setImage(new WritableImage(buffer));
    }
    requestLayout();
  }

  /** Something was drawn into the picture; any thread. Shown with a frame that is hurried, once. */
  void drawn() {
    if (waiting.compareAndSet(false, true)) {
      gate.soon(this::update);
    }
  }

  private void update() {
    waiting.set(false);
    if (buffer == null) {
      return;
    }
    Area damage = picture.takeDamage();
    if (!damage.isEmpty()) {
      buffer.updateBuffer(
          _ -> new Rectangle2D(damage.x(), damage.y(), damage.width(), damage.height()));
    }
  }

  void setFitted(boolean fit) {
    fitted = fit;
    requestLayout();
    if (getParent() != null) {
      getParent().requestLayout();
    }
  }

  /** The picture that is shown, if there is one. */
  Optional<Framebuffer> picture() {
    return Optional.ofNullable(picture).filter(now -> now.width() > 0 && now.height() > 0);
  }

  /** How many units of this node a pixel of the machine takes. */
  private double scale() {
    if (picture == null || picture.width() == 0 || picture.height() == 0) {
      return 1;
    }
    double own = 1 / density();
    if (!fitted) {
      return own;
    }
    double fit = Math.min(getWidth() / picture.width(), getHeight() / picture.height());
    // whole multiples stay crisp; below one there is no choice
    return fit < own ? fit : own * Math.max(1, Math.floor(fit / own));
  }

  /** Pixels of this screen a unit of this node. */
  double density() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : Math.max(1, getScene().getWindow().getRenderScaleX());
  }

  /** The column of the machine's screen at a place of this node. */
  int pixelX(double x) {
    return picture == null
        ? 0
        : Math.clamp(
            (long) Math.floor((x - view.getLayoutX()) / scale()),
            0,
            Math.max(0, picture.width() - 1));
  }

  int pixelY(double y) {
    return picture == null
        ? 0
        : Math.clamp(
            (long) Math.floor((y - view.getLayoutY()) / scale()),
            0,
            Math.max(0, picture.height() - 1));
  }

  @Override
  protected double computePrefWidth(double height) {
    return fitted || picture == null ? 0 : picture.width() / density();
  }

  @Override
  protected double computePrefHeight(double width) {
    return fitted || picture == null ? 0 : picture.height() / density();
  }

  @Override
  protected void layoutChildren() {
    if (picture == null || buffer == null) {
      return;
    }
    double scale = scale();
    double wide = picture.width() * scale;
    double high = picture.height() * scale;
    view.setFitWidth(wide);
    view.setFitHeight(high);
    view.setSmooth(scale * density() < 1);
    view.relocate(
        Math.max(0, snapPositionX((getWidth() - wide) / 2)),
        Math.max(0, snapPositionY((getHeight() - high) / 2)));
  }
}
