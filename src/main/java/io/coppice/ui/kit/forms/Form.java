package io.coppice.ui.kit.forms;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A form over the window: title, fields, what the site says of what is asked for, and the button
 * that asks. The button is enabled while the newest answer lets at least one operation run. FX
 * thread.
 */
public final class Form {
  private final UiContext context;
  private final FormBox box = new FormBox();
  private final Label head = new Label();
  private final HBox buttons = new HBox();
  private final Button go = new Button();
  private final Region gap = new Region();
  private final ProblemList problems;
  private final List<NameField> names = new ArrayList<>();
  private boolean isWide;
  private Supplier<Asked> asking;
  private Consumer<List<Operation>> submit;
  private FrameGate.Binding binding;
  private boolean waiting;
  private boolean wanted;
  private volatile Asked asked = new Asked.Incomplete("");

  /** What the fields ask for now. */
  public sealed interface Asked {
    /** Something is missing; {@code hint} says what. */
    record Incomplete(String hint) implements Asked {}

    record Ready(List<Operation> operations) implements Asked {
      public Ready {
        operations = List.copyOf(operations);
      }
    }

    static Asked ready(Operation operation) {
      return new Ready(List.of(operation));
    }
  }

  private record Answer(Asked asked, Optional<FormVerdict> verdict) {}

  /**
   * An empty form.
   *
   * @param id of its node
   * @param verb on the button that asks
   */
  public Form(String id, String title, String verb, UiContext context) {
    this.context = context;
    this.problems = new ProblemList(context);
    box.setId(id);
    box.getStyleClass().addAll("dialog-form", "ask-form");
    head.setText(title);
    head.getStyleClass().add(Styles.TITLE_4);
    head.setWrapText(true);
    go.setText(verb);
    go.setId("form-go");
    go.getStyleClass().add(Styles.ACCENT);
    go.setDefaultButton(true);
    go.setDisable(true);
    go.setOnAction(_ -> submit());
    box.addEventHandler(KeyEvent.KEY_PRESSED, this::entered);
    Button cancel = new Button(context.texts().get("dialog.cancel"));
    cancel.setId("form-cancel");
    cancel.setOnAction(_ -> context.dialogs().hide());
    HBox.setHgrow(gap, Priority.ALWAYS);
    buttons.getStyleClass().add("form-buttons");
    buttons.getChildren().setAll(gap, cancel, go);
    box.sceneProperty().addListener((_, _, scene) -> sceneChanged(scene));
  }

  /** Makes it wide enough for tables and steps. */
  public Form wide() {
    isWide = true;
    box.getStyleClass().add("wide");
    return this;
  }

  /** A field for a name, outlined while the site refuses the name in it. */
  public NameField nameField(String initial) {
    NameField field = new NameField(initial, context.texts(), this::changed);
    names.add(field);
    return field;
  }

  /** Buttons at the left of the row. */
  public void extra(Node... nodes) {
    buttons.getChildren().addAll(0, List.of(nodes));
  }

  /**
   * Opens it.
   *
   * @param focus where the keyboard starts
   * @param asks reads the fields; FX thread
   * @param then asks for the operations, after the form was hidden
   */
  public void open(Node body, Node focus, Supplier<Asked> asks, Consumer<List<Operation>> then) {
    asking = asks;
    submit = then;
    asked = asks.get();
    FormScroll scroll = new FormScroll(body, isWide);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    box.getChildren().setAll(head, scroll, problems, buttons);
    context.dialogs().show(box);
    // A scroll pane holds its content from its skin on, and only then can a field take the
    // keyboard.
    box.applyCss();
    focus.requestFocus();
  }

  /** Enter while the site still thinks about the last letter: kept until it has answered. */
  private void entered(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER && waiting) {
      wanted = true;
      event.consume();
    }
  }

  /** A field changed. */
  public void changed() {
    if (asking == null) {
      return;
    }
    waiting = true;
    wanted = false;
    asked = asking.get();
    go.setDisable(true);
    if (binding != null) {
      binding.refresh();
    }
  }

  private void sceneChanged(Scene scene) {
    if (scene == null && binding != null) {
      binding.close();
      binding = null;
    } else if (scene != null && binding == null) {
      binding = context.gate().bind(this::answer, this::show);
    }
  }

  /**
   * Off the FX thread; asked again with every change of the site, so that the answer stays true.
   */
  private Answer answer(Snapshot snapshot) {
    Asked now = asked;
    return new Answer(
        now,
        now instanceof Asked.Ready ready
            ? Optional.of(FormVerdict.of(context.session().site(), snapshot, ready.operations()))
            : Optional.empty());
  }

  private void show(Answer answer) {
    if (answer.asked() != asked) {
      return;
    }
    answer.verdict().ifPresent(problems::show);
    List<Problem> said = answer.verdict().map(FormVerdict::problems).orElse(List.of());
    names.forEach(name -> name.show(said));
    if (answer.asked() instanceof Asked.Incomplete incomplete) {
      problems.hint(incomplete.hint());
    }
    boolean goes = answer.verdict().map(FormVerdict::goes).orElse(false);
    go.setDisable(!goes);
    waiting = false;
    if (wanted && goes) {
      submit();
    }
    wanted = false;
  }

  private void submit() {
    if (asked instanceof Asked.Ready ready) {
      context.dialogs().hide();
      submit.accept(ready.operations());
    }
  }
}
