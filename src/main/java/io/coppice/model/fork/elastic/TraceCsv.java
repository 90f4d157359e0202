package io.coppice.model.fork.elastic;

import io.coppice.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a trace of requests: one line a minute, the count in the last column, columns apart by
 * comma, semicolon or tab. A first line without a count is a heading; empty lines are passed over.
 *
 * @param trace empty if anything is wrong
 * @param problems what is wrong, at most {@link #TOLD}
 */
public record TraceCsv(Optional<Arrivals.Trace> trace, List<Problem> problems) {
  /** A year of minutes. */
  public static final int LONGEST = 525_600;

  public static final int TOLD = 10;

  public TraceCsv {
    problems = List.copyOf(problems);
  }

  public static TraceCsv read(String name, String text) {
    List<Integer> counts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size() && problems.size() < TOLD; i++) {
      String line = lines.get(i).strip();
      String last = line.substring(lastSeparator(line) + 1).strip();
      if (line.isEmpty() || (i == 0 && !last.matches("-?[0-9.]+"))) {
        continue;
      }
      if (last.matches("[0-9]{1,9}")) {
        counts.add(Integer.valueOf(last));
      } else {
        String shown = line.substring(0, Math.min(40, line.length()));
        problems.add(Problem.error("fork.csv-line", name, String.valueOf(i + 1), shown));
      }
    }
    if (counts.isEmpty() && problems.isEmpty()) {
      problems.add(Problem.error("fork.csv-empty", name));
    }
    if (counts.size() > LONGEST) {
      return tooLong(name);
    }
    return problems.isEmpty()
        ? new TraceCsv(Optional.of(new Arrivals.Trace(name, counts)), List.of())
        : new TraceCsv(Optional.empty(), problems);
  }

  /** What a file is told that has more than a year of minutes. */
  public static TraceCsv tooLong(String name) {
    return new TraceCsv(
        Optional.empty(), List.of(Problem.error("fork.csv-long", name, String.valueOf(LONGEST))));
  }

  private static int lastSeparator(String line) {
    return Math.max(line.lastIndexOf(','), Math.max(line.lastIndexOf(';'), line.lastIndexOf('\t')));
  }
}
