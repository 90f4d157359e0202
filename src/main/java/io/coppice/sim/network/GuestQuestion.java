package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.trace.Question.Caches;
import io.coppice.model.overlay.trace.Question.Protocol;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.EchoRequest;
import io.coppice.sim.network.GuestNetwork.Obstacle;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One question of a machine: the network as it is, and what comes back. One thread. */
final class GuestQuestion implements GuestStacks.Replies {
  final NetworkMoment now;
  final FabricIndex index;
  final long began;
  Optional<EchoRequest> request = Optional.empty();
  Optional<TcpExchange> connection = Optional.empty();
  Optional<DhcpClient> client = Optional.empty();
  int told;
  int probed;
  private final CaptureTaps taps;
  private final List<GuestNetwork.Seen> seen;
  private Exchange exchange;
  private FrameRecorder trail = FrameRecorder.untold();
  private long replied = -1;
  private int ttl;
  private int by;
  private boolean expired;
  private Optional<GuestNetwork.Unreachable> unreachable = Optional.empty();

  /**
   * @param seen takes the frames at adapters of watched machines
   */
  GuestQuestion(
      NetworkMoment now, FabricIndex index, CaptureTaps taps, List<GuestNetwork.Seen> seen) {
    this.now = now;
    this.index = index;
    this.taps = taps;
    this.seen = seen;
    this.began = now.time().micros();
    now.memory().waysAre(index.ways.sum());
    if (!now.memory().settle(index.version())) {
      announceMoved();
      announceRepinned();
    }
  }

  /** Every hop is wanted. */
  FrameRecorder trail() {
    return FrameRecorder.from(began, FrameTap.of(taps, index, now.memory()), taps.watched());
  }

  /** Nobody but who captures, or waits for a drop, wants to know. */
  FrameRecorder untold() {
    return taps.watches().isEmpty()
        ? FrameRecorder.tapped(FrameTap.of(taps, index, now.memory()))
        : trail();
  }

  Exchange begin(FrameRecorder trail) {
    this.trail = trail;
    now.memory().tables().tidy(began);
    exchange = new Exchange(index, now, trail, seen, this);
    return exchange;
  }

  private void announceMoved() {
    Map<Long, GuestPort> moved = new TreeMap<>();
    for (EndpointTables.Learned row : now.memory().knownTables().learned()) {
      SegmentRow segment = index.segmentOf(row.segment());
      GuestPort port = segment == null ? null : segment.domain.byMac.get(row.mac());
      int before = index.hostOf(row.remote());
      if (port != null && before >= 0 && before != port.host) {
        moved.put(port.id(), port);
      }
    }
    if (!moved.isEmpty()) {
      Exchange announcing = begin(untold());
      moved.values().forEach(announcing::announce);
    }
  }

  /** Ports that are pinned to other uplinks since some failed or came back are told of there. */
  private void announceRepinned() {
    Map<Long, Long> up = new TreeMap<>();
    index.ways.pins.all().forEach(row -> up.put(row.key(), row.groups().up()));
    Map<Long, Long> before = now.memory().subGroupsAre(up);
    List<GuestPort> moved =
        index.ways.pins.all().stream()
            .filter(row -> before.getOrDefault(row.key(), row.groups().up()) != row.groups().up())
            .flatMap(
                row ->
                    index
                        .ports()
                        .filter(it -> PinnedUplinks.isMoved(row, it, before.get(row.key()))))
            .sorted(Comparator.comparingLong(GuestPort::id))
            .toList();
    if (!moved.isEmpty()) {
      Exchange announcing = begin(untold());
      moved.forEach(announcing::announceAddress);
    }
  }

  /** Tells who waits for it what was dropped of what a machine sent. */
  void tellDrops(GuestPort from, IpAddress to, int bytes, Protocol protocol, int port) {
    for (CaptureTaps.DropWatch watch : taps.watches()) {
      Integer hops = trail.firstDrops().get(watch.segment.value());
      if (hops != null) {
        var asked =
            new io.coppice.model.overlay.trace.Question(
                from.machineName, to, bytes, true, Caches.COLLECTED, false, protocol, port);
        now.memory()
            .captured()
            .dropped(
                watch,
                PacketRecord.dropped(
                    index, from, asked, trail.hops().subList(0, hops), now.time()));
      }
    }
  }

