package io.coppice.ui.inventory.page.card;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.UsageScale;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A titled group of facts. Texts are in the person's language already.
 *
 * @param key names the card; its title is under {@code page.card.<key>}
 * @param actions ids of the actions offered in its head
 * @param empty what it says when it has no lines: what to do next
 */
public record Card(String key, List<Line> lines, List<String> actions, String empty) {
  public Card {
    lines = List.copyOf(lines);
    actions = List.copyOf(actions);
  }

  /**
   * A label and what stands beside it; without a label the items take the whole width.
   *
   * @param target the object the label names and leads to, if it does
   */
  public record Line(String label, Optional<EntityId> target, List<Item> items) {
    public Line {
      items = List.copyOf(items);
    }
  }

  /** Something in a line. */
  public sealed interface Item {
    /** Words; {@code tone} is the style class of their colour, empty for none. */
    record Words(String text, String tone) implements Item {}

    /** A state: an icon and words. */
    record Badge(Icons icon, String tone, String text) implements Item {}

    /** Another object. */
    record Link(EntityId id, String name, Icons icon) implements Item {}

    /** A part of a whole, with words beside it; {@code scale} says from where on it warns. */
    record Bar(double share, UsageScale scale, String text) implements Item {}

    /** A label people gave. */
    record Chip(String text) implements Item {}
  }

  /** Collects the lines of a card. */
  public static final class Builder {
    private final String key;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private String empty = "";

    public Builder(String key) {
      this.key = key;
    }

    public Builder line(String label, Item... items) {
      lines.add(new Line(label, Optional.empty(), List.of(items)));
      return this;
    }

    public Builder line(String label, List<? extends Item> items) {
      lines.add(new Line(label, Optional.empty(), List.copyOf(items)));
      return this;
    }

    /** A line whose label leads to an object. */
    public Builder to(EntityId target, String label, Item... items) {
      lines.add(new Line(label, Optional.of(target), List.of(items)));
      return this;
    }

    /** A line of words; none if they are blank. */
    public Builder words(String label, String text) {
      return text.isBlank() ? this : line(label, new Item.Words(text, ""));
    }

    public Builder actions(String... ids) {
      actions.addAll(List.of(ids));
      return this;
    }

    public Builder orElse(String advice) {
      empty = advice;
      return this;
    }

    public boolean isEmpty() {
      return lines.isEmpty();
    }

    public Card build() {
      return new Card(key, lines, actions, empty);
    }
  }
}
