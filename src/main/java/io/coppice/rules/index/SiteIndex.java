package io.coppice.rules.index;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A site at one instant with lists and sums of what is in it, as one who asks sees it. Immutable,
 * for any thread: whatever becomes of the site, and whoever else asks, it answers as it did. The
 * lists are not copied; they come from an {@link IndexCache} that moves between states.
 */
public final class SiteIndex {
  private final SiteState state;
  private final IndexCache cache;
  private final Reservations reservations;
  private final Optional<JobId> asking;

  SiteIndex(SiteState state, IndexCache cache) {
    this(state, cache, Reservations.NONE, Optional.empty());
  }

  private SiteIndex(
      SiteState state, IndexCache cache, Reservations reservations, Optional<JobId> asking) {
    this.state = state;
    this.cache = cache;
    this.reservations = reservations;
    this.asking = asking;
  }

  /** The same, but besides what the inventory shows, jobs under way hold what is claimed now. */
  public SiteIndex holding(Reservations changed) {
    return new SiteIndex(state, cache, changed.freeze(), asking);
  }

  /** The same as a job sees it, to which its own work is no obstacle. */
  public SiteIndex asking(Optional<JobId> job) {
    return job.equals(asking) ? this : new SiteIndex(state, cache, reservations, job);
  }

  public Inventory inventory() {
    return state.inventory();
  }

  /** The network as it is set up, said or derived. */
  public Fabric fabric() {
    return DerivedFabric.orSaid(state.fabric(), state.inventory());
  }

  /**
   * The network's fences whose machines are there; a network that is derived has none, and need not
   * be for this.
   */
  public List<Fence> fences() {
    List<Fence> all = state.fabric().isNone() ? List.of() : state.fabric().fences();
    return all.isEmpty() ? all : all.stream().filter(fence -> fence.isThere(inventory())).toList();
  }

  /** Which port groups share a broadcast domain. */
  public PrivateVlanDomains domains() {
    Set<Integer> backed = new LinkedHashSet<>();
    fabric().segments().forEach(segment -> backed.add(segment.portGroup().value()));
    return new PrivateVlanDomains(inventory(), backed::contains);
  }

  public Figures figures() {
    return state.figures();
  }

  public Forks forks() {
    return state.forks();
  }

  public Reservations reservations() {
    return reservations;
  }

  /** Of which objects there are; the same as long as none came or went, seen by the same cache. */
  public ChangeMark existence() {
    synchronized (cache) {
      return cache.at(state).existence();
    }
  }

  /**
   * Of all objects as they are, but for what people say of machines: their tags and notes. The same
   * as long as none changed otherwise, seen by the same cache; jobs, claims and figures are not in
   * it.
   */
  public ChangeMark standing() {
    synchronized (cache) {
      return cache.at(state).standing();
    }
  }

  /** Machines that have snapshots. */
  public SortedIntSet snapshotted() {
    synchronized (cache) {
      return cache.at(state).snapshotted().freeze();
    }
  }

  /** Machines that stand still on a full datastore. */
  public SortedIntSet stalled() {
    synchronized (cache) {
      return cache.at(state).stalled().freeze();
    }
  }

  /** The job as it stands; empty if it never was or is forgotten. */
  public Optional<Job> job(JobId id) {
    return Optional.ofNullable(state.jobs().get(id.value()));
  }

  /** Hosts that do not answer, or with a link or a path to a datastore that is down. */
  public SortedIntSet impaired() {
    synchronized (cache) {
      return cache.at(state).impaired().freeze();
    }
  }

  /** Another job that has the object to itself now. */
  public Optional<JobId> busy(EntityId id) {
    synchronized (cache) {
      return others(cache.at(state).busy(id));
    }
  }

  /** A job that copies from the object now, so that it must stay as it is. */
  public Optional<JobId> copied(EntityId id) {
    synchronized (cache) {
      return others(cache.at(state).copied(id));
    }
  }

  /**
   * A job that was asked for before, and will give that name to a machine in the folder. Of two
   * that were asked for one name the first has it.
   */
  public Optional<JobId> claimed(EntityId folder, String name) {
    synchronized (cache) {
      return cache
          .at(state)
          .claimant(folder, name)
          .filter(job -> asking.isEmpty() || job.value() < asking.get().value());
    }
  }

