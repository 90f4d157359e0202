package io.coppice.sim.fork;

import io.coppice.backend.ForkNumbers;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.LinkedTo;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.NameRules;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.ForkCapacity;
import io.coppice.rules.placement.ForkChild;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.machine.AddressAllocator;
import io.coppice.sim.ops.machine.MachineFactory;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans children of a base: where each runs, and when it goes through its phases. Children wait for
 * a lane of their host and hold it until they run; all after that goes on side by side.
 */
final class ChildPlanner {
  private static final ForkPhase[] PHASES = ForkPhase.values();

  /** Bytes a child takes at once. */
  private static final long EACH = ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;

  private final World world;
  private final SiteIndex index;
  private final Machine source;
  private final ForkGroup group;
  private final ForkBase base;
  private final ForkSpec spec;
  private final Origin origin;
  private final ForkWorldPart part;
  private final Set<MacAddress> macs = new HashSet<>();

  /** Names of this fork, folded. */
  private final Set<String> given = new HashSet<>();

  private final int first;
  private int number;

  ChildPlanner(
      World world, SiteIndex index, ForkGroup group, ForkBase base, ForkSpec spec, Origin origin) {
    this.world = world;
    this.index = index;
    this.group = group;
    this.base = base;
    this.spec = spec;
    this.origin = origin;
    this.first = group.counts().nextNumber();
    this.number = first - 1;
    this.source = world.inventory().machine(base.source());
    this.part = ForkWorldPart.of(world);
  }

  /**
   * Makes as many of the children asked for as find room; the others are noted as failed.
   *
   * @param policy says which hosts are filled, and in which order
   */
  List<MachineId> make(PlacementPolicy policy) {
    List<Host> hosts =
        policy.forkHosts(new ForkChild(source, base.host()), spec.placement(), index);
    long[] room = new long[hosts.size()];
    for (int i = 0; i < room.length; i++) {
      long free = Math.max(0, ForkCapacity.memory(hosts.get(i), index));
      room[i] = Math.min(free / EACH, ForkCapacity.machines(hosts.get(i), index));
    }
    Speeds[] speeds = new Speeds[hosts.size()];
    NamePattern names = new NamePattern(spec.names());
    List<MachineId> made = new ArrayList<>(spec.count());
    for (int i = 0; i < spec.count(); i++) {
      String name = freeName(names);
      int at = 0;
      while (at < room.length && room[at] == 0) {
        at++;
      }
      if (at < room.length) {
        room[at]--;
        if (speeds[at] == null) {
          speeds[at] = speeds(hosts.get(at));
        }
        made.add(child(name, hosts.get(at), speeds[at]));
      } else {
        failed(name);
      }
    }
    count(made.size(), names.numbers() ? number + 1 - first - spec.count() : 0);
    return made;
  }

  /**
   * The next name of the pattern that nobody has: what was free when the fork was asked for may
   * have been given since, to the child of another group or by renaming. A pattern that does not
   * number gets a number behind it then.
   */
  private String freeName(NamePattern names) {
    String name;
    do {
      number++;
      name =
          names.numbers() || number == first
              ? names.name(number)
              : names.text() + ' ' + (number - first + 1);
    } while (!given.add(ObjectNaming.key(name)) || isTaken(name, names));
    return name;
  }

  /** Whoever makes children of one group by one pattern takes the next numbers of them all. */
  private boolean isTaken(String name, NamePattern names) {
    return NameRules.isTaken(
        name,
        EntityId.Kind.MACHINE,
        source.folder(),
        index,
        fork -> names.numbers() && isNumberedAlike(fork));
  }

  private boolean isNumberedAlike(JobId id) {
    Operation operation = index.job(id).orElseThrow().operation();
    return ForkNumbers.spec(operation).filter(its -> its.names().equals(spec.names())).isPresent()
        && world
            .forks()
            .member((MachineId) operation.target())
            .filter(member -> member.group().equals(group.id()))
            .isPresent();
  }

  private void count(int made, int skipped) {
    ForkGroup now = world.forks().group(group.id()).orElseThrow();
    int failed = spec.count() - made;
    world
        .forks()
        .put(now.withCounts(now.counts().plus(spec.count(), 0, failed, 0).skipping(skipped)));
  }

  /** How fast things go on a host now; the same for all children of one fork. */
  private record Speeds(Host host, double processors, double storage, double network, long warm) {}

  private Speeds speeds(Host host) {
    boolean remote = isRemote(host);
    double network = ForkDurations.network(host, index);
    Optional<DatastoreId> home = MachineStorage.home(source);
    return new Speeds(
        host,
        ForkDurations.processors(host, index),
        home.map(id -> ForkDurations.storage(id, index)).orElse(1.0),
        network,
        ForkDurations.warm(source, remote, host, network, index));
  }

  private boolean isRemote(Host host) {
    return !host.id().equals(base.host());
  }

