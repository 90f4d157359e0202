package io.coppice.rules.index;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.backend.TargetLock;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.ObjectNaming;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.table.CowTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The lists and sums of one site, kept for whichever of its states was asked about last. Moving to
 * another state, older or newer, costs what differs: the tables are copy-on-write, and only chunks
 * that are not shared are compared. Several indexes of states that lie close together share one
 * cache; it is held while it is read, so that none sees another's state.
 */
public final class IndexCache {
  private static final EntityId.Kind[] KINDS = EntityId.Kind.values();

  private SiteState at =
      new SiteState(
          Inventory.empty().freeze(),
          new Forks().freeze(),
          new Figures().freeze(),
          new CowTable<Job>().freeze());
  private final ContainmentIndex containment = new ContainmentIndex();
  private final NameIndex names = new NameIndex();
  private final SortedIntSet snapshotted = new SortedIntSet();
  private final SortedIntSet stalled = new SortedIntSet();
  private final SortedIntSet impaired = new SortedIntSet();
  private final Commitments commitments = new Commitments();
  private final ClusterTotals totals = new ClusterTotals();
  private final Map<MacAddress, Integer> macs = new HashMap<>();
  private final Map<IpAddress, Integer> addresses = new HashMap<>();

  /** By port group: rows of machines that have IPv4 addresses there, and how many. */
  private final Map<PortGroupId, TreeMap<Integer, Integer>> addressed = new HashMap<>();

  private boolean gathered;
  private DuplicateAddresses duplicates;
  private final Map<EntityId, JobId> busy = new HashMap<>();
  private final Map<EntityId, JobId> copied = new HashMap<>();

  /** Jobs under way that will give a name, by their numbers. */
  private final Map<NameClaim, TreeSet<Integer>> claims = new HashMap<>();

  private final ForkClaims forks = new ForkClaims();

  /** Of what there is. */
  private ChangeMark existence = new ChangeMark();

  /** Of everything but what people say of machines, and jobs. */
  private ChangeMark standing = new ChangeMark();

  /**
   * What is kept of objects. Each is called through this list, so that each is compiled by itself:
   * in one piece they would be compiled into the comparison of tables, which takes the optimising
   * compiler most of a second in which nothing else is.
   */
  private final List<ObjectFollower> followers =
      List.of(
          (kind, row, _, is, _) -> {
            if (kind == EntityId.Kind.HOST) {
              host(row, (Host) is);
            }
          },
          (kind, _, was, is, newer) -> {
            if (kind == EntityId.Kind.MACHINE) {
              machine((Machine) was, (Machine) is, newer.hosts());
            }
          },
          (kind, row, was, is, _) -> containment.follow(kind, row, was, is),
          (kind, row, was, is, _) -> names.follow(kind, row, was, is),
          (_, _, was, is, _) -> mark(was, is));

  /** Keeps something up to date with each object that changes; null for none. */
  private interface ObjectFollower {
    void follow(EntityId.Kind kind, int row, Entity was, Entity is, Inventory newer);
  }

  /** A name, folded, that a machine will have in a folder. */
  private record NameClaim(EntityId folder, String key) {
    static Optional<NameClaim> of(Operation operation) {
      return switch (operation) {
        case MachineOperation.Create create -> Optional.of(of(create.to(), create.name()));
        case MachineOperation.Clone clone -> Optional.of(of(clone.to(), clone.name()));
        default -> Optional.empty();
      };
    }

    private static NameClaim of(MachineOperation.Destination to, String name) {
      return new NameClaim(to.folder(), ObjectNaming.key(name));
    }
  }

  /** The index of a state. */
  public SiteIndex of(SiteState state) {
    return new SiteIndex(state, this);
  }

  /** Moves to that state; the caller holds the cache's monitor for as long as it reads. */
  IndexCache at(SiteState state) {
    if (!state.equals(at)) {
      follow(state);
    }
    return this;
  }

