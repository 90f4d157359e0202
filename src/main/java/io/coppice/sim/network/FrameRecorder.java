package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes down what is done to frames, where somebody wants to know, and shows it who captures. */
final class FrameRecorder {
  /** Hops of one question, so that a storm does not fill the memory. */
  private static final int MOST = 20_000;

  private final boolean wanted;
  private final List<PacketHop> hops = new ArrayList<>();
  private final FrameTap tap;
  private final Set<Integer> watched;
  private final Map<Integer, Integer> firstDrops = new TreeMap<>();
  private long begin;
  private int segment = -1;

  private FrameRecorder(boolean wanted, FrameTap tap, Set<Integer> watched) {
    this.wanted = wanted;
    this.tap = tap;
    this.watched = watched;
  }

  /**
   * Of what begins then.
   *
   * @param tap shows frames to those who capture; null where nobody does
   * @param watched segments of which the first drop is noted
   */
  static FrameRecorder from(long micros, FrameTap tap, Set<Integer> watched) {
    FrameRecorder trail = new FrameRecorder(true, tap, watched);
    trail.begin = micros;
    return trail;
  }

  /** The same where nobody captures. */
  static FrameRecorder from(long micros) {
    return from(micros, null, Set.of());
  }

  /** Nobody wants to know; nothing is copied. */
  static FrameRecorder untold() {
    return tapped(null);
  }

  /**
   * Of what nobody wants to know but those who capture.
   *
   * @param tap null where nobody does
   */
  static FrameRecorder tapped(FrameTap tap) {
    return new FrameRecorder(false, tap, Set.of());
  }

  /** What follows is of a frame of that segment; -1 for none. */
  void inSegment(int row) {
    segment = row;
    if (tap != null) {
      tap.in(row);
    }
  }

  /** What follows is in the tunnel from a host to an endpoint or group. */
  void inTunnel(int host, int remote) {
    if (tap != null) {
      tap.within(host, remote);
    }
  }

  /** Something is done at a machine's adapter. */
  void hop(GuestPort at, PacketHop.Step step, long micros, byte[] b, int from, int length) {
    hop(at, at.machineName, at.name, step, micros, b, from, length);
  }

  void hop(
      String node, String port, PacketHop.Step step, long micros, byte[] b, int at, int length) {
    hop(null, node, port, step, micros, b, at, length);
  }

  /** A fence gave a packet that came by an adapter other addresses. */
  void translated(GuestPort in, long micros, byte[] b, String said) {
    if (wanted && hops.size() < MOST) {
      byte[] frame = b.clone();
      long after = micros - begin;
      hops.add(
          new PacketHop(
              in.machineName,
              in.name,
              PacketHop.Step.TRANSLATE,
              after,
              said,
              frame,
              Optional.empty()));
    }
  }

  /** A host sends a packet by an uplink that it did not choose freely; {@code said} is why. */
  void pinned(String node, String port, long micros, byte[] b, int at, int length, String said) {
    if (tap != null) {
      tap.see(null, node, port, PacketHop.Step.ROUTE, micros, b, at, length, null);
    }
    if (wanted && hops.size() < MOST) {
      byte[] frame = Arrays.copyOfRange(b, at, at + length);
      hops.add(
          new PacketHop(
              node, port, PacketHop.Step.ROUTE, micros - begin, said, frame, Optional.empty()));
    }
  }

  private void hop(
      GuestPort adapter,
      String node,
      String port,
      PacketHop.Step step,
      long micros,
      byte[] b,
      int at,
      int length) {
    if (tap != null) {
      tap.see(adapter, node, port, step, micros, b, at, length, null);
    }
    if (wanted && hops.size() < MOST) {
      add(node, port, step, micros, b, at, length, Optional.empty());
    }
  }

  /** A machine's adapter sends nothing. */
  void drop(
      GuestPort at,
      PacketHop.Step step,
      long micros,
      byte[] b,
      int from,
      int length,
      NetworkDrop drop) {
    drop(at, at.machineName, at.name, step, micros, b, from, length, drop);
  }

  void drop(
      String node,
      String port,
      PacketHop.Step step,
      long micros,
      byte[] b,
      int at,
      int length,
      NetworkDrop drop) {
    drop(null, node, port, step, micros, b, at, length, drop);
  }

  private void drop(
      GuestPort adapter,
      String node,
      String port,
      PacketHop.Step step,
      long micros,
      byte[] b,
      int at,
      int length,
      NetworkDrop drop) {
    if (tap != null) {
      tap.see(adapter, node, port, step, micros, b, at, length, drop);
    }
    if (wanted && hops.size() < MOST) {
      add(node, port, step, micros, b, at, length, Optional.of(drop));
      if (watched.contains(segment) && !drop.isSpare()) {
        firstDrops.putIfAbsent(segment, hops.size());
      }
    }
  }

  /** By watched segment: how many hops there were with the first drop of a frame of it. */
  Map<Integer, Integer> firstDrops() {
    return firstDrops;
  }

  boolean isWanted() {
    return wanted;
  }

  private void add(
      String node,
      String port,
      PacketHop.Step step,
      long micros,
      byte[] b,
      int at,
      int length,
      Optional<NetworkDrop> drop) {
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    hops.add(new PacketHop(node, port, step, micros - begin, "", frame, drop));
  }

  List<PacketHop> hops() {
    return hops;
  }
}