  @Override
  public void reply(GuestPort port, byte[] b, int ip, long micros) {
    int icmp = ip + Ipv4.headerLength(b, ip);
    boolean mine =
        request.isPresent()
            && request.get().identifier() == Icmp.identifier(b, icmp)
            && request.get().sequence() == Icmp.sequence(b, icmp)
            && (int) request.get().to().low() == Ipv4.source(b, ip);
    if (mine) {
      replied = micros;
      ttl = Ipv4.ttl(b, ip);
      by = Ipv4.source(b, ip);
    }
  }

  @Override
  public void tooBig(GuestPort port, int to, int mtu) {
    told = mtu;
  }

  @Override
  public void refused(GuestPort port, int from, int targetPort, long micros) {
    if (targetPort == probed) {
      replied = micros;
      by = from;
    }
  }

  @Override
  public void expired(GuestPort port, int from, byte[] b, int quoted, long micros) {
    if (isMine(b, quoted)) {
      expired = true;
      replied = micros;
      by = from;
    }
  }

  @Override
  public void unreachable(GuestPort port, int from, int code, byte[] b, int quoted, long micros) {
    GuestNetwork.Unreachable said =
        code == Icmp.HOST_UNREACHABLE
            ? GuestNetwork.Unreachable.HOST
            : GuestNetwork.Unreachable.NET;
    connection.ifPresent(it -> it.unreachable(port, said, b, quoted, micros));
    if (isMine(b, quoted)) {
      unreachable = Optional.of(said);
      replied = micros;
      by = from;
    }
  }

  /** Whether the packet that an error quotes is what was asked. */
  private boolean isMine(byte[] b, int quoted) {
    int l4 = quoted + Ipv4.headerLength(b, quoted);
    boolean probe =
        Ipv4.protocol(b, quoted) == IpProtocol.UDP
            && Octets.u16(b, l4 + 2) == probed
            && probed != 0;
    boolean ping =
        Ipv4.protocol(b, quoted) == IpProtocol.ICMP
            && request
                .filter(it -> it.identifier() == Icmp.identifier(b, l4))
                .filter(it -> it.sequence() == Icmp.sequence(b, l4))
                .isPresent();
    return probe || ping;
  }

  @Override
  public void segment(GuestPort port, byte[] b, int tcp, int end, long micros) {
    connection.ifPresent(it -> it.segment(port, b, tcp, end, micros));
  }

  @Override
  public void configured(GuestPort port, byte[] b, int dhcp, int end) {
    client.ifPresent(it -> it.hear(port, b, dhcp, end));
  }

  Optional<GuestPort> port(MachineId machine, int key) {
    return index.ports(machine).stream().filter(port -> port.key == key).findFirst();
  }

  /** The adapter by which an address is reached: in whose subnet it is, or that has a gateway. */
  Optional<GuestPort> route(MachineId machine, IpAddress to) {
    int address = (int) to.low();
    List<GuestPort> ports = to.v6() ? List.of() : index.ports(machine);
    return ports.stream()
        .filter(port -> port.isOnLink(address))
        .findFirst()
        .or(() -> ports.stream().filter(port -> port.nextHop(address) != 0).findFirst());
  }

  Echo echo(Optional<Obstacle> obstacle, long since) {
    Delivery delivery = exchange == null ? new Delivery(List.of(), List.of()) : exchange.delivery();
    Optional<Long> took = replied < 0 ? Optional.empty() : Optional.of(replied - since);
    Optional<IpAddress> from = by == 0 ? Optional.empty() : Optional.of(IpAddress.v4(by));
    return new Echo(took, obstacle, told, ttl, delivery, from, expired, unreachable);
  }
}
