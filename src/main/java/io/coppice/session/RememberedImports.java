package io.coppice.session;

import io.coppice.session.Session.ImportedInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The sites that were read, in the preferences: the last one first, no more than ten. Any thread.
 */
final class RememberedImports {
  private static final String KEY = "session.imports";
  private static final int MOST = 10;

  private final Preferences preferences;

  RememberedImports(Preferences preferences) {
    this.preferences = preferences;
  }

  synchronized List<ImportedInfo> all() {
    return preferences.get(KEY).orElse("").lines().flatMap(line -> parse(line).stream()).toList();
  }

  private static List<ImportedInfo> parse(String line) {
    int tab = line.indexOf('\t');
    return tab < 0
        ? List.of()
        : List.of(new ImportedInfo(line.substring(0, tab), line.substring(tab + 1)));
  }

  synchronized void remember(ImportedInfo read) {
    List<ImportedInfo> kept = new ArrayList<>(without(read.source()));
    kept.addFirst(read);
    keep(kept.subList(0, Math.min(MOST, kept.size())));
  }

  synchronized void forget(String source) {
    keep(without(source));
  }

  private List<ImportedInfo> without(String source) {
    return all().stream().filter(info -> !info.source().equals(source)).toList();
  }

  private void keep(List<ImportedInfo> all) {
    preferences.put(
        KEY,
        String.join(
            "\n",
            all.stream().map(info -> line(info.source()) + '\t' + line(info.title())).toList()));
  }

  /** File names may hold anything. */
  private static String line(String text) {
    return text.replaceAll("[\t\r\n]", " ");
  }
}
