package io.coppice.scenario;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Folder.Contents;
import io.coppice.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * The inventory as far as it was read, with names by which later sections refer to earlier ones.
 */
final class Draft {
  final Inventory inventory = Inventory.empty();
  final DatacentreId datacentre = new DatacentreId(0);
  final Map<String, DatastoreId> datastores = new LinkedHashMap<>();
  final Map<String, SwitchId> switches = new LinkedHashMap<>();
  final Map<String, PortGroupId> portGroups = new LinkedHashMap<>();
  final Map<String, ClusterId> clusters = new LinkedHashMap<>();
  final Map<String, HostId> hosts = new LinkedHashMap<>();
  final Map<String, ResourcePoolId> pools = new LinkedHashMap<>();
  final Map<String, MachineId> machines = new LinkedHashMap<>();
  final SplittableRandom chance;

  /** Shares equal values, of which a large site has tens of thousands. */
  private final Map<Object, Object> shared = new HashMap<>();

  private final Map<Contents, Map<String, FolderId>> folders = new EnumMap<>(Contents.class);

  Draft(long seed) {
    chance = new SplittableRandom(seed);
    for (Contents contents : Contents.values()) {
      int row =
          inventory
              .folders()
              .add(
                  new Folder(
                      new FolderId(contents.ordinal()),
                      contents.name().toLowerCase(java.util.Locale.ROOT),
                      contents,
                      datacentre,
                      Optional.empty()));
      folders.put(contents, new LinkedHashMap<>(Map.of("", new FolderId(row))));
    }
  }

  FolderId root(Contents contents) {
    return folders.get(contents).get("");
  }

  /** The folder of a path such as {@code Web/Shop}, made if it is not there. */
  FolderId folder(Contents contents, String path) {
    FolderId at = root(contents);
    StringBuilder walked = new StringBuilder();
    for (String part : path.split("/")) {
      if (part.isBlank()) {
        continue;
      }
      walked.append('/').append(part.strip());
      FolderId parent = at;
      at =
          folders
              .get(contents)
              .computeIfAbsent(
                  walked.toString(),
                  _ -> {
                    FolderId id = new FolderId(inventory.folders().size());
                    inventory
                        .folders()
                        .add(
                            new Folder(
                                id, part.strip(), contents, datacentre, Optional.of(parent)));
                    return id;
                  });
    }
    return at;
  }

  /** One object equal to the given one. */
  @SuppressWarnings("unchecked")
  <T> T share(T value) {
    return (T) shared.computeIfAbsent(value, v -> v);
  }

  /**
   * Runs over the copies a rule asks for: {@code count}, numbered from {@code from}, each with its
   * name.
   */
  static void each(Section section, int most, BiConsumer<String, Integer> made) {
    String pattern = section.name("name");
    int count = section.number("count", 1, most, 1);
    int from = section.number("from", 0, 1_000_000, 1);
    if (count > 1 && pattern.indexOf('#') < 0) {
      section
          .faults()
          .expected(section.where("name"), "# ... (count " + count + ")", '"' + pattern + '"');
      return;
    }
    for (int i = 0; i < count; i++) {
      made.accept(numbered(pattern, from + i), i);
    }
  }

  /** Puts a number in place of the first run of {@code #}, as wide as the run. */
  static String numbered(String pattern, int number) {
    int at = pattern.indexOf('#');
    if (at < 0) {
      return pattern;
    }
    int end = at;
    while (end < pattern.length() && pattern.charAt(end) == '#') {
      end++;
    }
    String digits = Integer.toString(number);
    return pattern.substring(0, at)
        + "0".repeat(Math.max(0, end - at - digits.length()))
        + digits
        + pattern.substring(end);
  }

  /** Adds a name; a name that is taken is a fault. */
  <T> void name(Map<String, T> names, String name, T id, Section section) {
    if (names.putIfAbsent(name, id) != null) {
      section.faults().add("scenario.duplicate", section.where("name"), name);
    }
  }

  /** What a name refers to; a name nobody has is a fault. */
  <T> Optional<T> find(Map<String, T> names, String name, Section section, String member) {
    T found = names.get(name);
    if (found == null) {
      section.faults().add("scenario.dangling", section.where(member), name, some(names));
    }
    return Optional.ofNullable(found);
  }

  /** Everything whose name fits a pattern with {@code *}; nothing is a fault. */
  <T> List<T> all(Map<String, T> names, List<String> patterns, Section section, String member) {
    List<T> found = new ArrayList<>();
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      int before = found.size();
      if (star < 0) {
        Optional.ofNullable(names.get(pattern)).ifPresent(found::add);
      } else {
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        names.forEach(
            (name, id) -> {
              if (name.startsWith(head)
                  && name.endsWith(tail)
                  && name.length() >= head.length() + tail.length()) {
                found.add(id);
              }
            });
      }
      if (found.size() == before) {
        section.faults().add("scenario.dangling", section.where(member), pattern, some(names));
      }
    }
    return found;
  }

  private static String some(Map<String, ?> names) {
    return String.join(", ", names.keySet().stream().limit(6).toList())
        + (names.size() > 6 ? ", …" : "");
  }
}
