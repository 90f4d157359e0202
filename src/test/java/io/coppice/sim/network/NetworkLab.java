package io.coppice.sim.network;

import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.table.CowTable;
import io.coppice.testkit.SmallSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Four hosts in two racks, each with two leaves, and two spines; two segments with the same
 * addresses in both. In segment A: machine 1 on host 1, 2 on host 2, 4 on host 0, 5 on host 1. In
 * segment B: machine 7 on host 3 with the addresses of 1, machine 8 on host 0 with those of 2.
 */
final class NetworkLab {
  static final MachineId ONE = new MachineId(1);
  static final MachineId TWO = new MachineId(2);
  static final MachineId FOUR = new MachineId(4);
  static final MachineId FIVE = new MachineId(5);
  static final MachineId OTHER_ONE = new MachineId(7);
  static final MachineId OTHER_TWO = new MachineId(8);
  static final PortGroupId A = SmallSite.PORT_GROUP;
  static final PortGroupId B = new PortGroupId(1);

  private final Inventory inventory = SmallSite.of(4, 9).inventory().copy();
  private Fabric fabric;
  private SimTime now = SmallSite.of(1, 1).start();
  private Snapshot snapshot;
  private GuestSystems systems = GuestSystems.ALL;
  private final NetworkMemory memory = new NetworkMemory();
  final CaptureTaps taps = new CaptureTaps();
  final LiveNetwork network =
      new LiveNetwork(
          new FabricIndexes(),
          () ->
              new NetworkMoment(
                  snapshot.fabric(), snapshot.inventory(), snapshot.time(), memory, systems),
          taps);

  NetworkLab(Encapsulation encapsulation) {
    inventory
        .portGroups()
        .add(new PortGroup(B, "Other tenant", SmallSite.NETWORKS, new SwitchId(0), 0));
    for (int row = 0; row < 4; row++) {
      Host host = inventory.host(new HostId(row));
      inventory.hosts().set(row, host.withTags(Set.of(new Tag("rack", row < 2 ? "A" : "B"))));
    }
    like(OTHER_ONE, ONE);
    like(OTHER_TWO, TWO);
    fabric = DerivedFabric.of(inventory);
    fabric =
        fabric.withSegments(
            List.of(
                SegmentSettings.headEnd(A, encapsulation, 5001),
                SegmentSettings.headEnd(B, encapsulation, 5002)));
    publish();
  }

  private void like(MachineId machine, MachineId other) {
    VirtualNic same = inventory.machine(other).hardware().nics().getFirst();
    setNic(machine, same.withPortGroup(B));
  }

  private void setNic(MachineId machine, VirtualNic nic) {
    var changed = inventory.machine(machine);
    inventory
        .machines()
        .set(machine.value(), changed.withHardware(changed.hardware().withNics(List.of(nic))));
  }

  /** Captures at a place from now on, as whoever publishes a world hands it over. */
  Captured capture(CapturePoint at) {
    Captured captured = new Captured();
    captured.subscription = taps.start(at, captured.batches::add);
    return captured;
  }

  /** What was captured at one place. */
  final class Captured {
    private final List<FrameCaptures.Batch> batches = new ArrayList<>();
    private Subscription subscription;

    List<FrameCaptures.CapturedFrame> frames() {
      taps.deliver(memory.captured().take());
      return batches.stream().flatMap(batch -> batch.frames().stream()).toList();
    }

    long lost() {
      taps.deliver(memory.captured().take());
      return batches.stream().mapToLong(FrameCaptures.Batch::lost).sum();
    }

    void end() {
      subscription.close();
    }
  }

  /** What was captured since this was asked last, as a published world hands it over. */
  CapturedFrames.Taken captured() {
    return memory.captured().take();
  }

  /** What frames taught the network. */
  Record learned() {
    return memory.image();
  }

  private void publish() {
    snapshot =
        new Snapshot(
            1,
            now,
            inventory.freeze(),
            new Forks(),
            new Figures().freeze(),
            new CowTable<>(),
            new CowTable<>(),
            List.of(),
            fabric);
  }

