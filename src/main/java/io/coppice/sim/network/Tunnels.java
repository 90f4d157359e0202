package io.coppice.sim.network;

import io.coppice.model.inventory.PortDirection;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.FragmentJoiner;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacBits;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.ReceiverProfile;
import io.coppice.wire.tunnel.SttReassembler;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tunnel endpoints of all hosts: frames into outer packets, outer packets into frames, and what
 * is learned from them. One thread.
 */
final class Tunnels implements Underlay.Receiver {
  private static final int LONGEST = 70_000;

  /** The first bits of group addresses (RFC 1112 section 4). */
  private static final int MULTICAST = 0xe;

  private static final int MOST_PARTIAL = 256;
  private static final long NANOS = 1000;

  /** Locally administered, and the host's number. */
  private static final long ENDPOINT_MAC = 0x02_d0_00_00_00_00L;

  private final FabricIndex index;
  private final EndpointTables tables;
  private final FrameRecorder trail;
  private final Underlay underlay;
  private final Inside inside;
  private final Decapsulator decapsulator = new Decapsulator(ReceiverProfile.LINUX);
  private final Map<Key, Encapsulator> encapsulators = new HashMap<>();
  private final Map<Key, SttSegmenter> segmenters = new HashMap<>();
  private final Map<Integer, SttReassembler> reassemblers = new HashMap<>();
  private final Map<Integer, FragmentJoiner> joiners = new HashMap<>();
  private final byte[] spare = new byte[LONGEST];
  private final Mirrors mirrors;
  private boolean replicating;

  private record Key(int segment, int host, int remote) {}

  /** Takes frames that came out. */
  interface Inside {
    void frame(SegmentRow segment, int host, byte[] b, int at, int length, long micros);

    /**
     * A frame of a machine here was too large for its way.
     *
     * @param mtu bytes of its IP packet that would fit
     */
    void tooLarge(SegmentRow segment, int host, byte[] b, int at, int length, int mtu, long micros);
  }

  Tunnels(
      FabricIndex index,
      EndpointTables tables,
      BoxStates boxes,
      FrameRecorder trail,
      Inside inside) {
    this.index = index;
    this.tables = tables;
    this.trail = trail;
    this.inside = inside;
    this.mirrors = new Mirrors(index, tables, trail);
    this.underlay = new Underlay(index, boxes, trail, this);
  }

  /** Sends a copy of a frame at a port, if the port's policy asks for one. */
  void mirror(GuestPort port, PortDirection way, byte[] b, int at, int length, long micros) {
    mirrors.copy(
        port,
        way,
        b,
        at,
        length,
        micros,
        (host, to, packet, from, size, when) ->
            underlay.send(host, port, to, packet, from, size, when));
  }

  /** Sends a port's frame to every other host with members, once each or once to the group. */
  void replicate(GuestPort port, byte[] b, int at, int length, long micros) {
    replicating = true;
    toAll(port, b, at, length, micros);
    replicating = false;
  }

  /** Whether what comes out now is a copy for whom it may concern. */
  boolean isReplicating() {
    return replicating;
  }

  private void toAll(GuestPort port, byte[] b, int at, int length, long micros) {
    SegmentRow segment = port.segment;
    if (segment.settings.group().isPresent()) {
      int group = (int) segment.settings.group().get().low();
      send(port, group, b, at, length, micros);
      return;
    }
    for (int other : segment.domain.hosts()) {
      int remote = index.endpoint(other);
      if (other != port.host && remote != 0) {
        send(port, remote, b, at, length, micros);
      }
    }
  }

  /** Sends a port's frame to one endpoint, or to the segment's group. */
  void send(GuestPort port, int remote, byte[] b, int at, int length, long micros) {
    SegmentRow segment = port.segment;
    int host = port.host;
    trail.inTunnel(host, remote);
    if (index.endpoint(host) == 0) {
      drop(host, Step.ENCAPSULATE, micros, b, at, length, Cause.NO_UPLINK, "");
      return;
    }
    Key key = new Key(segment.row(), host, remote);
    if (segment.kind == TunnelKind.STT) {
      SttSegmenter segmenter = segmenters.computeIfAbsent(key, _ -> segmenter(segment, key));
      DropReason refused =
          segmenter.segment(
              b, at, length, (packet, from, size) -> outer(port, key, packet, from, size, micros));
      refuse(refused, host, micros, b, at, length);
      return;
    }
    Encapsulator encapsulator = encapsulators.computeIfAbsent(key, _ -> encapsulator(segment, key));
    int size = encapsulator.encapsulate(b, at, length, spare, 0);
    if (size == 0) {
      refuse(encapsulator.refused(), host, micros, b, at, length);
      return;
    }
    int room = tables.room(host, remote);
    if (size - Ethernet.HEADER > room && segment.settings.whole()) {
      String sizes = size - Ethernet.HEADER + " > " + room;
      drop(host, Step.ENCAPSULATE, micros, b, at, length, Cause.PATH_MTU, sizes);
      inside.tooLarge(segment, host, b, at, length, room - (size - length), micros);
      return;
    }
    outer(port, key, spare, 0, size, micros);
  }

