package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.ServerAddress;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.SecurityType;
import io.coppice.session.Passwords;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The screen of a machine behind a remote-framebuffer server. A connection that breaks comes back
 * by itself, after a second first and then after ever longer, until somebody says what else to do.
 * FX thread.
 */
final class ConsoleScreen implements Screen, ConsolePane.Owner {
  private static final int LONGEST_PAUSE = 15;

  /** What trying again cannot mend. */
  private static final Set<ConsoleConnection.Ended.Kind> FINAL =
      Set.of(
          ConsoleConnection.Ended.Kind.BROKEN,
          ConsoleConnection.Ended.Kind.PROTOCOL,
          ConsoleConnection.Ended.Kind.NO_COMMON_TYPE,
          ConsoleConnection.Ended.Kind.ANONYMOUS_TLS,
          ConsoleConnection.Ended.Kind.NO_CREDENTIALS,
          ConsoleConnection.Ended.Kind.REFUSED,
          ConsoleConnection.Ended.Kind.NOT_TRUSTED,
          ConsoleConnection.Ended.Kind.HANDSHAKE);

  private final UiContext context;
  private final Passwords passwords;
  private final RememberedServers remembered;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final StackPane root = new StackPane();
  private final ConsolePane pane;
  private final Countdown pause;
  private Runnable moved = () -> {};
  private String address;
  private ConsoleGatekeeper gatekeeper;
  private SessionOptions options;
  private int attempts;

  /** Whether somebody waits for the connection with the keyboard. */
  private boolean asked;

  ConsoleScreen(Place.Console place, UiContext context, Passwords passwords) {
    this.context = context;
    pause = new Countdown(context.gate(), this::connect);
    this.passwords = passwords;
    this.address = place.address();
    remembered = new RememberedServers(context.session().preferences());
    pane = new ConsolePane(context, this, List.of());
    root.setId("console");
    root.getStyleClass().add("console");
    if (ServerAddress.parse(address).isEmpty()) {
      choose();
    } else {
      begin();
    }
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private void choose() {
    title.set(text("title"));
    pause.stop();
    pane.disconnect();
    giveUp();
    root.getChildren()
        .setAll(
            new ServerChooser(
                context,
                remembered,
                passwords,
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
    root.getChildren().setAll(pane.node());
    gatekeeper =
        new ConsoleGatekeeper(
            address,
            context.session().preferences(),
            passwords,
            question -> context.gate().later(() -> password(question)),
            stranger -> context.gate().later(() -> questions().stranger(stranger)));
    boolean local = address.startsWith("unix:");
    options =
        local
            ? SessionOptions.local(gatekeeper)
            : SessionOptions.remote(gatekeeper, Optional.of(new FxJpegImages()));
    connectAsAsked();
  }

  private void password(ConsoleGatekeeper.Question question) {
    asked = true;
    questions().password(question);
  }

  private void connectAsAsked() {
    asked = true;
    connect();
  }

  private void giveUp() {
    if (gatekeeper != null) {
      gatekeeper.giveUp();
    }
  }

  private ConsoleQuestions questions() {
    return new ConsoleQuestions(
        context, pane::say, () -> pane.say(new Label(text("connecting", address))));
  }

  @Override
  public void connect() {
    pause.stop();
    ServerAddress to = ServerAddress.parse(address).orElseThrow();
    pane.disconnect();
    gatekeeper.giveUp();
    pane.connect(address, to::open, options);
    pane.say(new Label(text("connecting", address)));
  }

  @Override
  public void began() {
    attempts = 0;
    remembered.add(address);
    keepPassword();
    // a line that came back by itself takes nobody's keyboard who types elsewhere meanwhile
    if (asked || root.isFocusWithin()) {
      pane.focus();
    }
    asked = false;
  }

  /** The server took the password: the desktop may keep it, if the person wanted that. */
  private void keepPassword() {
    gatekeeper
        .takeWanted()
        .ifPresent(
            login -> {
              String server = address;
              Thread.ofVirtual()
                  .name("keyring")
                  .start(
                      () -> {
                        if (!passwords.keep(server, login)) {
                          context.gate().later(() -> context.dialogs().toast(text("not-kept")));
                        }
                      });
            });
  }

  @Override
  public String layoutKey() {
    return address;
  }

  @Override
  public void named(String name) {
    title.set(name.isBlank() ? address : name);
  }

  @Override
  public void ended(ConsoleConnection.Ended why) {
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
      pause.begin(seconds);
    }
    box.getChildren().add(ways(why, changed));
    box.getStyleClass().add("console-question");
    pane.say(box);
    if (asked && FINAL.contains(why.kind())) {
      box.lookup("#console-reconnect").requestFocus(); // Enter asks for the password again
    }
  }

  /** Buttons as wide as their words, in as many rows as it takes. */
  private FlowPane ways(ConsoleConnection.Ended why, boolean changed) {
    FlowPane ways = new FlowPane();
    ways.getStyleClass().add("console-ways");
    ways.getChildren().add(way("other", text("other"), this::choose));
    if (changed) {
      ways.getChildren()
          .add(
              way(
                  "forget-server",
                  text("forget-server"),
                  () -> {
                    gatekeeper.forgetServer();
                    connectAsAsked();
                  }));
    }
    if (why.kind() == ConsoleConnection.Ended.Kind.ANONYMOUS_TLS) {
      ways.getChildren().add(way("anonymous", text("anonymous"), this::connectAnonymously));
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
                              connectAsAsked();
                            })));
    Button again = way("reconnect", text("reconnect"), this::connectAsAsked);
    again.getStyleClass().add(Styles.ACCENT);
    ways.getChildren().add(again);
    return ways;
  }

  /**
   * The person was told what it is worth, and wants it all the same, for as long as this is open.
   */
  private void connectAnonymously() {
    options = options.withSecurity(List.of(SecurityType.values()));
    connectAsAsked();
  }

  private static Button way(String id, String name, Runnable action) {
    Button button = new Button(name);
    button.setId("console-" + id);
    button.setOnAction(_ -> action.run());
    return button;
  }

  @Override
  public Node node() {
    return root;
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
    if (root.getChildren().getFirst() instanceof ServerChooser chooser) {
      chooser.focusAddress();
    } else {
      pane.focus();
    }
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public void close() {
    pause.close();
    pane.close();
    giveUp();
  }
}