  private void follow(SiteState newer) {
    Inventory older = at.inventory();
    for (EntityId.Kind kind : KINDS) {
      if (newer.inventory().table(kind) != older.table(kind)) {
        follow(kind, older.table(kind), newer.inventory());
      }
    }
    CowTable<Job> jobs = at.jobs();
    if (newer.jobs() != jobs) {
      newer.jobs().forEachChange(jobs, row -> job(jobs.get(row), newer.jobs().get(row)));
    }
    at = newer;
  }

  /** What changed in a table is found once, for all that is kept of its objects. */
  @SuppressWarnings("unchecked") // the table of a kind holds objects of that kind alone
  private void follow(EntityId.Kind kind, CowTable<? extends Entity> older, Inventory newer) {
    CowTable<Entity> before = (CowTable<Entity>) older;
    CowTable<Entity> after = (CowTable<Entity>) newer.table(kind);
    after.forEachChange(
        before,
        row -> {
          Entity was = before.get(row);
          Entity is = after.get(row);
          for (ObjectFollower follower : followers) {
            follower.follow(kind, row, was, is, newer);
          }
        });
  }

  private void mark(Entity was, Entity is) {
    if (was == null || is == null) {
      existence = new ChangeMark();
      standing = new ChangeMark();
    } else if (!(was instanceof Machine before
        && is instanceof Machine now
        && now.differsInWordsOnly(before))) {
      standing = new ChangeMark();
    }
  }

  private void host(int row, Host host) {
    totals.forget();
    if (host != null && isImpaired(host)) {
      impaired.add(row);
    } else {
      impaired.remove(row);
    }
  }

  private static boolean isImpaired(Host host) {
    return host.state() == Host.State.NOT_RESPONDING
        || host.hardware().nics().stream().anyMatch(nic -> !nic.linkUp())
        || host.datastores().stream().anyMatch(mount -> !mount.pathUp());
  }

  private void machine(Machine was, Machine is, CowTable<Host> hosts) {
    note(was, -1, hosts);
    note(is, 1, hosts);
    if (gathered && !hasSameAdapters(was, is)) {
      addresses(was, -1);
      addresses(is, 1);
    }
    if (duplicates != null) {
      duplicates.follow(was, is);
    }
  }

  private static boolean hasSameAdapters(Machine was, Machine is) {
    return was != null && is != null && was.hardware().nics().equals(is.hardware().nics());
  }

  private void note(Machine machine, int sign, CowTable<Host> hosts) {
    if (machine == null) {
      return;
    }
    commitments.add(machine, sign);
    totals.add(machine, sign, hosts);
    if (!machine.snapshots().isEmpty()) {
      list(snapshotted, machine, sign);
    }
    if (machine.stalled()) {
      list(stalled, machine, sign);
    }
  }

  private static void list(SortedIntSet rows, Machine machine, int sign) {
    if (sign > 0) {
      rows.add(machine.id().value());
    } else {
      rows.remove(machine.id().value());
    }
  }

  private void addresses(Machine machine, int sign) {
    if (machine == null) {
      return;
    }
    for (VirtualNic nic : machine.hardware().nics()) {
      macs.merge(nic.mac(), sign, IndexCache::sumOrNothing);
      if (!nic.ip().isNone()) {
        addresses.merge(nic.ip(), sign, IndexCache::sumOrNothing);
      }
      if (!nic.ip().isNone() && nic.ip().version() == 4) {
        addressed
            .computeIfAbsent(nic.portGroup(), _ -> new TreeMap<>())
            .merge(machine.id().value(), sign, IndexCache::sumOrNothing);
      }
    }
  }

  /** Addresses are looked up by few; they are gathered when first asked for, and followed then. */
  private void gatherAddresses() {
    if (!gathered) {
      gathered = true;
      at.inventory().machines().forEach(machine -> addresses(machine, 1));
    }
  }