  /** One packet leaves; one to a group is copied by the switches to every host that joined it. */
  private void outer(GuestPort port, Key key, byte[] packet, int at, int length, long micros) {
    int host = key.host();
    trail.hop(index.hostName(host), "", Step.ENCAPSULATE, micros, packet, at, length);
    if (key.remote() >>> 28 != MULTICAST) {
      underlay.send(host, port, key.remote(), packet, at, length, micros);
      return;
    }
    for (int other : port.segment.domain.hosts()) {
      if (other != host && index.endpoint(other) != 0) {
        byte[] copy = Arrays.copyOfRange(packet, at, at + length);
        underlay.sendCopies(host, port, index.endpoint(other), copy, 0, length, micros);
      }
    }
  }

  private void refuse(DropReason refused, int host, long micros, byte[] b, int at, int length) {
    if (refused != null) {
      trail.drop(
          index.hostName(host),
          "",
          Step.ENCAPSULATE,
          micros,
          b,
          at,
          length,
          NetworkDrop.refused(refused));
    }
  }

  private Encapsulator encapsulator(SegmentRow segment, Key key) {
    return new Encapsulator(
        segment.kind, segment.settings.id(), outer(segment.settings, key), Ipv4.LONGEST);
  }

  /** STT cuts frames itself, as a card with segmentation offload does, to what the way takes. */
  private SttSegmenter segmenter(SegmentRow segment, Key key) {
    int mtu = Math.min(index.room(key.host()), tables.room(key.host(), key.remote()));
    return new SttSegmenter(
        segment.settings.id(), outer(segment.settings, key), mtu, key.hashCode());
  }

  private OuterHeader outer(SegmentSettings settings, Key key) {
    IpAddress to = IpAddress.v4(key.remote());
    long mac =
        to.isMulticast()
            ? MacBits.ofGroup(key.remote())
            : ENDPOINT_MAC | index.hostOf(key.remote()) & 0xffff_ffffL;
    return OuterHeader.between(
            ENDPOINT_MAC | key.host(), IpAddress.v4(index.endpoint(key.host())), mac, to)
        .withDontFragment(settings.whole());
  }

  @Override
  public void tooBig(int fromHost, int toAddress, int mtu) {
    tables.tell(fromHost, toAddress, mtu);
    segmenters.keySet().removeIf(key -> key.host() == fromHost && key.remote() == toAddress);
  }

  @Override
  public void arrived(int host, byte[] b, int at, int length, long micros) {
    if (Mirrors.isCopy(b, at, length)) {
      mirrors.collect(host, b, at, length, micros);
      return;
    }
    DropReason refused = decapsulator.open(b, at, at + length);
    if (refused != null) {
      trail.drop(
          index.hostName(host),
          "",
          Step.DECAPSULATE,
          micros,
          b,
          at,
          length,
          NetworkDrop.refused(refused));
    } else if (decapsulator.isFragment()) {
      fragment(host, b, at, length, micros);
    } else if (decapsulator.isSegment()) {
      segment(host, b, at, length, micros);
    } else {
      opened(
          host,
          index.segment(decapsulator.kind(), decapsulator.id()),
          new Outer(b, at, length, Ipv4.source(b, decapsulator.ipAt())),
          b,
          decapsulator.innerAt(),
          decapsulator.innerEnd() - decapsulator.innerAt(),
          micros);
    }
  }

  /** The packet that a frame came in. */
  private record Outer(byte[] b, int at, int length, int source) {}

