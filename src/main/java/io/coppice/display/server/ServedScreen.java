package io.coppice.display.server;

/** A screen that servers show to several viewers at once; any thread, and nothing blocks. */
public interface ServedScreen {
  /** What it shows now. */
  ServedFrame frame();

  /** What it is called. */
  String name();

  /** A key went down or up; 0 where there is no keysym or no scancode. */
  void key(boolean down, int keysym, int scancode);

  /** The pointer moved, or a button went down or up. */
  default void pointer(int x, int y, int buttons) {}

  /**
   * Tells of every new picture from now on.
   *
   * @param changed called on any thread; must return at once
   * @return ends it
   */
  Watch watch(Runnable changed);

  /** Somebody looks. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
