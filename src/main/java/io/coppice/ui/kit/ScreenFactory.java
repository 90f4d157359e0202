package io.coppice.ui.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes the screens of one folder under {@code ui}; {@code boot} hands all of them to the shell.
 * One line there is all that a new screen costs: {@link #named} gives it its place, its command
 * with menu entry and key, and its way back after a restart.
 */
public interface ScreenFactory {
  /** Whether this factory makes the screen of that place. */
  boolean handles(Place place);

  /** Makes the screen of a place this factory handles. */
  Screen create(Place place, UiContext context);

  /** How the person gets there from anywhere; empty if only what is shown elsewhere leads there. */
  default Optional<Entry> entry() {
    return Optional.empty();
  }

  /** Further places on that screen that are found by their names, but stand in no menu. */
  default List<Entry> parts() {
    return List.of();
  }

  /**
   * A command that opens a screen.
   *
   * @param command the command's id; its text is under {@code action.<command>} in the bundle
   * @param keys as {@link javafx.scene.input.KeyCombination#valueOf} reads them; "" for none
   * @param place where it leads
   */
  record Entry(String command, Icons icon, String keys, Place place) {}

  /**
   * A screen by its name, which is the screen's in {@link Place.Named} and the id of its command.
   *
   * @param keys as in {@link Entry}
   */
  static ScreenFactory named(
      String name, Icons icon, String keys, BiFunction<Place.Named, UiContext, Screen> make) {
    return new NamedScreen(name, new Entry(name, icon, keys, new Place.Named(name, "")), make);
  }
}
