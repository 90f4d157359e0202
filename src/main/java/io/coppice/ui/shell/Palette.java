package io.coppice.ui.shell;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.shell.PaletteState.Found;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The command palette: objects and actions in one search. FX thread. */
final class Palette {
  private final UiContext context;
  private final TextField field = new TextField();
  private final ListView<Found> list = new ListView<>();
  private final VBox box;
  private volatile List<EntityId> selection = List.of();
  private FrameGate.Binding binding;
  private volatile String typed = "";

  Palette(UiContext context) {
    this.context = context;
    field.setId("palette-field");
    field.setPromptText(context.texts().get("palette.prompt"));
    field.setAccessibleText(context.texts().get("palette.prompt"));
    list.setId("palette-list");
    list.setAccessibleText(context.texts().get("palette.results"));
    list.setCellFactory(_ -> new FoundCell());
    list.setPlaceholder(new Label(context.texts().get("palette.nothing")));
    list.setFocusTraversable(false);
    box = new VBox(8, field, list);
    box.setId("palette");
    box.getStyleClass().addAll("dialog-form", "palette");
    VBox.setVgrow(list, Priority.ALWAYS);
    field.textProperty().addListener((_, _, text) -> search(text));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setOnMouseClicked(_ -> run());
  }

  void open() {
    selection = context.selection().get();
    typed = "";
    field.clear();
    list.getItems().clear();
    binding =
        context
            .gate()
            .bind(
                now -> PaletteState.of(now, typed, selection, context.actions().all(), this::text),
                this::show);
    context.dialogs().showBriefly(box);
    field.requestFocus();
  }

  private String text(Action action) {
    return ActionMenus.text(action, context);
  }

  private void search(String text) {
    typed = text;
    if (binding != null) {
      binding.refresh();
    }
  }

  private void show(PaletteState state) {
    if (box.getScene() == null || box.getParent() == null) {
      release();
      return;
    }
    if (!list.getItems().equals(state.found())) {
      list.getItems().setAll(state.found());
      list.getSelectionModel().selectFirst();
    }
  }

  private void release() {
    if (binding != null) {
      binding.close();
      binding = null;
    }
  }

  private void key(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    if (event.getCode() == KeyCode.DOWN) {
      list.getSelectionModel().select(Math.min(at + 1, list.getItems().size() - 1));
    } else if (event.getCode() == KeyCode.UP) {
      list.getSelectionModel().select(Math.max(0, at - 1));
    } else if (event.getCode() == KeyCode.ENTER) {
      run();
    } else {
      return;
    }
    list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
    event.consume();
  }

  private void run() {
    Found found = list.getSelectionModel().getSelectedItem();
    if (found == null) {
      return;
    }
    if (found instanceof Found.Do act && act.refusal().isPresent()) {
      context.dialogs().toast(ActionMenus.reason(act.refusal().get(), context));
      return;
    }
    release();
    context.dialogs().hide();
    switch (found) {
      case Found.Go go -> context.navigation().open(new Place.Page(go.id()));
      case Found.Do act -> act.action().run(act.on(), context);
    }
  }

  private final class FoundCell extends ListCell<Found> {
    FoundCell() {
      // As wide as the list, not as its longest refusal.
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Found found, boolean empty) {
      super.updateItem(found, empty);
      setText(null);
      setGraphic(empty || found == null ? null : line(found));
    }

    private HBox line(Found found) {
      Label name = new Label();
      Label more = new Label();
      more.getStyleClass().addAll("quiet", "text-small");
      more.setMinWidth(0);
      name.setMinWidth(Region.USE_PREF_SIZE);
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      Icons icon;
      switch (found) {
        case Found.Go go -> {
          icon = Icons.of(go.id().kind());
          name.setText(go.name());
          more.setText(context.texts().get("kind." + go.id().kind()));
        }
        case Found.Do act -> {
          icon = act.action().icon();
          name.setText(text(act.action()));
          more.setText(
              act.refusal()
                  .map(problem -> context.texts().what(problem))
                  .orElse(ActionMenus.keys(act.action(), context)));
          if (act.refusal().isPresent()) {
            name.getStyleClass().add("quiet");
          }
        }
      }
      HBox line = new HBox(8, icon.node(), name, gap, more);
      line.setAlignment(Pos.CENTER_LEFT);
      return line;
    }
  }
}
