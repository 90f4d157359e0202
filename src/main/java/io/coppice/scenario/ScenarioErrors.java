package io.coppice.scenario;

import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.scenario.LocatedJson.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what is wrong with a file, up to a bound. */
final class ScenarioErrors {
  static final int MOST = 50;

  private static final int LONGEST = 400;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  ScenarioErrors(String file) {
    this.file = file;
  }

  /** Something else was expected at a place. */
  void expected(Where where, String expected, Object found) {
    add("scenario.expected", where, expected, found);
  }

  /** Adds a problem whose first four arguments are file, line, column and path. */
  void add(String code, Where where, Object... more) {
    if (problems.size() >= MOST) {
      return;
    }
    Object[] args = new Object[4 + more.length];
    args[0] = file;
    args[1] = where.line();
    args[2] = where.column();
    args[3] = where.path();
    System.arraycopy(more, 0, args, 4, more.length);
    // Whatever stood in the file must not change the terminal or window in which this is read.
    Arrays.setAll(args, i -> ObjectNaming.shown(String.valueOf(args[i]), LONGEST));
    Problem problem = Problem.error(code, args);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  boolean any() {
    return !problems.isEmpty();
  }
}
