package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.ServerAddress;
import io.coppice.display.rfb.SessionListener.KeyboardLights;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The screen of a machine behind a remote-framebuffer server. A connection that breaks comes back
 * by itself, after a second first and then after ever longer, until somebody says what else to do.
 * FX thread.
 */
final class ConsoleScreen implements Screen, ConsoleConnection.Observer {
  private static final int LONGEST_PAUSE = 15;

  /** What trying again cannot mend. */
  private static final Set<ConsoleConnection.Ended.Kind> FINAL =
      Set.of(
          ConsoleConnection.Ended.Kind.PROTOCOL,
          ConsoleConnection.Ended.Kind.NO_COMMON_TYPE,
          ConsoleConnection.Ended.Kind.ANONYMOUS_TLS,
          ConsoleConnection.Ended.Kind.NO_CREDENTIALS,
          ConsoleConnection.Ended.Kind.REFUSED,
          ConsoleConnection.Ended.Kind.NOT_TRUSTED,
          ConsoleConnection.Ended.Kind.HANDSHAKE);

  private final UiContext context;
  private final RememberedServers remembered;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final BorderPane pane = new BorderPane();
  private final StackPane middle = new StackPane();
  private final FramebufferView view;
  private final ScrollPane scroll;
  private final Keyboard keyboard;
  private final ConsoleBar bar;
  private final PauseTransition pause = new PauseTransition();
  private Runnable moved = () -> {};
  private String address;
  private ConsoleGatekeeper gatekeeper;
  private SessionOptions options;
  private ConsoleConnection connection;
  private int attempts;

