package io.coppice.sim.guest;

import io.coppice.backend.Snapshot;
import io.coppice.model.Bytes;
import io.coppice.model.IpAddress;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.world.RandomSource;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a guest can find out about itself, at one instant; as in a world, so on its snapshots. */
public record GuestFacts(
    Inventory inventory,
    Figures figures,
    Forks forks,
    SimTime now,
    Guests guests,
    Machine machine,
    GuestState state,
    GuestNetwork network) {

  /** The facts of a machine of a world as it is now, which sends nothing. */
  public static GuestFacts of(World world, Machine machine) {
    return of(world, machine, GuestNetwork.none());
  }

  /** The facts of a machine of a world as it is now; what it sends goes into a network. */
  public static GuestFacts of(World world, Machine machine, GuestNetwork network) {
    Guests guests = Guests.of(world);
    return new GuestFacts(
        world.inventory(),
        world.figures(),
        world.forks(),
        world.now(),
        guests,
        machine,
        guests.get(machine.id()),
        network);
  }

  /** The facts of a machine as it was published. */
  public static GuestFacts of(Snapshot snapshot, Guests guests, Machine machine) {
    return new GuestFacts(
        snapshot.inventory(),
        snapshot.figures(),
        snapshot.forks(),
        snapshot.time(),
        guests,
        machine,
        guests.get(machine.id()),
        GuestNetwork.none());
  }

  /** The same of a guest that changed. */
  public GuestFacts become(GuestState changed) {
    return new GuestFacts(inventory, figures, forks, now, guests, machine, changed, network);
  }

  /** The facts of another machine of the same world. */
  public GuestFacts at(Machine other) {
    GuestState its = other.id().equals(machine.id()) ? state : guests.get(other.id());
    return new GuestFacts(inventory, figures, forks, now, guests, other, its, network);
  }

  public String hostName() {
    String name =
        machine.guest().hostName().isBlank() ? machine.name() : machine.guest().hostName();
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-");
    String cut = plain.indexOf('.') > 0 ? plain.substring(0, plain.indexOf('.')) : plain;
    return cut.isEmpty() || cut.equals("-") ? "localhost" : cut;
  }

  public SimTime booted() {
    return guests.bootedAt(machine.id());
  }

  public Duration uptime() {
    Duration up = now.since(booted());
    return up.isNegative() ? Duration.ZERO : up;
  }

  /** The guest's clock; UTC. */
  public ZonedDateTime clock() {
    return now.instant().atZone(ZoneOffset.UTC);
  }

  /** The name of an adapter in the guest. */
  public static String device(VirtualNic nic) {
    return "eth" + nic.key();
  }

  public List<VirtualNic> nics() {
    return machine.hardware().nics();
  }

  public Optional<VirtualNic> nic(String device) {
    return nics().stream().filter(nic -> device(nic).equals(device)).findFirst();
  }

  /** The first adapter with an address. */
  public Optional<VirtualNic> mainNic() {
    return nics().stream().filter(nic -> !nic.ip().isNone()).findFirst();
  }

  /** The length of the prefix that the site's DHCP gives with its leases. */
  public static int prefix(IpAddress address) {
    return address.version() == 6 ? 64 : 16;
  }

  /** An address's network, dotted; IPv4. */
  public static String network(IpAddress address) {
    long bits = address.low();
    return (bits >>> 24 & 255) + "." + (bits >>> 16 & 255) + ".0.0";
  }

  /** The first address of a network, which its router has by habit. */
  public static IpAddress gateway(IpAddress address) {
    return IpAddress.v4(address.low() & 0xFFFF0000L | 1);
  }

  public Optional<PortGroup> portGroup(VirtualNic nic) {
    return Optional.ofNullable(inventory.portGroups().get(nic.portGroup().value()));
  }

  /** What an adapter takes, as its network gives it; bytes. */
  public int mtu(VirtualNic nic) {
    return network.adapters(machine.id()).stream()
        .filter(adapter -> adapter.key() == nic.key())
        .mapToInt(GuestNetwork.Adapter::mtu)
        .findFirst()
        .orElse(1500);
  }

  public Optional<Host> host() {
    return Optional.ofNullable(inventory.host(machine.host()));
  }

  public Optional<ForkMember> member() {
    return forks.member(machine.id());
  }

  /** MiB of memory the machine has. */
  public long memoryMib() {
    return machine.hardware().memory().value() / Bytes.MIB;
  }

  /** MiB that programs use: what is active, and a kernel's own. */
  public long usedMib() {
    long active = figures.get(machine.id(), Metric.MEMORY_ACTIVE);
    long more = state.burden().memory() / Bytes.MIB;
    return Math.clamp(96 + active + more, 64, Math.max(64, memoryMib() - 16));
  }

  /** MiB that hold files. */
  public long cachedMib() {
    long granted = figures.get(machine.id(), Metric.MEMORY_GRANTED);
    return Math.clamp(granted - usedMib(), 24, Math.max(24, memoryMib() - usedMib()));
  }

  /** Of each of its processors together, how much is busy: 0 to the number of processors. */
  public double load() {
    double speed = host().map(on -> (double) on.hardware().coreSpeed().value()).orElse(2_500.0);
    double figure = figures.get(machine.id(), Metric.CPU_USED) / speed;
    return Math.min(machine.hardware().vcpus(), Math.max(figure, state.burden().processors()));
  }

  /** A number that is this machine's own, the same for the same salt. */
  long own(long salt) {
    return RandomSource.mix(machine.id().value() * 0x9E3779B97F4A7C15L + salt);
  }
}
