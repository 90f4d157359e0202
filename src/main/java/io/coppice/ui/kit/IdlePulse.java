package io.coppice.ui.kit;

import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.stage.Window;

/**
 * Slows JavaFX's pulse while nothing is drawn, where its timer does not pause by itself: the beats
 * of GTK's, sixty a second without anything to do, were half of what an idle console cost. What
 * somebody does at any window, what waits at the frame gate and every frame that JavaFX draws bring
 * the usual beat back; a moment without any of them slows it again. What nobody foresaw waits for a
 * slow beat, and has the usual ones from then on. Where nobody works, a slow beat is enough for a
 * frame now and then, such as the clock's; what moves draws one with every beat, and has the usual
 * ones from the {@value #MOVES}th on.
 *
 * <p>FX thread; a thread of its own looks when the moment is over.
 */
public final class IdlePulse implements AutoCloseable {
  /** Milliseconds without a frame after which the beat is slowed: three beats. */
  private static final int QUIET = 50;

  /** So many frames in a row are something that moves. */
  private static final int MOVES = 4;

  /**
   * Milliseconds from a frame to one that follows it in a row: a slow beat, and what it is late.
   */
  private static final int IN_A_ROW = 400;

  private final ToolkitPulse pulse;
  private final Consumer<Boolean> idles;
  private final Scene scene;
  private final Runnable drawn = this::drawn;
  private final EventHandler<InputEvent> acted = _ -> rouse();
  private final ListChangeListener<Window> opened = this::watch;
  private volatile long rousedAt = System.nanoTime();
  private volatile boolean closed;
  private boolean idle;
  private boolean calm;
  private long drawnAt;
  private int inARow;

  /** Whether a moment was quiet and nothing was drawn since. */
  private boolean over;

  /**
   * Begins with the usual beat.
   *
   * @param scene seen as long as any is: it hears of every frame
   * @param idles is told when nothing is drawn any more, and when something is
   */
  public IdlePulse(ToolkitPulse pulse, Scene scene, Consumer<Boolean> idles) {
    this.pulse = pulse;
    this.scene = scene;
    this.idles = idles;
    scene.addPreLayoutPulseListener(drawn);
    Window.getWindows().forEach(this::watch);
    Window.getWindows().addListener(opened);
    Thread.ofPlatform().daemon().name("idle-pulse").start(this::watchFrames);
  }

  private void watch(ListChangeListener.Change<? extends Window> change) {
    while (change.next()) {
      change.getAddedSubList().forEach(this::watch);
      change.getRemoved().forEach(this::forget);
    }
    rouse();
  }

  private void watch(Window window) {
    window.addEventFilter(InputEvent.ANY, acted);
  }

  private void forget(Window window) {
    window.removeEventFilter(InputEvent.ANY, acted);
  }

  private void drawn() {
    long now = System.nanoTime();
    inARow = now - drawnAt < IN_A_ROW * 1_000_000L ? inARow + 1 : 1;
    drawnAt = now;
    if (!calm || !idle || inARow >= MOVES) {
      rouse();
    }
  }

  /** Nobody works in the window any more, or somebody does again. */
  public void calm(boolean unfocused) {
    calm = unfocused;
    rouse();
  }

  /** Something is to be drawn, or may be soon. */
  public void rouse() {
    rousedAt = System.nanoTime();
    if (idle) {
      setIdle(false);
    }
  }

  boolean isIdle() {
    return idle;
  }

  private void setIdle(boolean is) {
    idle = is;
    inARow = 0;
    pulse.idle(is);
    idles.accept(is);
    if (!is) {
      watchOn();
    }
  }

  /** Waits for quiet moments, for one after the other. */
  private synchronized void watchFrames() {
    try {
      while (!closed) {
        wait(QUIET);
        if (isQuiet()) {
          over = true;
          Platform.runLater(this::slow);
        }
        while (over && !closed) {
          wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isQuiet() {
    return System.nanoTime() - rousedAt >= QUIET * 1_000_000L;
  }

  private void slow() {
    if (!closed && isQuiet()) {
      setIdle(true);
    } else {
      watchOn();
    }
  }

  private synchronized void watchOn() {
    over = false;
    notifyAll();
  }

  /** Leaves the usual beat behind. */
  @Override
  public void close() {
    scene.removePreLayoutPulseListener(drawn);
    Window.getWindows().removeListener(opened);
    Window.getWindows().forEach(this::forget);
    closed = true;
    if (idle) {
      setIdle(false);
    }
    watchOn();
  }
}
