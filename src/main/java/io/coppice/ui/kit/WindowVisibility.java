package io.coppice.ui.kit;

import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Whether a window can be seen: not while it is minimised, nor while other programs cover it whole,
 * as far as the system says. One that our own windows cover counts as seen, for they may show what
 * it computes. FX thread.
 */
public final class WindowVisibility implements AutoCloseable {
  private final Stage stage;
  private final Consumer<Boolean> unseen;
  private final InvalidationListener changed = _ -> look();
  private boolean listening;
  private boolean covered;
  private boolean told;

  /**
   * Begins with a window that is seen.
   *
   * @param unseen told whenever it cannot be seen any more, or can again
   */
  public WindowVisibility(Stage stage, Consumer<Boolean> unseen) {
    this.stage = stage;
    this.unseen = unseen;
    stage.iconifiedProperty().addListener(changed);
    Window.getWindows().addListener(changed);
  }

  /**
   * Listens to the system from now on, if it did not already. It costs the loading of a library's
   * functions, for which the start of a console is no time.
   */
  public void listen() {
    if (!listening) {
      listening = true;
      X11Visibility.listen(stage, this::cover);
    }
  }

  /** Other windows cover the window whole, or do not any more. */
  void cover(boolean whole) {
    covered = whole;
    look();
  }

  private void look() {
    boolean alone = Window.getWindows().stream().allMatch(each -> each == stage);
    boolean is = stage.isIconified() || covered && alone;
    if (is != told) {
      told = is;
      unseen.accept(is);
    }
  }

  public boolean isUnseen() {
    return told;
  }

  @Override
  public void close() {
    stage.iconifiedProperty().removeListener(changed);
    Window.getWindows().removeListener(changed);
  }
}