  private void opened(
      int host, SegmentRow segment, Outer outer, byte[] b, int at, int length, long micros) {
    if (segment == null || !segment.domain.byHost.containsKey(host)) {
      drop(
          host,
          Step.DECAPSULATE,
          micros,
          outer.b(),
          outer.at(),
          outer.length(),
          Cause.NO_SEGMENT,
          segment == null ? "" : Long.toUnsignedString(segment.settings.id()));
      return;
    }
    trail.hop(index.hostName(host), "", Step.DECAPSULATE, micros, b, at, length);
    tables.learn(host, segment.domain.row, Ethernet.source(b, at), outer.source(), micros);
    inside.frame(segment, host, b, at, length, micros);
  }

  private void fragment(int host, byte[] b, int at, int length, long micros) {
    FragmentJoiner joiner = joiners.computeIfAbsent(host, _ -> new FragmentJoiner(MOST_PARTIAL));
    FragmentJoiner.Result joined =
        joiner.fragment4(b, decapsulator.ipAt(), at + length, micros * NANOS);
    switch (joined) {
      case FragmentJoiner.Result.Whole whole -> {
        byte[] frame = new byte[Ethernet.HEADER + whole.packet().length];
        System.arraycopy(b, at, frame, 0, Ethernet.HEADER);
        System.arraycopy(whole.packet(), 0, frame, Ethernet.HEADER, whole.packet().length);
        arrived(host, frame, 0, frame.length, micros);
      }
      case FragmentJoiner.Result.Waiting _ -> {}
      case FragmentJoiner.Result.Overlap _ ->
          refuseOuter(DropReason.FRAGMENTS_OVERLAP, host, b, at, length, micros);
      case FragmentJoiner.Result.Faulty _ ->
          refuseOuter(DropReason.FRAGMENTS_INCOMPLETE, host, b, at, length, micros);
    }
  }

  private void refuseOuter(DropReason reason, int host, byte[] b, int at, int length, long micros) {
    trail.drop(
        index.hostName(host),
        "",
        Step.DECAPSULATE,
        micros,
        b,
        at,
        length,
        NetworkDrop.refused(reason));
  }

  private void segment(int host, byte[] b, int at, int length, long micros) {
    if (!index.speaksStt(host)) {
      drop(host, Step.DECAPSULATE, micros, b, at, length, Cause.NO_LISTENER, "7471");
      refuse(host, b, at, length, micros);
      return;
    }
    int ip = decapsulator.ipAt();
    IpAddress source = IpAddress.v4(b, ip + 12);
    SttReassembler.Result result =
        reassembler(host, micros)
            .segment(
                source,
                IpAddress.v4(Octets.i32(b, ip + 16)),
                b,
                decapsulator.tcpAt(),
                decapsulator.innerEnd(),
                micros * NANOS);
    if (result.drop() != null) {
      refuseOuter(result.drop(), host, b, at, length, micros);
    } else if (result.frame().isPresent()) {
      SttReassembler.Whole whole = result.frame().get();
      opened(
          host,
          index.segment(TunnelKind.STT, whole.contextId()),
          new Outer(b, at, length, source.toInt()),
          whole.bytes().clone(),
          whole.innerAt(),
          whole.innerLength(),
          micros);
    }
  }

  /** The kernel of a host that knows no STT resets what is no connection of its own. */
  private void refuse(int host, byte[] b, int at, int length, long micros) {
    byte[] reset = RejectionFrames.reset(b, at, length);
    if (reset.length > 0) {
      trail.hop(index.hostName(host), "", Step.REJECT, micros, reset, 0, reset.length);
      int to = Ipv4.source(b, at + Ethernet.HEADER);
      underlay.send(host, null, to, reset, 0, reset.length, micros);
    }
  }

  private SttReassembler reassembler(int host, long micros) {
    return reassemblers.computeIfAbsent(
        host,
        _ ->
            new SttReassembler(
                MOST_PARTIAL,
                (reason, segments, seen) ->
                    trail.drop(
                        index.hostName(host),
                        "",
                        Step.DECAPSULATE,
                        micros,
                        new byte[0],
                        0,
                        0,
                        new NetworkDrop(Cause.INCOMPLETE, reason, String.valueOf(segments)))));
  }

  /** Gives up frames whose rest did not come. */
  void expire(long micros) {
    reassemblers.values().forEach(reassembler -> reassembler.expire(micros * NANOS));
  }

  private void drop(
      int host, Step step, long micros, byte[] b, int at, int length, Cause cause, Object detail) {
    trail.drop(
        index.hostName(host), "", step, micros, b, at, length, NetworkDrop.of(cause, detail));
  }
}
