package io.coppice.model.inventory;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import java.util.Optional;

/** A virtual switch: standard on one host, or distributed over many. {@code mtu} in bytes. */
public record NetworkSwitch(
    SwitchId id, String name, FolderId folder, Optional<HostId> host, int mtu) implements Entity {
  public boolean isDistributed() {
    return host.isEmpty();
  }

  @Override
  public NetworkSwitch withName(String changed) {
    return new NetworkSwitch(id, changed, folder, host, mtu);
  }

  public NetworkSwitch withMtu(int changed) {
    return new NetworkSwitch(id, name, folder, host, changed);
  }
}
