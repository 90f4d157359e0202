package io.coppice.model.fork.elastic;

import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a trace of requests: one line a minute, the count in the last column. Columns are apart by
 * semicolons or tabs, and where a file has neither, by commas; a comma is a decimal mark otherwise.
 * Fields may be quoted (RFC 4180) and do not go over lines. A first line of words is a heading;
 * empty lines are passed over. A file is read whole or not at all: what could be read in two ways
 * is refused with its line.
 *
 * @param trace empty if anything is wrong
 * @param problems what is wrong, at most {@link #TOLD}
 */
public record TraceCsv(Optional<Arrivals.Trace> trace, List<Problem> problems) {
  /** A year of minutes. */
  public static final int LONGEST = 525_600;

  public static final int TOLD = 10;

  private static final char MARK = '\ufeff';
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})(?:[.,]0{1,9})?");

  /** A thousand to some who write it, and one to others, who have three decimals. */
  private static final Pattern THOUSANDS = Pattern.compile("[1-9][0-9]{0,2}[.,]000");

  private static final Pattern NUMERIC = Pattern.compile("[-+.,]?[0-9].*");
  private static final Pattern MINUTE = Pattern.compile("[0-9]{1,9}");

  public TraceCsv {
    problems = List.copyOf(problems);
  }

  /** Reads a file's bytes, which must be UTF-8. */
  public static TraceCsv read(String name, byte[] bytes) {
    try {
      return read(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) + "");
    } catch (CharacterCodingException e) {
      return new TraceCsv(Optional.empty(), List.of(Problem.error("fork.csv-encoding", name)));
    }
  }

  public static TraceCsv read(String name, String text) {
    boolean marked = !text.isEmpty() && text.charAt(0) == MARK;
    return new Reader(name, marked ? text.substring(1) : text).read();
  }

  /** What a file is told that has more than a year of minutes. */
  public static TraceCsv tooLong(String name) {
    return new TraceCsv(
        Optional.empty(), List.of(Problem.error("fork.csv-long", name, String.valueOf(LONGEST))));
  }

  private static final class Reader {
    private final String name;
    private final List<String> lines;
    private final char separator;
    private final List<Integer> counts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int columns;
    private boolean headed;
    private Optional<Problem> unclear = Optional.empty();
    private long minute;

    Reader(String name, String text) {
      this.name = name;
      this.lines = text.lines().toList();
      this.separator = text.indexOf(';') >= 0 ? ';' : text.indexOf('\t') >= 0 ? '\t' : ',';
    }

    TraceCsv read() {
      for (int i = 0; i < lines.size() && problems.size() < TOLD; i++) {
        if (!lines.get(i).isBlank()) {
          line(i + 1, lines.get(i));
        }
      }
      if (counts.isEmpty() && problems.isEmpty()) {
        problems.add(Problem.error("fork.csv-empty", name));
      }
      if (counts.size() > LONGEST) {
        return tooLong(name);
      }
      if (problems.isEmpty()) {
        unclear.ifPresent(problems::add);
      }
      return problems.isEmpty()
          ? new TraceCsv(Optional.of(new Arrivals.Trace(name, counts)), List.of())
          : new TraceCsv(Optional.empty(), problems);
    }

    private void line(int number, String line) {
      Optional<List<String>> parted = fields(line);
      if (parted.isEmpty()) {
        refuse("fork.csv-quotes", number, line);
        return;
      }
      List<String> fields = parted.get();
      if (columns == 0) {
        columns = fields.size();
        if (fields.stream().noneMatch(field -> NUMERIC.matcher(field).matches())) {
          headed = true;
          return;
        }
      }
      Matcher count = NUMBER.matcher(fields.getLast());
      if (fields.size() != columns) {
        refuse("fork.csv-columns", number, line, String.valueOf(columns));
      } else if (!count.matches()) {
        refuse("fork.csv-line", number, line);
      } else if (THOUSANDS.matcher(fields.getLast()).matches()) {
        refuse("fork.csv-thousands", number, line);
      } else if (Long.parseLong(count.group(1)) > Arrivals.MOST_PER_MINUTE) {
        refuse("fork.csv-most", number, line, String.valueOf(Arrivals.MOST_PER_MINUTE));
      } else {
        counts.add(Integer.valueOf(count.group(1)));
        decimalOrTwoColumns(number, fields, line);
      }
    }

    /**
     * {@code 12,5} may be a minute and its count, or twelve and a half: minutes count up by one.
     */
    private void decimalOrTwoColumns(int number, List<String> fields, String line) {
      if (separator != ',' || headed || columns != 2 || unclear.isPresent()) {
        return;
      }
      String first = fields.getFirst();
      if (!MINUTE.matcher(first).matches()) {
        return;
      }
      long at = Long.parseLong(first);
      boolean begins = counts.size() == 1;
      if (begins ? at > 1 : at != minute + 1) {
        unclear = Optional.of(problem("fork.csv-comma", number, line));
      }
      minute = at;
    }

    /** The fields of a line; empty if a quote is not closed, or something stands beside one. */
    private Optional<List<String>> fields(String line) {
      List<String> fields = new ArrayList<>();
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      boolean closed = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (quoted) {
          if (c != '"') {
            field.append(c);
          } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
            field.append(c);
            i++;
          } else {
            quoted = false;
            closed = true;
          }
        } else if (c == separator) {
          fields.add(field.toString().strip());
          field.setLength(0);
          closed = false;
        } else if (c == '"' && field.toString().isBlank() && !closed) {
          field.setLength(0);
          quoted = true;
        } else if (c == '"' || (closed && !Character.isWhitespace(c))) {
          return Optional.empty();
        } else {
          field.append(c);
        }
      }
      fields.add(field.toString().strip());
      return quoted ? Optional.empty() : Optional.of(fields);
    }

    private void refuse(String code, int number, String line, String... more) {
      problems.add(problem(code, number, line, more));
    }

    private Problem problem(String code, int number, String line, String... more) {
      List<Object> args = new ArrayList<>();
      args.add(name);
      args.add(String.valueOf(number));
      args.add(ObjectNaming.shown(line.substring(0, Math.min(40, line.length()))));
      args.addAll(List.of(more));
      return Problem.error(code, args.toArray());
    }
  }
}
