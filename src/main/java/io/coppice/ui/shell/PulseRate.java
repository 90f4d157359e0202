package io.coppice.ui.shell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import javafx.application.Platform;

/**
 * How often JavaFX asks itself whether something is to be drawn. On GTK its timer wakes the FX
 * thread sixty times a second for ever: the timer of other platforms can pause, that of GTK has
 * nothing in its place ({@code com.sun.glass.ui.gtk.GtkTimer}, JavaFX 26). While no window can be
 * seen it is slowed here. It goes on beating, so that what waits for a frame still gets one.
 *
 * <p>There is no public way to do so; JavaFX's own timer is reached where the command line opens
 * it. FX thread.
 */
final class PulseRate {
  private static final String GTK = "com.sun.glass.ui.gtk.GtkTimer";

  /** Milliseconds between two frames that nobody sees. */
  private static final int SLOW = 500;

  private final Object timer;
  private final Method start;
  private final int usual;

  private PulseRate(Object timer, Method start, int usual) {
    this.timer = timer;
    this.start = start;
    this.usual = usual;
  }

  /** That of the running toolkit; empty where its timer pauses by itself, or cannot be reached. */
  static Optional<PulseRate> find() {
    try {
      ClassLoader loader = Platform.class.getClassLoader();
      Object toolkit =
          Class.forName("com.sun.javafx.tk.Toolkit", true, loader)
              .getMethod("getToolkit")
              .invoke(null);
      Object timer = value(toolkit, "pulseTimer");
      if (timer == null || !timer.getClass().getName().equals(GTK)) {
        return Optional.empty();
      }
      Method start =
          Class.forName("com.sun.glass.ui.Timer", true, loader).getMethod("start", int.class);
      return Optional.of(new PulseRate(timer, start, (Integer) value(toolkit, "PULSE_INTERVAL")));
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(PulseRate.class.getName())
          .log(System.Logger.Level.DEBUG, "JavaFX keeps its pulse", e);
      return Optional.empty();
    }
  }

  private static Object value(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** Slow while nothing can be seen, as usual otherwise. */
  void rest(boolean unseen) {
    try {
      start.invoke(timer, unseen ? SLOW : usual);
    } catch (ReflectiveOperationException e) {
      System.getLogger(PulseRate.class.getName())
          .log(System.Logger.Level.WARNING, "JavaFX's timer does not start", e);
    }
  }
}