  /** The number of the next child of a machine, after those that others asked for before. */
  public int firstChild(MachineId source) {
    synchronized (cache) {
      return cache.at(state).firstChild(source, asking);
    }
  }

  private Optional<JobId> others(JobId holder) {
    return Optional.ofNullable(holder).filter(job -> !asking.equals(Optional.of(job)));
  }

  public SortedIntSet held(EntityId container, EntityId.Kind kind) {
    synchronized (cache) {
      return cache.at(state).held(container, kind).freeze();
    }
  }

  /** Rows of the objects of a kind that are called so, wherever they lie. */
  public SortedIntSet named(EntityId.Kind kind, String name) {
    synchronized (cache) {
      return cache.at(state).named(kind, name).freeze();
    }
  }

  /** Machines registered on a host, in a folder or pool, or linked to a machine; by id. */
  public List<Machine> machines(EntityId container) {
    return rows(container, EntityId.Kind.MACHINE, inventory().machines());
  }

  public List<Host> hosts(ClusterId cluster) {
    return rows(cluster, EntityId.Kind.HOST, inventory().hosts());
  }

  private <T> List<T> rows(EntityId container, EntityId.Kind kind, CowTable<T> table) {
    SortedIntSet held = held(container, kind);
    List<T> rows = new ArrayList<>(held.size());
    held.forEach(row -> rows.add(table.get(row)));
    return rows;
  }

  /** Whether a folder or other container holds nothing of any kind. */
  public boolean isEmpty(EntityId container) {
    return Stream.of(EntityId.Kind.values()).allMatch(kind -> held(container, kind).isEmpty());
  }

  /** Bytes nobody has taken or claimed; never negative. */
  public long freeSpace(DatastoreId id) {
    var datastore = inventory().datastore(id);
    return Math.max(
        0,
        datastore.capacity().value()
            - datastore.filler().value()
            - used(id)
            - reservations.of(id, Reservations.Sort.SPACE));
  }

  /** Bytes machines take on the datastore. */
  public long used(DatastoreId id) {
    synchronized (cache) {
      return cache.at(state).commitments().used(id);
    }
  }

  /** MiB that running machines have reserved on the host, with their overhead. */
  public long reservedMemory(HostId id) {
    synchronized (cache) {
      return cache.at(state).commitments().reservedMemory(id);
    }
  }

  /** MiB of the host's memory in which bases of forked machines lie, which cannot be taken back. */
  public long frozenMemory(HostId id) {
    return Math.ceilDiv(forks().resident(id), Bytes.MIB);
  }

  /** What the hosts of a cluster that are usable now can give. */
  public UsableHosts usable(ClusterId id) {
    synchronized (cache) {
      IndexCache now = cache.at(state);
      return now.totals().usable(id, now, inventory().hosts());
    }
  }

  /** MiB of the hosts of a cluster that nobody else can have: reserved, or bases of forks. */
  public long heldMemory(ClusterId id) {
    long frozen = 0;
    for (HostId host : forks().residentHosts()) {
      frozen += clusterOf(host).equals(Optional.of(id)) ? frozenMemory(host) : 0;
    }
    synchronized (cache) {
      IndexCache now = cache.at(state);
      return frozen + now.totals().reservedMemory(id, now);
    }
  }

  /** MHz that running machines have reserved in the cluster. */
  public long reservedCpu(ClusterId id) {
    synchronized (cache) {
      IndexCache now = cache.at(state);
      return now.totals().reservedCpu(id, now);
    }
  }

  /** Machines that run on the host. */
  public int running(HostId id) {
    synchronized (cache) {
      return cache.at(state).commitments().running(id);
    }
  }

  /** MHz that running machines have reserved on the host. */
  public long reservedCpu(HostId id) {
    synchronized (cache) {
      return cache.at(state).commitments().reservedCpu(id);
    }
  }

  /** MiB of memory configured in running machines of the host. */
  public long runningMemory(HostId id) {
    synchronized (cache) {
      return cache.at(state).commitments().runningMemory(id);
    }
  }

  /** What two or more running machines have at once; each problem names the first two of them. */
  public List<Problem> duplicates() {
    synchronized (cache) {
      return cache.at(state).duplicates().all(this);
    }
  }

  /** Another machine that runs with that address. */
  public Optional<Problem> duplicateMac(MacAddress mac, MachineId of) {
    synchronized (cache) {
      return cache.at(state).duplicates().mac(mac, of, this);
    }
  }

