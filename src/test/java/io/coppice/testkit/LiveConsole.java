package io.coppice.testkit;

import io.coppice.session.Session;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.shell.MainWindow;
import io.coppice.ui.shell.Shell;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A whole console over a session, in a window, driven from a test's thread. */
public final class LiveConsole implements AutoCloseable {
  private static final int PATIENCE = 60;

  private final Session session;
  private final Stage stage;
  private final LiveFrameGate gate;
  private final Shell shell;
  private final Theme theme;

  private LiveConsole(Session session, Stage stage, LiveFrameGate gate, Shell shell, Theme theme) {
    this.session = session;
    this.stage = stage;
    this.gate = gate;
    this.shell = shell;
    this.theme = theme;
  }

  /**
   * Opens a window of a fixed size, so that no test depends on the screen, and waits until its
   * first states are shown. Owns the session.
   */
  public static LiveConsole open(Session session, Locale locale, Function<Theme, Shell.Parts> parts)
      throws TimeoutException {
    LiveConsole console = openAsPlaced(session, locale, parts);
    onFx(
        () -> {
          console.stage.setWidth(1400);
          console.stage.setHeight(900);
          return null;
        });
    console.settle();
    return console;
  }

  /** The same, where and as large as the console itself puts the window. */
  public static LiveConsole openAsPlaced(
      Session session, Locale locale, Function<Theme, Shell.Parts> parts) throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    LiveConsole console =
        onFx(
            () -> {
              Stage stage = new Stage();
              LiveFrameGate gate = new LiveFrameGate(session);
              Theme theme = new Theme(session.preferences());
              Shell shell = new Shell(session, gate, new Texts(locale), theme, parts.apply(theme));
              new MainWindow(shell, session, () -> {}).show(stage);
              return new LiveConsole(session, stage, gate, shell, theme);
            });
    console.settle();
    return console;
  }

  /** Runs on the FX thread and waits for it. */
  public static <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1000L, work);
  }

  /** Waits until what was bound before now was computed and shown, and lay-out ran. */
  public void settle() {
    for (int round = 0; round < 3; round++) {
      CountDownLatch shown = new CountDownLatch(1);
      FrameGate.Binding binding =
          onFx(() -> gate.bind(snapshot -> snapshot, _ -> shown.countDown()));
      await(shown);
      CountDownLatch laidOut = new CountDownLatch(1);
      onFx(
          () -> {
            binding.close();
            Runnable[] listener = new Runnable[1];
            listener[0] =
                () -> {
                  scene().removePostLayoutPulseListener(listener[0]);
                  laidOut.countDown();
                };
            scene().addPostLayoutPulseListener(listener[0]);
            Platform.requestNextPulse();
            return null;
          });
      await(laidOut);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing was shown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Goes to a place and waits until it is shown. */
  public void go(Place place) {
    onFx(
        () -> {
          shell.context().navigation().open(place);
          return null;
        });
    settle();
  }

  /** Waits until something holds on the FX thread. */
  public void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> onFx(condition));
  }

  public Session session() {
    return session;
  }

  public Shell shell() {
    return shell;
  }

  public Theme theme() {
    return theme;
  }

  public Stage stage() {
    return stage;
  }

  public Scene scene() {
    return stage.getScene();
  }

  /** The node with that id; fails if there is none. */
  public <T extends Node> T node(String id, Class<T> type) {
    Node node = onFx(() -> scene().lookup('#' + id));
    if (node == null) {
      throw new AssertionError("no node has the id " + id);
    }
    return type.cast(node);
  }

  @Override
  public void close() {
    onFx(
        () -> {
          shell.close();
          gate.close();
          stage.hide();
          return null;
        });
    session.close();
  }
}
