package io.coppice.testkit;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.Megahertz;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A datacentre with one cluster, small enough to read: folders 0-3 are the roots of hosts,
 * machines, storage and networks, folder 4 is "Team A" below the machines; two datastores, one
 * distributed switch with one port group; machines "vm-000" and so on spread over the hosts, every
 * third one powered off.
 */
public final class SmallSite {
  public static final FolderId HOSTS = new FolderId(0);
  public static final FolderId MACHINES = new FolderId(1);
  public static final FolderId STORAGE = new FolderId(2);
  public static final FolderId NETWORKS = new FolderId(3);
  public static final FolderId TEAM_A = new FolderId(4);
  public static final ClusterId CLUSTER = new ClusterId(0);
  public static final ResourcePoolId POOL = new ResourcePoolId(0);
  public static final PortGroupId PORT_GROUP = new PortGroupId(0);

  private static final List<Workload> WORKLOADS = List.of(Workload.values());

  private SmallSite() {}

  public static Blueprint of(int hosts, int machines) {
    Inventory all = Inventory.empty();
    DatacentreId dc = new DatacentreId(0);
    all.datacentres().add(new Datacentre(dc, "Berlin", HOSTS, MACHINES, STORAGE, NETWORKS));
    root(all, HOSTS, "host", Folder.Contents.HOSTS);
    root(all, MACHINES, "vm", Folder.Contents.MACHINES);
    root(all, STORAGE, "datastore", Folder.Contents.STORAGE);
    root(all, NETWORKS, "network", Folder.Contents.NETWORKS);
    all.folders()
        .add(new Folder(TEAM_A, "Team A", Folder.Contents.MACHINES, dc, Optional.of(MACHINES)));
    all.clusters().add(new Cluster(CLUSTER, "Cluster 1", HOSTS, POOL, true, true));
    all.pools()
        .add(
            new ResourcePool(
                POOL,
                "Resources",
                CLUSTER,
                Optional.empty(),
                Allocation.normalPoolCpu(),
                Allocation.normalPoolMemory(),
                Optional.empty()));
    for (int i = 0; i < 2; i++) {
      all.datastores()
          .add(
              new Datastore(
                  new DatastoreId(i),
                  "datastore-" + (i + 1),
                  STORAGE,
                  Datastore.Type.VMFS,
                  Bytes.ofGiB(64L * Math.max(64, machines)),
                  16_000,
                  Bytes.ZERO));
    }
    SwitchId sw = new SwitchId(0);
    all.switches().add(new NetworkSwitch(sw, "dvs-1", NETWORKS, Optional.empty(), 1500));
    all.portGroups().add(new PortGroup(PORT_GROUP, "VM Network", NETWORKS, sw, 0));
    for (int i = 0; i < hosts; i++) {
      all.hosts().add(host(i, sw));
    }
    for (int i = 0; i < machines; i++) {
      all.machines().add(machine(i, new HostId(i % hosts)));
    }
    return new Blueprint(
        "small", "Small", "", SimTime.of(Instant.parse("2026-03-02T08:00:00Z")), 7, all.freeze());
  }

  private static void root(Inventory in, FolderId id, String name, Folder.Contents contents) {
    in.folders().add(new Folder(id, name, contents, new DatacentreId(0), Optional.empty()));
  }

  private static Host host(int row, SwitchId sw) {
    Host.HostHardware hardware =
        new Host.HostHardware(
            "PowerEdge R650",
            2,
            16,
            new Megahertz(2_600),
            Bytes.ofGiB(512),
            List.of(
                new Host.PhysicalNic("vmnic0", 25_000, true, Optional.of(sw)),
                new Host.PhysicalNic("vmnic1", 25_000, true, Optional.of(sw))),
            List.of(new Host.Hba("vmhba0", "FC", 16_000)),
            180,
            620);
    return new Host(
        new HostId(row),
        String.format(Locale.ROOT, "esx-%02d.example.org", row),
        Optional.of(CLUSTER),
        HOSTS,
        POOL,
        hardware,
        "8.0.3",
        Host.State.CONNECTED,
        false,
        List.of(new Host.Mount(new DatastoreId(0), true), new Host.Mount(new DatastoreId(1), true)),
        Set.of(),
        "");
  }

  private static Machine machine(int row, HostId host) {
    DatastoreId datastore = new DatastoreId(row % 2);
    VirtualDisk disk =
        new VirtualDisk(
            0,
            Bytes.ofGiB(40),
            VirtualDisk.Provisioning.THIN,
            datastore,
            Bytes.ofGiB(8 + row % 16));
    VirtualNic nic =
        new VirtualNic(
            0,
            new MacAddress(0x0050_5600_0000L + row),
            PORT_GROUP,
            true,
            IpAddress.v4(10, 0, row >> 8, row & 255));
    boolean on = row % 3 != 0;
    return new Machine(
        new MachineId(row),
        String.format(Locale.ROOT, "vm-%03d", row),
        MACHINES,
        POOL,
        host,
        new MachineHardware(2, Bytes.ofGiB(4), List.of(disk), List.of(nic), true, true, false),
        new Machine.Guest(
            "Debian 12 (64-bit)",
            String.format(Locale.ROOT, "vm-%03d", row),
            WORKLOADS.get(row % WORKLOADS.size()),
            on ? Machine.Tools.RUNNING : Machine.Tools.NOT_RUNNING),
        on ? PowerState.POWERED_ON : PowerState.POWERED_OFF,
        false,
        SnapshotTree.EMPTY,
        new Machine.Placement(
            Allocation.normalCpu(2), Allocation.normalMemory(4096), Machine.RestartPriority.MEDIUM),
        new Machine.About(row % 4 == 0 ? Set.of(Tag.parse("env:prod")) : Set.of(), ""),
        Optional.empty(),
        Optional.empty());
  }
}
