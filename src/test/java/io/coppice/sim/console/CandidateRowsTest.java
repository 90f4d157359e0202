package io.coppice.sim.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateRowsTest {
  @Test
  void namesAreListedWithoutTheFolderThatWasTyped() {
    assertEquals(
        List.of("dpkg/   syslog"), CandidateRows.of(List.of("/var/log/dpkg/", "/var/log/syslog")));
  }

  @Test
  void theyAreSortedDownTheColumns() {
    List<String> words =
        IntStream.range(0, 5).mapToObj(i -> "word-of-thirty-eight-characters-in-it" + i).toList();
    assertEquals(
        List.of(
            words.get(0) + "  " + words.get(3), words.get(1) + "  " + words.get(4), words.get(2)),
        CandidateRows.of(words));
  }

  @Test
  void ofVeryManyTheFirstAreListedAndTheRestIsCounted() {
    List<String> words = IntStream.range(100, 250).mapToObj(Integer::toString).toList();
    List<String> rows = CandidateRows.of(words);
    assertEquals("(50 more)", rows.getLast());
    assertTrue(rows.stream().allMatch(row -> row.length() <= 80));
  }

  @Test
  void aWordLongerThanTheScreenStandsAlone() {
    assertEquals(List.of("x".repeat(120), "y"), CandidateRows.of(List.of("x".repeat(120), "y")));
  }
}
