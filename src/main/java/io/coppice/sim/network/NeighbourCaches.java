package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the systems of machines remember of the network: their neighbours' addresses, and how large
 * a packet goes to whom. One thread.
 */
final class NeighbourCaches {
  /** What an adapter remembers at most; the oldest is forgotten. */
  private static final int MOST = 64;

  /** A neighbour is asked for again after this long (Linux, base_reachable_time). */
  private static final long STALE = 30_000_000;

  /** What a path carries is doubted after ten minutes (RFC 1191 section 6.3). */
  private static final long PATH_AGE = 600_000_000;

  private final Map<Long, Map<Integer, Known>> neighbours = new LinkedHashMap<>();
  private final Map<Long, Map<Integer, Path>> paths = new LinkedHashMap<>();

  /**
   * A neighbour.
   *
   * @param mac 48 bits; 0 where nobody answered
   * @param heard when, microseconds
   */
  record Known(long mac, long heard) {
    boolean isStale(long now) {
      return now - heard > STALE;
    }

    boolean failed() {
      return mac == 0;
    }
  }

  /** How large a packet goes somewhere, in bytes, and when that was told. */
  record Path(int mtu, long heard) {}

  /** A neighbour of an adapter, as a plain value. */
  record NeighbourRow(long port, int address, Known known) {}

  /** A path from an adapter, as a plain value. */
  record PathRow(long port, int address, Path path) {}

  static NeighbourCaches of(List<NeighbourRow> neighbours, List<PathRow> paths) {
    NeighbourCaches caches = new NeighbourCaches();
    neighbours.forEach(row -> row(caches.neighbours, row.port()).put(row.address(), row.known()));
    paths.forEach(row -> row(caches.paths, row.port()).put(row.address(), row.path()));
    return caches;
  }

  NeighbourCaches copy() {
    return of(neighbours(), paths());
  }

  List<NeighbourRow> neighbours() {
    List<NeighbourRow> all = new ArrayList<>();
    neighbours.forEach(
        (port, rows) ->
            rows.forEach((address, known) -> all.add(new NeighbourRow(port, address, known))));
    return all;
  }

  List<PathRow> paths() {
    List<PathRow> all = new ArrayList<>();
    paths.forEach(
        (port, rows) -> rows.forEach((address, path) -> all.add(new PathRow(port, address, path))));
    return all;
  }

  private static <T> Map<Integer, T> row(Map<Long, Map<Integer, T>> of, long port) {
    return of.computeIfAbsent(port, _ -> new LinkedHashMap<>());
  }

  private static <T> void put(Map<Long, Map<Integer, T>> of, long port, int address, T value) {
    Map<Integer, T> rows = row(of, port);
    rows.put(address, value);
    if (rows.size() > MOST) {
      rows.remove(rows.keySet().iterator().next());
    }
  }

  /** An adapter's neighbours by address; those of before its system started are forgotten. */
  Map<Integer, Known> of(GuestPort port, long started) {
    Map<Integer, Known> rows = neighbours.getOrDefault(port.id(), Map.of());
    if (rows.values().stream().allMatch(known -> known.heard() >= started)) {
      return rows;
    }
    Map<Integer, Known> left = new LinkedHashMap<>(rows);
    left.values().removeIf(known -> known.heard() < started);
    return left;
  }

  /** A neighbour; empty where it must be asked for. */
  Optional<Known> find(GuestPort port, int address, long started) {
    return Optional.ofNullable(neighbours.getOrDefault(port.id(), Map.of()).get(address))
        .filter(known -> known.heard() >= started);
  }

  void learn(GuestPort port, int address, long mac, long micros) {
    put(neighbours, port.id(), address, new Known(mac, micros));
  }

  /** The largest packet that is known to go there; the largest number if nothing is known. */
  int pathMtu(GuestPort port, int to, long micros, long started) {
    Path path = paths.getOrDefault(port.id(), Map.of()).get(to);
    boolean known = path != null && path.heard() >= started && micros - path.heard() < PATH_AGE;
    return known ? path.mtu() : Integer.MAX_VALUE;
  }

  void tell(GuestPort port, int to, int mtu, long micros) {
    put(paths, port.id(), to, new Path(mtu, micros));
  }

  void forget(GuestPort port) {
    neighbours.remove(port.id());
    paths.remove(port.id());
  }
}
