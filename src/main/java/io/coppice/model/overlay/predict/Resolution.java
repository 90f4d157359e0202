package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Words;
import java.util.Optional;

/**
 * Neighbours: asked for, kept, doubted and given up as the kernel does (net/core/neighbour.c, RFC
 * 826, RFC 4861): three questions a second apart; what others ask teaches their address; an address
 * in use that nobody confirmed is asked for alone after five seconds, three times. A device without
 * ARP (IFF_NOARP) takes its own address for that of everybody who is not configured
 * (arp_constructor, ndisc_constructor), so that nothing arrives, and hears no question (arp_rcv).
 */
final class Resolution {
  static final String NO_ANSWER = "no answer";

  private static final double RETRANSMIT = 1;
  private static final int QUESTIONS = 3;
  private static final double DELAY_FIRST_PROBE = 5;
  private static final double REACHABLE = 30;
  private static final double LOCK = 1;
  private static final int MOST_WAITING = 100;

  private final FrameSimulation engine;
  private final java.util.Set<HostState.NeighbourEntry> open =
      java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());

  Resolution(FrameSimulation engine) {
    this.engine = engine;
  }

  /** Sends a packet to the next host of its way, asking for its address first if need be. */
  void send(HostState host, IpStack.Way way, Frame.Ip packet, Flight flight) {
    Device device = way.device();
    if (IpStack.needsNoNeighbour(device)) {
      engine.ports.send(host, device, new Frame(device.mac(), device.mac(), 0, packet), flight);
      return;
    }
    if (way.next().isMulticast()) {
      Mac group = way.next().groupMac();
      engine.ports.send(host, device, new Frame(device.mac(), group, 0, packet), flight);
      return;
    }
    HostState.NeighbourKey key = new HostState.NeighbourKey(device.name(), way.next());
    HostState.NeighbourEntry entry = host.neighbours.get(key);
    if (entry != null && entry.state == Neighbour.State.FAILED) {
      host.neighbours.remove(key);
      entry = null;
    }
    if (entry == null && isWithoutArp(device)) {
      engine.stop(
          flight,
          At.out(host, device, new Frame(device.mac(), device.mac(), 0, packet)),
          Hop.Step.SEND,
          withoutArp(host, device));
      return;
    }
    boolean fresh = entry == null;
    if (fresh) {
      entry = new HostState.NeighbourEntry();
      host.neighbours.put(key, entry);
    }
    HostState.Waiting waiting = waiting(host, device, packet, way.next(), flight);
    if (entry.state != Neighbour.State.INCOMPLETE) {
      use(host, device, way.next(), entry);
      waiting.send(entry.mac, entry.proof);
      return;
    }
    if (entry.waiting.size() < MOST_WAITING) {
      entry.waiting.add(waiting);
      open.add(entry);
    }
    if (fresh) {
      boolean main = flight.main() && !(packet.content() instanceof Frame.Tunnelled);
      ask(host, device, way.next(), entry, main);
    }
  }

  /** Whether it meets only who is configured; what is sent into a dummy goes nowhere anyway. */
  private static boolean isWithoutArp(Device device) {
    return !device.arp() && device.kind() != DeviceKind.DUMMY;
  }

  private static Drop withoutArp(HostState host, Device device) {
    return Drop.of("arp off", "trace.arp-off", device.name(), host.node.name())
        .by(device.proof())
        .weighing(10);
  }

  /** Ends what still waits for an answer when nobody waits for it any more. */
  void giveUp() {
    for (HostState.NeighbourEntry entry : open) {
      while (!entry.waiting.isEmpty()) {
        entry.waiting.poll().give();
      }
    }
    open.clear();
  }

  private HostState.Waiting waiting(
      HostState host, Device device, Frame.Ip packet, IpAddress next, Flight flight) {
    return new HostState.Waiting() {
      @Override
      public void send(Mac mac, Proof proof) {
        Frame frame = new Frame(device.mac(), mac, 0, packet);
        Flight sent =
            engine.pass(
                flight,
                At.out(host, device, null),
                Hop.Step.SEND,
                Words.of("trace.send", device.name(), next, mac),
                proof,
                frame);
        engine.ports.send(host, device, frame, sent);
      }

      @Override
      public void give() {
        Frame frame = new Frame(device.mac(), Mac.ZERO, 0, packet);
        Drop drop =
            Drop.of(NO_ANSWER, "trace.no-answer", next, device.name(), host.node.name())
                .weighing(flight.main() && !(packet.content() instanceof Frame.Tunnelled) ? 3 : 9);
        engine.stop(flight, At.out(host, device, frame), Hop.Step.SEND, drop);
      }
    };
  }

  private void use(HostState host, Device device, IpAddress ip, HostState.NeighbourEntry entry) {
    if (entry.state == Neighbour.State.STALE) {
      entry.state = Neighbour.State.DELAY;
      int generation = ++entry.generation;
      engine.after(
          DELAY_FIRST_PROBE,
          () -> {
            if (entry.generation == generation && entry.state == Neighbour.State.DELAY) {
              entry.state = Neighbour.State.PROBE;
              entry.probes = 0;
              probe(host, device, ip, entry);
            }
          });
    }
  }

  private void probe(HostState host, Device device, IpAddress ip, HostState.NeighbourEntry entry) {
    if (entry.probes++ == QUESTIONS) {
      entry.state = Neighbour.State.FAILED;
      return;
    }
    Flight flight = Flight.of(Journey.Purpose.ADDRESS_REQUEST, false, host.node.name());
    question(host, device, ip, Optional.of(entry.mac), flight);
    int generation = entry.generation;
    engine.after(
        RETRANSMIT,
        () -> {
          if (entry.generation == generation && entry.state == Neighbour.State.PROBE) {
            probe(host, device, ip, entry);
          }
        });
  }

  private void ask(
      HostState host, Device device, IpAddress ip, HostState.NeighbourEntry entry, boolean main) {
    if (entry.state != Neighbour.State.INCOMPLETE) {
      return;
    }
    if (entry.probes++ == QUESTIONS) {
      entry.state = Neighbour.State.FAILED;
      while (!entry.waiting.isEmpty()) {
        entry.waiting.poll().give();
      }
      return;
    }
    Flight flight = Flight.of(Journey.Purpose.ADDRESS_REQUEST, main, host.node.name());
    question(host, device, ip, Optional.empty(), flight);
    engine.after(RETRANSMIT, () -> ask(host, device, ip, entry, main));
  }

  private void question(
      HostState host, Device device, IpAddress ip, Optional<Mac> known, Flight flight) {
    Optional<IpAddress> source = host.sourceFor(device, ip).or(() -> borrowed(host, ip));
    if (source.isEmpty()) {
      return;
    }
    Frame frame =
        ip.v6()
            ? new Frame(
                device.mac(),
                known.orElse(ip.solicitedNode().groupMac()),
                0,
                new Frame.Ip(
                    source.get(),
                    known.isPresent() ? ip : ip.solicitedNode(),
                    255,
                    false,
                    0,
                    new Frame.Discovery(false, ip, device.mac())))
            : new Frame(
                device.mac(),
                known.orElse(Mac.BROADCAST),
                0,
                new Frame.Arp(false, device.mac(), source.get(), Mac.ZERO, ip));
    Flight asked =
        engine.pass(
            flight,
            At.out(host, device, null),
            Hop.Step.SEND,
            Words.of("trace.ask", ip, device.name(), host.node.name()),
            Proof.NONE,
            frame);
    engine.ports.send(host, device, frame, asked);
  }

  private static Optional<IpAddress> borrowed(HostState host, IpAddress ip) {
    return host.node.devices().values().stream()
        .flatMap(d -> d.addresses().stream())
        .filter(a -> a.usable() && a.ip().v6() == ip.v6() && !a.ip().isLoopback())
        .map(a -> a.ip())
        .findFirst();
  }

  /** An ARP packet that came to a device of the host (arp_process). */
  void received(HostState host, Device device, Frame frame, Frame.Arp arp, Flight flight) {
    if (isWithoutArp(device)) {
      unheard(host, device, frame, flight, !arp.reply() && answers(host, device, arp));
      return;
    }
    HostState.NeighbourKey sender = new HostState.NeighbourKey(device.name(), arp.senderIp());
    if (!arp.reply() && answers(host, device, arp)) {
      learn(host, sender, arp.senderMac(), Neighbour.State.STALE, true);
      engine.end(arrived(host, device, frame, flight), Flight.End.ARRIVED, 0, frame);
      Frame reply = new Frame(device.mac(), arp.senderMac(), 0, arp.answeredBy(device.mac()));
      answer(host, device, reply, flight);
      return;
    }
    HostState.NeighbourEntry known = host.neighbours.get(sender);
    if (known != null) {
      boolean solicited = arp.reply() && !frame.target().isMulticast();
      boolean override = engine.now() - known.updated > LOCK;
      learn(
          host,
          sender,
          arp.senderMac(),
          solicited ? Neighbour.State.REACHABLE : Neighbour.State.STALE,
          override);
    }
    if (arp.reply() && known != null) {
      engine.end(arrived(host, device, frame, flight), Flight.End.ARRIVED, 0, frame);
    } else {
      engine.ignore(host, flight, 0, frame);
    }
  }

  /** A question or an answer that comes to a device without ARP. */
  private void unheard(
      HostState host, Device device, Frame frame, Flight flight, boolean forThisHost) {
    if (forThisHost) {
      engine.stop(flight, At.in(host, device, frame), Hop.Step.RECEIVE, withoutArp(host, device));
    } else {
      engine.end(flight, Flight.End.IGNORED, 0, frame);
    }
  }

  private Flight arrived(HostState host, Device device, Frame frame, Flight flight) {
    return engine.pass(
        flight,
        At.in(host, device, frame),
        Hop.Step.RECEIVE,
        Words.of("trace.learned", host.node.name()),
        Proof.NONE,
        null);
  }

  private void answer(HostState host, Device device, Frame reply, Flight flight) {
    Flight back = Flight.of(Journey.Purpose.ADDRESS_REPLY, flight.main(), host.node.name());
    Flight sent =
        engine.pass(
            back,
            At.out(host, device, null),
            Hop.Step.ANSWER,
            Words.of("trace.i-have-it", host.node.name(), device.name(), device.mac()),
            Proof.NONE,
            reply);
    engine.ports.send(host, device, reply, sent);
  }

  /** Somebody answered in another's name. */
  void answered(HostState host, Device device, Frame answer, Flight flight, Proof proof) {
    Flight told =
        engine.pass(
            flight,
            At.in(host, device, answer),
            Hop.Step.ANSWER,
            Words.of("trace.answered-for", host.node.name(), answer.source()),
            proof,
            answer);
    engine.end(told, Flight.End.ARRIVED, 0, answer);
  }

  /** Linux answers on any device for any address of the host, but no one who claims its own. */
  private static boolean answers(HostState host, Device device, Frame.Arp arp) {
    Optional<String> domain = host.vrfTable(device);
    if (host.owns(arp.senderIp(), domain)) {
      return false;
    }
    if (host.owner(arp.targetIp(), domain)
        .filter(d -> d.kind() != DeviceKind.LOOPBACK || !arp.targetIp().isLoopback())
        .isPresent()) {
      return true;
    }
    return host.node.neighbours().stream()
        .anyMatch(
            row ->
                row.proxy()
                    && row.ip().equals(arp.targetIp())
                    && row.device().equals(device.name()));
  }

  /** A neighbour solicitation or advertisement (RFC 4861 section 7.2). */
  void discovered(
      HostState host, Device device, Frame.Ip packet, Frame.Discovery message, Flight flight) {
    Frame shown = new Frame(message.mac(), device.mac(), 0, packet);
    if (isWithoutArp(device)) {
      boolean mine = device.addresses().stream().anyMatch(a -> a.ip().equals(message.target()));
      unheard(host, device, shown, flight, !message.advertisement() && mine);
      return;
    }
    if (message.advertisement()) {
      HostState.NeighbourKey key = new HostState.NeighbourKey(device.name(), message.target());
      boolean known = host.neighbours.containsKey(key);
      if (known) {
        learn(host, key, message.mac(), Neighbour.State.REACHABLE, true);
      }
      engine.end(
          known ? arrived(host, device, shown, flight) : flight,
          known ? Flight.End.ARRIVED : Flight.End.IGNORED,
          0,
          shown);
      return;
    }
    boolean mine =
        device.addresses().stream().anyMatch(a -> a.usable() && a.ip().equals(message.target()));
    if (!mine || host.owns(packet.source(), host.vrfTable(device))) {
      engine.ignore(host, flight, 0, shown);
      return;
    }
    learn(
        host,
        new HostState.NeighbourKey(device.name(), packet.source()),
        message.mac(),
        Neighbour.State.STALE,
        true);
    engine.end(arrived(host, device, shown, flight), Flight.End.ARRIVED, 0, shown);
    Frame.Ip advertisement =
        new Frame.Ip(
            /* source= */ message.target(),
            /* target= */ packet.source(),
            255,
            false,
            0,
            new Frame.Discovery(true, message.target(), device.mac()));
    answer(host, device, new Frame(device.mac(), message.mac(), 0, advertisement), flight);
  }

  private void learn(
      HostState host,
      HostState.NeighbourKey key,
      Mac mac,
      Neighbour.State state,
      boolean override) {
    HostState.NeighbourEntry entry =
        host.neighbours.computeIfAbsent(key, k -> new HostState.NeighbourEntry());
    if (entry.state == Neighbour.State.PERMANENT) {
      return;
    }
    boolean had = entry.state.hasAddress() && !entry.mac.isZero();
    boolean same = had && entry.mac.equals(mac);
    if (had && !same && engine.now() - entry.updated < FrameSimulation.LINK_DELAY) {
      engine.dispute(key.ip());
    }
    if (had && !same && !override || same && state == Neighbour.State.STALE) {
      return;
    }
    entry.mac = mac;
    entry.updated = engine.now();
    entry.state = state;
    entry.probes = 0;
    entry.proof = Proof.NONE;
    int generation = ++entry.generation;
    if (state == Neighbour.State.REACHABLE) {
      engine.after(
          REACHABLE,
          () -> {
            if (entry.generation == generation && entry.state == Neighbour.State.REACHABLE) {
              entry.state = Neighbour.State.STALE;
            }
          });
    }
    while (!entry.waiting.isEmpty()) {
      use(host, host.node.devices().get(key.device()), key.ip(), entry);
      entry.waiting.poll().send(mac, Proof.NONE);
    }
  }
}
