package io.coppice.sim.network;

import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.SimTime;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.trace.Words;
import io.coppice.sim.network.CaptureTaps.Tap;
import io.coppice.sim.network.PacketHop.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Captures what one question of a machine causes, for all who capture then. One thread, one
 * question.
 */
final class FrameTap {
  /** Where a frame of a segment comes to be: by a machine, by its host, around it or against it. */
  private static final Set<Step> BEGINNINGS =
      EnumSet.of(Step.SEND, Step.SUPPRESS, Step.TELL, Step.ENCAPSULATE, Step.REJECT);

  private static final Set<Step> WRAPPED = EnumSet.of(Step.ENCAPSULATE, Step.REJECT);

  /** The first bits of group addresses (RFC 1112 section 4). */
  private static final int MULTICAST = 0xe;

  private final FabricIndex index;
  private final NetworkMemory memory;
  private final List<Watch> watches = new ArrayList<>();
  private int segment = -1;
  private int host = -1;
  private int remote;

  /** One who captures, and whether a frame is his. */
  private record Watch(Tap tap, Filter filter) {}

  @FunctionalInterface
  private interface Filter {
    boolean passes(Hop hop);
  }

  /** One thing done to a frame; {@code adapter} is null away from machines. */
  private record Hop(GuestPort adapter, String node, String port, Step step, boolean drop) {}

  private FrameTap(FabricIndex index, NetworkMemory memory) {
    this.index = index;
    this.memory = memory;
  }

  /** Null where nobody captures. */
  static FrameTap of(CaptureTaps taps, FabricIndex index, NetworkMemory memory) {
    if (taps.taps().isEmpty()) {
      return null;
    }
    FrameTap made = new FrameTap(index, memory);
    for (Tap tap : taps.taps()) {
      made.watches.add(new Watch(tap, made.filter(tap.point)));
    }
    return made;
  }

  private Filter filter(CapturePoint point) {
    return switch (point) {
      case CapturePoint.Adapter(var machine, int key) ->
          hop ->
              hop.adapter != null && hop.adapter.machine.equals(machine) && hop.adapter.key == key;
      case CapturePoint.Cable(var end) ->
          index
              .ways
              .linkAt(end)
              .<Filter>map(
                  link ->
                      hop -> hop.step == Step.ROUTE && (isAt(hop, link.a()) || isAt(hop, link.b())))
              .orElse(_ -> false);
      case CapturePoint.Tunnel(var one, var other) ->
          hop ->
              (hop.drop || WRAPPED.contains(hop.step))
                  && (leads(Optional.of(one), other) || leads(other, Optional.of(one)));
      case CapturePoint.SegmentOf(var group) ->
          hop -> segment == group.value() && (hop.drop || BEGINNINGS.contains(hop.step));
    };
  }

  private boolean isAt(Hop hop, FabricLink.End end) {
    return hop.port.equals(end.port()) && hop.node.equals(nodeName(end.node()));
  }

  private String nodeName(String node) {
    return EntityId.parse(node).filter(HostId.class::isInstance).isPresent()
        ? index.hostName(EntityId.parse(node).orElseThrow().value())
        : node;
  }

  /** Whether what is under way was sent by one host's endpoint to the other's, or to a group. */
  private boolean leads(Optional<HostId> from, Optional<HostId> to) {
    boolean begins = host >= 0 && from.map(it -> it.value() == host).orElse(true);
    return begins
        && (remote >>> 28 == MULTICAST
            || to.map(it -> it.value() == index.hostOf(remote)).orElse(true));
  }

  /** What follows is of a frame of that segment; -1 for none. */
  void in(int row) {
    segment = row;
    host = -1;
  }

  /** What follows is in a tunnel. */
  void within(int from, int address) {
    host = from;
    remote = address;
  }

  void see(
      GuestPort adapter,
      String node,
      String port,
      Step step,
      long micros,
      byte[] b,
      int at,
      int length,
      NetworkDrop drop) {
    Hop hop = new Hop(adapter, node, port, step, drop != null);
    CapturedFrame frame = null;
    for (Watch watch : watches) {
      if (!watch.filter.passes(hop)) {
        continue;
      }
      if (memory.captured().isFull()) {
        memory.captured().lose(watch.tap);
        continue;
      }
      if (frame == null) {
        frame =
            new CapturedFrame(
                new SimTime(micros),
                node,
                port,
                Words.of("network.carried." + step, port),
                Arrays.copyOfRange(b, at, at + length),
                Optional.ofNullable(drop).map(NetworkDrop::problem));
      }
      memory.captured().add(watch.tap, frame);
    }
  }
}
