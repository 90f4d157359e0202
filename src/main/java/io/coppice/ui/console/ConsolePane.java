package io.coppice.ui.console;

import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.ServerConnection;
import io.coppice.display.rfb.SessionListener.KeyboardLights;
import io.coppice.display.rfb.SessionListener.ResizeRefusal;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.ui.kit.LiveScrollPane;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * A machine's screen with what can be done with it: holds the connection, shows its pixels, takes
 * keys and pointer to it, in its tab or in a window of its own. Who owns it says where to connect,
 * and what happens when a connection ends. FX thread.
 */
final class ConsolePane implements ConsoleConnection.Observer, AutoCloseable {
  /** Milliseconds a window must keep its size before the machine is asked for another. */
  private static final double SIZE_RESTS = 400;

  /** Where the pointer is at the upper edge; pixels. */
  private static final double EDGE = 2;

  private final UiContext context;
  private final BorderPane pane = new BorderPane();
  private final StackPane middle = new StackPane();
  private final FramebufferView view;
  private final LiveScrollPane scroll;
  private final Keyboard keyboard;
  private final ConsoleBar bar;
  private final OwnWindow window;
  private final SessionRecorder recorder;
  private final PauseTransition resting = new PauseTransition(Duration.millis(SIZE_RESTS));
  private final ReadOnlyObjectWrapper<ConsoleSize> size =
      new ReadOnlyObjectWrapper<>(ConsoleSize.FIT);
  private final AtomicLong inputAt = new AtomicLong();
  private final AtomicLong echo = new AtomicLong(-1);
  private final Owner owner;
  private ConsoleConnection connection;

  /** Whether the pointer is where the bar is, or where it comes from. */
  private boolean isPointedAt;

  /** Who wanted the screen. */
  interface Owner {
    /** Connects anew. */
    void connect();

    /** By what the machine's keyboard is remembered. */
    String layoutKey();

    /** A session began. */
    default void began() {}

    default void named(String name) {}

    void ended(ConsoleConnection.Ended why);

    /** What the machine's screen says, where that is known. */
    default Optional<String> text() {
      return Optional.empty();
    }
  }

