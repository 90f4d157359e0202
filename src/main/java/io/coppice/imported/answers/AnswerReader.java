package io.coppice.imported.answers;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.SourceText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a file apart into rows: any number of JSON values and text answers one after the other.
 * Lines that are neither, such as prompts and headings, are passed over; a heading that {@code
 * collect-hosts.sh} writes names the host of what follows.
 */
public final class AnswerReader {
  /** Where {@code collect-hosts.sh} says whose answers follow. */
  public static final String HOST_HEADING = "# coppice host ";

  /** Where it says when it asked, in UTC. */
  private static final String TIME_HEADING = "# coppice collected ";

  private static final int MOST_FAULTS = 20;

  private final SourceText source;
  private final ForwardingScanner scanner;
  private final Rows rows;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<String> host;
  private Optional<String> asked;
  private Optional<Instant> collected = Optional.empty();
  private final Set<String> named = new LinkedHashSet<>();
  private int recognised;
  private int unknown;
  private int found;
  private boolean broken;

  /** Who takes the rows of a file, each when it is read; none is kept here. */
  public interface Rows {
    void add(Row row);

    /** Takes one of the most numerous kind: these are not made into members first. */
    void add(ForwardingRow row);
  }

  private AnswerReader(SourceText source, Optional<String> host, Rows rows) {
    this.source = source;
    this.scanner = new ForwardingScanner(source);
    this.host = host;
    this.rows = rows;
    this.asked = AskedDevice.of(source.name().substring(source.name().lastIndexOf('/') + 1));
  }

  /**
   * What a file held besides its rows.
   *
   * @param empty it had an answer, if only one without rows, like {@code []}
   * @param whole it broke off nowhere
   * @param collected when the last of its hosts was asked, if it says so
   * @param named the hosts that it names itself, whether their answers were understood or not
   */
  public record Answers(
      List<Problem> problems,
      boolean empty,
      boolean whole,
      Optional<Instant> collected,
      Set<String> named) {}

  /** Reads it all. */
  public static Answers read(SourceText source, Rows rows) {
    AnswerReader reader = new AnswerReader(source, Optional.empty(), rows);
    reader.readAll();
    return new Answers(
        reader.problems,
        reader.found == 0 && reader.recognised > 0,
        !reader.broken,
        reader.collected,
        Collections.unmodifiableSet(reader.named));
  }

