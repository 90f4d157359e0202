package io.coppice.imported;

import io.coppice.imported.answers.AnswerReader;
import io.coppice.imported.answers.ForwardingRow;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.SourceText;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file said, by the host that it names itself; under none stands what only the file's
 * place assigns.
 */
final class FileAnswers implements AnswerReader.Rows {
  /** About as many characters are a row of {@code bridge -j fdb}. */
  private static final int ROW = 100;

  private static final int MOST_EXPECTED = 1 << 14;

  private final int expected;
  private final Map<Optional<String>, HostAnswers> hosts = new LinkedHashMap<>();
  private final Set<Row.Kind> kinds = EnumSet.noneOf(Row.Kind.class);
  private final TableRows tables = new TableRows();
  private final AnswerReader.Answers read;

  /** Reads it; what it is read from stays with the entries, as their proof. */
  FileAnswers(SourceText source) {
    expected = Math.min(source.text().length() / ROW, MOST_EXPECTED);
    read = AnswerReader.read(source, this);
  }

  @Override
  public void add(Row row) {
    kinds.add(row.kind());
    of(row.host()).add(row, tables);
  }

  @Override
  public void add(ForwardingRow row) {
    kinds.add(Row.Kind.FORWARDING);
    of(row.host()).add(row, tables);
  }

  private HostAnswers of(Optional<String> host) {
    HostAnswers answers = hosts.get(host);
    if (answers == null) {
      answers = new HostAnswers(expected);
      hosts.put(host, answers);
    }
    return answers;
  }

  Map<Optional<String>, HostAnswers> hosts() {
    return hosts;
  }

  /** The kinds of rows that it held. */
  Set<Row.Kind> kinds() {
    return kinds;
  }

  /** What the reader found besides rows. */
  AnswerReader.Answers read() {
    return read;
  }
}
