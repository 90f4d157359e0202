package io.coppice.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of one run of benches, a line each: {@code BENCH name metric=value unit}. Lines that
 * begin with {@code #} say what they were measured on; whatever else stands in a file is left out.
 *
 * @param about lines that say when and on what it was measured
 * @param figures by bench and metric, in the order in which they came
 */
public record BenchResults(List<String> about, SequencedMap<String, Figure> figures) {
  private static final Pattern LINE =
      Pattern.compile("BENCH (\\S+) (\\S+?)=(-?[0-9.eE+-]+)(?: (.*))?");

  /** One figure; what its unit is, and whether more of it is better, is the bench's business. */
  public record Figure(double value, String unit) {}

  public BenchResults {
    about = List.copyOf(about);
  }

  /** What stands in a file or was printed. */
  public static BenchResults of(List<String> lines) {
    List<String> about = new ArrayList<>();
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        figures.put(
            matcher.group(1) + ' ' + matcher.group(2),
            new Figure(
                Double.parseDouble(matcher.group(3)),
                matcher.group(4) == null ? "" : matcher.group(4)));
      } else if (line.startsWith("#")) {
        about.add(line);
      }
    }
    return new BenchResults(about, figures);
  }

  public static BenchResults read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  /** Writes what {@link #read} reads. */
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(about);
    figures.forEach(
        (name, figure) ->
            lines.add(("BENCH " + name + '=' + figure.value() + ' ' + figure.unit()).strip()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /**
   * How this run stands to an earlier one: a line for each figure of either, with how many times as
   * much it is now.
   */
  public List<String> against(BenchResults earlier) {
    Map<String, Figure> all = new LinkedHashMap<>(figures);
    earlier.figures().forEach(all::putIfAbsent);
    List<String> lines = new ArrayList<>();
    for (String name : all.keySet()) {
      Figure now = figures.get(name);
      Figure before = earlier.figures().get(name);
      lines.add("COMPARE " + name + ' ' + words(now, before));
    }
    return lines;
  }

  private static String words(Figure now, Figure before) {
    if (now == null) {
      return "was " + said(before) + ", not measured now";
    }
    if (before == null) {
      return "is " + said(now) + ", not measured before";
    }
    String times =
        before.value() == 0
            ? ""
            : String.format(Locale.ROOT, " (%.2f times)", now.value() / before.value());
    return "was " + said(before) + ", is " + said(now) + times;
  }

  private static String said(Figure figure) {
    return (figure.value() + " " + figure.unit()).strip();
  }
}
