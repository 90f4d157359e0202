package io.coppice.model.inventory;

import java.util.Locale;

/**
 * A label of one category, such as {@code env:prod}; both parts are kept as typed, compared without
 * case.
 */
public record Tag(String category, String name) implements Comparable<Tag> {
  public Tag {
    category = category.strip();
    name = name.strip();
    if (category.isEmpty() || name.isEmpty() || category.indexOf(':') >= 0) {
      throw new IllegalArgumentException("A tag is category:name: '" + category + ":" + name + "'");
    }
  }

  /** Reads {@code category:name}. */
  public static Tag parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("A tag is category:name: '" + text + "'");
    }
    return new Tag(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public int compareTo(Tag other) {
    return toString().toLowerCase(Locale.ROOT).compareTo(other.toString().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return category + ':' + name;
  }
}
