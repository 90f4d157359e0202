package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of names and texts that an older version took what today's rules take, for the file only.
 * First the names of objects, by which the parts of a file refer to each other: a sound name that
 * is first of its kind in its place stays, the others become names of their own. Then, in what is
 * about to be written, names that are nobody's handle, texts and tags. What was changed is told.
 */
final class ExportMending {
  /** As many are named one by one. */
  private static final int NAMED = 5;

  private static final String NAMELESS = "unnamed";

  /** Members that the reader takes as names ({@link ScenarioObject#name}). */
  private static final Set<String> NAMES =
      Set.of("name", "names", "by", "trust", "title", "datacentre");

  /** Sections whose own {@code name} is any text. */
  private static final Set<String> FREE = Set.of("arrivals");

  private record Place(EntityId.Kind kind, EntityId within, String key) {}

  private final List<String> names = new ArrayList<>();
  private int texts;

  /** The inventory with names that are names and are unique where they must be. */
  Inventory named(Inventory inventory) {
    Set<Place> taken = new HashSet<>();
    List<Entity> unsound = new ArrayList<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (inventory.table(kind) != null) {
        inventory.table(kind).forEach(entity -> look(entity, taken, unsound));
      }
    }
    if (unsound.isEmpty()) {
      return inventory;
    }
    Inventory mended = inventory.copy();
    for (Entity entity : unsound) {
      String name = free(entity, taken);
      note(entity.name(), name);
      mended.set(entity.withName(name));
    }
    return mended.freeze();
  }

  private static void look(Entity entity, Set<Place> taken, List<Entity> unsound) {
    boolean sound = ObjectNaming.isValid(entity.name());
    if (entity instanceof Datacentre) {
      if (!sound) {
        unsound.add(entity);
      }
    } else if (entity.namedWithin().isPresent()
        && !(sound && taken.add(place(entity, entity.name())))) {
      unsound.add(entity);
    }
  }

  private static Place place(Entity entity, String name) {
    EntityId within = entity.namedWithin().orElse(entity.id());
    return new Place(entity.id().kind(), within, ObjectNaming.key(name));
  }

  private static String free(Entity entity, Set<Place> taken) {
    String wanted = ObjectNaming.mended(entity.name(), entity.id().token());
    String name = wanted;
    for (int number = 2; !taken.add(place(entity, name)); number++) {
      String suffix = " (" + number + ")";
      name = wanted + suffix;
      if (!ObjectNaming.isValid(name)) {
        name = entity.id().token() + suffix;
      }
    }
    return name;
  }

  private void note(String was, String is) {
    names.add('"' + ObjectNaming.shown(was) + "\" → \"" + is + '"');
  }

  /** Mends what is about to be written, in place. */
  void mend(Map<String, Object> section) {
    section.replaceAll(
        (member, value) ->
            switch (value) {
              case String text when NAMES.contains(member) -> name(text);
              case String text -> text(text);
              case List<?> list when member.equals("tags") -> tags(list);
              default -> {
                if (!FREE.contains(member)) {
                  below(value);
                }
                yield value;
              }
            });
  }

  @SuppressWarnings("unchecked")
  private void below(Object value) {
    if (value instanceof Map<?, ?> map && map instanceof java.util.LinkedHashMap) {
      mend((Map<String, Object>) map);
    } else if (value instanceof List<?> list) {
      list.forEach(this::below);
    }
  }

  private String name(String text) {
    String mended = ObjectNaming.mended(text, NAMELESS);
    if (!mended.equals(text)) {
      note(text, mended);
    }
    return mended;
  }

  private String text(String text) {
    if (text.length() <= SiteLimits.TEXT) {
      return text;
    }
    texts++;
    int end = SiteLimits.TEXT - 1;
    boolean parted = Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, parted ? end - 1 : end) + '…';
  }

  private List<String> tags(List<?> list) {
    List<String> sound = new ArrayList<>();
    for (Object tag : list) {
      if (sound.size() < SiteLimits.TAGS && Tag.parse(String.valueOf(tag)).isSound()) {
        sound.add(String.valueOf(tag));
      }
    }
    texts += list.size() - sound.size();
    return sound;
  }

  /** What the file says otherwise than the site. */
  List<Problem> told() {
    List<Problem> told = new ArrayList<>();
    if (!names.isEmpty()) {
      String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      String more = names.size() > NAMED ? ", …" : "";
      told.add(
          Problem.of(
              Severity.WARNING, "scenario.names-mended", List.of(), names.size(), some + more));
    }
    if (texts > 0) {
      told.add(
          Problem.of(
              Severity.WARNING,
              "scenario.texts-cut",
              List.of(),
              texts,
              SiteLimits.TEXT,
              SiteLimits.TAGS,
              SiteLimits.TAG));
    }
    return told;
  }
}
