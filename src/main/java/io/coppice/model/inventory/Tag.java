package io.coppice.model.inventory;

import io.coppice.model.ObjectNaming;

/**
 * A label of one category, such as {@code env:prod}. Both parts are kept as typed, and are the same
 * wherever they are the same name ({@link ObjectNaming}): in sets, in order and in searches alike.
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

  /** Whether all of it is shown and it is no longer than a tag may be. */
  public boolean isSound() {
    return toString().length() <= SiteLimits.TAG
        && ObjectNaming.flaw(category).filter(ObjectNaming.Flaw.CHARACTER::equals).isEmpty()
        && ObjectNaming.flaw(name).filter(ObjectNaming.Flaw.CHARACTER::equals).isEmpty();
  }

  private String key() {
    return ObjectNaming.key(toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tag tag && key().equals(tag.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public int compareTo(Tag other) {
    return key().compareTo(other.key());
  }

  @Override
  public String toString() {
    return category + ':' + name;
  }
}