  NetworkLab change(UnaryOperator<Fabric> change) {
    fabric = change.apply(fabric);
    publish();
    return this;
  }

  NetworkLab links(UnaryOperator<FabricLink> change) {
    return change(it -> it.withLinks(change));
  }

  NetworkLab segment(PortGroupId of, UnaryOperator<SegmentSettings> change) {
    return change(
        it ->
            it.withSegments(
                it.segments().stream()
                    .map(s -> s.portGroup().equals(of) ? change.apply(s) : s)
                    .toList()));
  }

  /** Every switch of that sort does this besides. */
  NetworkLab box(String node, Middlebox box) {
    return change(it -> it.withNode(node, n -> n.withBox(box)));
  }

  /** Another port group of the switch, with a segment. */
  PortGroupId group(long id, PortPolicy policy) {
    PortGroupId made = new PortGroupId(inventory.portGroups().size());
    inventory
        .portGroups()
        .add(new PortGroup(made, "Group " + id, SmallSite.NETWORKS, new SwitchId(0), 0, policy));
    Encapsulation as = fabric.segments().getFirst().encapsulation();
    List<SegmentSettings> all = new ArrayList<>(fabric.segments());
    all.add(SegmentSettings.headEnd(made, as, id));
    change(it -> it.withSegments(all));
    return made;
  }

  NetworkLab policy(PortGroupId of, PortPolicy policy) {
    inventory
        .portGroups()
        .set(of.value(), inventory.portGroups().get(of.value()).withPolicy(policy));
    publish();
    return this;
  }

  /** The switch shares its uplinks so. */
  NetworkLab uplinks(UplinkPolicy policy) {
    inventory.switches().set(0, inventory.switches().get(0).withUplinks(policy));
    publish();
    return this;
  }

  NetworkLab plug(MachineId machine, PortGroupId into) {
    setNic(machine, inventory.machine(machine).hardware().nics().getFirst().withPortGroup(into));
    publish();
    return this;
  }

  NetworkLab unlink(MachineId machine) {
    setNic(machine, inventory.machine(machine).hardware().nics().getFirst().withConnected(false));
    publish();
    return this;
  }

  void unlinkAll() {
    List<MachineId> all = new ArrayList<>();
    inventory
        .machines()
        .forEach(
            machine -> {
              if (!machine.hardware().nics().isEmpty()) {
                all.add(machine.id());
              }
            });
    all.forEach(this::unlink);
  }

  NetworkLab readdress(MachineId machine, io.coppice.model.IpAddress address) {
    VirtualNic nic = inventory.machine(machine).hardware().nics().getFirst();
    setNic(machine, nic.withAddress(nic.mac(), address));
    publish();
    return this;
  }

  /** Another machine has taken a machine's place and address. */
  NetworkLab replace(MachineId machine, long mac) {
    VirtualNic nic = inventory.machine(machine).hardware().nics().getFirst();
    setNic(machine, nic.withAddress(new io.coppice.model.MacAddress(mac), nic.ip()));
    publish();
    return this;
  }

  /** A machine without power has every address of 10.0.0.0/16. */
  NetworkLab takeAll() {
    var off = inventory.machines().get(3);
    VirtualNic nic = off.hardware().nics().getFirst();
    List<VirtualNic> all = new ArrayList<>();
    for (int n = 0; n < 0x1_0000; n++) {
      var address = io.coppice.model.IpAddress.v4(10, 0, n >> 8, n & 0xff);
      all.add(nic.withAddress(nic.mac(), address));
    }
    inventory.machines().set(3, off.withHardware(off.hardware().withNics(all)));
    publish();
    return this;
  }

