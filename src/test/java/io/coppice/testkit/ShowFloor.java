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
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site of the show floor's size: a cluster for each of 28 racks, 776 hosts of 8 cores, 37,248
 * machines, all running, with every workload among them.
 */
public final class ShowFloor {
  public static final int RACKS = 28;
  public static final int HOSTS = 776;
  public static final int MACHINES_A_HOST = 48;
  public static final int CORES = 8;
  public static final int CORE_MHZ = 2_600;

  private static final DatacentreId DC = new DatacentreId(0);
  private static final FolderId HOST_FOLDER = new FolderId(0);
  private static final FolderId MACHINE_FOLDER = new FolderId(1);
  private static final FolderId STORAGE_FOLDER = new FolderId(2);
  private static final FolderId NETWORK_FOLDER = new FolderId(3);
  private static final int DATASTORES_A_RACK = 3;
  private static final int RACK_FOLDER = 4;

  /** 0: idle 20 %, 1: web 30 %, 2: database 15 %, 3: desktop 30 %, 4: build 5 %. */
  private static final Workload[] MIX = new Workload[20];

  static {
    for (int i = 0; i < MIX.length; i++) {
      MIX[i] =
          i < 4
              ? Workload.IDLE
              : i < 10
                  ? Workload.WEB
                  : i < 13 ? Workload.DATABASE : i < 19 ? Workload.DESKTOP : Workload.BUILD;
    }
  }

  private final Inventory all = Inventory.empty();
  private final SwitchId distributed = new SwitchId(0);
  private final Allocation cpu = Allocation.normalCpu(1);

  private final int racks;
  private final int hosts;

  private ShowFloor(int floors) {
    racks = RACKS * floors;
    hosts = HOSTS * floors;
  }

  public static Blueprint build() {
    return build(1);
  }

  /** Several such floors as one site: so many times the racks, each of the same size. */
  public static Blueprint build(int floors) {
    ShowFloor floor = new ShowFloor(floors);
    floor.frame();
    for (int rack = 0; rack < floor.racks; rack++) {
      floor.rack(rack);
    }
    for (int row = 0; row < floor.hosts; row++) {
      floor.host(row, row % floor.racks);
    }
    for (int row = 0; row < floor.hosts * MACHINES_A_HOST; row++) {
      floor.machine(row);
    }
    return new Blueprint(
        "floor",
        "Show floor",
        "",
        SimTime.of(Instant.parse("2026-03-02T08:00:00Z")),
        17,
        floor.all.freeze());
  }

  private void frame() {
    all.datacentres()
        .add(
            new Datacentre(
                DC, "Hall", HOST_FOLDER, MACHINE_FOLDER, STORAGE_FOLDER, NETWORK_FOLDER));
    folder("host", Folder.Contents.HOSTS, Optional.empty());
    folder("vm", Folder.Contents.MACHINES, Optional.empty());
    folder("datastore", Folder.Contents.STORAGE, Optional.empty());
    folder("network", Folder.Contents.NETWORKS, Optional.empty());
    all.switches()
        .add(new NetworkSwitch(distributed, "floor", NETWORK_FOLDER, Optional.empty(), 9000, 2000));
  }

  private void folder(String name, Folder.Contents contents, Optional<FolderId> parent) {
    all.folders().add(new Folder(new FolderId(all.folders().size()), name, contents, DC, parent));
  }

  private void rack(int rack) {
    folder("Rack " + (rack + 1), Folder.Contents.MACHINES, Optional.of(MACHINE_FOLDER));
    ResourcePoolId root = new ResourcePoolId(rack);
    all.clusters()
        .add(new Cluster(new ClusterId(rack), "Rack " + (rack + 1), HOST_FOLDER, root, true, true));
    all.pools()
        .add(
            new ResourcePool(
                root,
                "Resources",
                new ClusterId(rack),
                Optional.empty(),
                Allocation.normalPoolCpu(),
                Allocation.normalPoolMemory(),
                Optional.empty()));
    for (int i = 0; i < DATASTORES_A_RACK; i++) {
      all.datastores()
          .add(
              new Datastore(
                  new DatastoreId(all.datastores().size()),
                  "rack-" + (rack + 1) + "-" + (i + 1),
                  STORAGE_FOLDER,
                  i == 0 ? Datastore.Type.NFS : Datastore.Type.VMFS,
                  Bytes.ofGiB(4_240),
                  32_000,
                  Bytes.ZERO));
    }
    all.portGroups()
        .add(
            new PortGroup(
                new PortGroupId(rack),
                "rack-" + (rack + 1),
                NETWORK_FOLDER,
                distributed,
                rack + 1));
  }

  private void host(int row, int rack) {
    List<Host.Mount> mounts = new ArrayList<>();
    for (int i = 0; i < DATASTORES_A_RACK; i++) {
      mounts.add(new Host.Mount(new DatastoreId(rack * DATASTORES_A_RACK + i), true));
    }
    Host.HostHardware hardware =
        new Host.HostHardware(
            "ProLiant BL460c",
            2,
            CORES / 2,
            new Megahertz(CORE_MHZ),
            Bytes.ofGiB(48),
            List.of(
                new Host.PhysicalNic("vmnic0", 10_000, true, Optional.of(distributed)),
                new Host.PhysicalNic("vmnic1", 10_000, true, Optional.of(distributed))),
            List.of(new Host.Hba("vmhba0", "FC", 8_000)),
            110,
            320);
    all.hosts()
        .add(
            new Host(
                new HostId(row),
                "esx-" + row + ".floor.example.org",
                Optional.of(new ClusterId(rack)),
                HOST_FOLDER,
                new ResourcePoolId(rack),
                hardware,
                "8.0.3",
                Host.State.CONNECTED,
                false,
                mounts,
                Set.of(),
                ""));
  }

  private void machine(int row) {
    int host = row % hosts;
    int rack = host % racks;
    int memory = 512 << row / hosts % 3;
    Workload workload = MIX[(row / hosts * 7 + row) % MIX.length];
    String name = "vm-" + row;
    VirtualDisk disk =
        new VirtualDisk(
            0,
            Bytes.ofGiB(16),
            VirtualDisk.Provisioning.THIN,
            new DatastoreId(rack * DATASTORES_A_RACK + row / hosts % DATASTORES_A_RACK),
            Bytes.ofMiB(2048 + row % 2048));
    VirtualNic nic =
        new VirtualNic(
            0,
            new MacAddress(0x0050_5600_0000L + row),
            new PortGroupId(rack),
            true,
            IpAddress.v4(10, row >> 16 & 255, row >> 8 & 255, row & 255));
    all.machines()
        .add(
            new Machine(
                new MachineId(row),
                name,
                new FolderId(RACK_FOLDER + rack),
                new ResourcePoolId(rack),
                new HostId(host),
                new MachineHardware(
                    1, Bytes.ofMiB(memory), List.of(disk), List.of(nic), false, false, false),
                new Machine.Guest("Debian 12 (64-bit)", name, workload, Machine.Tools.RUNNING),
                PowerState.POWERED_ON,
                false,
                SnapshotTree.EMPTY,
                new Machine.Placement(
                    cpu, Allocation.normalMemory(memory), Machine.RestartPriority.MEDIUM),
                Machine.About.NOTHING,
                Optional.empty(),
                Optional.empty()));
  }
}
