package io.coppice.boot;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Starts the windowing toolkit, and says in one sentence what it lacks. JavaFX reports a missing
 * display and a missing GTK as unsupported operations with the texts looked for here (26.0.2,
 * {@code com.sun.glass.ui.gtk.GtkApplication}).
 */
final class Toolkit {
  /** Nothing was started because the machine lacks something. */
  static final int LACKING = 69; // EX_UNAVAILABLE of sysexits.h

  private Toolkit() {}

  /**
   * Runs what starts the toolkit and returns when the last window is closed.
   *
   * @return the exit code
   */
  static int run(Runnable launch, Messages words, PrintStream err) {
    try {
      launch.run();
      return 0;
    } catch (RuntimeException | LinkageError e) {
      Optional<Problem> lacking = lacking(e);
      if (lacking.isEmpty()) {
        throw e;
      }
      err.println(words.what(lacking.get()) + ' ' + words.cure(lacking.get()));
      return LACKING;
    }
  }

  /** What the machine lacks, if that is what the failure is about. */
  static Optional<Problem> lacking(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (at instanceof UnsupportedOperationException && text.contains("DISPLAY")) {
        return Optional.of(Problem.error("start.no-display"));
      }
      if (at instanceof UnsupportedOperationException && text.contains("GTK")) {
        return Optional.of(Problem.error("start.no-gtk"));
      }
      if (at instanceof UnsatisfiedLinkError) {
        return Optional.of(Problem.error("start.no-library", text));
      }
    }
    return Optional.empty();
  }
}
