package io.coppice.ui.inventory.page.card;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.UsageScale;
import io.coppice.model.site.Scope;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts facts of one snapshot into words and items. Immutable, any thread. */
public record FactFormatter(Snapshot snapshot, Texts texts, Format format) {
  public Inventory inventory() {
    return snapshot.inventory();
  }

  public SiteContents contents() {
    return snapshot.contents();
  }

  /** The text of {@code page.<key>}. */
  public String the(String key, Object... args) {
    return texts.get("page." + key, args);
  }

  public int figure(EntityId id, Metric metric) {
    return snapshot.figures().get(id, metric);
  }

  public String written(Metric metric, long value) {
    return format.figure(metric, value);
  }

  /** A link to an object; words if it is gone. A hidden root pool is what it is the root of. */
  public Item link(EntityId id) {
    Optional<Entity> found = inventory().find(id);
    if (found.isPresent() && found.get() instanceof ResourcePool pool && pool.isRoot()) {
      found = inventory().find(pool.owner());
    }
    return found
        .<Item>map(entity -> new Item.Link(entity.id(), entity.name(), icon(entity)))
        .orElseGet(() -> new Item.Words(the("gone.short", id.token()), "quiet"));
  }

  public List<Item> links(Collection<? extends EntityId> ids) {
    return ids.stream().map(this::link).toList();
  }

  /** The icon of an object, which for some depends on its state. */
  public static Icons icon(Entity entity) {
    return switch (entity) {
      case Machine machine -> machine.template() ? Icons.TEMPLATE : Icons.MACHINE;
      case ResourcePool pool -> pool.vapp().isPresent() ? Icons.VAPP : Icons.RESOURCE_POOL;
      default -> Icons.of(entity.id().kind());
    };
  }

  /** A part of a whole as a bar. */
  public Item bar(Metric metric, long part, long whole) {
    return new Item.Bar(
        whole <= 0 ? 0 : (double) part / whole,
        UsageScale.of(metric),
        the("of", written(metric, part), written(metric, whole)));
  }

  /** Link speeds are decimal: 25,000 megabits a second are 25 Gbit/s. */
  public String speed(int megabits) {
    return megabits % 1000 == 0 ? the("gigabits", megabits / 1000) : the("megabits", megabits);
  }

  public static Item words(String text) {
    return new Item.Words(text, "");
  }

  public String yes(boolean value) {
    return texts.get(value ? "table.on" : "table.off");
  }

  /** Labels and notes, with the actions that change them. */
  public Card about(Collection<Tag> tags, String notes) {
    Card.Builder card =
        new Card.Builder("about").actions("edit-tags", "edit-notes").orElse(the("about.none"));
    if (!tags.isEmpty()) {
      card.line(
          "", tags.stream().sorted().map(tag -> (Item) new Item.Chip(tag.toString())).toList());
    }
    return card.words("", notes).build();
  }

  /** Shares, reservation and limit in words. */
  public String allocation(Allocation allocation, Metric metric) {
    String shares = the("shares", format.count(allocation.shares()));
    String reserved =
        allocation.reservation() == 0
            ? ""
            : ", " + the("reserved", written(metric, allocation.reservation()));
    String limit =
        allocation.isLimited() ? ", " + the("limited", written(metric, allocation.limit())) : "";
    return shares + reserved + limit;
  }

  /** What is wrong with an object, or with what it holds if it is a place; worst first. */
  public List<Problem> problems(EntityId id) {
    boolean holds =
        switch (id.kind()) {
          case DATACENTRE, FOLDER, CLUSTER -> true;
          default -> false;
        };
    Predicate<SiteObject> inside = holds ? Scope.of(id, contents()) : _ -> false;
    return snapshot.alarms().stream()
        .filter(
            problem ->
                problem.about().contains(id)
                    || holds
                        && problem.about().stream()
                            .limit(1)
                            .flatMap(about -> contents().find(about).stream())
                            .anyMatch(inside))
        .toList();
  }

  /** The object, if it still exists. */
  public Optional<Entity> find(EntityId id) {
    return inventory().find(id);
  }
}
