package io.coppice.ui.kit;

/** Goes to places; implemented by the shell. FX thread. */
public interface Navigation {
  /** Shows the place, in the tab it is already open in, or a new one. */
  void open(Place place);

  /** Shows the place in a new tab behind the present one. */
  void openBehind(Place place);

  void back();

  void forward();
}
