package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.trace.Question.Protocol;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private GuestQuestion ask() {
    NetworkMoment now = moment.get();
    return new GuestQuestion(now, indexes.of(now.fabric(), now.inventory()), taps, seen);
  }

  @Override
  public List<Adapter> adapters(MachineId machine) {
    synchronized (indexes) {
      return ask().index.ports(machine).stream()
          .map(
              port ->
                  new Adapter(
                      port.key,
                      port.name,
                      port.mac,
                      port.ip == 0 ? Optional.empty() : Optional.of(IpAddress.v4(port.ip)),
                      FabricIndex.PREFIX,
                      port.mtu(),
                      port.linked,
                      port.gateway == 0
                          ? Optional.empty()
                          : Optional.of(IpAddress.v4(port.gateway))))
          .toList();
    }
  }

  @Override
  public boolean isOwn(MachineId machine, IpAddress address) {
    synchronized (indexes) {
      return !address.v6()
          && ask().index.ports(machine).stream().anyMatch(it -> it.isOwn((int) address.low()));
    }
  }

  @Override
  public Delivery send(MachineId machine, int adapter, byte[] frame) {
    synchronized (indexes) {
      GuestQuestion question = ask();
      Exchange exchange = question.begin(question.trail());
      question
          .port(machine, adapter)
          .ifPresent(
              port -> {
                exchange.schedule(port, frame.clone(), question.began);
                exchange.await(question.began);
              });
      return exchange.delivery();
    }
  }

  @Override
  public Echo ping(MachineId machine, EchoRequest request) {
    synchronized (indexes) {
      GuestQuestion question = ask();
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

  private Echo ping(GuestQuestion question, GuestPort port, EchoRequest request) {
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
    live(frame, request.ttl());
    long asked = exchange.clock();
    if (!whole && packet > room) {
      cut(exchange, port, frame, room, asked);
    } else {
      exchange.schedule(port, frame, asked);
    }
    exchange.await(asked);
    return question.echo(Optional.empty(), question.began);
  }

  private static void live(byte[] frame, int ttl) {
    frame[Ethernet.HEADER + 8] = (byte) ttl;
    Ipv4.updateChecksum(frame, Ethernet.HEADER);
  }

  private static void cut(Exchange to, GuestPort port, byte[] frame, int room, long micros) {
    Fragments.cut(
        frame, 0, frame.length, room, (piece, at, length) -> to.schedule(port, piece, micros));
  }

  @Override
  public Echo probe(MachineId machine, IpAddress to, int targetPort, int ttl) {
    synchronized (indexes) {
      GuestQuestion question = ask();
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
      live(frame, ttl);
      exchange.schedule(by.get(), frame, asked);
      exchange.await(asked);
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
      GuestQuestion question = ask();
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
      return new Connection(
          Ending.valueOf(fate.name()), exchange.clock() - question.began, connection.unreachable());
    }
  }

  @Override
  public Streaming stream(MachineId machine, IpAddress to, int port, int number, boolean towards) {
    synchronized (indexes) {
      return new StreamProbe(ask(), machine, to, port).run(number, towards);
    }
  }

  @Override
  public Optional<Transfer> transfer(MachineId machine) {
    return moment.get().systems().transfer(machine);
  }

  @Override
  public Leasing lease(MachineId machine, int adapter, int transaction) {
    synchronized (indexes) {
      GuestQuestion question = ask();
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
  public boolean mayLease(MachineId machine, int adapter) {
    synchronized (indexes) {
      NetworkMoment now = moment.get();
      FabricIndex index = indexes.of(now.fabric(), now.inventory());
      return index.ports(machine).stream()
          .filter(port -> port.key == adapter)
          .findFirst()
          .filter(
              port ->
                  new DhcpServers(index, now.inventory())
                      .mayAnswer(port, new DhcpClient(port, 0).discover()))
          .isPresent();
    }
  }

  @Override
  public Optional<IpAddress> release(MachineId machine, int adapter, int transaction) {
    synchronized (indexes) {
      GuestQuestion question = ask();
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
      GuestQuestion question = ask();
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
      GuestQuestion question = ask();
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
