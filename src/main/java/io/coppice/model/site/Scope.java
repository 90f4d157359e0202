package io.coppice.model.site;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which objects belong to an object: those it holds at any depth, and those that are joined to it
 * by use, as machines to the datastores of their disks. Each container is asked once whether it
 * stands below, so that a test costs a few look-ups. Threads may share it.
 */
public final class Scope implements Predicate<SiteObject> {
  private final EntityId about;
  private final SiteContents contents;
  private final Map<EntityId, Boolean> below = new ConcurrentHashMap<>();

  private Scope(EntityId about, SiteContents contents) {
    this.about = about;
    this.contents = contents;
  }

  /** What belongs to {@code about} in those contents. */
  public static Scope of(EntityId about, SiteContents contents) {
    return new Scope(about, contents);
  }

  @Override
  public boolean test(SiteObject object) {
    return isBelow(object) || isUsed(object);
  }

  private boolean isBelow(SiteObject object) {
    for (EntityId parent : Containment.parents(object)) {
      if (parent.equals(about) || isBelow(parent)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBelow(EntityId container) {
    Boolean known = below.get(container);
    if (known == null) {
      known = contents.find(container).filter(this::isBelow).isPresent();
      below.put(container, known);
    }
    return known;
  }

  /** The pools at and below a pool. */
  public static Set<EntityId> poolsBelow(SiteContents contents, ResourcePoolId top) {
    Scope scope = of(top, contents);
    Set<EntityId> pools = new HashSet<>(Set.of(top));
    contents
        .inventory()
        .pools()
        .forEach(
            pool -> {
              if (scope.isBelow(pool)) {
                pools.add(pool.id());
              }
            });
    return pools;
  }

  private boolean isUsed(SiteObject object) {
    return switch (about) {
      case HostId id ->
          object instanceof Datastore x && mounts(contents.inventory().host(id), x.id());
      case DatastoreId id -> usesDatastore(object, id);
      case SwitchId id -> usesSwitch(object, id);
      case PortGroupId id -> object instanceof Machine x && uses(x, id);
      case MachineId id -> isUsedBy(object, contents.inventory().machine(id));
      default -> false;
    };
  }

  private static boolean mounts(Host host, DatastoreId datastore) {
    return host != null
        && host.datastores().stream().anyMatch(mount -> mount.datastore().equals(datastore));
  }

  private static boolean usesDatastore(SiteObject object, DatastoreId id) {
    return switch (object) {
      case Machine x -> x.hardware().disks().stream().anyMatch(disk -> disk.datastore().equals(id));
      case Host x -> mounts(x, id);
      default -> false;
    };
  }

  private boolean usesSwitch(SiteObject object, SwitchId id) {
    Inventory inventory = contents.inventory();
    return switch (object) {
      case Host x ->
          x.hardware().nics().stream()
              .anyMatch(nic -> nic.uplinkOf().filter(id::equals).isPresent());
      case Machine x ->
          x.hardware().nics().stream()
              .map(nic -> inventory.portGroups().get(nic.portGroup().value()))
              .anyMatch(group -> group != null && group.onSwitch().equals(id));
      default -> false;
    };
  }

  private static boolean uses(Machine machine, PortGroupId id) {
    return machine.hardware().nics().stream().anyMatch(nic -> nic.portGroup().equals(id));
  }

  private static boolean isUsedBy(SiteObject object, Machine machine) {
    return machine != null
        && switch (object) {
          case Datastore x -> usesDatastore(machine, x.id());
          case PortGroup x -> uses(machine, x.id());
          default -> false;
        };
  }
}