  /**
   * A screen that is not connected yet.
   *
   * @param extra what the owner adds to the bar
   */
  ConsolePane(UiContext context, Owner owner, List<Node> extra) {
    this.context = context;
    this.owner = owner;
    view = new FramebufferView(context.gate(), text("screen"));
    scroll = new LiveScrollPane(view);
    scroll.getStyleClass().addAll("console-scroll", "edge-to-edge");
    scroll.setFocusTraversable(false);
    keyboard = new Keyboard(this::key, KeyboardLayout.US);
    window = new OwnWindow(context, pane, view::requestFocus);
    recorder = new SessionRecorder(context, () -> pane.getScene().getWindow());
    bar = new ConsoleBar(context, this, extra);
    new ScreenInput(view, keyboard, () -> session().orElse(null), this::leave, this::touched);
    pane.getStyleClass().add("console");
    pane.setTop(bar.node());
    pane.setCenter(middle);
    setSize(ConsoleSize.FIT);
    resting.setOnFinished(_ -> askForSize());
    middle.widthProperty().addListener((_, _, _) -> resized());
    middle.heightProperty().addListener((_, _, _) -> resized());
    view.focusedProperty().addListener((_, _, _) -> placeBar());
    window.fullScreenProperty().addListener((_, _, _) -> pointed(false));
    // before the screen, which takes every move for its machine
    pane.addEventFilter(MouseEvent.MOUSE_MOVED, event -> pointed(event.getSceneY() <= barReach()));
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  Node node() {
    return window.home();
  }

  FramebufferView view() {
    return view;
  }

  Keyboard keyboard() {
    return keyboard;
  }

  OwnWindow window() {
    return window;
  }

  SessionRecorder recorder() {
    return recorder;
  }

  Owner owner() {
    return owner;
  }

  Optional<RfbSession> session() {
    return Optional.ofNullable(connection).flatMap(ConsoleConnection::session);
  }

  /** Milliseconds from the last key or click to what it drew; -1 before the first. */
  long echoMillis() {
    return echo.get();
  }

  private void touched() {
    inputAt.compareAndSet(0, System.nanoTime());
  }

  private void key(boolean down, int keysym, int scancode) {
    if (down) {
      touched();
    }
    session().ifPresent(to -> to.key(down, keysym, scancode));
  }

  // how large it is shown

  ReadOnlyObjectProperty<ConsoleSize> sizeProperty() {
    return size.getReadOnlyProperty();
  }

  void setSize(ConsoleSize wanted) {
    size.set(wanted);
    boolean fit = wanted != ConsoleSize.EXACT;
    view.setFitted(fit);
    scroll.setFitToWidth(fit);
    scroll.setFitToHeight(fit);
    ScrollPane.ScrollBarPolicy bars =
        fit ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED;
    scroll.setHbarPolicy(bars);
    scroll.setVbarPolicy(bars);
    askForSize();
  }

  /** This window has another size; a size that only the machine's screen has is never answered. */
  private void resized() {
    if (size.get() == ConsoleSize.REMOTE) {
      resting.playFromStart();
    }
  }

  private void askForSize() {
    Optional<RfbSession> to = session();
    if (size.get() != ConsoleSize.REMOTE || to.isEmpty() || middle.getWidth() < 1) {
      return;
    }
    double density = view.density();
    int wide = (int) Math.floor(middle.getWidth() * density);
    int high = (int) Math.floor(middle.getHeight() * density);
    if (!to.get().requestSize(wide, high)) {
      resizeRefused(ResizeRefusal.PROHIBITED);
    }
  }

  @Override
  public void resizeRefused(ResizeRefusal refusal) {
    if (size.get() == ConsoleSize.REMOTE) {
      setSize(ConsoleSize.FIT);
      context.dialogs().toast(text("size.refused." + refusal.name()));
    }
  }

  // leaving

  private void leave() {
    pane.setTop(bar.node());
    bar.focus();
  }

  /** How far down the pointer brings the bar, or keeps it. */
  private double barReach() {
    return pane.getTop() == null ? EDGE : bar.node().getLayoutBounds().getHeight();
  }

  private void pointed(boolean atBar) {
    isPointedAt = atBar;
    placeBar();
  }

  /**
   * In full screen the bar stands aside while the machine has the keyboard and the pointer is
   * elsewhere.
   */
  private void placeBar() {
    Scene scene = view.getScene();
    boolean taken = scene != null && scene.getFocusOwner() == view;
    boolean aside = window.fullScreenProperty().get() && taken && !isPointedAt;
    Node top = aside ? null : bar.node();
    if (pane.getTop() != top) {
      pane.setTop(top);
    }
  }

  // the connection

  /** Connects, after ending what there was. */
  void connect(String name, ServerConnection.Line line, SessionOptions options) {
    disconnect();
    bar.recallLayout();
    connection = new ConsoleConnection(context.gate(), this);
    connection.listen(recorder);
    connection.open(name, line, options);
  }

  void disconnect() {
    keyboard.releaseAll();
    bar.connected(false);
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Shows something in place of the screen, or over what was last seen of it. */
  void say(Node node) {
    VBox box = new VBox(node);
    box.getStyleClass().add("console-message");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    middle.getChildren().setAll(scroll, box);
  }

  @Override
  public void screen(Framebuffer picture) {
    boolean said = !middle.getChildren().equals(List.of(scroll));
    middle.getChildren().setAll(scroll);
    view.show(picture);
    recorder.screen(picture);
    bar.connected(true);
    if (said) {
      owner.began();
      askForSize();
    }
  }

  @Override
  public void drawn() {
    long from = inputAt.getAndSet(0);
    if (from != 0) {
      echo.set((System.nanoTime() - from) / 1_000_000);
    }
    view.drawn();
  }

  @Override
  public void named(String name) {
    window.setTitle(name);
    owner.named(name);
  }

  @Override
  public void cursor(CursorShape shape) {
    view.setCursor(ConsoleCursors.of(shape));
  }

  @Override
  public void clipboard(String copied) {
    if (view.isFocused()) {
      ClipboardContent content = new ClipboardContent();
      content.putString(copied);
      Clipboard.getSystemClipboard().setContent(content);
      context.dialogs().toast(text("copied"));
    }
  }

  @Override
  public void lights(KeyboardLights lights) {
    keyboard.setCapsLock(lights.capsLock());
  }

  @Override
  public void ended(ConsoleConnection.Ended why) {
    disconnect();
    owner.ended(why);
  }

  /** The picture that is shown, if there is one. */
  Optional<Framebuffer> picture() {
    return view.picture();
  }

  void focus() {
    view.requestFocus();
  }

  /** Runs something with the facts of the session, if there is one. */
  void withSession(Consumer<RfbSession> action) {
    session().ifPresent(action);
  }

  @Override
  public void close() {
    resting.stop();
    disconnect();
    recorder.close();
    bar.close();
    window.close();
  }
}
