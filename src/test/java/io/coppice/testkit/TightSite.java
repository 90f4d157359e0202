package io.coppice.testkit;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import java.util.List;
import java.util.Optional;

/**
 * A {@link SmallSite} in which everything is short: six hosts of 32 GiB, four of them in a cluster
 * with HA and DRS, one in a cluster without and one in none, datastores of 300 GiB, pools that
 * reserve and limit, machines that reserve.
 */
public final class TightSite {
  public static final ClusterId PLAIN = new ClusterId(1);
  public static final ResourcePoolId GOLD = new ResourcePoolId(3);
  public static final ResourcePoolId VAPP = new ResourcePoolId(4);

  private TightSite() {}

  public static Blueprint of(int machines) {
    Blueprint small = SmallSite.of(6, machines);
    Inventory all = small.inventory().copy();
    ResourcePoolId plainRoot = pool(all, PLAIN, "Resources", Optional.empty(), 0, false);
    HostId alone = new HostId(5);
    ResourcePoolId aloneRoot = pool(all, alone, "Resources", Optional.empty(), 0, false);
    pool(all, SmallSite.CLUSTER, "gold", Optional.of(SmallSite.POOL), 6_000, false);
    pool(all, SmallSite.CLUSTER, "app", Optional.of(GOLD), 0, true);
    all.clusters().add(new Cluster(PLAIN, "Cluster 2", SmallSite.HOSTS, plainRoot, false, false));
    for (int row = 0; row < all.hosts().size(); row++) {
      Host host = all.hosts().get(row);
      Host.HostHardware was = host.hardware();
      Host small32 =
          host.withHardware(
              new Host.HostHardware(
                  was.model(),
                  1,
                  8,
                  was.coreSpeed(),
                  Bytes.ofGiB(32),
                  was.nics(),
                  was.hbas(),
                  was.idlePower(),
                  was.maxPower()));
      Host placed =
          switch (row) {
            case 4 -> small32.withPlace(Optional.of(PLAIN), SmallSite.HOSTS, plainRoot);
            case 5 -> small32.withPlace(Optional.empty(), SmallSite.HOSTS, aloneRoot);
            default -> small32;
          };
      all.hosts().set(row, placed);
    }
    for (int row = 0; row < all.datastores().size(); row++) {
      Datastore was = all.datastores().get(row);
      all.datastores()
          .set(
              row,
              new Datastore(
                  was.id(),
                  was.name(),
                  was.folder(),
                  was.type(),
                  Bytes.ofGiB(300),
                  was.megabits(),
                  Bytes.ZERO));
    }
    for (int row = 0; row < machines; row++) {
      Machine machine = all.machines().get(row);
      ResourcePoolId pool = all.host(machine.host()).rootPool();
      boolean gold = pool.equals(SmallSite.POOL) && row % 4 == 1;
      int reserved = row % 5 == 0 ? 2_048 : 0;
      Machine.Placement was = machine.placement();
      all.machines()
          .set(
              row,
              machine
                  .withPool(gold ? GOLD : pool)
                  .withPlacement(
                      new Machine.Placement(
                          was.cpu(),
                          new Allocation(
                              was.memory().shares(), reserved, Allocation.UNLIMITED, true),
                          was.restart())));
    }
    return new Blueprint("tight", "Tight", "", small.start(), small.seed(), all.freeze());
  }

  private static ResourcePoolId pool(
      Inventory all,
      io.coppice.model.EntityId.ComputeId owner,
      String name,
      Optional<ResourcePoolId> parent,
      int reserved,
      boolean vapp) {
    ResourcePoolId id = new ResourcePoolId(all.pools().size());
    Optional<ResourcePool.VApp> app =
        vapp ? Optional.of(new ResourcePool.VApp(List.<MachineId>of())) : Optional.empty();
    all.pools()
        .add(
            new ResourcePool(
                id,
                name,
                owner,
                parent,
                Allocation.normalPoolCpu(),
                new Allocation(163_840, reserved, Allocation.UNLIMITED, true),
                app));
    return id;
  }
}
