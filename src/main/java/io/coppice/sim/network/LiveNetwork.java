package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.trace.Question.Caches;
import io.coppice.model.overlay.trace.Question.Protocol;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries the frames of a site's machines through its network as it is at that moment. A machine
 * that moved since its frames were heard was announced by its new host, which brings every table up
 * to date. One question at a time of those that share an index; the memory is the caller's.
 */
public final class LiveNetwork implements GuestNetwork {
  private static final int PROBE_SOURCE = 44_320;
  private static final int PROBE_BYTES = 32;
  private static final IpAddress EVERYBODY = IpAddress.v4(0xffff_ffff);

  private final FabricIndexes indexes;
  private final Supplier<NetworkMoment> moment;
  private final CaptureTaps taps;
  private final List<Seen> seen = new ArrayList<>();

  /**
   * @param indexes may be shared with other networks of the same site
   * @param moment the network whenever it is asked something
   * @param taps who captures
   */
  public LiveNetwork(FabricIndexes indexes, Supplier<NetworkMoment> moment, CaptureTaps taps) {
    this.taps = taps;
    this.indexes = indexes;
    this.moment = moment;
  }

  /** One question: the network as it is, and what comes back. */
  private final class Question implements GuestStacks.Replies {
    final NetworkMoment now = moment.get();
    final FabricIndex index = indexes.of(now.fabric(), now.inventory());
    final long began = now.time().micros();
    private Optional<EchoRequest> request = Optional.empty();
    private Optional<TcpExchange> connection = Optional.empty();
    private Optional<DhcpClient> client = Optional.empty();
    private Exchange exchange;
    private Trail trail = Trail.untold();
    private long replied = -1;
    private int ttl;
    private int told;
    private int probed;

    Question() {
      now.memory().waysAre(index.ways());
      if (!now.memory().settle(index.version())) {
        announceMoved();
      }
    }

    /** Every hop is wanted. */
    Trail trail() {
      return Trail.from(began, FrameTap.of(taps, index, now.memory()), taps.watched());
    }

    /** Nobody but who captures, or waits for a drop, wants to know. */
    Trail untold() {
      return taps.watches().isEmpty()
          ? Trail.tapped(FrameTap.of(taps, index, now.memory()))
          : trail();
    }

    Exchange begin(Trail trail) {
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
      }
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

    /** The adapter by which an address is reached. */
    Optional<GuestPort> route(MachineId machine, IpAddress to) {
      return to.v6()
          ? Optional.empty()
          : index.ports(machine).stream()
              .filter(port -> isOnLink(port.ip, (int) to.low()))
              .findFirst();
    }

    Echo echo(Optional<Obstacle> obstacle, long since) {
      Delivery delivery =
          exchange == null ? new Delivery(List.of(), List.of()) : exchange.delivery();
      Optional<Long> took = replied < 0 ? Optional.empty() : Optional.of(replied - since);
      return new Echo(took, obstacle, told, ttl, delivery);
    }
  }

  private static boolean isOnLink(int own, int to) {
    return own != 0 && (own ^ to) >>> 32 - FabricIndex.PREFIX == 0;
  }

  @Override
  public List<Adapter> adapters(MachineId machine) {
    synchronized (indexes) {
      return new Question()
          .index.ports(machine).stream()
              .map(
                  port ->
                      new Adapter(
                          port.key,
                          port.name,
                          port.mac,
                          port.ip == 0 ? Optional.empty() : Optional.of(IpAddress.v4(port.ip)),
                          FabricIndex.PREFIX,
                          port.mtu(),
                          port.linked))
              .toList();
    }
  }

  @Override
  public Delivery send(MachineId machine, int adapter, byte[] frame) {
    synchronized (indexes) {
      Question question = new Question();
      Exchange exchange = question.begin(question.trail());
      question
          .port(machine, adapter)
          .ifPresent(
              port -> {
                exchange.schedule(port, frame.clone(), question.began);
                exchange.run(question.began + Exchange.WAIT);
              });
      return exchange.delivery();
    }
  }

  @Override
  public Echo ping(MachineId machine, EchoRequest request) {
    synchronized (indexes) {
      Question question = new Question();
      question.request = Optional.of(request);
      Optional<GuestPort> by = question.route(machine, request.to());
      if (by.isEmpty() || !by.get().linked) {
        return question.echo(Optional.of(obstacle(by)), question.began);
      }
      Echo echo = ping(question, by.get(), request);
      if (!echo.delivery().hops().isEmpty()) {
        NetworkMoment now = question.now;
        question.tellDrops(by.get(), request.to(), request.payload(), Protocol.PING, 0);
        now.memory().carried(PacketRecord.of(question.index, by.get(), request, echo, now.time()));
      }
      return echo;
    }
  }

  private static Obstacle obstacle(Optional<GuestPort> by) {
    return by.isEmpty() ? Obstacle.NO_ROUTE : Obstacle.LINK_DOWN;
  }

