package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.display.security.Gatekeeper.Credentials;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What a session wants to know of the person before it begins, asked in the screen itself. */
final class ConsoleQuestions {
  private final UiContext context;
  private final Consumer<Node> show;
  private final Runnable hide;

  /**
   * @param show puts a question where the screen will be
   * @param hide takes it away
   */
  ConsoleQuestions(UiContext context, Consumer<Node> show, Runnable hide) {
    this.context = context;
    this.show = show;
    this.hide = hide;
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  void password(ConsoleGatekeeper.Question question) {
    TextField user = new TextField();
    user.setId("console-user");
    user.setPromptText(text("user"));
    user.setAccessibleText(text("user"));
    PasswordField password = new PasswordField();
    password.setId("console-password");
    password.setPromptText(text("password"));
    password.setAccessibleText(text("password"));
    Label head = new Label(text("password.head", question.type().title()));
    head.setWrapText(true);
    VBox box = new VBox(head);
    if (question.withUser()) {
      box.getChildren().add(user);
    }
    box.getChildren().add(password);
    CheckBox keep = new CheckBox(text("keep"));
    keep.setId("console-keep");
    if (question.keepable()) {
      box.getChildren().add(keep);
    }
    answered(
        box,
        text("go-on"),
        yes ->
            question
                .answer()
                .complete(
                    yes
                        ? Optional.of(
                            new ConsoleGatekeeper.Answer(
                                new Credentials(user.getText(), password.getText()),
                                keep.isSelected()))
                        : Optional.empty()));
    (question.withUser() ? user : password).requestFocus();
  }

  void stranger(ConsoleGatekeeper.Stranger stranger) {
    Label head = new Label(text("stranger"));
    head.getStyleClass().add(Styles.TITLE_4);
    head.setWrapText(true);
    Label who = new Label(stranger.subject());
    who.setWrapText(true);
    TextArea fingerprint = new TextArea(stranger.fingerprint());
    fingerprint.setWrapText(true); // it is compared as a whole
    fingerprint.setPrefRowCount(2);
    fingerprint.setId("console-fingerprint");
    fingerprint.setEditable(false);
    fingerprint.setAccessibleText(text("fingerprint"));
    Label help = new Label(text("stranger.help"));
    help.setWrapText(true);
    VBox box = new VBox(head, who, fingerprint, help);
    answered(box, text("trust"), yes -> stranger.answer().complete(yes));
  }

  private void answered(VBox box, String verb, Consumer<Boolean> answer) {
    AtomicBoolean once = new AtomicBoolean();
    Consumer<Boolean> say =
        yes -> {
          if (once.compareAndSet(false, true)) {
            hide.run();
            answer.accept(yes);
          }
        };
    Button yes = new Button(verb);
    yes.setId("console-yes");
    yes.getStyleClass().add(Styles.ACCENT);
    yes.setDefaultButton(true);
    yes.setOnAction(_ -> say.accept(true));
    Button no = new Button(context.texts().get("dialog.cancel"));
    no.setId("console-no");
    no.setCancelButton(true);
    no.setOnAction(_ -> say.accept(false));
    HBox buttons = new HBox(no, yes);
    buttons.getStyleClass().add("form-buttons");
    box.getChildren().add(buttons);
    box.getStyleClass().add("console-question");
    show.accept(box);
  }
}
