package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.terminal.SerialAddress;
import io.coppice.display.terminal.Terminal;
import io.coppice.display.terminal.TerminalSession;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A serial console in a terminal. A line that breaks comes back by itself; what was on the screen
 * stays to be read until then, and above what comes after. FX thread.
 */
final class SerialScreen implements Screen {
  private static final System.Logger LOG = System.getLogger(SerialScreen.class.getName());
  private static final int LONGEST_PAUSE = 15;
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final UiContext context;
  private final SerialAddress address;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final BorderPane pane = new BorderPane();
  private final StackPane middle = new StackPane();
  private final TerminalView view;
  private final Label size = new Label();
  private final Button again;
  private final Countdown pause;
  private final Terminal terminal = new Terminal(COLUMNS, ROWS, this::answer);
  private volatile TerminalSession session;
  private int attempts;
  private volatile boolean closed;

  SerialScreen(SerialAddress address, UiContext context) {
    this.context = context;
    pause = new Countdown(context.gate(), this::connect);
    this.address = address;
    title.set(address.toString());
    view = new TerminalView(context.gate(), text("serial.screen"));
    view.onResized(this::showSize);
    again = button("reconnect", Icons.RESET, this::connect);
    Button copy = button("serial.copy", Icons.CLONE, this::copy);
    Button paste = button("serial.paste", Icons.PASTE, this::paste);
    Button tell = button("serial.size", Icons.FIT, this::tellSize);
    Button reset = button("serial.reset", Icons.UNDO, this::reset);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    size.setId("serial-size");
    size.getStyleClass().add(Styles.TEXT_MUTED);
    HBox bar = new HBox(copy, paste, tell, reset, again, gap, size);
    bar.getStyleClass().add("console-bar");
    new TerminalInput(view, this::send, again::requestFocus, this::copy, this::paste);
    view.show(terminal);
    middle.getChildren().setAll(view);
    pane.setId("serial-console");
    pane.getStyleClass().add("console");
    pane.setTop(bar);
    pane.setCenter(middle);
    new RememberedServers(context.session().preferences()).add(address.toString());
    connect();
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private Button button(String id, Icons icon, Runnable action) {
    Button button = new Button(text(id), icon.node());
    button.setId("console-bar-" + id.replace('.', '-'));
    button.setTooltip(new Tooltip(text(id + ".help")));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void connect() {
    pause.stop();
    disconnect();
    say(new Label(text("connecting", address)));
    Thread.ofVirtual().name("console " + address).start(this::hold);
  }

  /** On a thread of its own, until the line ends. */
  private void hold() {
    ByteChannel line;
    try {
      line = address.line().open();
    } catch (IOException e) {
      context.gate().later(() -> ended(null, "ended.UNREACHABLE", e.getMessage()));
      return;
    }
    TerminalSession now = new TerminalSession(line, terminal, view::changed);
    session = now;
    if (closed) {
      now.close();
    }
    context.gate().later(() -> began(now));
    String key = "ended.HUNG_UP";
    String detail = "";
    try {
      now.run();
    } catch (IOException e) {
      detail = e.getMessage();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a serial console broke", e);
      key = "ended.BROKEN";
      detail = e.toString();
    }
    String told = key;
    String why = detail;
    context.gate().later(() -> ended(now, told, why));
  }

  private void began(TerminalSession now) {
    if (closed || now != session) {
      return;
    }
    // somebody may type elsewhere by the time that the line is back
    boolean hadKeyboard = middle.isFocusWithin();
    attempts = 0;
    middle.getChildren().setAll(view);
    showSize();
    if (hadKeyboard) {
      view.requestFocus();
    }
  }

  private void ended(TerminalSession which, String key, String detail) {
    if (closed || which != null && which != session) {
      return;
    }
    session = null;
    int seconds = Math.min(LONGEST_PAUSE, 1 << Math.min(4, attempts++));
    Label what = new Label(text(key, address));
    what.setId("console-ended");
    what.getStyleClass().add(Styles.TEXT_BOLD);
    what.setWrapText(true);
    VBox box = new VBox(what);
    if (detail != null && !detail.isBlank()) {
      Label why = new Label(detail);
      why.getStyleClass().add(Styles.TEXT_MUTED);
      why.setWrapText(true);
      box.getChildren().add(why);
    }
    box.getChildren().add(new Label(text("again", seconds)));
    box.getStyleClass().add("console-question");
    say(box);
    pause.begin(seconds);
  }

  private void say(Node node) {
    VBox box = new VBox(node);
    box.getStyleClass().add("console-message");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    middle.getChildren().setAll(view, box);
  }

  /** Any thread. */
  private void answer(byte[] bytes) {
    TerminalSession to = session;
    if (to != null) {
      to.send(bytes);
    }
  }

  private void send(byte[] bytes) {
    TerminalSession to = session;
    if (to != null && !to.send(bytes)) {
      context.dialogs().toast(text("serial.full"));
    }
  }

  private void copy() {
    String chosen = view.selection().text();
    if (chosen.isEmpty()) {
      context.dialogs().toast(text("serial.nothing"));
      return;
    }
    ClipboardContent content = new ClipboardContent();
    content.putString(chosen);
    Clipboard.getSystemClipboard().setContent(content);
    context.dialogs().toast(text("serial.copied"));
  }

  /** Several lines are run by a shell as they come, so they are shown before. */
  private void paste() {
    String copied = Clipboard.getSystemClipboard().getString();
    if (copied == null || copied.isEmpty()) {
      context.dialogs().toast(text("paste.nothing"));
      return;
    }
    Runnable now =
        () -> {
          send(terminal.paste(copied));
          view.requestFocus();
        };
    long lines = copied.strip().lines().count();
    if (lines > 1) {
      String first = copied.strip().lines().limit(5).reduce("", (a, b) -> a + "\n" + b).strip();
      context
          .dialogs()
          .confirm(
              text("serial.paste"),
              text("serial.paste.lines", lines, first),
              text("serial.paste.verb"),
              now);
    } else {
      now.run();
    }
  }

  /** A serial line has no way to say how large a window is; a shell can be told. */
  private void tellSize() {
    send(
        ("stty rows " + view.rows() + " columns " + view.columns() + "\r")
            .getBytes(StandardCharsets.US_ASCII));
    view.requestFocus();
  }

  private void reset() {
    terminal.reset();
    view.show(terminal);
    view.requestFocus();
  }

  private void showSize() {
    size.setText(view.columns() + "\u00d7" + view.rows());
  }

  private void disconnect() {
    TerminalSession before = session;
    session = null;
    if (before != null) {
      before.close();
    }
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
    return Icons.COMMANDS;
  }

  @Override
  public Place place() {
    return new Place.Console(address.toString());
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void close() {
    closed = true;
    pause.close();
    disconnect();
  }
}
