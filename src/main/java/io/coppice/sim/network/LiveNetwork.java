package io.coppice.sim.network;

import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries the frames of a site's machines through its newest world. A machine that moved since the
 * last frame was announced by its new host (a RARP, as vMotion sends), which brings every table up
 * to date. Thread-safe; one question at a time.
 */
public final class LiveNetwork implements GuestNetwork {
  private static final long WAIT = 1_000_000;
  private static final int IDENTIFIER = 0x636f;

  /** Frames of one question, so that a storm ends. */
  private static final int MOST_FRAMES = 50_000;

  private final Supplier<Snapshot> newest;
  private final EndpointTables tables = new EndpointTables();
  private final BoxStates boxes = new BoxStates();
  private final GuestStacks stacks;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final List<Delivery.Arrival> arrivals = new ArrayList<>();
  private Snapshot seen;
  private FabricIndex index;
  private FramePlane plane;
  private Trail trail = Trail.NONE;
  private long began;
  private long number;
  private int sequence;
  private long replied = -1;
  private int told;

  private record Listener(MachineId machine, Consumer<Seen> hears) {}

  /** A frame on its way to or from an adapter. */
  private record Due(long micros, long number, GuestPort port, byte[] frame, boolean sent)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(micros, other.micros);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /**
   * @param newest the world as it was last published
   */
  public LiveNetwork(Supplier<Snapshot> newest) {
    this.newest = newest;
    this.stacks = new GuestStacks(this::schedule, new Heard());
  }

  private final class Heard implements GuestStacks.Replies {
    @Override
    public void reply(GuestPort port, int identifier, int number, long micros) {
      if (identifier == IDENTIFIER && number == sequence) {
        replied = micros;
      }
    }

    @Override
    public void tooBig(GuestPort port, int mtu) {
      told = mtu;
    }
  }

  /** Takes the newest world, if the network in it is another. */
  private void refresh() {
    Snapshot now = newest.get();
    boolean same =
        index != null
            && now.fabric().equals(seen.fabric())
            && SimNetwork.isSameNetwork(seen.inventory(), now.inventory());
    seen = now;
    if (same) {
      return;
    }
    FabricIndex before = index;
    index = new FabricIndex(now.fabric(), now.inventory());
    tables.forgetRooms();
    begin(Trail.NONE);
    if (before != null) {
      announceMoved(before);
    }
  }

  private void announceMoved(FabricIndex before) {
    for (List<GuestPort> ports : index.allPorts()) {
      for (GuestPort port : ports) {
        boolean moved =
            port.linked
                && port.segment != null
                && before.ports(port.machine).stream()
                    .anyMatch(old -> old.key == port.key && old.linked && old.host != port.host);
        if (moved) {
          byte[] rarp = Frames.rarp(port.mac);
          plane.send(port, rarp, 0, rarp.length, seen.time().micros());
        }
      }
    }
    due.clear();
    arrivals.clear();
  }

  private void begin(Trail wanted) {
    trail = wanted;
    due.clear();
    arrivals.clear();
    began = seen.time().micros();
    plane = new FramePlane(index, tables, boxes, trail, this::arrive);
  }

  /** A machine sends; a packet that may be cut goes out in pieces where it is too large. */
  private void schedule(GuestPort port, byte[] frame, long micros) {
    if (frame.length - Ethernet.HEADER > port.mtu()
        && Ethernet.type(frame, 0) == EtherType.IPV4
        && !Ipv4.dontFragment(frame, Ethernet.HEADER)) {
      Fragments.cut(
          frame,
          0,
          frame.length,
          port.mtu(),
          (piece, at, length) -> due.add(new Due(micros, number++, port, piece, true)));
    } else {
      due.add(new Due(micros, number++, port, frame, true));
    }
  }

  private void arrive(GuestPort port, byte[] b, int at, int length, long micros) {
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    due.add(new Due(micros, number++, port, frame, false));
  }

  /** Lets everything happen that is due until then. */
  private void run(long until) {
    int handled = 0;
    while (!due.isEmpty() && due.peek().micros() <= until && handled++ < MOST_FRAMES) {
      Due next = due.poll();
      tell(next);
      if (next.sent()) {
        plane.send(next.port(), next.frame(), 0, next.frame().length, next.micros());
      } else {
        GuestPort port = next.port();
        trail.hop(
            port.machineName,
            port.name,
            PacketHop.Step.RECEIVE,
            next.micros(),
            next.frame(),
            0,
            next.frame().length);
        arrivals.add(
            new Delivery.Arrival(port.machine, port.key, next.micros() - began, next.frame()));
        stacks.receive(port, next.frame(), next.micros());
      }
    }
  }

