package io.coppice.ui.kit;

/**
 * Makes the screens of one folder under {@code ui}; {@code boot} hands all of them to the shell.
 */
public interface ScreenFactory {
  /** Whether this factory makes the screen of that place. */
  boolean handles(Place place);

  /** Makes the screen of a place this factory handles. */
  Screen create(Place place, UiContext context);
}