  private MachineId child(String name, Host host, Speeds speeds) {
    MachineId id = new MachineId(world.inventory().machines().size());
    world.add(machine(id, name, host));
    Guests.of(world).fork(source, id, world.now());
    ForkMember member =
        member(id, name, host, State.STARTING, plan(host, speeds), Optional.empty());
    world.forks().put(member);
    ChildStartup.schedule(
        world,
        member,
        new ChildStartup.Wish(spec.identity(), spec.network().mode() != ForkNetwork.Mode.ISOLATED));
    return id;
  }

  /** A child for which there is no room; its id is used up, for it is told of by it. */
  private void failed(String name) {
    MachineId id = new MachineId(world.inventory().machines().add(null));
    Host host = index.inventory().host(base.host());
    Problem why = Problem.error("fork.no-room-for-child", host.id(), host.name(), name);
    PhaseTimes never = PhaseTimes.asked(world.now());
    world.forks().put(member(id, name, host, State.FAILED, never, Optional.of(why)));
  }

  private ForkMember member(
      MachineId id,
      String name,
      Host host,
      State state,
      PhaseTimes phases,
      Optional<Problem> problem) {
    return new ForkMember(
        id,
        name,
        group.id(),
        base.key(),
        origin,
        state,
        generation(),
        base.diskDepth() + 1,
        host.id(),
        isRemote(host),
        phases,
        IdentityGate.CLOSED,
        ForkEstimate.OVERHEAD,
        spec.lifetime().map(world.now()::plus),
        problem);
  }

  private int generation() {
    return world.forks().member(base.source()).map(ForkMember::generation).orElse(0) + 1;
  }

  private PhaseTimes plan(Host host, Speeds speeds) {
    long now = world.now().micros();
    long at = part.begin(host.id(), ForkDurations.lanes(host), now);
    boolean waits = spec.warmProcesses() && part.takeWaiting(host.id(), at);
    boolean remote = isRemote(host);
    List<SimTime> ends = new ArrayList<>(PHASES.length);
    for (ForkPhase phase : PHASES) {
      at +=
          switch (phase) {
            case QUEUED -> 0;
            case SPAWN -> ForkDurations.spawn(waits, speeds.processors());
            case LOAD -> ForkDurations.load(waits, remote, host, speeds.storage());
            case RESUME -> ForkDurations.resume(speeds.processors());
            case FIRST_ANSWER -> ForkDurations.firstAnswer(speeds.processors());
            case RESEED -> ForkDurations.reseed();
            case CLOCK -> ForkDurations.clock();
            case IDENTITY -> ForkDurations.identity(speeds.processors());
            case LINK_UP -> ForkDurations.link(speeds.network());
            case READY -> ForkDurations.ready(speeds.network());
            case WARM -> speeds.warm();
          };
      ends.add(new SimTime(at));
      if (phase == ForkPhase.RESUME) {
        part.take(host.id(), at);
      }
    }
    return new PhaseTimes(world.now(), ends);
  }

  private Machine machine(MachineId id, String name, Host host) {
    boolean same = origin == Origin.CONTINUATION;
    List<VirtualNic> nics = new ArrayList<>();
    for (VirtualNic nic : source.hardware().nics()) {
      PortGroupId group = portGroup(nic, host);
      MacAddress mac = same ? nic.mac() : AddressAllocator.mac(id, nic.key(), macs, index);
      macs.add(mac);
      nics.add(new VirtualNic(nic.key(), mac, group, false, same ? nic.ip() : IpAddress.NONE));
    }
    List<VirtualDisk> disks =
        source.hardware().disks().stream()
            .map(
                disk ->
                    new VirtualDisk(
                        disk.key(),
                        disk.capacity(),
                        VirtualDisk.Provisioning.THIN,
                        disk.datastore(),
                        Bytes.ZERO,
                        disk.ioShares(),
                        disk.ioLimit()))
            .toList();
    Machine.Guest guest = source.guest().copied();
    Machine.Placement placement = source.placement();
    return new Machine(
        id,
        name,
        source.folder(),
        source.pool(),
        host.id(),
        source.hardware().withDisks(disks).withNics(nics),
        same ? guest : guest.withHostName(MachineFactory.hostName(name)),
        PowerState.POWERED_OFF,
        false,
        SnapshotTree.EMPTY,
        new Machine.Placement(
            unreserved(placement.cpu()),
            unreserved(placement.memory()),
            Machine.RestartPriority.DISABLED),
        source.about(),
        Optional.of(new LinkedTo(source.id(), NO_SNAPSHOT, base.diskDepth())),
        Optional.of(group.id()));
  }

  /** A child hangs on its base's disk, not on a snapshot of a machine. */
  private static final int NO_SNAPSHOT = -1;

  /** Reserved memory cannot be shared. */
  private static Allocation unreserved(Allocation of) {
    return new Allocation(of.shares(), 0, of.limit(), of.expandable());
  }

  private PortGroupId portGroup(VirtualNic nic, Host host) {
    PortGroupId wanted =
        spec.network().mode() == ForkNetwork.Mode.PORT_GROUP
            ? spec.network().portGroup().orElseThrow()
            : nic.portGroup();
    return index.portGroupOn(wanted, host).orElse(wanted);
  }
}
