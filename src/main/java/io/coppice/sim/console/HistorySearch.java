package io.coppice.sim.console;

import java.util.List;

/**
 * Looks through older lines, newest first, while what is looked for is being typed (readline's
 * reverse-search-history). One thread.
 */
final class HistorySearch {
  private static final int LONGEST = 80;

  private final List<String> history;
  private final StringBuilder wanted = new StringBuilder();
  private int at;

  HistorySearch(List<String> history) {
    this.history = history;
    at = history.size();
  }

  /** What was found; empty where nothing was, or nothing is looked for yet. */
  String found() {
    return at < history.size() && at >= 0 ? history.get(at) : "";
  }

  private boolean failed() {
    return at < 0;
  }

  void add(int codePoint) {
    if (wanted.length() < LONGEST) {
      wanted.appendCodePoint(codePoint);
      look(Math.min(at < 0 ? history.size() : at, history.size() - 1));
    }
  }

  void shorten() {
    if (!wanted.isEmpty()) {
      wanted.setLength(wanted.offsetByCodePoints(wanted.length(), -1));
      look(history.size() - 1);
    }
  }

  /** The next older line that has it. */
  void older() {
    if (!failed()) {
      look(at - 1);
    }
  }

  private void look(int from) {
    if (wanted.isEmpty()) {
      at = history.size();
      return;
    }
    int to = from;
    while (to >= 0 && !history.get(to).contains(wanted)) {
      to--;
    }
    at = to;
  }

  /** How readline shows it. */
  String shown() {
    return (failed() ? "(failed reverse-i-search)`" : "(reverse-i-search)`")
        + wanted
        + "': "
        + found();
  }
}
