package io.coppice.model.site;

import io.coppice.model.EntityId;
import io.coppice.model.SiteObject;
import io.coppice.model.fork.ForkGroup;
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
import java.util.List;

/** What directly holds an object; the one place that says so. Pure. */
public final class Containment {
  private Containment() {}

  /**
   * What holds the object, the way down to which one would tell first: of a machine its host, then
   * its pool, its folder and the group it was forked in. Root folders and root pools are among
   * them.
   */
  public static List<EntityId> parents(SiteObject object) {
    return switch (object) {
      case Entity entity -> parents(entity);
      case ForkGroup _ -> List.of();
      default -> throw new IllegalArgumentException("Nobody said what holds " + object.id());
    };
  }

  private static List<EntityId> parents(Entity entity) {
    return switch (entity) {
      case Datacentre _ -> List.of();
      case Folder it -> List.of(it.parent().<EntityId>map(p -> p).orElse(it.datacentre()));
      case Cluster it -> List.of(it.folder());
      case Host it -> List.of(it.cluster().<EntityId>map(c -> c).orElse(it.folder()));
      case ResourcePool it -> List.of(it.parent().<EntityId>map(p -> p).orElse(it.owner()));
      case Machine it ->
          it.fork().isPresent()
              ? List.of(it.host(), it.pool(), it.folder(), it.fork().get())
              : List.of(it.host(), it.pool(), it.folder());
      case Datastore it -> List.of(it.folder());
      case NetworkSwitch it ->
          it.host().<List<EntityId>>map(h -> List.of(h, it.folder())).orElse(List.of(it.folder()));
      case PortGroup it -> List.of(it.onSwitch(), it.folder());
    };
  }
}