  private Echo ping(Question question, GuestPort port, EchoRequest request) {
    Exchange exchange = question.begin(question.trail());
    int target = (int) request.to().low();
    int packet = Ipv4.HEADER + Icmp.HEADER + request.payload();
    int room = Math.min(port.mtu(), exchange.stacks().pathMtu(port, target, question.began));
    boolean cut = request.cutting() != Cutting.FORBIDDEN;
    if (packet > (cut ? Ipv4.LONGEST : room)) {
      question.told = room;
      return question.echo(Optional.of(Obstacle.TOO_LONG), question.began);
    }
    Optional<Frames.Path> path = exchange.resolve(port, target);
    if (path.isEmpty()) {
      return question.echo(Optional.of(Obstacle.NO_NEIGHBOUR), question.began);
    }
    byte[] data = new byte[request.payload()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    boolean whole =
        request.cutting() == Cutting.FORBIDDEN
            || request.cutting() == Cutting.BY_SENDER && packet <= room;
    byte[] frame =
        Frames.echo(path.get(), true, request.identifier(), request.sequence(), data, whole);
    long asked = exchange.clock();
    if (!whole && packet > room) {
      cut(exchange, port, frame, room, asked);
    } else {
      exchange.schedule(port, frame, asked);
    }
    exchange.run(asked + Exchange.WAIT);
    return question.echo(Optional.empty(), question.began);
  }

  private static void cut(Exchange to, GuestPort port, byte[] frame, int room, long micros) {
    Fragments.cut(
        frame, 0, frame.length, room, (piece, at, length) -> to.schedule(port, piece, micros));
  }

  @Override
  public Echo probe(MachineId machine, IpAddress to, int targetPort) {
    synchronized (indexes) {
      Question question = new Question();
      question.probed = targetPort;
      Optional<GuestPort> by = question.route(machine, to);
      if (by.isEmpty() || !by.get().linked) {
        return question.echo(Optional.of(obstacle(by)), question.began);
      }
      Exchange exchange = question.begin(question.untold());
      Optional<Frames.Path> path = exchange.resolve(by.get(), (int) to.low());
      if (path.isEmpty()) {
        question.tellDrops(by.get(), to, PROBE_BYTES, Protocol.UDP, targetPort);
        return question.echo(Optional.of(Obstacle.NO_NEIGHBOUR), question.began);
      }
      long asked = exchange.clock();
      byte[] frame = Frames.udp(path.get(), PROBE_SOURCE, targetPort, new byte[PROBE_BYTES]);
      exchange.schedule(by.get(), frame, asked);
      exchange.run(asked + Exchange.WAIT);
      question.tellDrops(by.get(), to, PROBE_BYTES, Protocol.UDP, targetPort);
      return question.echo(Optional.empty(), asked);
    }
  }

  @Override
  public Connection connect(
      MachineId machine,
      IpAddress to,
      int port,
      int number,
      byte[] asked,
      Function<MachineId, byte[]> answerer) {
    synchronized (indexes) {
      Question question = new Question();
      Optional<GuestPort> by = question.route(machine, to);
      if (by.isEmpty() || !by.get().linked) {
        return new Connection(Ending.NO_ROUTE, 0);
      }
      Exchange exchange = question.begin(question.untold());
      Optional<Frames.Path> path = exchange.resolve(by.get(), (int) to.low());
      if (path.isEmpty()) {
        question.tellDrops(by.get(), to, 0, Protocol.TCP, port);
        return new Connection(Ending.NO_NEIGHBOUR, Exchange.WAIT);
      }
      TcpExchange connection =
          new TcpExchange(
              by.get(), (int) to.low(), port, number, asked, question.now.systems(), answerer);
      question.connection = Optional.of(connection);
      TcpExchange.Fate fate = connection.run(exchange, path.get());
      question.tellDrops(by.get(), to, asked.length, Protocol.TCP, port);
      return new Connection(Ending.valueOf(fate.name()), exchange.clock() - question.began);
    }
  }

  @Override
  public Leasing lease(MachineId machine, int adapter, int transaction) {
    synchronized (indexes) {
      Question question = new Question();
      Optional<GuestPort> port = question.port(machine, adapter);
      if (port.isEmpty()) {
        return new Leasing(Optional.empty(), false, 0);
      }
      DhcpClient client = new DhcpClient(port.get(), transaction);
      question.client = Optional.of(client);
      Leasing leasing = client.ask(question.begin(question.untold()));
      question.tellDrops(port.get(), EVERYBODY, 0, Protocol.UDP, Dhcp.SERVER_PORT);
      return leasing;
    }
  }

  @Override
  public Optional<IpAddress> release(MachineId machine, int adapter, int transaction) {
    synchronized (indexes) {
      Question question = new Question();
      Optional<GuestPort> port = question.port(machine, adapter).filter(it -> it.ip != 0);
      return port.map(
          it -> {
            int server = AddressPool.server(it.ip);
            new DhcpClient(it, transaction).giveBack(question.begin(question.untold()), server);
            question.tellDrops(it, IpAddress.v4(server), 0, Protocol.UDP, Dhcp.SERVER_PORT);
            return IpAddress.v4(server);
          });
    }
  }

  @Override
  public List<Neighbour> neighbours(MachineId machine) {
    synchronized (indexes) {
      Question question = new Question();
      long started = question.now.systems().started(machine);
      List<Neighbour> rows = new ArrayList<>();
      for (GuestPort port : question.index.ports(machine)) {
        question
            .now
            .memory()
            .knownNeighbours()
            .of(port, started)
            .forEach(
                (ip, known) ->
                    rows.add(
                        new Neighbour(
                            port.key,
                            IpAddress.v4(ip),
                            known.failed() ? Optional.empty() : Optional.of(known.mac()),
                            known.isStale(question.began))));
      }
      return rows;
    }
  }

  @Override
  public void forgetNeighbours(MachineId machine) {
    synchronized (indexes) {
      Question question = new Question();
      NeighbourCaches caches = question.now.memory().neighbours();
      question.index.ports(machine).forEach(caches::forget);
    }
  }

  @Override
  public List<Seen> takeSeen() {
    List<Seen> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }
}
