package io.coppice.ui.console;

import io.coppice.display.keyboard.Key;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionFacts;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/** What can be done with a machine's screen, above it, in as many lines as it needs. FX thread. */
final class ConsoleBar implements AutoCloseable {
  private static final String LAYOUT = "console.layout.";

  private final UiContext context;
  private final ConsolePane pane;
  private final FlowPane box = new FlowPane();
  private final ConsoleFacts facts;
  private final ConsolePictures pictures;
  private final ClipboardTyping typing;
  private final ChoiceBox<KeyboardLayout> layout = new ChoiceBox<>();
  private final ToggleButton record;
  private final Button reconnect;
  private final List<Node> live;

  ConsoleBar(UiContext context, ConsolePane pane, List<Node> extra) {
    this.context = context;
    this.pane = pane;
    typing = new ClipboardTyping(context, pane.keyboard(), () -> pane.view().requestFocus());
    pictures = new ConsolePictures(context, pane);
    facts = new ConsoleFacts(context, pane);
    Button paste = button("paste", Icons.PASTE, typing::ask);
    reconnect = button("reconnect", Icons.RESET, () -> pane.owner().connect());
    MenuButton keys = keys();
    MenuButton picture = pictures();
    record = record();
    live = List.of(keys, paste, picture, record);
    // in a narrow window there is a second row: the way out is always seen
    box.setId("console-bar");
    box.getStyleClass().addAll("console-bar", "wrapping");
    box.setMinWidth(0);
    facts.boundBy(box);
    List<Node> nodes = new ArrayList<>(List.of(sizes(), windows(), keys, layouts(), paste));
    nodes.addAll(List.of(picture, record, reconnect));
    nodes.addAll(extra);
    nodes.addAll(List.of(typing.stopButton(), facts.node()));
    box.getChildren().setAll(nodes);
    connected(false);
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private Button button(String id, Icons icon, Runnable action) {
    Button button = named(new Button(null, icon.node()), id);
    button.setId("console-bar-" + id);
    button.setTooltip(new Tooltip(text(id) + "\n" + text(id + ".help")));
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** There are many of them: their names are in the tooltip, and for whoever listens. */
  private <B extends ButtonBase> B named(B button, String id) {
    button.setAccessibleText(text(id));
    button.setTooltip(new Tooltip(text(id)));
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private MenuItem item(String id, Runnable action) {
    MenuItem item = new MenuItem(text(id));
    item.setId("console-" + id.replace('.', '-'));
    item.setOnAction(_ -> action.run());
    return item;
  }

  private MenuButton sizes() {
    MenuButton menu = named(new MenuButton(null, Icons.FIT.node()), "size");
    menu.setId("console-size");
    ToggleGroup group = new ToggleGroup();
    for (ConsoleSize each : ConsoleSize.values()) {
      RadioMenuItem item = new RadioMenuItem(text("size." + each.name()));
      item.setId("console-size-" + each.name());
      item.setToggleGroup(group);
      item.setSelected(each == pane.sizeProperty().get());
      item.setOnAction(_ -> pane.setSize(each));
      pane.sizeProperty().addListener((_, _, now) -> item.setSelected(now == each));
      menu.getItems().add(item);
    }
    return menu;
  }

  private MenuButton windows() {
    MenuButton menu = named(new MenuButton(null, Icons.CONSOLE.node()), "window");
    menu.setId("console-window");
    MenuItem own = item("window.own", () -> pane.window().toggle());
    pane.window()
        .openProperty()
        .addListener((_, _, is) -> own.setText(text(is ? "window.back" : "window.own")));
    MenuItem full = item("window.full", () -> pane.window().toggleFullScreen());
    pane.window()
        .fullScreenProperty()
        .addListener((_, _, is) -> full.setText(text(is ? "window.leave" : "window.full")));
    menu.getItems().setAll(own, full);
    return menu;
  }

  private MenuButton pictures() {
    MenuButton menu = named(new MenuButton(null, Icons.PICTURE.node()), "picture");
    menu.setId("console-picture");
    MenuItem words = item("picture.text", pictures::copyText);
    menu.getItems()
        .setAll(
            item("picture.copy", pictures::copyPicture),
            item("picture.save", pictures::savePicture),
            new SeparatorMenuItem(),
            words);
    menu.setOnShowing(_ -> words.setDisable(pane.owner().text().isEmpty()));
    return menu;
  }

  private ToggleButton record() {
    ToggleButton button = named(new ToggleButton(null, Icons.RECORD.node()), "record");
    button.setId("console-record");
    button.setTooltip(new Tooltip(text("record") + "\n" + text("record.help")));
    button.setOnAction(
        _ -> {
          if (pane.recorder().recordingProperty().get()) {
            pane.recorder().stop();
          } else {
            pane.picture().ifPresent(now -> pane.recorder().ask(now, name()));
          }
          button.setSelected(pane.recorder().recordingProperty().get());
        });
    pane.recorder()
        .recordingProperty()
        .addListener(
            (_, _, is) -> {
              button.setSelected(is);
              button.setText(is ? text("record.stop") : null);
            });
    return button;
  }

  private String name() {
    Optional<SessionFacts> now = pane.session().flatMap(RfbSession::facts);
    return now.map(SessionFacts::name).filter(name -> !name.isBlank()).orElse("console");
  }

  private MenuButton keys() {
    MenuButton menu = named(new MenuButton(null, Icons.KEYBOARD.node()), "keys");
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
          pane.keyboard().attach();
          pane.keyboard().chord(List.of(keys));
          pane.view().requestFocus();
        });
    return item;
  }

  private Node layouts() {
    layout.setId("console-layout");
    layout.setMinWidth(Region.USE_PREF_SIZE);
    layout.setAccessibleText(text("layout"));
    layout.setTooltip(new Tooltip(text("layout")));
    layout.getItems().setAll(KeyboardLayout.values());
    layout.setConverter(ChoiceLabels.by(each -> text("layout." + each.code())));
    layout.setValue(pane.keyboard().layout());
    layout
        .valueProperty()
        .addListener(
            (_, _, now) -> {
              pane.keyboard().setLayout(now);
              context.session().preferences().put(LAYOUT + pane.owner().layoutKey(), now.code());
            });
    return layout;
  }

  /** Takes the keyboard that was chosen for this machine before. */
  void recallLayout() {
    Optional<String> code = context.session().preferences().get(LAYOUT + pane.owner().layoutKey());
    layout.getItems().stream()
        .filter(each -> code.equals(Optional.of(each.code())))
        .findFirst()
        .ifPresent(layout::setValue);
  }

  Node node() {
    return box;
  }

  /** Where the keyboard goes when it leaves the screen. */
  void focus() {
    reconnect.requestFocus();
  }

  void connected(boolean is) {
    live.forEach(node -> node.setDisable(!is && node != record));
    facts.connected(is);
    if (!is) {
      typing.stop();
    }
  }

  @Override
  public void close() {
    typing.close();
    facts.close();
  }
}
