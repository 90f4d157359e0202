package io.coppice.rules.placement;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import java.util.List;

/** What a machine that is made needs of the host it is registered on. */
public record Registration(DatastoreId datastore, List<PortGroupId> nics) {
  public Registration {
    nics = List.copyOf(nics);
  }
}
