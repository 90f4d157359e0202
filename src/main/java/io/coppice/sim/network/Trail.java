package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes down what is done to frames, where somebody wants to know. */
final class Trail {
  /** Nobody wants to know; nothing is copied. */
  static final Trail NONE = new Trail(false);

  /** Hops of one question, so that a storm does not fill the memory. */
  private static final int MOST = 20_000;

  private final boolean wanted;
  private final List<PacketHop> hops = new ArrayList<>();
  private long begin;

  private Trail(boolean wanted) {
    this.wanted = wanted;
  }

  static Trail from(long micros) {
    Trail trail = new Trail(true);
    trail.begin = micros;
    return trail;
  }

  void hop(
      String node, String port, PacketHop.Step step, long micros, byte[] b, int at, int length) {
    if (wanted && hops.size() < MOST) {
      add(node, port, step, micros, b, at, length, Optional.empty());
    }
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
