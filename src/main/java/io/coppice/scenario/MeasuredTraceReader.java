package io.coppice.scenario;

import io.coppice.scenario.MeasuredTrace.Quantity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what was measured of a machine, in the forms in which it comes:
 *
 * <ul>
 *   <li>columns of one's own: {@code time,cpu,memory,disk,network}, percent and KiB a second;
 *   <li>vCenter's performance charts (a column for each counter, named with its unit) and
 *       PowerCLI's {@code Get-Stat} (a row for each value: MetricId, Timestamp, Value, Unit);
 *   <li>{@code sadf -d} of sysstat ("sadf(1)": {@code # hostname;interval;timestamp;...} before
 *       each table);
 *   <li>the Bitbrains traces (Shen, van Beek and Iosup, "Statistical Characterization of
 *       Business-Critical Workloads Hosted in Cloud Datacenters", CCGrid 2015: {@code Timestamp
 *       [ms]} and so on, by semicolons; the numbers are seconds);
 *   <li>the Azure traces (Cortez et al., "Resource Central", SOSP 2017: timestamp, id of the
 *       machine, lowest, highest and mean use of the processor, without a heading).
 * </ul>
 */
final class MeasuredTraceReader {
  /** Lines of a file at most. */
  private static final int MOST_LINES = 2_000_000;

  private static final int LONGEST_LINE = 10_000;

  private static final double MOST_VALUE = 1e12;

  /** Milliseconds since 1970, in the year 5138. */
  private static final double MOST_MILLIS = 1e14;

  /** A file that cannot be read so. */
  static final class BadTrace extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;
    private final int line;
    private final String found;

    BadTrace(String code, int line, String found) {
      super(code + " at " + line);
      this.code = code;
      this.line = line;
      this.found = found.substring(0, Math.min(80, found.length()));
    }

    String code() {
      return code;
    }

    int line() {
      return line;
    }

