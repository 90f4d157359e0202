package io.coppice.scenario;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** The known name that is written most alike: what a mistyped one may have meant. */
final class NearestName {
  private NearestName() {}

  /** The nearest of them, of equals the first by the alphabet; empty where none is known. */
  static String of(Collection<String> known, String written) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(name, written))
                .thenComparing(Comparator.naturalOrder()))
        .orElse("");
  }

  /** Levenshtein's distance: the least number of letters to insert, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
        diagonal = kept;
      }
    }
    return row[b.length()];
  }
}
