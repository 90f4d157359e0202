package io.coppice.ui.shell;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.theme.Styles;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.Dialogs;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Questions and answers inside the window, over its content; never a window of their own, never
 * blocking. FX thread.
 */
final class LiveDialogs implements Dialogs {
  private static final int FEW = 4;

  private final ModalPane modal = new ModalPane();
  private final Toasts toasts = new Toasts();
  private final Session session;
  private final FrameGate gate;
  private final Texts texts;
  private Node before;
  private Runnable hidden = () -> {};

  LiveDialogs(Session session, FrameGate gate, Texts texts) {
    this.session = session;
    this.gate = gate;
    this.texts = texts;
    modal.setId("modal");
    modal.setFocusTraversable(false);
    modal.displayProperty().addListener((_, _, now) -> displayed(now));
    // A pane that fades out when the next question already came would take it away with it.
    modal.setInTransitionFactory(null);
    modal.setOutTransitionFactory(null);
    modal.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    modal.addEventFilter(KeyEvent.KEY_PRESSED, this::keyOfList);
  }

  /** Esc hides also what a click beside it does not. */
  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && modal.isDisplay()) {
      hide();
      event.consume();
    }
  }

  /** Lists and tables take Esc for the end of editing, even where nothing is edited in them. */
  private void keyOfList(KeyEvent event) {
    boolean atRest =
        switch (event.getTarget()) {
          case ListView<?> list -> list.getEditingIndex() < 0;
          case TableView<?> table -> table.getEditingCell() == null;
          case TreeView<?> tree -> tree.getEditingItem() == null;
          default -> false;
        };
    if (atRest) {
      key(event);
    }
  }

  /**
   * Puts the layers of this over the window's content.
   *
   * @param activity where jobs tell their progress, which short words never cover
   */
  void install(StackPane root, Node activity) {
    toasts.install(root, activity);
    root.getChildren().add(modal);
  }

  /** The keyboard goes back where it was before the first of several questions. */
  private void displayed(boolean now) {
    if (now) {
      return;
    }
    // Else its default button would go on answering to Enter, unseen, though it was cancelled.
    modal.setContent(null);
    Node back = before;
    before = null;
    if (back != null && back.getScene() == modal.getScene()) {
      back.requestFocus();
    }
    hidden.run();
  }

  /** Hears when nothing is asked any more. */
  void onHidden(Runnable listener) {
    hidden = listener;
  }

  @Override
  public void show(Node content) {
    show(content, true);
  }

  @Override
  public void showBriefly(Node content) {
    show(content, false);
  }

  private void show(Node content, boolean stays) {
    modal.setPersistent(stays);
    if (modal.getSkin() == null) {
      // A pane shows what it is told after it has its skin, and forgets what it was told before.
      modal.applyCss();
    }
    if (!modal.isDisplay()) {
      before = modal.getScene() == null ? null : modal.getScene().getFocusOwner();
    }
    modal.show(content);
    content.requestFocus();
  }

  @Override
  public void hide() {
    modal.hide();
  }

  boolean isShowing() {
    return modal.isDisplay();
  }

  @Override
  public void confirm(String title, String whatWillBeGone, String verb, Runnable yes) {
    Button go = new Button(verb);
    go.setId("dialog-go");
    go.getStyleClass().add(Styles.DANGER);
    go.setDefaultButton(true);
    go.setOnAction(
        _ -> {
          hide();
          yes.run();
        });
    showBriefly(form(title, new VBox(text(whatWillBeGone)), go));
    go.requestFocus();
  }

  @Override
  public void ask(
      String title,
      String label,
      String initial,
      Function<String, String> check,
      Consumer<String> answer) {
    TextField field = new TextField(initial);
    field.setId("dialog-field");
    field.setAccessibleText(label);
    Label why = new Label();
    why.getStyleClass().addAll("bad", Styles.TEXT_SMALL);
    why.setWrapText(true);
    Button go = new Button(texts.get("dialog.ok"));
    go.setId("dialog-go");
    go.setDefaultButton(true);
    go.getStyleClass().add(Styles.ACCENT);
    Runnable validate =
        () -> {
          String reason = check.apply(field.getText().strip());
          why.setText(reason == null ? "" : reason);
          go.setDisable(reason != null);
        };
    field.textProperty().addListener((_, _, _) -> validate.run());
    validate.run();
    go.setOnAction(
        _ -> {
          hide();
          answer.accept(field.getText().strip());
        });
    Label caption = new Label(label);
    caption.setLabelFor(field);
    show(form(title, new VBox(4, caption, field, why), go));
    field.requestFocus();
    field.selectAll();
  }

  @Override
  public void problems(String title, List<Problem> problems) {
    tell(title, problems, () -> {});
    modal.setPersistent(false);
  }

  /**
   * Shows problems until the person says that they were read, by the button or Esc; a click beside
   * them does not.
   */
  void tell(String title, List<Problem> problems, Runnable read) {
    VBox list = new VBox(10);
    for (Problem problem : problems.stream().limit(200).toList()) {
      list.getChildren().add(problem(problem));
    }
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    // A scroll pane asks how high its content is on one line; how high it is, wrapped, shows later.
    list.heightProperty()
        .addListener((_, _, high) -> scroll.setPrefViewportHeight(high.doubleValue() + 2));
    scroll.getStyleClass().addAll("edge-to-edge", "dialog-problems");
    Button close = new Button(texts.get("dialog.close"));
    close.setId("dialog-go");
    close.setDefaultButton(true);
    close.setOnAction(
        _ -> {
          read.run();
          hide();
        });
    // A scroll pane asks for the height of unwrapped lines, and would hide the cure of a few.
    Node form = form(title, problems.size() <= FEW ? list : scroll, close);
    form.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            key.consume();
            close.fire();
          }
        });
    show(form);
    close.requestFocus();
  }

  private Node problem(Problem problem) {
    Label what = text(texts.what(problem));
    VBox lines = new VBox(2, what);
    String cure = texts.cure(problem);
    if (!cure.isEmpty()) {
      Label mend = text(cure);
      mend.getStyleClass().add("quiet");
      lines.getChildren().add(mend);
    }
    HBox.setHgrow(lines, Priority.ALWAYS);
    HBox row =
        new HBox(8, Icons.of(problem.severity()).node(Icons.tone(problem.severity())), lines);
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private static Label text(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** A framed form: title, content, the deciding button and Cancel. */
  private Node form(String title, Node content, Button go) {
    Label head = new Label(title);
    head.getStyleClass().add(Styles.TITLE_4);
    head.setWrapText(true);
    ButtonBar buttons = new ButtonBar();
    ButtonBar.setButtonData(go, ButtonBar.ButtonData.OK_DONE);
    buttons.getButtons().add(go);
    if (!"dialog-close".equals(go.getId())
        && go.getStyleClass().stream()
            .anyMatch(c -> c.equals(Styles.DANGER) || c.equals(Styles.ACCENT))) {
      Button cancel = new Button(texts.get("dialog.cancel"));
      cancel.setId("dialog-cancel");
      cancel.setCancelButton(true);
      cancel.setOnAction(_ -> hide());
      ButtonBar.setButtonData(cancel, ButtonBar.ButtonData.CANCEL_CLOSE);
      buttons.getButtons().add(cancel);
    }
    VBox form = new VBox(14, head, content, buttons);
    form.getStyleClass().add("dialog-form");
    form.getStyleClass().add("dialog-question");
    form.setMaxHeight(Region.USE_PREF_SIZE);
    return form;
  }

  @Override
  public void submit(String name, List<Operation> operations, Consumer<List<JobId>> accepted) {
    session
        .submit(name, operations)
        .whenComplete(
            (outcomes, failure) ->
                gate.later(
                    () -> {
                      if (failure == null) {
                        told(name, operations, outcomes, accepted);
                      } else {
                        failed(name, failure);
                      }
                    }));
  }

  private void told(
      String name,
      List<Operation> operations,
      List<Outcome> outcomes,
      Consumer<List<JobId>> accepted) {
    Map<Problem, EntityId> refused = new LinkedHashMap<>();
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Accepted(JobId job) -> jobs.add(job);
        case Outcome.Refused(List<Problem> problems) -> {
          EntityId about = operations.get(i).target();
          problems.stream()
              .filter(Problem::isError)
              .forEach(problem -> refused.putIfAbsent(problem, about));
        }
      }
    }
    if (refused.isEmpty()) {
      toast(texts.get("dialog.started", name));
    } else {
      problems(
          texts.get("dialog.refused", name, outcomes.size() - jobs.size(), outcomes.size()),
          List.copyOf(refused.keySet()));
    }
    if (!jobs.isEmpty()) {
      accepted.accept(List.copyOf(jobs));
    }
  }

  @Override
  public void toast(String text) {
    toasts.show(text);
  }

  @Override
  public Consumer<String> lasting(String text) {
    return toasts.lasting(text);
  }

  @Override
  public Runnable showLasting(Node content) {
    return toasts.showLasting(content);
  }
}
