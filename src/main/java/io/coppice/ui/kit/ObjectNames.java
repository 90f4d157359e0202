package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Entity;
import java.util.Optional;

/** What objects are called, wherever they stand: in the inventory or among the forks. Pure. */
public final class ObjectNames {
  private ObjectNames() {}

  /** The name; empty for what does not exist any more. */
  public static Optional<String> find(Snapshot snapshot, EntityId id) {
    return switch (id) {
      case ForkGroupId group -> snapshot.forks().group(group).map(it -> it.name());
      case MachineId machine ->
          snapshot
              .inventory()
              .find(id)
              .map(Entity::name)
              .or(() -> snapshot.forks().member(machine).map(it -> it.name()));
      default -> snapshot.inventory().find(id).map(Entity::name);
    };
  }

  /** The name, or the printed id of what does not exist any more. */
  public static String of(Snapshot snapshot, EntityId id) {
    return find(snapshot, id).orElse(id.token());
  }

  /** A host's name without its domain, which is mostly that of all of them; an address stays. */
  public static String withoutDomain(String host) {
    int dot = host.indexOf('.');
    return dot <= 0 || Character.isDigit(host.charAt(0)) ? host : host.substring(0, dot);
  }
}
