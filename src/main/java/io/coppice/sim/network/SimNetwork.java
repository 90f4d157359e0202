package io.coppice.sim.network;

import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The network of a simulated site, worked out when somebody asks for it and kept until something
 * changes that it is made of. A machine's disks and snapshots change with every tick; they are none
 * of it. Thread-safe.
 */
public final class SimNetwork {
  private final String title;
  private Inventory inventory;
  private Fabric fabric;
  private NetworkState state;

  /** A network of that name. */
  public SimNetwork(String title) {
    this.title = title;
  }

  /** The network at the instant of a snapshot; the same object while it is the same network. */
  public synchronized NetworkState at(Snapshot snapshot) {
    boolean same =
        state != null
            && snapshot.fabric().equals(fabric)
            && isSameNetwork(inventory, snapshot.inventory());
    if (!same) {
      fabric = snapshot.fabric();
      state = FabricNetwork.of(title, fabric, snapshot.inventory());
    }
    inventory = snapshot.inventory();
    return state;
  }

  /** Whether two inventories differ in nothing that a network is made of; costs what differs. */
  static boolean isSameNetwork(Inventory before, Inventory now) {
    return isSameBesidesMachines(before, now) && changedMachines(before, now).isEmpty();
  }

  /** Whether two inventories differ, as far as a network is made of them, in machines at most. */
  static boolean isSameBesidesMachines(Inventory before, Inventory now) {
    return before.switches().sharesAllWith(now.switches())
        && before.portGroups().sharesAllWith(now.portGroups())
        && before.clusters().sharesAllWith(now.clusters())
        && changed(before.hosts(), now.hosts(), SimNetwork::isSameHost).isEmpty();
  }

  /** Rows of machines that came, went, or differ in something that a network is made of. */
  static List<Integer> changedMachines(Inventory before, Inventory now) {
    return changed(before.machines(), now.machines(), SimNetwork::isSameMachine);
  }

  private static <T> List<Integer> changed(
      CowTable<T> before, CowTable<T> now, BiPredicate<T, T> same) {
    List<Integer> rows = new ArrayList<>();
    now.forEachChange(
        before,
        row -> {
          T was = before.get(row);
          T is = now.get(row);
          if (was == null || is == null || !same.test(was, is)) {
            rows.add(row);
          }
        });
    return rows;
  }

  private static boolean isSameHost(Host was, Host is) {
    return was.name().equals(is.name())
        && was.state() == is.state()
        && was.cluster().equals(is.cluster())
        && was.tags().equals(is.tags())
        && was.hardware().nics().equals(is.hardware().nics());
  }

  private static boolean isSameMachine(Machine was, Machine is) {
    return was.name().equals(is.name())
        && was.host().equals(is.host())
        && was.power() == is.power()
        && was.hardware().nics().equals(is.hardware().nics());
  }
}