  private static Integer sumOrNothing(Integer a, Integer b) {
    return a + b == 0 ? null : Integer.valueOf(a + b);
  }

  private void job(Job was, Job is) {
    forks.follow(was, is);
    if (was != null && !was.state().isEnded()) {
      NameClaim.of(was.operation()).ifPresent(claim -> drop(claim, was.id()));
      busy.remove(was.operation().target(), was.id());
      copied.remove(was.operation().target(), was.id());
    }
    if (is != null && !is.state().isEnded()) {
      NameClaim.of(is.operation())
          .ifPresent(
              claim -> claims.computeIfAbsent(claim, _ -> new TreeSet<>()).add(is.id().value()));
      TargetLock lock = OperationKind.of(is.operation()).lock();
      if (lock == TargetLock.COPIES) {
        copied.put(is.operation().target(), is.id());
      } else if (lock == TargetLock.EXCLUSIVE) {
        busy.put(is.operation().target(), is.id());
      }
    }
  }

  private void drop(NameClaim claim, JobId job) {
    TreeSet<Integer> jobs = claims.get(claim);
    jobs.remove(job.value());
    if (jobs.isEmpty()) {
      claims.remove(claim);
    }
  }

  /** The first job that will give that name to a machine in the folder. */
  Optional<JobId> claimant(EntityId folder, String name) {
    if (claims.isEmpty() && forks.isEmpty()) {
      return Optional.empty();
    }
    String key = ObjectNaming.key(name);
    Optional<JobId> making =
        Optional.ofNullable(claims.get(new NameClaim(folder, key)))
            .map(jobs -> new JobId(jobs.first()));
    return Stream.concat(making.stream(), forks.claimant(folder, key, at).stream())
        .min(Comparator.comparingInt(JobId::value));
  }

  int firstChild(MachineId source, Optional<JobId> asking) {
    return forks.firstNumber(source, asking, at);
  }

  SortedIntSet held(EntityId container, EntityId.Kind kind) {
    return containment.of(container, kind);
  }

  SortedIntSet named(EntityId.Kind kind, String name) {
    return names.of(kind, name, at.inventory());
  }

  ChangeMark existence() {
    return existence;
  }

  ChangeMark standing() {
    return standing;
  }

  SortedIntSet snapshotted() {
    return snapshotted;
  }

  SortedIntSet stalled() {
    return stalled;
  }

  SortedIntSet impaired() {
    return impaired;
  }

  ClusterTotals totals() {
    return totals;
  }

  Commitments commitments() {
    return commitments;
  }

  JobId busy(EntityId id) {
    return busy.get(id);
  }

  JobId copied(EntityId id) {
    return copied.get(id);
  }

  /** What several running machines have at once; gathered when first asked for. */
  DuplicateAddresses duplicates() {
    if (duplicates == null) {
      duplicates = new DuplicateAddresses();
      duplicates.gather(at.inventory());
    }
    return duplicates;
  }

  boolean isMacTaken(MacAddress mac) {
    gatherAddresses();
    return macs.containsKey(mac);
  }

  boolean isAddressTaken(IpAddress ip) {
    gatherAddresses();
    return addresses.containsKey(ip);
  }

  /** The IPv4 address of the first machine that has one in one of the port groups. */
  Optional<IpAddress> firstAddress(List<PortGroupId> groups) {
    gatherAddresses();
    return groups.stream()
        .map(group -> addressed.getOrDefault(group, new TreeMap<>()))
        .filter(rows -> !rows.isEmpty())
        .map(TreeMap::firstKey)
        .min(Comparator.naturalOrder())
        .flatMap(
            row ->
                at.inventory().machines().get(row).hardware().nics().stream()
                    .filter(nic -> groups.contains(nic.portGroup()))
                    .map(VirtualNic::ip)
                    .filter(ip -> !ip.isNone() && ip.version() == 4)
                    .findFirst());
  }
}
