package io.coppice.rules.index;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An inventory with its lists and sums. {@link #follow} moves it to another state of the same site,
 * older or newer. Used by one thread at a time.
 */
public final class SiteIndex {
  private Inventory inventory = Inventory.empty().freeze();
  private Forks forks = new Forks().freeze();
  private Figures figures = new Figures().freeze();
  private CowTable<Job> jobs = new CowTable<Job>().freeze();
  private final ContainmentIndex containment = new ContainmentIndex();
  private final NameIndex names = new NameIndex();
  private final SortedIntSet snapshotted = new SortedIntSet();
  private final Commitments commitments = new Commitments();
  private Reservations reservations = new Reservations();
  private final Map<String, Integer> macs = new HashMap<>();
  private final Map<String, Integer> addresses = new HashMap<>();
  private boolean addressed;
  private DuplicateAddresses duplicates;
  private final Map<EntityId, JobId> busy = new HashMap<>();
  private final Map<EntityId, JobId> copied = new HashMap<>();
  private Optional<JobId> asking = Optional.empty();

  /** Besides what the inventory shows, jobs under way hold these claims. */
  public SiteIndex holding(Reservations changed) {
    reservations = changed;
    return this;
  }

  /** Moves to that state; all of it must be frozen or never written again. */
  public void follow(Inventory newer, Forks newForks, Figures newFigures, CowTable<Job> newJobs) {
    figures = newFigures;
    forks = newForks;
    if (!newer.equals(inventory)) {
      Inventory older = inventory;
      newer
          .machines()
          .forEachChange(
              older.machines(),
              row -> {
                note(older.machines().get(row), -1);
                note(newer.machines().get(row), 1);
              });
      containment.follow(older, newer);
      names.follow(older, newer);
      inventory = newer;
    }
    if (newJobs != jobs) {
      CowTable<Job> older = jobs;
      newJobs.forEachChange(older, row -> job(older.get(row), newJobs.get(row)));
      jobs = newJobs;
    }
  }

  private void note(Machine machine, int sign) {
    if (machine == null) {
      return;
    }
    commitments.add(machine, sign);
    if (!machine.snapshots().isEmpty()) {
      if (sign > 0) {
        snapshotted.add(machine.id().value());
      } else {
        snapshotted.remove(machine.id().value());
      }
    }
    if (addressed) {
      addresses(machine, sign);
    }
    if (duplicates != null) {
      duplicates.note(machine, sign);
    }
  }

  private void addresses(Machine machine, int sign) {
    for (VirtualNic nic : machine.hardware().nics()) {
      macs.merge(nic.mac(), sign, SiteIndex::sumOrNothing);
      if (!nic.ip().isEmpty()) {
        addresses.merge(nic.ip(), sign, SiteIndex::sumOrNothing);
      }
    }
  }

  /** Addresses are looked up by few; they are gathered when first asked for, and followed then. */
  private void gatherAddresses() {
    if (!addressed) {
      addressed = true;
      inventory.machines().forEach(machine -> addresses(machine, 1));
    }
  }

  private static Integer sumOrNothing(Integer a, Integer b) {
    return a + b == 0 ? null : Integer.valueOf(a + b);
  }

  private void job(Job was, Job is) {
    if (was != null && !was.state().isEnded()) {
      busy.remove(was.operation().target(), was.id());
      copied.remove(was.operation().target(), was.id());
    }
    if (is != null && !is.state().isEnded() && copies(is.operation())) {
      copied.put(is.operation().target(), is.id());
    }
    if (is != null && !is.state().isEnded() && TargetLocks.holds(is.operation())) {
      busy.put(is.operation().target(), is.id());
    }
  }

  private static boolean copies(Operation operation) {
    return operation instanceof MachineOperation.Clone || operation instanceof ForkOperation.Fork;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Figures figures() {
    return figures;
  }

  public Forks forks() {
    return forks;
  }

  public Commitments commitments() {
    return commitments;
  }

  /** Machines that have snapshots. */
  public SortedIntSet snapshotted() {
    return snapshotted;
  }

  public Reservations reservations() {
    return reservations;
  }

  /** The job as it stands; empty if it never was or is forgotten. */
  public Optional<Job> job(JobId id) {
    return Optional.ofNullable(jobs.get(id.value()));
  }

  /** These facts as a job sees them, to which its own work is no obstacle. */
  public SiteIndex asking(Optional<JobId> job) {
    asking = job;
    return this;
  }

  /** Another job that has the object to itself now. */
  public Optional<JobId> busy(EntityId id) {
    return Optional.ofNullable(busy.get(id)).filter(job -> !asking.equals(Optional.of(job)));
  }

  /** A job that copies from the object now, so that it must stay as it is. */
  public Optional<JobId> copied(EntityId id) {
    return Optional.ofNullable(copied.get(id)).filter(job -> !asking.equals(Optional.of(job)));
  }

  public SortedIntSet held(EntityId container, EntityId.Kind kind) {
    return containment.of(container, kind);
  }

  /** Rows of the objects of a kind that are called so, without case, wherever they lie. */
  public SortedIntSet named(EntityId.Kind kind, String name) {
    return names.of(kind, name, inventory);
  }

  /** Machines registered on a host, in a folder or pool, or linked to a machine; by id. */
  public List<Machine> machines(EntityId container) {
    return rows(container, EntityId.Kind.MACHINE, inventory.machines());
  }

  public List<Host> hosts(ClusterId cluster) {
    return rows(cluster, EntityId.Kind.HOST, inventory.hosts());
  }

  private <T> List<T> rows(EntityId container, EntityId.Kind kind, CowTable<T> table) {
    SortedIntSet bag = containment.of(container, kind);
    List<T> rows = new ArrayList<>(bag.size());
    bag.forEach(row -> rows.add(table.get(row)));
    return rows;
  }

  /** Whether a folder or other container holds nothing of any kind. */
  public boolean isEmpty(EntityId container) {
    return Stream.of(EntityId.Kind.values()).allMatch(kind -> held(container, kind).isEmpty());
  }

  /** Bytes nobody has taken or claimed; never negative. */
  public long freeSpace(DatastoreId id) {
    var datastore = inventory.datastore(id);
    return Math.max(
        0,
        datastore.capacity().value()
            - datastore.filler().value()
            - commitments.used(id)
            - reservations.of(id, Reservations.Sort.SPACE));
  }

  /** What several running machines have at once. */
  public DuplicateAddresses duplicates() {
    if (duplicates == null) {
      duplicates = new DuplicateAddresses();
      duplicates.gather(inventory);
    }
    return duplicates;
  }

  public boolean macTaken(String mac) {
    gatherAddresses();
    return macs.containsKey(mac);
  }

  public boolean addressTaken(String ip) {
    gatherAddresses();
    return addresses.containsKey(ip);
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
              .flatMap((MachineId up) -> Optional.ofNullable(inventory.machine(up)));
    }
    return all;
  }

  /**
   * The port group a machine wired to {@code wanted} uses on that host: the same one of a
   * distributed switch the host has an uplink to, or the one of the same name on a standard switch
   * of the host (vCenter Server and Host Management, "vMotion networking requirements").
   */
  public Optional<PortGroupId> portGroupOn(PortGroupId wanted, Host host) {
    PortGroup group = inventory.portGroups().get(wanted.value());
    if (group == null) {
      return Optional.empty();
    }
    NetworkSwitch on = inventory.switches().get(group.onSwitch().value());
    if (on == null) {
      return Optional.empty();
    }
    if (on.isDistributed()) {
      boolean member =
          host.hardware().nics().stream()
              .anyMatch(nic -> nic.uplinkOf().equals(Optional.of(on.id())));
      return member ? Optional.of(wanted) : Optional.empty();
    }
    if (on.host().equals(Optional.of(host.id()))) {
      return Optional.of(wanted);
    }
    return IntStream.of(held(host.id(), EntityId.Kind.SWITCH).toArray())
        .mapToObj(row -> inventory.switches().get(row))
        .flatMapToInt(its -> IntStream.of(held(its.id(), EntityId.Kind.PORT_GROUP).toArray()))
        .mapToObj(row -> inventory.portGroups().get(row))
        .filter(other -> other.name().equals(group.name()))
        .map(PortGroup::id)
        .findFirst();
  }

  /** The cluster of a host's machines, where it is in one. */
  public Optional<ClusterId> clusterOf(HostId host) {
    return Optional.ofNullable(inventory.host(host)).flatMap(Host::cluster);
  }

  /** The name of an object, or its id when it is gone. */
  public String name(EntityId id) {
    return id instanceof ForkGroupId group
        ? forks.group(group).map(ForkGroup::name).orElse(id.token())
        : inventory.find(id).map(entity -> entity.name()).orElse(id.token());
  }
}
