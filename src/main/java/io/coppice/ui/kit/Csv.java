package io.coppice.ui.kit;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180). Pure. */
public final class Csv {
  private Csv() {}

  /** The mark by which spreadsheets know that what follows is UTF-8. */
  public static final String MARK = "\uFEFF";

  public static String of(List<List<String>> lines) {
    return MARK
        + lines.stream()
            .map(line -> line.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n")
            .collect(Collectors.joining());
  }

  /**
   * One value. A spreadsheet takes what begins like a formula for one, and would run it; an
   * apostrophe in front makes it text (OWASP, "CSV Injection").
   */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
