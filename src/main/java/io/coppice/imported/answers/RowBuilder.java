package io.coppice.imported.answers;

import java.util.ArrayList;
import java.util.List;

/** Makes the members of a row that was said as text. */
final class RowBuilder {
  private final int start;
  private final int end;
  private final List<String> names = new ArrayList<>();
  private final List<Json> values = new ArrayList<>();

  RowBuilder(int start, int end) {
    this.start = start;
    this.end = end;
  }

  RowBuilder put(String name, Json value) {
    names.add(name);
    values.add(value);
    return this;
  }

  RowBuilder put(String name, String value) {
    return put(name, new Json.Text(start, end, value));
  }

  RowBuilder put(String name, boolean value) {
    return put(name, new Json.Literal(start, end, String.valueOf(value)));
  }

  RowBuilder list(String name, List<String> texts) {
    List<Json> elements = new ArrayList<>();
    texts.forEach(text -> elements.add(new Json.Text(start, end, text)));
    return put(name, new Json.Elements(start, end, elements));
  }

  RowBuilder rows(String name, List<Json.Members> rows) {
    return put(name, new Json.Elements(start, end, List.copyOf(rows)));
  }

  boolean has(String name) {
    return names.contains(name);
  }

  Json.Members build() {
    return build(end);
  }

  Json.Members build(int last) {
    return new Json.Members(start, last, names, List.copyOf(values));
  }
}
