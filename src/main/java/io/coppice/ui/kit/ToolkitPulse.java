package io.coppice.ui.kit;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import javafx.application.Platform;

/**
 * When JavaFX draws. Its timer asks sixty times a second whether something is to be drawn, and
 * whatever changes waits for the next beat: 8 ms on the average, 17 at most. {@link #hasten} makes
 * it ask at once. On GTK that timer wakes the FX thread for ever: the timer of other platforms can
 * pause, that of GTK has nothing in its place ({@code com.sun.glass.ui.gtk.GtkTimer}, JavaFX 26).
 * While no window can be seen it is slowed by {@link #rest}, and while nothing is drawn by {@link
 * IdlePulse}; it goes on beating, so that what waits for a frame still gets one.
 *
 * <p>There is no public way to do either; JavaFX's own toolkit is reached where the command line
 * opens it. FX thread.
 */
public final class ToolkitPulse {
  private static final String GTK = "com.sun.glass.ui.gtk.GtkTimer";

  /** Milliseconds between two frames that nobody sees. */
  private static final int SLOW = 500;

  /** Milliseconds until somebody looks again whether there is something to draw after all. */
  private static final int IDLE = 250;

  private final Object toolkit;
  private final Method post;
  private final Object timer;
  private final Method start;
  private final int usual;
  private boolean unseen;
  private boolean idle;

  private ToolkitPulse(Object toolkit, Method post, Object timer, Method start, int usual) {
    this.toolkit = toolkit;
    this.post = post;
    this.timer = timer;
    this.start = start;
    this.usual = usual;
  }

  /** That of the running toolkit; empty where it cannot be reached. */
  public static Optional<ToolkitPulse> find() {
    try {
      ClassLoader loader = Platform.class.getClassLoader();
      Object toolkit =
          Class.forName("com.sun.javafx.tk.Toolkit", true, loader)
              .getMethod("getToolkit")
              .invoke(null);
      Object timer = value(toolkit, "pulseTimer");
      if (timer == null) {
        return Optional.empty();
      }
      Method post = toolkit.getClass().getDeclaredMethod("postPulse");
      post.setAccessible(true);
      Method start =
          Class.forName("com.sun.glass.ui.Timer", true, loader).getMethod("start", int.class);
      return Optional.of(
          new ToolkitPulse(
              toolkit, post, timer, start, (Integer) value(toolkit, "PULSE_INTERVAL")));
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(ToolkitPulse.class.getName())
          .log(System.Logger.Level.DEBUG, "JavaFX keeps its pulse", e);
      return Optional.empty();
    }
  }

  private static Object value(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /**
   * Draws what waits now, without the wait for the next beat; beside a frame that is being drawn it
   * does nothing.
   */
  public void hasten() {
    Platform.requestNextPulse();
    call(post, toolkit);
  }

  /** Slow while nothing can be seen, as usual otherwise, where the timer does not pause itself. */
  public void rest(boolean nowUnseen) {
    unseen = nowUnseen;
    beat();
  }

  /** Slow while nothing is drawn, as usual otherwise, where the timer does not pause itself. */
  void idle(boolean nowIdle) {
    idle = nowIdle;
    beat();
  }

  private void beat() {
    if (isSlowable()) {
      call(start, timer, unseen ? SLOW : idle ? IDLE : usual);
    }
  }

  /** No beat any more, until {@link #start}: then only what is hurried is drawn. */
  void stop() throws ReflectiveOperationException {
    start.getDeclaringClass().getMethod("stop").invoke(timer);
  }

  void start() {
    call(start, timer, usual);
  }

  /** Whether the timer does not pause by itself. */
  public boolean isSlowable() {
    return timer.getClass().getName().equals(GTK);
  }

  private static void call(Method method, Object on, Object... with) {
    try {
      method.invoke(on, with);
    } catch (IllegalAccessException | InvocationTargetException e) {
      System.getLogger(ToolkitPulse.class.getName())
          .log(System.Logger.Level.WARNING, "JavaFX's pulse does not obey", e);
    }
  }
}