    String found() {
      return found;
    }
  }

  /** What a column holds. */
  private record Column(int at, Quantity what, double factor) {}

  private final MeasuredTrace trace = new MeasuredTrace();
  private final String id;
  private List<Column> columns = List.of();
  private int width;
  private int time;
  private int metric = -1;
  private int value = -1;

  /** Columns of used and provisioned memory, where use is told in bytes. */
  private int memoryUsed = -1;

  private int memoryHad = -1;
  private char separator = ',';
  private boolean azure;
  private int line;

  private MeasuredTraceReader(String id) {
    this.id = id;
  }

  /**
   * Reads a stream.
   *
   * @param id of the machine in a file of several; empty for the first that is found
   */
  static MeasuredTrace read(InputStream in, String id) throws IOException, BadTrace {
    MeasuredTraceReader reader = new MeasuredTraceReader(id);
    reader.all(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    if (reader.trace.isEmpty()) {
      throw new BadTrace("scenario.trace-empty", reader.line, id);
    }
    return reader.trace;
  }

  private void all(Reader in) throws IOException, BadTrace {
    boolean begun = false;
    String only = id;
    for (String text = next(in); text != null; text = next(in)) {
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text.isBlank()) {
        continue;
      }
      if (!begun || text.startsWith("# hostname")) {
        begun = true;
        if (heading(text)) {
          continue;
        }
      }
      List<String> cells = cells(text);
      if (azure) {
        only = only.isEmpty() ? cells.get(1) : only;
        if (cells.size() == 5 && cells.get(1).equals(only)) {
          trace.add(second(cells.get(0)), Quantity.CPU, 100 * number(cells.get(4)));
        }
      } else {
        row(cells, text);
      }
    }
  }

  /** The next line without its end; one that is longer than any is no trace. */
  private String next(Reader in) throws IOException, BadTrace {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (line++; c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.append((char) c);
      }
      if (text.length() > LONGEST_LINE || line > MOST_LINES) {
        throw new BadTrace("scenario.trace-too-long", line, text.toString());
      }
    }
    return text.toString();
  }

  /** Whether the line names columns; a file of Azure's has no such line. */
  private boolean heading(String text) throws BadTrace {
    separator = text.contains(";") ? ';' : text.contains("\t") && !text.contains(",") ? '\t' : ',';
    List<String> names = cells(text.startsWith("#") ? text.substring(1) : text);
    azure = names.size() == 5 && isNumber(names.get(0)) && isNumber(names.get(4));
    if (azure) {
      return false;
    }
    width = names.size();
    columns = new ArrayList<>();
    time = -1;
    metric = -1;
    value = -1;
    memoryUsed = -1;
    memoryHad = -1;
    boolean tables = text.startsWith("# hostname");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT).strip();
      // Of sysstat's tables this is the number of a processor.
      if (!tables || !name.equals("cpu")) {
        name(name, i);
      }
    }
    boolean known = time >= 0 && (!columns.isEmpty() || (metric >= 0 && value >= 0));
    // Of sysstat's many tables those that say nothing of these quantities are passed over.
    if (!known && !tables) {
      throw new BadTrace("scenario.trace-heading", line, text);
    }
    return true;
  }

  private void name(String name, int at) {
    if (name.startsWith("timestamp") || name.equals("time") || name.equals("date")) {
      time = at;
    } else if (name.equals("metricid")) {
      metric = at;
    } else if (name.equals("value")) {
      value = at;
    } else if (name.startsWith("memory usage") && name.contains("kb")) {
      memoryUsed = at;
    } else if (name.startsWith("memory capacity") && name.contains("kb")) {
      memoryHad = at;
    } else {
      Column column = column(name, at);
      if (column != null) {
        columns.add(column);
      }
    }
  }

  private static Column column(String name, int at) {
    boolean percent = name.contains("%") || name.contains("percent");
    boolean provisioned = name.contains("provisioned") || name.contains("capacity");
    return switch (name) {
      case "cpu" -> new Column(at, Quantity.CPU, 100);
      case "memory", "mem", "%memused" -> new Column(at, Quantity.MEMORY, 100);
      case "disk" -> new Column(at, Quantity.DISK, 1);
      case "network", "net" -> new Column(at, Quantity.NETWORK, 1);
      // All but idle: user, system, waiting and stolen are told one by one.
      case "%idle" -> new Column(at, Quantity.CPU, -100);
      // Blocks of 512 bytes.
      case "bread/s", "bwrtn/s" -> new Column(at, Quantity.DISK, 0.5);
      case "rxkb/s", "txkb/s" -> new Column(at, Quantity.NETWORK, 1);
      default -> {
        if (provisioned && !percent) {
          yield null;
        } else if (name.contains("cpu") && percent) {
          yield new Column(at, Quantity.CPU, 100);
        } else if (name.contains("mem") && percent) {
          yield new Column(at, Quantity.MEMORY, 100);
        } else if (name.contains("disk") && name.contains("kb")) {
          yield new Column(at, Quantity.DISK, 1);
        } else if (name.contains("net") && name.contains("kb")) {
          yield new Column(at, Quantity.NETWORK, 1);
        }
        yield null;
      }
    };
  }

  private void row(List<String> cells, String text) throws BadTrace {
    // A decimal comma, or a separator in a name: what follows would stand in the wrong column.
    if (cells.stream().skip(width).anyMatch(cell -> !cell.isEmpty())) {
      throw new BadTrace("scenario.trace-columns", line, text);
    }
    if (time < 0 || time >= cells.size()) {
      return;
    }
    long second = second(cells.get(time));
    if (metric >= 0) {
      if (metric < cells.size() && value < cells.size()) {
        stat(second, cells.get(metric).toLowerCase(Locale.ROOT), cells.get(value));
      }
      return;
    }
    double[] sums = new double[Quantity.values().length];
    boolean[] any = new boolean[sums.length];
    for (Column column : columns) {
      String cell = column.at() < cells.size() ? cells.get(column.at()).strip() : "";
      if (!cell.isEmpty() && !cell.equals("-")) {
        double read = number(cell) * column.factor();
        sums[column.what().ordinal()] += column.factor() < 0 ? 10_000 + read : read;
        any[column.what().ordinal()] = true;
      }
    }
    if (memoryUsed >= 0 && memoryHad >= 0 && Math.max(memoryUsed, memoryHad) < cells.size()) {
      double had = number(cells.get(memoryHad));
      sums[Quantity.MEMORY.ordinal()] = had == 0 ? 0 : 10_000 * number(cells.get(memoryUsed)) / had;
      any[Quantity.MEMORY.ordinal()] = true;
    }
    for (Quantity what : Quantity.values()) {
      if (any[what.ordinal()]) {
        trace.add(second, what, sums[what.ordinal()]);
      }
    }
  }

  private void stat(long second, String name, String read) throws BadTrace {
    switch (name) {
      case "cpu.usage.average" -> trace.add(second, Quantity.CPU, 100 * number(read));
      case "mem.usage.average" -> trace.add(second, Quantity.MEMORY, 100 * number(read));
      case "disk.usage.average" -> trace.add(second, Quantity.DISK, number(read));
      case "net.usage.average" -> trace.add(second, Quantity.NETWORK, number(read));
      default -> {}
    }
  }

  private List<String> cells(String text) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private double number(String text) throws BadTrace {
    return number(text, MOST_VALUE);
  }

  private double number(String text, double most) throws BadTrace {
    if (!isNumber(text)) {
      throw new BadTrace("scenario.trace-number", line, text);
    }
    double read = Double.parseDouble(text);
    if (read < 0 || read > most) {
      throw new BadTrace("scenario.trace-number", line, text);
    }
    return read;
  }

  private long second(String text) throws BadTrace {
    if (isNumber(text)) {
      double read = number(text, MOST_MILLIS);
      // Beyond the year 5000 in seconds it is milliseconds.
      return (long) (read > 1e11 ? read / 1000 : read);
    }
    return TraceTimes.second(text)
        .orElseThrow(() -> new BadTrace("scenario.trace-time", line, text));
  }
}
