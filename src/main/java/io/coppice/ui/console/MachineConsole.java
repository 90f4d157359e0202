package io.coppice.ui.console;

import io.coppice.backend.Consoles;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener.KeyboardLights;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The screen of one machine of the site, on its page. FX thread. */
final class MachineConsole implements PagePart, ConsoleConnection.Observer {
  private final MachineId machine;
  private final UiContext context;
  private final BorderPane pane = new BorderPane();
  private final StackPane middle = new StackPane();
  private final FramebufferView view;
  private final ScrollPane scroll;
  private final Keyboard keyboard;
  private final ConsoleBar bar;
  private ConsoleConnection connection;

  MachineConsole(MachineId machine, UiContext context) {
    this.machine = machine;
    this.context = context;
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
    pane.setId("machine-console");
    pane.getStyleClass().add("console");
    pane.setTop(bar.node());
    pane.setCenter(middle);
    setFitted(true);
    connect();
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
    ScrollPane.ScrollBarPolicy bars =
        fit ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED;
    scroll.setHbarPolicy(bars);
    scroll.setVbarPolicy(bars);
  }

  private void connect() {
    disconnect();
    Optional<Consoles> consoles = context.session().site().consoles();
    if (consoles.isEmpty()) {
      say(new Label(text("none")));
      return;
    }
    connection = new ConsoleConnection(context.gate(), this);
    // within this process a tile costs less than its pixels
    SessionOptions options =
        SessionOptions.local(Gatekeeper.NOBODY)
            .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE, Encoding.ZRLE, Encoding.RAW));
    connection.open(machine.toString(), () -> consoles.get().open(machine, 1), options);
  }

  private void disconnect() {
    keyboard.releaseAll();
    bar.connected(false);
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private void say(Node node) {
    VBox box = new VBox(node);
    box.getStyleClass().addAll("console-message", "console-question");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    middle.getChildren().setAll(scroll, box);
  }

  @Override
  public void screen(Framebuffer picture) {
    middle.getChildren().setAll(scroll);
    view.show(picture);
    bar.connected(true);
  }

  @Override
  public void drawn() {
    view.drawn();
  }

  @Override
  public void named(String name) {
    // the page says it
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
    Label what = new Label(text("machine.ended"));
    what.setId("console-ended");
    what.setWrapText(true);
    Label detail = new Label(why.detail());
    detail.setWrapText(true);
    Button again = new Button(text("reconnect"));
    again.setId("console-reconnect");
    again.setOnAction(_ -> connect());
    say(new VBox(what, detail, again));
  }

  @Override
  public Node node() {
    return pane;
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void close() {
    disconnect();
    bar.close();
  }
}
