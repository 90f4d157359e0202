package io.coppice.ui.shell;

import java.lang.reflect.Method;
import javafx.application.Platform;

/**
 * Names the class of windows (X11's {@code WM_CLASS}, Wayland's application id). JavaFX names them
 * after its Application class, and "java" where a program starts the toolkit itself; there is no
 * public way to say another name (JavaFX 26, {@code com.sun.glass.ui.Application}), so its own
 * method is called where the command line exports it.
 */
final class WindowClass {
  private WindowClass() {}

  /**
   * Names the windows that are made from now on; FX thread. Where JavaFX does not let itself be
   * told, windows keep its name, which is no reason to open none.
   *
   * @return whether it was told
   */
  static boolean name(String name) {
    try {
      Class<?> application =
          Class.forName("com.sun.glass.ui.Application", true, Platform.class.getClassLoader());
      Object running = application.getMethod("GetApplication").invoke(null);
      Method rename = application.getMethod("setName", String.class);
      rename.invoke(running, name);
      return true;
    } catch (ReflectiveOperationException e) {
      System.getLogger(WindowClass.class.getName())
          .log(System.Logger.Level.DEBUG, "windows keep JavaFX's class", e);
      return false;
    }
  }
}
