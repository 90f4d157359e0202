package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Halt;
import io.coppice.backend.TimeControl;
import io.coppice.session.Session;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/**
 * Says that the site stands still before an event that failed, once for each, and offers the ways
 * out of it. FX thread.
 */
final class HaltDialog implements AutoCloseable {
  private final UiContext context;
  private final FrameGate.Binding binding;
  private Halt told;

  HaltDialog(UiContext context) {
    this.context = context;
    Session session = context.session();
    this.binding =
        context
            .gate()
            .<Optional<Halt>>bind(
                _ -> session.site().time().flatMap(TimeControl::halt), this::tell);
  }

  private void tell(Optional<Halt> now) {
    if (now.isPresent() && !now.get().equals(told)) {
      told = now.get();
      ask(told);
    } else if (now.isEmpty() && told != null) {
      told = null;
    }
  }

  private void ask(Halt halt) {
    Label head = new Label(context.texts().get("halt.title"));
    head.getStyleClass().add(Styles.TITLE_4);
    Button without = button("halt-leave-out", "halt.leave-out");
    without.getStyleClass().add(Styles.ACCENT);
    without.setDefaultButton(true);
    without.setOnAction(_ -> then(context.session().leaveOut(), "halt.leave-out", "halt.left-out"));
    Button back = button("halt-back", "halt.back");
    back.setOnAction(_ -> confirmBack());
    Button report = button("halt-report", "halt.report");
    report.setOnAction(_ -> save(halt));
    Button later = button("dialog-cancel", "halt.later");
    later.setCancelButton(true);
    later.setOnAction(_ -> context.dialogs().hide());
    FlowPane buttons = new FlowPane(8, 8, without, back, report, later);
    VBox form =
        new VBox(
            14,
            head,
            words(context.texts().what(halt.why())),
            words(context.texts().cure(halt.why())),
            buttons);
    form.setId("halt");
    form.getStyleClass().addAll("dialog-form", "dialog-question");
    form.setMaxHeight(Region.USE_PREF_SIZE);
    context.dialogs().show(form);
    without.requestFocus();
  }

  private Button button(String id, String text) {
    Button button = new Button(context.texts().get(text));
    button.setId(id);
    return button;
  }

  private static Label words(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private void confirmBack() {
    context
        .dialogs()
        .confirm(
            context.texts().get("halt.back"),
            context.texts().get("halt.back.lost"),
            context.texts().get("halt.back.verb"),
            () -> then(context.session().backToCheckpoint(), "halt.back", "halt.back.done"));
  }

  private void then(CompletionStage<Void> work, String title, String done) {
    context.dialogs().hide();
    work.whenComplete(
        (_, failure) ->
            context
                .gate()
                .later(
                    () -> {
                      if (failure == null) {
                        context.dialogs().toast(context.texts().get(done));
                      } else {
                        context.dialogs().failed(context.texts().get(title), failure);
                      }
                    }));
  }

  private void save(Halt halt) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(context.texts().get("halt.report"));
    chooser.setInitialFileName("coppice-report.txt");
    File file = chooser.showSaveDialog(null);
    if (file == null) {
      return;
    }
    String text = context.texts().what(halt.why()) + "\n\n" + halt.report();
    context
        .gate()
        .async(
            () -> write(file, text),
            _ -> context.dialogs().toast(context.texts().get("halt.report.done", file.getName())),
            failure -> context.dialogs().failed(context.texts().get("halt.report"), failure));
  }

  private static File write(File file, String text) throws IOException {
    Files.writeString(file.toPath(), text, StandardCharsets.UTF_8);
    return file;
  }

  @Override
  public void close() {
    binding.close();
  }
}
