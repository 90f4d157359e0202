package io.coppice.testkit;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.ui.kit.Dialogs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;

/** Notes what was asked, told and submitted; answers every question with yes. */
public final class RecordingDialogs implements Dialogs {
  private final List<String> questions = new ArrayList<>();
  private final List<String> toasts = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /** Operations that were submitted as one. */
  public record Step(String name, List<Operation> operations) {}

  public List<String> questions() {
    return questions;
  }

  public List<String> toasts() {
    return toasts;
  }

  public List<Step> steps() {
    return steps;
  }

  @Override
  public void confirm(String title, String whatWillBeGone, String verb, Runnable yes) {
    questions.add(whatWillBeGone);
    yes.run();
  }

  @Override
  public void ask(
      String title,
      String label,
      String initial,
      Function<String, String> check,
      Consumer<String> answer) {
    questions.add(title);
  }

  @Override
  public void problems(String title, List<Problem> problems) {
    questions.add(title);
  }

  @Override
  public void submit(String name, List<Operation> operations, Consumer<List<JobId>> accepted) {
    steps.add(new Step(name, List.copyOf(operations)));
  }

  @Override
  public void show(Node content) {}

  @Override
  public void showBriefly(Node content) {}

  @Override
  public void hide() {}

  @Override
  public Runnable showLasting(Node content) {
    return () -> {};
  }

  @Override
  public void toast(String text) {
    toasts.add(text);
  }

  @Override
  public Consumer<String> lasting(String text) {
    return _ -> {};
  }
}
