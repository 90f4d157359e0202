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
  private final Map<Optional<String>, HostAnswers> hosts = new LinkedHashMap<>();
  private final Set<Row.Kind> kinds = EnumSet.noneOf(Row.Kind.class);
  private final TableRows tables = new TableRows();
  private final AnswerReader.Answers read;

  /** Reads it; what it is read from stays with the entries, as their proof. */
  FileAnswers(SourceText source) {
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
    return hosts.computeIfAbsent(host, _ -> new HostAnswers());
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
