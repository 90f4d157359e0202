package io.coppice.ui.kit;

/** Goes to places; implemented by the shell. FX thread. */
public interface Navigation {
  /**
   * Shows the place, in the tab it is already open in, or a new one; of another open site, with
   * that site.
   */
  void open(Place place);

  /**
   * Lets the person look at a place, without taking the keyboard: in the tab it is already open in,
   * or in the one for previews, where the next preview takes its place. Opening it keeps it.
   */
  void preview(Place place);

  /** Shows the place in a new tab behind the present one. */
  void openBehind(Place place);

  void back();

  void forward();
}
