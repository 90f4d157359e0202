package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Folder.Contents;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.table.CowTable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * The inventory as far as it was read, with names by which later sections refer to earlier ones.
 */
final class InventoryDraft {
  final Inventory inventory = Inventory.empty();
  final DatacentreId datacentre = new DatacentreId(0);
  final Map<String, DatastoreId> datastores = new LinkedHashMap<>();
  final Map<String, SwitchId> switches = new LinkedHashMap<>();
  final Map<String, PortGroupId> portGroups = new LinkedHashMap<>();
  final Map<String, ClusterId> clusters = new LinkedHashMap<>();
  final Map<String, HostId> hosts = new LinkedHashMap<>();
  final Map<String, ResourcePoolId> pools = new LinkedHashMap<>();
  final Map<String, MachineId> machines = new LinkedHashMap<>();
  final AddressPlan addresses = new AddressPlan();
  final SplittableRandom chance;

  /** Shares equal values, of which a large site has tens of thousands. */
  private final Map<Object, Object> shared = new HashMap<>();

  private final Map<Contents, FolderId> roots = new EnumMap<>(Contents.class);
  private final Map<Beside, FolderId> folders = new HashMap<>();
  private final Map<Beside, LocatedJson.Where> named = new HashMap<>();

  /** A name, folded, among objects of a kind that lie in one place. */
  private record Beside(EntityId.Kind kind, EntityId container, String key) {}

  InventoryDraft(long seed) {
    chance = new SplittableRandom(seed);
    for (Contents contents : Contents.values()) {
      int row =
          inventory
              .folders()
              .add(
                  new Folder(
                      new FolderId(contents.ordinal()),
                      contents.name().toLowerCase(Locale.ROOT),
                      contents,
                      datacentre,
                      Optional.empty()));
      roots.put(contents, new FolderId(row));
    }
  }

  FolderId root(Contents contents) {
    return roots.get(contents);
  }

  /** The folder that a member of the section names; the root if it names none. */
  FolderId folder(Contents contents, ScenarioObject section) {
    return folder(contents, section.text("folder", ""), section, "folder");
  }

  /**
   * The folder of a path such as {@code Web/Shop}, made if it is not there. In a name {@code %2f}
   * stands for a slash and {@code %25} for a percent sign, as in vSphere's inventory paths.
   */
  FolderId folder(Contents contents, String path, ScenarioObject section, String member) {
    FolderId at = root(contents);
    for (String part : path.split("/")) {
      if (part.isBlank()) {
        continue;
      }
      String name = part.strip().replaceAll("%2[fF]", "/").replace("%25", "%");
      Optional<ObjectNaming.Flaw> flaw = ObjectNaming.flaw(name);
      if (flaw.isPresent()) {
        section
            .errors()
            .add(
                "scenario." + flaw.get().code(),
                section.where(member),
                ObjectNaming.shown(name),
                ObjectNaming.MOST);
        return at;
      }
      FolderId parent = at;
      at =
          folders.computeIfAbsent(
              new Beside(EntityId.Kind.FOLDER, parent, ObjectNaming.key(name)),
              _ -> {
                FolderId id = new FolderId(inventory.folders().size());
                inventory
                    .folders()
                    .add(new Folder(id, name, contents, datacentre, Optional.of(parent)));
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
   * name. Without these two the name is taken as it stands.
   *
   * @param most of all that there may be in the table
   */
  static void each(
      ScenarioObject section, CowTable<?> table, int most, BiConsumer<String, Integer> made) {
    String pattern = section.name("name");
    int count = section.number("count", 1, most, 1);
    int from = section.number("from", 0, 1_000_000, 1);
    if (count > most - table.size()) {
      section
          .errors()
          .expected(section.where("count"), "<= " + Math.max(0, most - table.size()), count);
      return;
    }
    if (!isNumbered(section)) {
      made.accept(pattern, 0);
      return;
    }
    String longest = numbered(pattern, from + count - 1);
    if (!ObjectNaming.isValid(longest)) {
      section.errors().add("scenario.name.long", section.where("name"), longest, ObjectNaming.MOST);
      return;
    }
    if (count > 1 && pattern.indexOf('#') < 0) {
      section
          .errors()
          .expected(section.where("name"), "# ... (count " + count + ")", '"' + pattern + '"');
      return;
    }
    for (int i = 0; i < count; i++) {
      made.accept(numbered(pattern, from + i), i);
    }
  }

  private static boolean isNumbered(ScenarioObject section) {
    return section.has("count") || section.has("from");
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

  /**
   * Adds the name of an object, which is its own among what lies beside it, and by which or by
   * whose {@code id} others refer to it; what is taken is a fault.
   */
  <T extends EntityId> void name(
      Map<String, T> names, String name, EntityId container, T id, ScenarioObject section) {
    name(names, name, section.handle(name), container, id, section);
  }

  /** Likewise, where others refer to it by another name. */
  <T extends EntityId> void name(
      Map<String, T> names,
      String name,
      String handle,
      EntityId container,
      T id,
      ScenarioObject section) {
    LocatedJson.Where here = section.where("name");
    LocatedJson.Where other =
        named.putIfAbsent(new Beside(id.kind(), container, ObjectNaming.key(name)), here);
    if (other == null) {
      refer(names, handle, id, section);
    } else {
      section
          .errors()
          .add("scenario.same-name", here, name, other.line(), other.column(), other.path());
    }
  }

  /** Adds what others refer to an object by; what is taken is a fault. */
  <T> void refer(Map<String, T> names, String name, T id, ScenarioObject section) {
    if (names.putIfAbsent(name, id) != null) {
      section
          .errors()
          .add("scenario.duplicate", section.where(section.has("id") ? "id" : "name"), name);
    }
  }

  /** What a name refers to; a name nobody has is a fault. */
  <T> Optional<T> find(Map<String, T> names, String name, ScenarioObject section, String member) {
    T found = names.get(name);
    if (found == null) {
      dangling(names, name, section, member);
    }
    return Optional.ofNullable(found);
  }

  /** Everything whose name fits a pattern with {@code *}, once; nothing is a fault. */
  <T> List<T> all(
      Map<String, T> names, List<String> patterns, ScenarioObject section, String member) {
    Set<T> found = new LinkedHashSet<>();
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      boolean any = names.containsKey(pattern);
      if (any) {
        found.add(names.get(pattern));
      } else if (star >= 0) {
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        for (Map.Entry<String, T> entry : names.entrySet()) {
          String name = entry.getKey();
          if (name.startsWith(head)
              && name.endsWith(tail)
              && name.length() >= head.length() + tail.length()) {
            found.add(entry.getValue());
            any = true;
          }
        }
      }
      if (!any) {
        dangling(names, pattern, section, member);
      }
    }
    return List.copyOf(found);
  }

  /** A name that nobody has is a fault. */
  static void dangling(Map<String, ?> names, String name, ScenarioObject section, String member) {
    if (names.isEmpty()) {
      section.errors().add("scenario.dangling-none", section.where(member), name);
    } else {
      section.errors().add("scenario.dangling", section.where(member), name, some(names));
    }
  }

  static String some(Map<String, ?> names) {
    return String.join(", ", names.keySet().stream().limit(6).toList())
        + (names.size() > 6 ? ", …" : "");
  }
}
