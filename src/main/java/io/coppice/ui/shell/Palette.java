package io.coppice.ui.shell;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.shell.PaletteState.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final Pattern KEYWORDS = Pattern.compile(", ");

  private final UiContext context;
  private final TextField field = new TextField();
  private final ListView<Found> list = new ListView<>();
  private final VBox box;
  private volatile List<EntityId> selection = List.of();
  private FrameGate.Binding binding;
  private volatile String typed = "";

  /** What waits for its target; empty while any object or action is searched. */
  private volatile Optional<Action> aimed = Optional.empty();

  /** What the list answers; null while it answers nothing. */
  private Question answered;

  /** Whether Enter was pressed before what was typed was answered. */
  private boolean enterWaits;

  /** What is asked for. */
  private record Question(String typed, Optional<Action> aimed) {}

  private record Answer(Question question, PaletteState state) {}

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
    aim(Optional.empty());
    binding = context.gate().bind(this::found, this::show);
    context.dialogs().showBriefly(box);
    field.requestFocus();
  }

  private Question asked() {
    return new Question(typed, aimed);
  }

  private Answer found(Snapshot now) {
    Question question = asked();
    return new Answer(
        question,
        question
            .aimed()
            .map(action -> PaletteState.targets(now, question.typed(), action))
            .orElseGet(
                () ->
                    PaletteState.of(
                        now, question.typed(), selection, context.actions().all(), this::names)));
  }

  /** Searches what an action shall be done to, or anything again. */
  private void aim(Optional<Action> at) {
    aimed = at;
    String prompt =
        at.map(action -> context.texts().get("palette.aim", text(action)))
            .orElseGet(() -> context.texts().get("palette.prompt"));
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    list.setPlaceholder(
        new Label(context.texts().get(at.isPresent() ? "palette.no-target" : "palette.nothing")));
    field.clear();
    // What stood here was found for something else: Enter must not do it.
    list.getItems().clear();
    answered = null;
    search("");
  }

  private String text(Action action) {
    return ActionMenus.text(action, context);
  }

  private List<String> names(Action action) {
    return names(action, context.texts());
  }

  /** What the action is called, and by which other words it is found. */
  static List<String> names(Action action, Texts texts) {
    List<String> names = new ArrayList<>(List.of(texts.get("action." + action.id())));
    String keywords = "keywords." + action.id();
    if (texts.has(keywords)) {
      names.addAll(List.of(KEYWORDS.split(texts.get(keywords))));
    }
    return names;
  }

  private void search(String text) {
    typed = text;
    enterWaits = false;
    if (binding != null) {
      binding.refresh();
    }
  }

  private void show(Answer answer) {
    if (box.getScene() == null || box.getParent() == null) {
      release();
      return;
    }
    answered = answer.question();
    List<Found> found = answer.state().found();
    if (!list.getItems().equals(found)) {
      list.getItems().setAll(found);
      list.getSelectionModel().selectFirst();
    }
    if (enterWaits && asked().equals(answered)) {
      enter();
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
      enter();
    } else if (event.getCode() == KeyCode.BACK_SPACE
        && aimed.isPresent()
        && field.getText().isEmpty()) {
      aim(Optional.empty());
    } else {
      return;
    }
    list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
    event.consume();
  }

  /** Runs what was found; what is still searched runs when it is found. */
  private void enter() {
    enterWaits = !asked().equals(answered);
    if (!enterWaits) {
      run();
    }
  }

  private void run() {
    Found found = list.getSelectionModel().getSelectedItem();
    if (found == null) {
      return;
    }
    Optional<Problem> refusal =
        switch (found) {
          case Found.Do act -> act.refusal();
          case Found.Aim aim -> aim.refusal();
          case Found.Ask _, Found.Go _ -> Optional.empty();
        };
    if (refusal.isPresent()) {
      context.dialogs().toast(ActionMenus.reason(refusal.get(), context));
      return;
    }
    if (found instanceof Found.Ask ask) {
      aim(Optional.of(ask.action()));
      return;
    }
    release();
    context.dialogs().hide();
    switch (found) {
      case Found.Go go -> context.navigation().open(new Place.Page(go.id()));
      case Found.Do act -> act.action().run(act.on(), context);
      case Found.Aim aim -> aim.action().run(List.of(aim.id()), context);
      case Found.Ask _ -> throw new IllegalStateException("it asked");
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
          refused(name, more, act.refusal(), ActionMenus.keys(act.action(), context));
        }
        case Found.Ask ask -> {
          icon = ask.action().icon();
          name.setText(context.texts().get("palette.ask", text(ask.action())));
          more.setText(context.texts().get("palette.asks"));
        }
        case Found.Aim aim -> {
          icon = Icons.of(aim.id().kind());
          name.setText(aim.name());
          refused(name, more, aim.refusal(), context.texts().get("kind." + aim.id().kind()));
        }
      }
      return line(icon, name, gap, more);
    }

    private void refused(Label name, Label more, Optional<Problem> refusal, String otherwise) {
      more.setText(refusal.map(problem -> context.texts().what(problem)).orElse(otherwise));
      if (refusal.isPresent()) {
        name.getStyleClass().add("quiet");
      }
    }

    private static HBox line(Icons icon, Label name, Region gap, Label more) {
      HBox line = new HBox(8, icon.node(), name, gap, more);
      line.setAlignment(Pos.CENTER_LEFT);
      return line;
    }
  }
}
