package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SortedIntSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Names: 1 to 80 characters (VMware's limit for inventory names), unique without case among what
 * lies beside them.
 */
final class NameRules {
  static final int MOST = 80;

  private NameRules() {}

  static boolean valid(String name) {
    return !name.isBlank()
        && name.equals(name.strip())
        && name.length() <= MOST
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Checks the name of something of {@code kind} that will lie in {@code container}. */
  static void check(
      String name,
      EntityId.Kind kind,
      EntityId container,
      Optional<EntityId> itself,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (!verdicts.need(
        "name-valid",
        valid(name),
        () -> Problem.error("name.invalid", container, name, String.valueOf(MOST)))) {
      return;
    }
    verdicts.note(
        "name-free",
        beside(name, kind, container, itself, index)
            .map(other -> Problem.error("name.taken", other.id(), name, index.name(container))));
  }

  private static Optional<Entity> beside(
      String name,
      EntityId.Kind kind,
      EntityId container,
      Optional<EntityId> itself,
      SiteIndex index) {
    var table = index.inventory().table(kind);
    SortedIntSet within = index.held(container, kind);
    return IntStream.of(index.named(kind, name).toArray())
        .filter(within::contains)
        .mapToObj(row -> (Entity) table.get(row))
        .filter(other -> !itself.equals(Optional.of(other.id())))
        .findFirst();
  }

  /** What an object's name must be unique in; empty for what has no siblings. */
  static Optional<EntityId> containerOf(Entity entity) {
    return switch (entity) {
      case Datacentre _ -> Optional.empty();
      case Folder folder -> folder.parent().map((FolderId parent) -> parent);
      case Cluster cluster -> Optional.of(cluster.folder());
      case ResourcePool pool -> pool.parent().map(parent -> parent);
      case Host host -> Optional.of(host.cluster().<EntityId>map(id -> id).orElse(host.folder()));
      case Machine machine -> Optional.of(machine.folder());
      case Datastore datastore -> Optional.of(datastore.folder());
      case NetworkSwitch network ->
          Optional.of(network.host().<EntityId>map(id -> id).orElse(network.folder()));
      case PortGroup group -> Optional.of(group.onSwitch());
    };
  }
}