  private void readAll() {
    String text = source.text();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= ' ' || c == '\uFEFF') {
        at++;
      } else if (c == '[' || c == '{') {
        at = readJson(at);
      } else {
        at = readText(at);
      }
    }
    if (unknown > 0) {
      add(Problem.of(Severity.INFO, "import.unknown-rows", List.of(), source.name(), unknown));
    }
  }

  private int readJson(int from) {
    Json.Read read = Json.read(source.text(), from, new TableElements());
    read.value().ifPresent(value -> take(value, 0));
    if (read.fault() < 0) {
      recognised++;
      return read.end();
    }
    int after = nothingUntil(from);
    if (after >= 0) {
      recognised++;
      return after;
    }
    broken = true;
    int line =
        1 + (int) source.text().substring(0, read.fault()).chars().filter(c -> c == '\n').count();
    add(
        Problem.of(
            Severity.WARNING,
            read.fault() >= source.text().strip().length() ? "import.half" : "import.not-json",
            List.of(),
            source.name(),
            line,
            read.fault()));
    return Math.max(from + 1, nextStart(Math.max(read.fault(), from + 1)));
  }

  /**
   * Where a list ends that was opened and not closed, as iproute2 before 6.2 answers where there is
   * nothing to say: with its line, if what follows is another answer, a heading or a prompt. -1 if
   * it is no such list.
   */
  private int nothingUntil(int from) {
    String text = source.text();
    int end = text.indexOf('\n', from);
    end = end < 0 ? text.length() : end;
    if (!text.substring(from, end).strip().equals("[")) {
      return -1;
    }
    int next = end;
    while (next < text.length() && text.charAt(next) <= ' ') {
      next++;
    }
    boolean goesOn = next < text.length() && "{]\"-0123456789".indexOf(text.charAt(next)) >= 0;
    return goesOn ? -1 : end;
  }

  /** Rows of a table: those of forwarding tables are read where they stand. */
  private final class TableElements implements JsonReader.Receiver {
    @Override
    public int takeAt(int start) {
      int end = scanner.read(start);
      if (end >= 0) {
        recognised++;
        found++;
        rows.add(scanner.row(host));
      }
      return end;
    }

    @Override
    public void take(Json value) {
      AnswerReader.this.take(value, 1);
    }
  }

  /** Where, after a fault, a line begins that may start the next answer. */
  private int nextStart(int from) {
    String text = source.text();
    int line = text.indexOf('\n', from);
    return line < 0 ? text.length() : line + 1;
  }

  private void take(Json value, int depth) {
    switch (value) {
      case Json.Elements elements when depth < 3 -> {
        for (Json element : elements.values()) {
          take(element, depth + 1);
        }
      }
      case Json.Members members -> take(members);
      default -> unknown++;
    }
  }

  private void take(Json.Members said) {
    Json.Members members = AskedDevice.in(said, asked);
    if (members.has("hostname") && members.has("data")) {
      collected(members);
      return;
    }
    Optional<Row.Kind> kind = Recogniser.kindOf(members);
    if (kind.isPresent()) {
      add(new Row(kind.get(), host, source, members));
      recognised++;
    } else if (!members.names().isEmpty()) {
      takeNamed(members);
    }
  }

  /**
   * FRR and others give objects by name: {@code {"5001": {...}, "5002": {...}}}; {@code bridge
   * vlan} of iproute2 before 5.0 gave lists: {@code {"eth0": [{"vlan": 1}, ...]}}.
   */
  private void takeNamed(Json.Members members) {
    boolean any = false;
    for (int i = 0; i < members.names().size(); i++) {
      Json inner = members.values().get(i);
      if (inner instanceof Json.Elements list && VlanLists.areVlans(list)) {
        add(new Row(Row.Kind.VLAN, host, source, VlanLists.row(members.names().get(i), list)));
        any = true;
      } else if (inner instanceof Json.Members row) {
        Optional<Row.Kind> kind = Recogniser.kindOf(row);
        if (kind.isPresent()) {
          add(new Row(kind.get(), host, source, row));
          any = true;
        }
      }
    }
    if (any) {
      recognised++;
    } else {
      unknown++;
    }
  }

  /** An answer that a collector wrapped with its host and command (suzieq). */
  private void collected(Json.Members members) {
    String name = members.text("hostname").orElse("");
    Optional<String> from = name.isBlank() ? host : Optional.of(name);
    from.ifPresent(named::add);
    recognised++;
    Json data = members.get("data").orElseThrow();
    if (data instanceof Json.Text text) {
      SourceText inner =
          new SourceText(
              source.name() + '#' + name + ' ' + members.text("cmd").orElse("?"), text.value());
      AnswerReader reader = new AnswerReader(inner, from, rows);
      reader.readAll();
      found += reader.found;
      broken |= reader.broken;
      reader.problems.forEach(this::add);
    } else {
      Optional<String> before = host;
      host = from;
      take(data, 0);
      host = before;
    }
  }

  private int readText(int from) {
    String text = source.text();
    int end = from;
    while (end < text.length() && text.charAt(end) != '[' && text.charAt(end) != '{') {
      end = nextStart(end);
      while (end < text.length() && text.charAt(end) == '\n') {
        end++;
      }
      if (text.startsWith(HOST_HEADING, end)) {
        break;
      }
    }
    String block = text.substring(from, end);
    if (block.startsWith(HOST_HEADING)) {
      int line = nextStart(from);
      String name = text.substring(from + HOST_HEADING.length(), line).strip();
      host = name.isEmpty() ? host : Optional.of(name);
      host.ifPresent(named::add);
    }
    block.lines().filter(line -> line.startsWith(TIME_HEADING)).forEach(this::time);
    TextAnswers.Said said = TextAnswers.read(source, host, asked, from, end);
    asked = said.asked();
    said.rows().forEach(this::add);
    recognised += said.rows().size();
    return Math.max(end, from + 1);
  }

  private void time(String line) {
    try {
      Instant at = Instant.parse(line.substring(TIME_HEADING.length()).strip());
      collected = collected.filter(at::isBefore).or(() -> Optional.of(at));
    } catch (DateTimeParseException e) {
      // a line that somebody changed says nothing
    }
  }

  private void add(Row row) {
    found++;
    rows.add(row);
  }

  private void add(Problem problem) {
    if (problems.size() < MOST_FAULTS) {
      problems.add(problem);
    }
  }
}
