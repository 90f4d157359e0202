package io.coppice.ui.activity;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A line of the list of problems: one problem, or all of one kind and severity, under which each
 * stands when it is unfolded. Hundreds of one kind hide what else there is.
 *
 * @param problem the problem, or the first of its kind
 * @param alike all of its kind, if the line stands for these
 */
record ProblemRow(Problem problem, List<Problem> alike, int depth, boolean open)
    implements FoldedRow {
  /** So many of a kind get a line of their own. */
  private static final int MANY = 3;

  ProblemRow {
    alike = List.copyOf(alike);
  }

  /** What stays the same of a line while the figures of its problems change. */
  record Key(String code, Severity severity, List<EntityId> about, boolean stands) {}

  Key key() {
    return isFoldable()
        ? kind(problem)
        : new Key(problem.code(), problem.severity(), problem.about(), false);
  }

  private static Key kind(Problem problem) {
    return new Key(problem.code(), problem.severity(), List.of(), true);
  }

  @Override
  public boolean isFoldable() {
    return !alike.isEmpty();
  }

  /** Every object that the problems are about. */
  List<EntityId> about() {
    return isFoldable()
        ? alike.stream().flatMap(each -> each.about().stream().limit(1)).distinct().toList()
        : problem.about();
  }

  /** How many kinds there are. */
  static int kinds(List<Problem> problems) {
    return (int) problems.stream().map(ProblemRow::kind).distinct().count();
  }

  /**
   * The lines that show, each kind where its first problem stands.
   *
   * @param open which kinds are unfolded
   */
  static List<ProblemRow> of(List<Problem> problems, Predicate<Key> open) {
    Map<Key, List<Problem>> kinds = new LinkedHashMap<>();
    problems.forEach(each -> kinds.computeIfAbsent(kind(each), _ -> new ArrayList<>()).add(each));
    List<ProblemRow> rows = new ArrayList<>();
    kinds.forEach(
        (kind, alike) -> {
          boolean folds = alike.size() >= MANY;
          boolean isOpen = !folds || open.test(kind);
          if (folds) {
            rows.add(new ProblemRow(alike.getFirst(), alike, 0, isOpen));
          }
          if (isOpen) {
            alike.forEach(each -> rows.add(new ProblemRow(each, List.of(), folds ? 1 : 0, false)));
          }
        });
    return List.copyOf(rows);
  }
}
