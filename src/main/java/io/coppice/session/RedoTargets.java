package io.coppice.session;

import io.coppice.backend.InventoryOperation.RemoveCompute;
import io.coppice.backend.InventoryOperation.RemoveFolder;
import io.coppice.backend.InventoryOperation.RemovePool;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.RemoveDatastore;
import io.coppice.backend.ProvisioningOperation.RemovePortGroup;
import io.coppice.backend.ProvisioningOperation.RemoveSwitch;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.site.Containment;
import io.coppice.model.table.CowTable;
import java.util.Optional;

/**
 * What a removal that was taken back is done to when it is done again. Taking it back made the
 * object anew, with another id; it is the one of that name at that place.
 */
final class RedoTargets {
  private final Inventory before;
  private final Inventory now;

  /**
   * @param before the inventory of which the operation was asked first
   */
  RedoTargets(Inventory before, Inventory now) {
    this.before = before;
    this.now = now;
  }

  /** The operation to ask for; the same if its target is still there, or stays gone. */
  Operation again(Operation done) {
    return switch (done) {
      case RemoveFolder x -> new RemoveFolder((FolderId) now(x.target()));
      case RemovePool x -> new RemovePool((ResourcePoolId) now(x.target()));
      case RemoveCompute x -> new RemoveCompute((ComputeId) now(x.target()));
      case RemoveSwitch x -> new RemoveSwitch((SwitchId) now(x.target()));
      case RemovePortGroup x -> new RemovePortGroup((PortGroupId) now(x.target()));
      case RemoveDatastore x -> new RemoveDatastore((DatastoreId) now(x.target()));
      case DeleteSegment x -> new DeleteSegment((PortGroupId) now(x.target()));
      default -> done;
    };
  }

  private EntityId now(EntityId id) {
    return now.find(id).isPresent()
        ? id
        : before.find(id).flatMap(was -> madeAnew(was)).map(Entity::id).orElse(id);
  }

  private Optional<Entity> madeAnew(Entity was) {
    CowTable<? extends Entity> table = now.table(was.id().kind());
    for (int row = table.size() - 1; row > was.id().value(); row--) {
      Entity is = table.get(row);
      if (is != null && is.name().equals(was.name()) && place(is).equals(place(was))) {
        return Optional.of(is);
      }
    }
    return Optional.empty();
  }

  private static Optional<EntityId> place(Entity entity) {
    return Containment.parents(entity).stream().findFirst();
  }
}