  private void tell(Due frame) {
    for (Listener listener : listeners) {
      if (listener.machine().equals(frame.port().machine)) {
        listener
            .hears()
            .accept(new Seen(frame.port().name, frame.sent(), frame.micros(), frame.frame()));
      }
    }
  }

  private Delivery delivery() {
    return new Delivery(trail.hops(), arrivals);
  }

  @Override
  public synchronized List<Adapter> adapters(MachineId machine) {
    refresh();
    return index.ports(machine).stream()
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

  @Override
  public synchronized Delivery send(MachineId machine, int adapter, byte[] frame) {
    refresh();
    begin(Trail.from(seen.time().micros()));
    index.ports(machine).stream()
        .filter(port -> port.key == adapter)
        .findFirst()
        .ifPresent(
            port -> {
              schedule(port, frame.clone(), began);
              run(began + WAIT);
            });
    return delivery();
  }

  @Override
  public synchronized Echo ping(MachineId machine, IpAddress to, int payload, boolean whole) {
    refresh();
    begin(Trail.from(seen.time().micros()));
    sequence = sequence + 1 & 0xffff;
    replied = -1;
    told = 0;
    Optional<GuestPort> by =
        to.v6()
            ? Optional.empty()
            : index.ports(machine).stream()
                .filter(port -> port.linked && onLink(port.ip, (int) to.low()))
                .findFirst();
    if (by.isEmpty()) {
      return echo(Optional.of("unreachable"));
    }
    GuestPort port = by.get();
    int target = (int) to.low();
    int packet = Ipv4.HEADER + Icmp.HEADER + payload;
    int room = Math.min(port.mtu(), stacks.pathMtu(port, target));
    if (packet > (whole ? room : Ipv4.LONGEST)) {
      told = room;
      return echo(Optional.of("message-too-long"));
    }
    if (stacks.neighbour(port, target) == null) {
      stacks.ask(port, target, began);
      run(began + WAIT);
      if (stacks.neighbour(port, target) == null) {
        return echo(Optional.of("unreachable"));
      }
    }
    long asked = arrivals.isEmpty() ? began : began + arrivals.getLast().micros();
    Frames.Path path =
        new Frames.Path(
            port.mac,
            io.coppice.wire.packet.IpAddress.v4(port.ip),
            stacks.neighbour(port, target).mac(),
            io.coppice.wire.packet.IpAddress.v4(target));
    byte[] data = new byte[payload];
    for (int i = 0; i < payload; i++) {
      data[i] = (byte) i;
    }
    schedule(port, Frames.echo(path, true, IDENTIFIER, sequence, data, whole), asked);
    run(asked + WAIT);
    return echo(Optional.empty());
  }

  private Echo echo(Optional<String> problem) {
    return new Echo(
        replied < 0 ? Optional.empty() : Optional.of(replied - began),
        problem,
        told,
        sequence,
        delivery());
  }

  private static boolean onLink(int own, int to) {
    return own != 0 && (own ^ to) >>> 32 - FabricIndex.PREFIX == 0;
  }

  @Override
  public synchronized List<Neighbour> neighbours(MachineId machine) {
    refresh();
    long now = seen.time().micros();
    List<Neighbour> rows = new ArrayList<>();
    for (GuestPort port : index.ports(machine)) {
      for (Map.Entry<Integer, GuestStacks.Known> row : stacks.neighbours(port).entrySet()) {
        GuestStacks.Known known = row.getValue();
        rows.add(
            new Neighbour(port.name, IpAddress.v4(row.getKey()), known.mac(), known.isStale(now)));
      }
    }
    return rows;
  }

  @Override
  public synchronized void forgetNeighbours(MachineId machine) {
    refresh();
    index.ports(machine).forEach(stacks::forget);
  }

  @Override
  public Subscription capture(MachineId machine, Consumer<Seen> listener) {
    Listener added = new Listener(machine, listener);
    listeners.add(added);
    return () -> listeners.remove(added);
  }
}