  ConsoleScreen(Place.Console place, UiContext context) {
    this.context = context;
    this.address = place.address();
    remembered = new RememberedServers(context.session().preferences());
    view = new FramebufferView(context.gate(), text("screen"));
    scroll = new ScrollPane(view);
    scroll.getStyleClass().addAll("console-scroll", "edge-to-edge");
    scroll.setFocusTraversable(false);
    keyboard =
        new Keyboard(
            (down, keysym, scancode) -> session().ifPresent(to -> to.key(down, keysym, scancode)),
            KeyboardLayout.US);
    bar = new ConsoleBar(context, view, keyboard, this::session, this::setFitted, this::connect);
    new ScreenInput(view, keyboard, () -> session().orElse(null), bar::focus);
    pane.setId("console");
    pane.getStyleClass().add("console");
    pane.setCenter(middle);
    setFitted(true);
    if (ServerAddress.parse(address).isEmpty()) {
      choose();
    } else {
      begin();
    }
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private Optional<RfbSession> session() {
    return Optional.ofNullable(connection).flatMap(ConsoleConnection::session);
  }

  private void setFitted(boolean fit) {
    view.setFitted(fit);
    scroll.setFitToWidth(fit);
    scroll.setFitToHeight(fit);
    scroll.setHbarPolicy(
        fit ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED);
    scroll.setVbarPolicy(
        fit ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED);
  }

  private void choose() {
    title.set(text("title"));
    pane.setTop(null);
    middle
        .getChildren()
        .setAll(
            new ServerChooser(
                context,
                remembered,
                chosen -> {
                  if (ServerAddress.parse(chosen).isEmpty()) {
                    context.navigation().open(new Place.Console(chosen));
                    return;
                  }
                  address = chosen;
                  begin();
                  moved.run();
                }));
  }

  private void begin() {
    title.set(address);
    pane.setTop(bar.node());
    gatekeeper =
        new ConsoleGatekeeper(
            address,
            context.session().preferences(),
            question -> context.gate().later(() -> questions().password(question)),
            stranger -> context.gate().later(() -> questions().stranger(stranger)));
    boolean local = address.startsWith("unix:");
    options =
        local
            ? SessionOptions.local(gatekeeper)
            : SessionOptions.remote(gatekeeper, Optional.empty());
    connect();
  }

  private ConsoleQuestions questions() {
    return new ConsoleQuestions(
        context, this::say, () -> say(new Label(text("connecting", address))));
  }

  /** Connects anew. */
  private void connect() {
    pause.stop();
    disconnect();
    say(new Label(text("connecting", address)));
    connection = new ConsoleConnection(context.gate(), this);
    connection.open(ServerAddress.parse(address).orElseThrow(), options);
  }

  private void disconnect() {
    keyboard.releaseAll();
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Shows something in place of the screen, or over what was last seen of it. */
  private void say(Node node) {
    VBox box = new VBox(node);
    box.getStyleClass().add("console-message");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    middle.getChildren().setAll(scroll, box);
  }

  @Override
  public void screen(Framebuffer picture) {
    attempts = 0;
    remembered.add(address);
    boolean hadKeyboard = !middle.getChildren().equals(java.util.List.of(scroll));
    middle.getChildren().setAll(scroll);
    view.show(picture);
    bar.connected(true);
    if (hadKeyboard) {
      view.requestFocus();
    }
  }

  @Override
  public void drawn() {
    view.drawn();
  }

  @Override
  public void named(String name) {
    title.set(name.isBlank() ? address : name);
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
    bar.connected(false);
    if (why.kind() == ConsoleConnection.Ended.Kind.REFUSED) {
      gatekeeper.forget();
    }
    boolean changed =
        why.kind() == ConsoleConnection.Ended.Kind.NOT_TRUSTED && gatekeeper.isChanged();
    Label what = new Label(text("ended." + (changed ? "CHANGED" : why.kind().name()), address));
    what.setId("console-ended");
    what.getStyleClass().add(Styles.TEXT_BOLD);
    what.setWrapText(true);
    Label detail = new Label(why.detail());
    detail.setWrapText(true);
    detail.getStyleClass().add(Styles.TEXT_MUTED);
    VBox box = new VBox(what);
    if (!why.detail().isBlank()) {
      box.getChildren().add(detail);
    }
    if (!FINAL.contains(why.kind())) {
      int seconds = Math.min(LONGEST_PAUSE, 1 << Math.min(4, attempts++));
      box.getChildren().add(new Label(text("again", seconds)));
      pause.setDuration(Duration.seconds(seconds));
      pause.setOnFinished(_ -> connect());
      pause.playFromStart();
    }
    box.getChildren().add(ways(why, changed));
    box.getStyleClass().add("console-question");
    say(box);
  }

  private HBox ways(ConsoleConnection.Ended why, boolean changed) {
    HBox ways = new HBox();
    ways.getStyleClass().add("form-buttons");
    ways.getChildren().add(way("other", text("other"), this::choose));
    if (changed) {
      ways.getChildren()
          .add(
              way(
                  "forget-server",
                  text("forget-server"),
                  () -> {
                    gatekeeper.forgetServer();
                    connect();
                  }));
    }
    why.encoding()
        .filter(Encoding::isPixels)
        .filter(each -> each != Encoding.RAW)
        .ifPresent(
            each ->
                ways.getChildren()
                    .add(
                        way(
                            "without",
                            text("without", each.title()),
                            () -> {
                              options = options.without(each);
                              connect();
                            })));
    Button again = way("reconnect", text("reconnect"), this::connect);
    again.getStyleClass().add(Styles.ACCENT);
    ways.getChildren().add(again);
    return ways;
  }

  private static Button way(String id, String name, Runnable action) {
    Button button = new Button(name);
    button.setId("console-" + id);
    button.setOnAction(_ -> action.run());
    return button;
  }

  @Override
  public Node node() {
    return pane;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public Icons icon() {
    return Icons.CONSOLE;
  }

  @Override
  public Place place() {
    return new Place.Console(address);
  }

  @Override
  public void onMoved(Runnable listener) {
    moved = listener;
  }

  @Override
  public void focus() {
    if (middle.getChildren().getLast() instanceof ServerChooser chooser) {
      chooser.focusAddress();
    } else {
      view.requestFocus();
    }
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public void close() {
    pause.stop();
    disconnect();
    bar.close();
  }
}
