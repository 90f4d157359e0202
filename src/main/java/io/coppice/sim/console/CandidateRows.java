package io.coppice.sim.console;

import io.coppice.sim.guest.shell.ScreenPage;
import java.util.ArrayList;
import java.util.List;

/** What a word could become, in rows as readline shows them: sorted down the columns. */
final class CandidateRows {
  /** From here on readline asks first (its variable completion-query-items). */
  static final int MOST = 100;

  private CandidateRows() {}

  static List<String> of(List<String> words) {
    List<String> names = words.stream().limit(MOST).map(CandidateRows::name).toList();
    int width = 2 + names.stream().mapToInt(String::length).max().orElse(0);
    int across = Math.max(1, ScreenPage.COLUMNS / width);
    int rows = (names.size() + across - 1) / across;
    List<String> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int at = row; at < names.size(); at += rows) {
        line.append(names.get(at)).repeat(" ", width - names.get(at).length());
      }
      all.add(line.toString().stripTrailing());
    }
    if (words.size() > MOST) {
      all.add("(" + (words.size() - MOST) + " more)");
    }
    return all;
  }

  /** A file is listed without the folder that was typed. */
  private static String name(String word) {
    return word.substring(word.lastIndexOf('/', word.length() - 2) + 1);
  }
}