  /** Another machine that runs with that address in the port group. */
  public Optional<Problem> duplicateIp(IpAddress ip, PortGroupId in, MachineId of) {
    synchronized (cache) {
      return cache.at(state).duplicates().ip(ip, in, of, this);
    }
  }

  /** Another machine that runs and is called so by its guest. */
  public Optional<Problem> duplicateHostName(String name, MachineId of) {
    synchronized (cache) {
      return cache.at(state).duplicates().hostName(name, of, this);
    }
  }

  public boolean macTaken(MacAddress mac) {
    synchronized (cache) {
      return cache.at(state).isMacTaken(mac);
    }
  }

  public boolean addressTaken(IpAddress ip) {
    boolean outside =
        ip.version() == 4
            && fences().stream()
                .flatMap(fence -> fence.addresses().stream())
                .anyMatch(row -> row.outside().low() == ip.low());
    if (outside) {
      return true;
    }
    synchronized (cache) {
      return cache.at(state).isAddressTaken(ip);
    }
  }

  /** The IPv4 address of the first machine that has one in a port group's broadcast domain. */
  public Optional<IpAddress> firstAddress(PortGroupId group) {
    synchronized (cache) {
      return cache.at(state).firstAddress(domain(group));
    }
  }

  /** Port groups that hear each other. */
  private List<PortGroupId> domain(PortGroupId of) {
    PortGroup group = inventory().portGroups().get(of.value());
    if (group == null || group.policy().privateVlan().isEmpty()) {
      return List.of(of);
    }
    PrivateVlanDomains domains = domains();
    List<PortGroupId> all = new ArrayList<>();
    inventory().portGroups().forEach(each -> all.add(each.id()));
    all.removeIf(each -> domains.domain(each.value()) != domains.domain(of.value()));
    return all;
  }

  /** Every datastore a machine needs to run: its disks' and, for a linked clone, its ancestors'. */
  public Set<DatastoreId> datastores(Machine machine) {
    Set<DatastoreId> all = new LinkedHashSet<>();
    Optional<Machine> at = Optional.of(machine);
    while (at.isPresent()) {
      at.get().hardware().disks().stream().map(VirtualDisk::datastore).forEach(all::add);
      at =
          at.get()
              .linked()
              .map(Machine.LinkedTo::parent)
              .flatMap((MachineId up) -> Optional.ofNullable(inventory().machine(up)));
    }
    return all;
  }

  /**
   * The port group a machine wired to {@code wanted} uses on that host: the same one of a
   * distributed switch the host has an uplink to, or the one of the same name on a standard switch
   * of the host (vCenter Server and Host Management, "vMotion networking requirements").
   */
  public Optional<PortGroupId> portGroupOn(PortGroupId wanted, Host host) {
    PortGroup group = inventory().portGroups().get(wanted.value());
    if (group == null) {
      return Optional.empty();
    }
    NetworkSwitch on = inventory().switches().get(group.onSwitch().value());
    if (on == null) {
      return Optional.empty();
    }
    if (on.isDistributed()) {
      return isMember(host, on.id()) ? Optional.of(wanted) : Optional.empty();
    }
    if (on.host().equals(Optional.of(host.id()))) {
      return Optional.of(wanted);
    }
    return IntStream.of(held(host.id(), EntityId.Kind.SWITCH).toArray())
        .mapToObj(row -> inventory().switches().get(row))
        .flatMapToInt(its -> IntStream.of(held(its.id(), EntityId.Kind.PORT_GROUP).toArray()))
        .mapToObj(row -> inventory().portGroups().get(row))
        .filter(other -> other.name().equals(group.name()))
        .map(PortGroup::id)
        .findFirst();
  }

  private static boolean isMember(Host host, SwitchId of) {
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      if (nic.uplinkOf().isPresent() && nic.uplinkOf().get().value() == of.value()) {
        return true;
      }
    }
    return false;
  }

  /** The cluster of a host's machines, where it is in one. */
  public Optional<ClusterId> clusterOf(HostId host) {
    return Optional.ofNullable(inventory().host(host)).flatMap(Host::cluster);
  }

  /** The name of an object, or its id when it is gone. */
  public String name(EntityId id) {
    return id instanceof ForkGroupId group
        ? forks().group(group).map(ForkGroup::name).orElse(id.token())
        : inventory().find(id).map(entity -> entity.name()).orElse(id.token());
  }
}
