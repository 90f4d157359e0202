package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Problems of one kind stand together. */
class ProblemRowTest {
  private static List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int host = 0; host < 700; host++) {
      problems.add(Problem.error("alarm.host-cpu-short", new HostId(host), "h" + host, 5, "a", 7));
      if (host == 1) {
        problems.add(Problem.error("alarm.host-not-responding", new HostId(9), "h9"));
        problems.add(Problem.warning("alarm.host-cpu-short", new HostId(8), "h8", 1, "b", 5));
        problems.add(Problem.warning("alarm.host-cpu-short", new HostId(7), "h7", 1, "b", 5));
      }
    }
    return problems;
  }

  @Test
  void sevenHundredOfAKindAreOneLineAndFewAreALineEach() {
    List<ProblemRow> rows = ProblemRow.of(problems(), _ -> false);
    assertEquals(4, rows.size());
    assertEquals(700, rows.getFirst().alike().size());
    assertEquals(700, rows.getFirst().about().size());
    assertEquals(
        List.of(false, false, false),
        rows.subList(1, 4).stream().map(ProblemRow::isFoldable).toList());
    assertEquals(3, ProblemRow.kinds(problems()));
  }

  @Test
  void anUnfoldedKindShowsEachUnderItAndKeepsItsKeyWhileFiguresChange() {
    List<ProblemRow> folded = ProblemRow.of(problems(), _ -> false);
    List<ProblemRow> rows =
        ProblemRow.of(problems().subList(1, 300), folded.getFirst().key()::equals);
    assertEquals(folded.getFirst().key(), rows.getFirst().key());
    assertTrue(rows.getFirst().open());
    assertEquals(1, rows.get(1).depth());
    assertEquals(296, rows.stream().filter(row -> row.depth() == 1).count());
    assertEquals(
        rows.size(), rows.stream().map(ProblemRow::key).distinct().count(), "keys are unique");
  }

  /** Whoever adds an alarm says what many of it are called. */
  @Test
  void everyAlarmHasANameForMany() throws IOException {
    Messages words = new Messages(Locale.ENGLISH);
    List<String> without = new ArrayList<>();
    for (String bundle : List.of("problems", "fork")) {
      Properties texts = new Properties();
      try (InputStream in =
          Messages.class.getResourceAsStream("/io/coppice/messages/" + bundle + ".properties")) {
        texts.load(in);
      }
      texts.stringPropertyNames().stream()
          .filter(key -> key.startsWith("alarm.") && !key.endsWith(".cure"))
          .filter(key -> !words.has("activity.problems.of." + key))
          .forEach(without::add);
    }
    assertEquals(List.of(), without);
  }
}
