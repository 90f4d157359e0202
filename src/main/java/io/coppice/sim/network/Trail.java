package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes down what is done to frames, where somebody wants to know, and shows it who captures. */
final class Trail {
  /** Nobody wants to know; nothing is copied. */
  static final Trail NONE = new Trail(false, null);

  /** Hops of one question, so that a storm does not fill the memory. */
  private static final int MOST = 20_000;

  private final boolean wanted;
  private final List<PacketHop> hops = new ArrayList<>();
  private final FrameTap tap;
  private long begin;

  private Trail(boolean wanted, FrameTap tap) {
    this.wanted = wanted;
    this.tap = tap;
  }

  /**
   * Of what begins then.
   *
   * @param tap shows frames to those who capture; null where nobody does
   */
  static Trail from(long micros, FrameTap tap) {
    Trail trail = new Trail(true, tap);
    trail.begin = micros;
    return trail;
  }

  /** The same where nobody captures. */
  static Trail from(long micros) {
    return from(micros, null);
  }

  /** Shows frames only to those who capture, if there are any. */
  static Trail tapped(FrameTap tap) {
    return tap == null ? NONE : new Trail(false, tap);
  }

  /** What follows is of a frame of that segment; -1 for none. */
  void inSegment(int row) {
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
    }
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
    hops.add(new PacketHop(node, port, step, micros - begin, frame, drop));
  }

  List<PacketHop> hops() {
    return hops;
  }
}
