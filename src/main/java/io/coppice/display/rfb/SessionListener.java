package io.coppice.display.rfb;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;

/** Hears of a session, on its thread; must return soon. */
public interface SessionListener {
  /** The session began, or the screen has another size: this is its picture from now on. */
  default void screen(Framebuffer picture) {}

  /** An update was drawn; the picture knows where. */
  default void drawn(Framebuffer picture) {}

  /**
   * The same, for whoever keeps account of his own.
   *
   * @param changed what this update drew, as one rectangle
   */
  default void drawn(Framebuffer picture, Area changed) {
    drawn(picture);
  }

  /** The pointer looks different. */
  default void cursor(CursorShape shape) {}

  /** The screen's name changed. */
  default void named(String name) {}

  /** The machine rang. */
  default void bell() {}

  /** Somebody copied text inside the machine. */
  default void clipboard(String text) {}

  /** Text was copied inside the machine that is longer than is taken over. */
  default void clipboardTooLarge(long bytes) {}

  /** The lock lights of the machine's keyboard. */
  default void lights(KeyboardLights lights) {}

  /** A size that was asked for was not given. */
  default void resizeRefused(ResizeRefusal refusal) {}

  /** Why a size was not given ("ExtendedDesktopSize Pseudo-encoding", status codes). */
  enum ResizeRefusal {
    PROHIBITED,
    OUT_OF_RESOURCES,
    INVALID_LAYOUT,
    OTHER
  }

  /** The state of the lock keys. */
  record KeyboardLights(boolean scrollLock, boolean numLock, boolean capsLock) {}
}
