package io.coppice.sim.console;

import java.util.List;

/**
 * The line that is being typed, with the keys of a shell's line editor (readline's habits). One
 * thread.
 */
final class LineEditor {
  private final StringBuilder text = new StringBuilder();
  private final int longest;
  private int cursor;
  private int recalled = -1;
  private String kept = "";
  private String cut = "";
  private HistorySearch search;

  LineEditor(int longest) {
    this.longest = longest;
  }

  String text() {
    return text.toString();
  }

  /** What stands behind the prompt: the line, or what is found while it is looked for. */
  String shown() {
    return search == null ? text() : search.shown();
  }

  /** Where the cursor stands in what is shown. */
  int cursor() {
    return search == null ? cursor : search.shown().length();
  }

  boolean isSearching() {
    return search != null;
  }

  /** Looks through older lines from now on, or goes to the next older one that has it. */
  void search(List<String> history) {
    if (search == null) {
      search = new HistorySearch(history);
    } else {
      search.older();
    }
  }

  /**
   * A key goes to the search: a character and Backspace change what is looked for, every other key
   * ends it with what was found and is still to be done.
   *
   * @return whether the key was the search's own
   */
  boolean searched(int pressed) {
    if (pressed > 0) {
      search.add(pressed);
      return true;
    }
    if (pressed == GuestKey.BACKSPACE) {
      search.shorten();
      return true;
    }
    String found = search.found();
    search = null;
    if (!found.isEmpty()) {
      set(found);
    }
    return false;
  }

  /** Types a character before the cursor; false if the line is full. */
  boolean insert(int codePoint) {
    String typed = Character.toString(codePoint);
    if (text.length() + typed.length() > longest) {
      return false;
    }
    text.insert(cursor, typed);
    cursor += typed.length();
    return true;
  }

  boolean backspace() {
    if (cursor == 0) {
      return false;
    }
    int from = text.offsetByCodePoints(cursor, -1);
    text.delete(from, cursor);
    cursor = from;
    return true;
  }

  boolean delete() {
    if (cursor == text.length()) {
      return false;
    }
    text.delete(cursor, text.offsetByCodePoints(cursor, 1));
    return true;
  }

  /** Moves by a character. */
  boolean move(int by) {
    if (by < 0 ? cursor == 0 : cursor == text.length()) {
      return false;
    }
    cursor = text.offsetByCodePoints(cursor, by);
    return true;
  }

  void home() {
    cursor = 0;
  }

  void end() {
    cursor = text.length();
  }

  /** Cuts what is before the cursor. */
  void cutBefore() {
    cut = text.substring(0, cursor);
    text.delete(0, cursor);
    cursor = 0;
  }

  void cutBehind() {
    cut = text.substring(cursor);
    text.setLength(cursor);
  }

  void cutWord() {
    int from = cursor;
    while (from > 0 && text.charAt(from - 1) == ' ') {
      from--;
    }
    while (from > 0 && text.charAt(from - 1) != ' ') {
      from--;
    }
    cut = text.substring(from, cursor);
    text.delete(from, cursor);
    cursor = from;
  }

  /** Puts what was cut last. */
  void paste() {
    cut.codePoints().forEach(this::insert);
  }

  /** Shows an older line, or with a positive step a newer one. */
  boolean recall(List<String> history, int step) {
    int at = recalled < 0 ? history.size() : Math.min(recalled, history.size());
    int to = at + step;
    if (to < 0 || to > history.size()) {
      return false;
    }
    if (at == history.size()) {
      kept = text();
    }
    set(to == history.size() ? kept : history.get(to));
    recalled = to;
    return true;
  }

  /** Puts the longest beginning that all words share in place of the last word. */
  boolean complete(List<String> words) {
    if (words.isEmpty() || cursor != text.length()) {
      return false;
    }
    String common = words.getFirst();
    for (String word : words) {
      int same = 0;
      while (same < Math.min(word.length(), common.length())
          && word.charAt(same) == common.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
    }
    int space = text.lastIndexOf(" ");
    String whole = words.size() == 1 && !common.endsWith("/") ? common + " " : common;
    if (whole.length() <= text.length() - space - 1) {
      return false;
    }
    set(text.substring(0, space + 1) + whole);
    return true;
  }

  private void set(String line) {
    text.setLength(0);
    text.append(line);
    cursor = text.length();
  }

  /** Takes the line and begins a new one. */
  String take() {
    String line = text();
    text.setLength(0);
    cursor = 0;
    recalled = -1;
    kept = "";
    search = null;
    return line;
  }
}
