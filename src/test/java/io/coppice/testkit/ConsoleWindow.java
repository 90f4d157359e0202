package io.coppice.testkit;

import io.coppice.model.EntityId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.PngWriter;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.util.WaitForAsyncUtils;

/** The console in a test's window, with its navigator and actions, over a simulated site. */
public final class ConsoleWindow implements AutoCloseable {
  private final LiveSession session;
  private final LiveFrameGate gate;
  private final Shell shell;
  private final Theme theme;
  private final Scene scene;

  /** Opens it; FX thread. */
  public ConsoleWindow(Stage stage, Blueprint blueprint, Locale language) {
    this(
        stage,
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), blueprint),
        language,
        new Shell.Parts(List.of(), List.of(new InventoryTrees()), List.of(InventoryActions::all)));
  }

  /** Opens it over a session, with those screens, sections and actions; FX thread. */
  public ConsoleWindow(Stage stage, LiveSession over, Locale language, Shell.Parts parts) {
    session = over;
    gate = new LiveFrameGate(session);
    theme = new Theme(session.preferences());
    shell = new Shell(session, gate, new Texts(language), theme, parts);
    scene = new Scene(shell.node(), 1000, 760);
    theme.choose(Theme.Choice.LIGHT);
    theme.dress(scene);
    stage.setMaximized(false);
    stage.setScene(scene);
    stage.setWidth(1000);
    stage.setHeight(760);
    stage.show();
  }

  public LiveSession session() {
    return session;
  }

  public UiContext context() {
    return shell.context();
  }

  public Theme theme() {
    return theme;
  }

  /** Runs an action on objects, as a key or menu would. */
  public void act(String action, EntityId... on) {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> context().actions().find(action).orElseThrow().run(List.of(on), context()));
  }

  /** The shown node with that id, waited for. */
  public <N extends Node> N node(String id, Class<N> type) {
    return await(() -> shown(id, type));
  }

  /**
   * The first shown node of that type that passes, waited for: what a skin holds, such as the
   * content of a scroll pane, comes with a later frame than the node itself.
   */
  public <N extends Node> N node(Class<N> type, Predicate<N> which) {
    return await(() -> shown(type, which));
  }

  /** The same, if there is one now. FX thread. */
  public <N extends Node> Optional<N> shown(Class<N> type, Predicate<N> which) {
    return first(scene.getRoot(), type, which);
  }

  private <N extends Node> N await(Supplier<Optional<N>> search) {
    AtomicReference<N> found = new AtomicReference<>();
    until(
        () -> {
          search.get().ifPresent(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  private static <N extends Node> Optional<N> first(Node at, Class<N> type, Predicate<N> which) {
    if (type.isInstance(at) && which.test(type.cast(at))) {
      return Optional.of(type.cast(at));
    }
    return at instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream()
            .flatMap(child -> first(child, type, which).stream())
            .findFirst()
        : Optional.empty();
  }

  /** The shown node with that id, if there is one now. FX thread. */
  public <N extends Node> Optional<N> shown(String id, Class<N> type) {
    return Optional.ofNullable(scene.getRoot().lookup("#" + id)).map(type::cast);
  }

  /**
   * Whether the open form's button may be pressed: it asks the site again whenever that changes,
   * and its button rests meanwhile. FX thread.
   */
  public boolean ready() {
    return go().isPresent();
  }

  private Optional<Button> go() {
    return shown("form-go", Button.class).filter(go -> !go.isDisabled());
  }

  /** Presses the open form's button as soon as it may be pressed. */
  public void submit() {
    until(
        () -> {
          Optional<Button> go = go();
          go.ifPresent(Button::fire);
          return go.isPresent();
        });
  }

  /** Whether the open form says what is wrong. FX thread. */
  public boolean toldWhy() {
    return shown("form-problems", Parent.class)
        .filter(problems -> !problems.getChildrenUnmodifiable().isEmpty())
        .isPresent();
  }

  /**
   * Waits until something is so on the FX thread.
   *
   * @throws IllegalStateException on the FX thread, which waiting would keep from making it so
   */
  public void until(BooleanSupplier is) {
    if (Platform.isFxApplicationThread()) {
      throw new IllegalStateException("a wait for the FX thread, on it");
    }
    try {
      WaitForAsyncUtils.waitFor(
          30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, is::getAsBoolean));
    } catch (TimeoutException e) {
      throw new AssertionError("it never came true", e);
    }
  }

  /**
   * Writes a picture of the window into the folder of the system property {@code pictures}, if any.
   */
  public void picture(String name) {
    if (System.getProperty("pictures") == null) {
      return;
    }
    WaitForAsyncUtils.waitForFxEvents();
    write(name, scene);
  }

  /** The same of the popup that is open, such as a menu. */
  public void popupPicture(String name) {
    if (System.getProperty("pictures") != null) {
      Window.getWindows().stream()
          .filter(PopupWindow.class::isInstance)
          .findFirst()
          .ifPresent(popup -> write(name, popup.getScene()));
    }
  }

  private static void write(String name, Scene scene) {
    String folder = System.getProperty("pictures");
    WritableImage image = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> scene.snapshot(null));
    try {
      Files.createDirectories(Path.of(folder));
      try (OutputStream out = Files.newOutputStream(Path.of(folder, name + ".png"))) {
        PngWriter.write(image, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    gate.close();
    session.close();
  }
}
