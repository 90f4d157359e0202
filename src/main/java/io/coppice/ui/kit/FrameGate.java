package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Brings the newest value to the screen once a frame. A state is computed off the FX thread and
 * handed over on it; while one is being computed newer inputs replace each other, so that a slow
 * screen skips instead of falling behind. Sleeps when nothing waits. The only user of {@code
 * Platform.runLater}.
 */
public interface FrameGate {
  /**
   * Keeps a view up to date with the site.
   *
   * @param compute pure, off the FX thread; called with the newest snapshot after every change of
   *     it and after every {@link Binding#refresh}
   * @param show on the FX thread, at most once a frame
   */
  <S> Binding bind(Function<Snapshot, S> compute, Consumer<S> show);

  /**
   * As {@link #bind}, for what shows the time: it keeps up also while nothing but the time changes
   * and nobody works in the window, when the others are in no hurry.
   */
  default <S> Binding bindToTime(Function<Snapshot, S> compute, Consumer<S> show) {
    return bind(compute, show);
  }

  /** Runs once on the FX thread, in the next frame, in order. */
  void later(Runnable action);

  /**
   * As {@link #later}, but in a frame of its own that is drawn at once, unless one was within the
   * last sixtieth of a second: for a single change that somebody waits for, such as the echo of a
   * key. A stream of them has the usual pace.
   */
  default void soon(Runnable action) {
    later(action);
  }

  /** Runs work off the FX thread, then hands its result or failure over on the FX thread. */
  <T> void async(
      java.util.concurrent.Callable<T> work, Consumer<T> done, Consumer<Throwable> failed);

  /** One view's tie to the site; closing it ends the updates. */
  interface Binding extends AutoCloseable {
    /**
     * Computes again although the site did not change: a filter or sort was chosen. Shown as {@link
     * FrameGate#soon} does, because somebody waits for it.
     */
    void refresh();

    @Override
    void close();
  }
}