  /**
   * A machine joins two networks: as 10.0.255.1 in the inner one, as 10.9.0.N in the outer.
   *
   * @param addresses inner and outer ones in turn
   */
  NetworkLab fence(
      MachineId appliance, PortGroupId inner, PortGroupId outer, int n, String... addresses) {
    var machine = inventory.machine(appliance);
    VirtualNic nic = machine.hardware().nics().getFirst().withPortGroup(inner);
    var mac = new io.coppice.model.MacAddress(0x0050_5600_f000L + appliance.value());
    var within = io.coppice.model.IpAddress.v4(10, 0, 255, 1);
    var without = io.coppice.model.IpAddress.v4(10, 9, 0, n);
    inventory
        .machines()
        .set(
            appliance.value(),
            machine.withHardware(
                machine
                    .hardware()
                    .withNics(
                        List.of(
                            nic.withAddress(nic.mac(), within),
                            new VirtualNic(1, mac, outer, true, without)))));
    List<AddressMapping> mappings = new ArrayList<>();
    for (int i = 0; i < addresses.length; i += 2) {
      mappings.add(new AddressMapping(ip(addresses[i]), ip(addresses[i + 1])));
    }
    List<Fence> fences = new ArrayList<>(fabric.fences());
    fences.removeIf(it -> it.appliance().equals(appliance));
    fences.add(new Fence(appliance, 0, 1, mappings));
    return change(it -> it.withFences(fences));
  }

  /** From now on no machine has a program that listens. */
  NetworkLab refusing() {
    systems =
        new GuestSystems() {
          @Override
          public boolean answers(MachineId machine) {
            return true;
          }

          @Override
          public boolean listens(MachineId machine, int protocol, int port) {
            return false;
          }

          @Override
          public long started(MachineId machine) {
            return Long.MIN_VALUE;
          }

          @Override
          public boolean isWatched(MachineId machine) {
            return true;
          }
        };
    return this;
  }

  static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  NetworkLab pass(Duration time) {
    now = now.plus(time);
    publish();
    return this;
  }

  NetworkLab move(MachineId machine, int host) {
    var moved = inventory.machine(machine);
    inventory.machines().set(machine.value(), moved.withHost(new HostId(host)));
    publish();
    return this;
  }

  List<CarriedTrace> carried() {
    return memory.pings();
  }

  Fabric fabric() {
    return fabric;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  IpAddress address(MachineId machine) {
    return network.adapters(machine).getFirst().address().orElseThrow();
  }

  /** The cables of a host. */
  List<FabricLink> cables(HostId host) {
    return fabric.links().stream()
        .filter(it -> it.a().node().equals(host.token()) || it.b().node().equals(host.token()))
        .toList();
  }

  GuestNetwork.Echo ping(MachineId from, MachineId to) {
    return network.ping(from, address(to), 56, true);
  }

  static long count(Delivery delivery, PacketHop.Step step) {
    return delivery.hops().stream().filter(hop -> hop.step() == step).count();
  }

  static Optional<NetworkDrop.Cause> cause(Delivery delivery) {
    return delivery.firstDrop().flatMap(PacketHop::drop).map(NetworkDrop::cause);
  }

  static SegmentSettings suppressing(SegmentSettings it) {
    return new SegmentSettings(
        it.portGroup(),
        it.encapsulation(),
        it.id(),
        it.tenant(),
        it.replication(),
        it.group(),
        it.ageing(),
        true,
        it.whole(),
        it.mtu());
  }

  static SegmentSettings multicast(SegmentSettings it) {
    return new SegmentSettings(
        it.portGroup(),
        it.encapsulation(),
        it.id(),
        it.tenant(),
        Segment.Replication.MULTICAST,
        IpAddress.parse("239.1.1.1"),
        it.ageing(),
        it.suppression(),
        it.whole(),
        it.mtu());
  }

  static SegmentSettings inPieces(SegmentSettings it) {
    return new SegmentSettings(
        it.portGroup(),
        it.encapsulation(),
        it.id(),
        it.tenant(),
        it.replication(),
        it.group(),
        it.ageing(),
        it.suppression(),
        false,
        1500);
  }
}
