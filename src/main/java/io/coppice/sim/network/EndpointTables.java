package io.coppice.sim.network;

import java.util.HashMap;
import java.util.Map;

/**
 * What endpoints learned: behind which other endpoint an address of a segment is, and when that was
 * last heard (RFC 7348 section 4.1). One thread.
 */
final class EndpointTables {
  private final Map<Long, Map<Long, Row>> tables = new HashMap<>();

  /** How large a packet an endpoint was told that the way to another takes. */
  private final Map<Long, Integer> rooms = new HashMap<>();

  private static final class Row {
    int remote;
    long heard;
  }

  private static long table(int host, int segment) {
    return (long) host << 32 | segment;
  }

  /** Notes where an address was heard from; 48 bits of group addresses are no source. */
  void learn(int host, int segment, long mac, int remote, long micros) {
    if ((mac >>> 40 & 1) != 0) {
      return;
    }
    Row row =
        tables
            .computeIfAbsent(table(host, segment), _ -> new HashMap<>())
            .computeIfAbsent(mac, _ -> new Row());
    row.remote = remote;
    row.heard = micros;
  }

  /** The endpoint behind which an address is; 0 if that is not known or was too long ago. */
  int find(int host, int segment, long mac, int ageing, long micros) {
    Map<Long, Row> rows = tables.get(table(host, segment));
    Row row = rows == null ? null : rows.get(mac);
    boolean known = row != null && (ageing == 0 || micros - row.heard < ageing * 1_000_000L);
    return known ? row.remote : 0;
  }

  void tell(int host, int remote, int mtu) {
    rooms.merge(table(host, remote), mtu, Math::min);
  }

  /** What the way takes as far as is known; the largest number if nothing is. */
  int room(int host, int remote) {
    return rooms.getOrDefault(table(host, remote), Integer.MAX_VALUE);
  }

  /** The ways are others now. */
  void forgetRooms() {
    rooms.clear();
  }
}
