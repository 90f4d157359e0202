package io.coppice.ui.console;

import io.coppice.backend.Consoles;
import io.coppice.backend.Consoles.ScreenText;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;

/** The screen of one machine of the site, on its page. FX thread. */
final class MachineConsole implements PagePart, ConsolePane.Owner {
  /** What one wants to do with a machine in front of which one sits. */
  private static final Set<Action.Group> AT_HAND =
      EnumSet.of(Action.Group.POWER, Action.Group.SNAPSHOT, Action.Group.FORK);

  private final MachineId machine;
  private final UiContext context;
  private final ConsolePane pane;

  MachineConsole(MachineId machine, UiContext context) {
    this.machine = machine;
    this.context = context;
    pane = new ConsolePane(context, this, List.of(actions()));
    pane.node().setId("machine-console");
    connect();
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private MenuButton actions() {
    MenuButton menu = new MenuButton(text("machine"), Icons.MACHINE.node());
    menu.setId("console-machine");
    menu.setMinWidth(MenuButton.USE_PREF_SIZE);
    // an empty menu does not open
    menu.getItems().setAll(new MenuItem());
    menu.setOnShowing(
        _ -> {
          List<Action> fitting =
              context.actions().on(List.of(machine), context.session().snapshot()).stream()
                  .filter(action -> AT_HAND.contains(action.group()))
                  .toList();
          menu.getItems().setAll(ActionMenus.items(fitting, List.of(machine), context));
        });
    return menu;
  }

  @Override
  public void connect() {
    Optional<Consoles> consoles = context.session().site().consoles();
    if (consoles.isEmpty()) {
      pane.say(new Label(text("none")));
      return;
    }
    // within this process a tile costs less than its pixels
    SessionOptions options =
        SessionOptions.local(Gatekeeper.NOBODY)
            .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE, Encoding.ZRLE, Encoding.RAW));
    pane.connect(machine.toString(), () -> consoles.get().open(machine), options);
  }

  private String name() {
    Machine there = context.session().snapshot().inventory().machine(machine);
    return there == null ? machine.toString() : there.name();
  }

  @Override
  public String layoutKey() {
    return "machine " + machine;
  }

  @Override
  public Optional<String> text() {
    return context
        .session()
        .site()
        .consoles()
        .flatMap(consoles -> consoles.text(machine))
        .map(ScreenText::all);
  }

  @Override
  public void ended(ConsoleConnection.Ended why) {
    boolean broken = why.kind() == ConsoleConnection.Ended.Kind.BROKEN;
    Label what = new Label(broken ? text("ended.BROKEN", name()) : text("machine.ended"));
    what.setId("console-ended");
    what.setWrapText(true);
    Label detail = new Label(why.detail());
    detail.setWrapText(true);
    Button again = new Button(text("reconnect"));
    again.setId("console-reconnect");
    again.setOnAction(_ -> connect());
    VBox box = new VBox(what, detail, again);
    box.getStyleClass().add("console-question");
    pane.say(box);
  }

  @Override
  public Node node() {
    return pane.node();
  }

  @Override
  public void focus() {
    pane.focus();
  }

  @Override
  public void close() {
    pane.close();
  }
}
