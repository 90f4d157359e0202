package io.coppice.model.overlay.fabric;

import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which links carry frames: those that are up and so is what stands at both ends. */
public final class UsableLinks {
  private final Map<String, Host> hosts = new HashMap<>();
  private final Set<String> running = new HashSet<>();

  private UsableLinks(Fabric fabric, Inventory inventory) {
    inventory.hosts().forEach(host -> hosts.put(host.id().token(), host));
    fabric.nodes().stream().filter(FabricNode::up).forEach(node -> running.add(node.name()));
  }

  /** By the links' indices. */
  public static BitSet of(Fabric fabric, Inventory inventory) {
    UsableLinks ends = new UsableLinks(fabric, inventory);
    BitSet usable = new BitSet();
    for (int i = 0; i < fabric.links().size(); i++) {
      FabricLink link = fabric.links().get(i);
      usable.set(i, link.up() && ends.isUp(link.a()) && ends.isUp(link.b()));
    }
    return usable;
  }

  private boolean isUp(FabricLink.End end) {
    Host host = hosts.get(end.node());
    if (host == null) {
      return running.contains(end.node());
    }
    return (host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED)
        && host.hardware().nics().stream()
            .filter(nic -> nic.name().equals(end.port()))
            .allMatch(Host.PhysicalNic::linkUp);
  }
}
