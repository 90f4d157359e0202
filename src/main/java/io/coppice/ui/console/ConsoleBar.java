package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.keyboard.Key;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/** What can be done with a machine's screen, above it. FX thread. */
final class ConsoleBar implements AutoCloseable {
  /** Characters a frame; a guest's keyboard holds some ten key events until they are read. */
  private static final int AT_ONCE = 2;

  /** The longest text that is typed; longer ones are for files. */
  private static final int LONGEST = 65_536;

  private final UiContext context;
  private final FramebufferView view;
  private final Keyboard keyboard;
  private final Supplier<Optional<RfbSession>> session;
  private final HBox box = new HBox();
  private final Label facts = new Label();
  private final Button stop = new Button();
  private final Button reconnect;
  private final List<Node> live;
  private AnimationTimer typing;

  ConsoleBar(
      UiContext context,
      FramebufferView view,
      Keyboard keyboard,
      Supplier<Optional<RfbSession>> session,
      Consumer<Boolean> fitted,
      Runnable connect) {
    this.context = context;
    this.view = view;
    this.keyboard = keyboard;
    this.session = session;
    ToggleButton fit = new ToggleButton(text("fit"), Icons.FIT.node());
    fit.setId("console-fit");
    fit.setSelected(true);
    fit.selectedProperty().addListener((_, _, on) -> fitted.accept(on));
    Button paste = button("paste", Icons.PASTE, this::askToType);
    Button picture = button("picture", Icons.PICTURE, this::copyPicture);
    reconnect = button("reconnect", Icons.RESET, connect);
    MenuButton keys = keys();
    ChoiceBox<KeyboardLayout> layout = layouts();
    facts.setId("console-facts");
    facts.getStyleClass().add(Styles.TEXT_MUTED);
    stop.setId("console-stop-typing");
    stop.setVisible(false);
    stop.managedProperty().bind(stop.visibleProperty());
    stop.setOnAction(_ -> stopTyping());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    live = List.of(keys, paste, picture);
    box.getStyleClass().add("console-bar");
    box.getChildren().setAll(fit, keys, layout, paste, picture, reconnect, stop, gap, facts);
    connected(false);
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private Button button(String id, Icons icon, Runnable action) {
    Button button = new Button(text(id), icon.node());
    button.setId("console-bar-" + id);
    button.setTooltip(new Tooltip(text(id + ".help")));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private MenuButton keys() {
    MenuButton menu = new MenuButton(text("keys"), Icons.KEYBOARD.node());
    menu.setId("console-keys");
    menu.getItems()
        .addAll(
            chord("Ctrl+Alt+Del", Key.CONTROL, Key.ALT, Key.DELETE),
            chord("Ctrl+Alt+Backspace", Key.CONTROL, Key.ALT, Key.BACKSPACE),
            chord("Alt+Tab", Key.ALT, Key.TAB),
            chord("Super", Key.SUPER),
            chord("Alt+SysRq", Key.ALT, Key.PRINT_SCREEN),
            chord("Print", Key.PRINT_SCREEN),
            new SeparatorMenuItem());
    for (Key key : Key.FUNCTIONS) {
      menu.getItems().add(chord("Ctrl+Alt+" + key.name(), Key.CONTROL, Key.ALT, key));
    }
    return menu;
  }

  private MenuItem chord(String name, Key... keys) {
    MenuItem item = new MenuItem(name);
    item.setMnemonicParsing(false);
    item.setOnAction(
        _ -> {
          keyboard.attach();
          keyboard.chord(List.of(keys));
          view.requestFocus();
        });
    return item;
  }

  private ChoiceBox<KeyboardLayout> layouts() {
    ChoiceBox<KeyboardLayout> layout = new ChoiceBox<>();
    layout.setId("console-layout");
    layout.setAccessibleText(text("layout"));
    layout.setTooltip(new Tooltip(text("layout")));
    layout.getItems().setAll(KeyboardLayout.values());
    layout.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(KeyboardLayout each) {
            return each == null ? "" : text("layout." + each.code());
          }

          @Override
          public KeyboardLayout fromString(String name) {
            throw new IllegalStateException(name);
          }
        });
    layout.setValue(keyboard.layout());
    layout.valueProperty().addListener((_, _, now) -> keyboard.setLayout(now));
    return layout;
  }

  Node node() {
    return box;
  }

  /** Where the keyboard goes when it leaves the screen. */
  void focus() {
    reconnect.requestFocus();
  }

  void connected(boolean is) {
    live.forEach(node -> node.setDisable(!is));
    facts.setText(
        is
            ? session
                .get()
                .flatMap(RfbSession::facts)
                .map(
                    now ->
                        text(
                            "facts",
                            now.width(),
                            now.height(),
                            now.security().title(),
                            now.version()))
                .orElse("")
            : "");
    if (!is) {
      stopTyping();
    }
  }

  private void copyPicture() {
    Image image = view.image();
    if (image != null) {
      ClipboardContent content = new ClipboardContent();
      content.putImage(image);
      Clipboard.getSystemClipboard().setContent(content);
      context.dialogs().toast(text("picture.copied"));
    }
  }

  /** Says what cannot be typed before the first key goes down. */
  private void askToType() {
    String copied = Clipboard.getSystemClipboard().getString();
    if (copied == null || copied.isEmpty()) {
      context.dialogs().toast(text("paste.nothing"));
      return;
    }
    String wanted = copied.length() > LONGEST ? copied.substring(0, LONGEST) : copied;
    List<String> missing = keyboard.layout().untypable(wanted);
    int count = wanted.codePointCount(0, wanted.length());
    String layout = text("layout." + keyboard.layout().code());
    String what =
        missing.isEmpty()
            ? text("paste.all", count, layout)
            : text("paste.missing", count, layout, String.join(" ", missing));
    context.dialogs().confirm(text("paste"), what, text("paste.verb"), () -> type(wanted));
  }

  /** Types a text, a little with every frame; what no key gives is left out, as was said. */
  private void type(String wanted) {
    stopTyping();
    int[] left =
        wanted
            .replace("\r\n", "\n")
            .codePoints()
            .filter(c -> !keyboard.layout().strokes(c).isEmpty())
            .toArray();
    view.requestFocus();
    stop.setVisible(true);
    typing =
        new AnimationTimer() {
          private int at;

          @Override
          public void handle(long now) {
            keyboard.attach();
            for (int i = 0; i < AT_ONCE && at < left.length; i++) {
              keyboard.type(left[at++]);
            }
            stop.setText(text("paste.stop", at, left.length));
            if (at >= left.length) {
              stopTyping();
            }
          }
        };
    typing.start();
  }

  private void stopTyping() {
    if (typing != null) {
      typing.stop();
      typing = null;
    }
    stop.setVisible(false);
  }

  @Override
  public void close() {
    stopTyping();
  }
}
