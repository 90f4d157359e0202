package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation.SetStartOrder;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Form;
import java.util.Collections;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Puts the machines of a vApp into the order in which they start. FX thread. */
final class StartOrderForm {
  private final Action action;
  private final List<Entity> objects;
  private final ResourcePool pool;
  private final UiContext context;
  private final Form form;
  private final ListView<MachineId> list = new ListView<>();

  private StartOrderForm(Action action, List<Entity> objects, UiContext context) {
    this.action = action;
    this.objects = objects;
    this.pool = (ResourcePool) objects.getFirst();
    this.context = context;
    form = SelectedObjects.form("form-start-order", action, objects, context);
  }

  static boolean isShown(Entity entity) {
    return entity instanceof ResourcePool pool
        && pool.vapp().filter(vapp -> vapp.startOrder().size() > 1).isPresent();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new StartOrderForm(action, objects, context).open();
  }

  private List<MachineId> now() {
    return pool.vapp().map(ResourcePool.VApp::startOrder).orElse(List.of());
  }

  private void open() {
    list.setId("form-start-order-list");
    list.setAccessibleText(ActionMenus.text(action, context));
    list.getStyleClass().add("check-list");
    list.setCellFactory(_ -> new Cell());
    list.getItems().setAll(now());
    list.getSelectionModel().selectFirst();
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    Label help = new Label(context.texts().get("form.start-order.help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    VBox buttons = new VBox(mover("earlier", -1), mover("later", 1));
    buttons.getStyleClass().add("form-body");
    HBox.setHgrow(list, Priority.ALWAYS);
    HBox row = new HBox(list, buttons);
    row.getStyleClass().add("form-size");
    VBox.setVgrow(row, Priority.ALWAYS);
    VBox body = new VBox(help, row);
    body.getStyleClass().add("form-body");
    form.open(
        body,
        list,
        () -> {
          List<MachineId> wanted = List.copyOf(list.getItems());
          return wanted.equals(now())
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : Form.Asked.ready(new SetStartOrder(pool.id(), wanted));
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private Button mover(String what, int by) {
    Button button = new Button(context.texts().get("form.start-" + what));
    button.setId("form-start-" + what);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(_ -> move(by));
    return button;
  }

  private void key(KeyEvent event) {
    if (event.isAltDown() && event.getCode() == KeyCode.UP) {
      move(-1);
      event.consume();
    } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
      move(1);
      event.consume();
    }
  }

  private void move(int by) {
    int at = list.getSelectionModel().getSelectedIndex();
    int to = at + by;
    if (at >= 0 && to >= 0 && to < list.getItems().size()) {
      Collections.swap(list.getItems(), at, to);
      list.getSelectionModel().clearAndSelect(to);
      list.scrollTo(Math.max(0, to - 2));
      form.changed();
    }
  }

  private final class Cell extends ListCell<MachineId> {
    @Override
    protected void updateItem(MachineId machine, boolean empty) {
      super.updateItem(machine, empty);
      setText(
          empty || machine == null
              ? null
              : context
                  .texts()
                  .get(
                      "form.start-order.row",
                      getIndex() + 1,
                      context.session().snapshot().contents().displayName(machine)));
      setGraphic(empty || machine == null ? null : Icons.MACHINE.node());
    }
  }
}
