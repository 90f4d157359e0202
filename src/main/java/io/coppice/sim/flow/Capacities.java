package io.coppice.sim.flow;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.FabricLink;
import java.util.List;

/** Bytes a second that things carry. */
public final class Capacities {
  /** What nothing is below, so that what is under way ends. */
  private static final long LEAST = 1_000_000;

  private static final long BYTES_IN_MEGABIT = 125_000;

  /**
   * Half of what eight channels of DDR4-2666 carry; an assumption, for reading and writing one and
   * the same.
   */
  private static final long MEMORY_OF_SOCKET = 85_000_000_000L;

  private Capacities() {}

  /** What the virtual adapter vmxnet3 tells its guest, bytes a second. */
  public static final long ADAPTER = 10_000 * BYTES_IN_MEGABIT;

  /**
   * @param links of the fabric; may be left out where no link is used
   */
  static long of(ResourceUse use, Inventory inventory, List<FabricLink> links) {
    return switch (use.way()) {
      case SEND, RECEIVE -> line(inventory.host((HostId) use.on()));
      case DISK -> disk(inventory.datastores().get(((DatastoreId) use.on()).value()));
      case MEMORY -> memory(inventory.host((HostId) use.on()));
      case ADAPTER_SEND, ADAPTER_RECEIVE -> ADAPTER;
      case LINK_FORTH, LINK_BACK -> link(links, use.link());
    };
  }

  /**
   * The host's fastest uplink, in each direction: 80 % of the line are reached ("vMotion
   * Architecture, Performance, and Best Practices in VMware vSphere 5" measures close to line rate
   * on 10 Gbit/s).
   */
  public static long line(Host host) {
    long fastest = 0;
    for (PhysicalNic nic : host == null ? List.<PhysicalNic>of() : host.hardware().nics()) {
      boolean carries = nic.linkUp() && nic.uplinkOf().isPresent();
      fastest = carries ? Math.max(fastest, nic.megabits()) : fastest;
    }
    return Math.max(LEAST, fastest * BYTES_IN_MEGABIT * 8 / 10);
  }

  private static long link(List<FabricLink> links, int row) {
    return row < links.size() && links.get(row).up()
        ? Math.max(LEAST, links.get(row).megabits() * BYTES_IN_MEGABIT)
        : LEAST;
  }

  /** Reading and writing together. */
  public static long disk(Datastore datastore) {
    return datastore == null ? LEAST : Math.max(LEAST, datastore.megabits() * BYTES_IN_MEGABIT);
  }

  private static long memory(Host host) {
    return host == null ? LEAST : host.hardware().sockets() * MEMORY_OF_SOCKET;
  }
}
