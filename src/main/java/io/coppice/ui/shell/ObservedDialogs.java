package io.coppice.ui.shell;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.ui.kit.Dialogs;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;

/** The dialogs as one page has them: tells when something is submitted there. FX thread. */
final class ObservedDialogs implements Dialogs {
  private final Dialogs dialogs;
  private final Runnable submitted;

  ObservedDialogs(Dialogs dialogs, Runnable submitted) {
    this.dialogs = dialogs;
    this.submitted = submitted;
  }

  @Override
  public void submit(String name, List<Operation> operations, Consumer<List<JobId>> accepted) {
    submitted.run();
    dialogs.submit(name, operations, accepted);
  }

  @Override
  public Runnable showLasting(Node content) {
    return dialogs.showLasting(content);
  }

  @Override
  public void confirm(String title, String whatWillBeGone, String verb, Runnable yes) {
    dialogs.confirm(title, whatWillBeGone, verb, yes);
  }

  @Override
  public void ask(
      String title,
      String label,
      String initial,
      Function<String, String> check,
      Consumer<String> answer) {
    dialogs.ask(title, label, initial, check, answer);
  }

  @Override
  public void problems(String title, List<Problem> problems) {
    dialogs.problems(title, problems);
  }

  @Override
  public void show(Node content) {
    dialogs.show(content);
  }

  @Override
  public void showBriefly(Node content) {
    dialogs.showBriefly(content);
  }

  @Override
  public void hide() {
    dialogs.hide();
  }

  @Override
  public void toast(String text) {
    dialogs.toast(text);
  }

  @Override
  public Consumer<String> lasting(String text) {
    return dialogs.lasting(text);
  }
}
