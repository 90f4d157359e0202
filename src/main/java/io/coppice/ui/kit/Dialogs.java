package io.coppice.ui.kit;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import java.util.List;
import java.util.function.Consumer;

/**
 * Questions and answers that are alike everywhere; implemented in the shell. FX thread; nothing
 * here blocks.
 */
public interface Dialogs {
  /** Asks once before something that cannot be undone. */
  void confirm(String title, String whatWillBeGone, String verb, Runnable yes);

  /** Asks for one line of text. {@code check} gives the reason a text will not do, or null. */
  void ask(
      String title,
      String label,
      String initial,
      java.util.function.Function<String, String> check,
      Consumer<String> answer);

  /** Shows problems with their cures. */
  void problems(String title, List<Problem> problems);

  /**
   * Shows why something failed: the problems, if they were expected; else a bug, which is logged.
   */
  default void failed(String title, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof Session.ProblemException expected) {
      problems(title, expected.problems());
    } else {
      System.getLogger(Dialogs.class.getName()).log(System.Logger.Level.ERROR, title, failure);
      problems(title, List.of(Problem.error("kit.bug", String.valueOf(cause))));
    }
  }

  /**
   * Submits operations as one undoable step and shows one summary of what was refused, if anything
   * was.
   *
   * @param name the step's name for "Undo ...", in the person's language
   */
  default void submit(String name, List<Operation> operations) {
    submit(name, operations, _ -> {});
  }

  /**
   * The same.
   *
   * @param accepted told the jobs of what was accepted, in order, if anything was; FX thread
   */
  void submit(String name, List<Operation> operations, Consumer<List<JobId>> accepted);

  /**
   * Shows a form in the middle of the window, over everything else. Esc hides it; a click beside it
   * does not, for it would throw away what was typed.
   */
  void show(javafx.scene.Node content);

  /** The same for what holds nothing that could be lost: a click beside it hides it too. */
  void showBriefly(javafx.scene.Node content);

  /** Hides what {@link #show} or a question shows. */
  void hide();

  /**
   * Shows something small where short words stand, as long as what it tells of lasts.
   *
   * @return ends it
   */
  Runnable showLasting(javafx.scene.Node content);

  /** A short word that goes away by itself. */
  void toast(String text);

  /**
   * A word that stays as long as what it tells lasts.
   *
   * @return takes the last word, which goes away by itself
   */
  Consumer<String> lasting(String text);
}
