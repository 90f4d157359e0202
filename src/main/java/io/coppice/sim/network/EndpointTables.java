package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What endpoints learned: behind which other endpoint an address of a segment is, and when that was
 * last heard (RFC 7348 section 4.1). What was learned first stands first, so that the same frames
 * leave the same tables. One thread.
 */
final class EndpointTables {
  /** Rows above which those that were not heard for long are forgotten. */
  private static final int MANY = 20_000;

  private static final long LONG = 3_600_000_000L;

  private final Map<Long, Map<Long, Row>> tables = new LinkedHashMap<>();
  private int size;

  /** How large a packet an endpoint was told that the way to another takes. */
  private final Map<Long, Integer> rooms = new LinkedHashMap<>();

  /** Copies that were sent of the frames of a host's ports in a port group. */
  private final Map<Long, Integer> mirrored = new LinkedHashMap<>();

  private static final class Row {
    int remote;
    long heard;
  }

  /** A row as a plain value; {@code heard} is an instant in microseconds. */
  record Learned(int host, int segment, long mac, int remote, long heard) {}

  /** How large a packet goes from a host to an endpoint, in bytes. */
  record Room(int host, int remote, int mtu) {}

  /** How many copies were sent of the frames of a host's ports in a port group. */
  record Mirrored(int host, int group, int copies) {}

  EndpointTables copy() {
    EndpointTables copy = new EndpointTables();
    learned().forEach(copy::add);
    copy.rooms.putAll(rooms);
    copy.mirrored.putAll(mirrored);
    return copy;
  }

  private void add(Learned row) {
    learn(row.host(), row.segment(), row.mac(), row.remote(), row.heard());
  }

  static EndpointTables of(List<Learned> rows, List<Room> rooms, List<Mirrored> mirrored) {
    EndpointTables tables = new EndpointTables();
    rows.forEach(tables::add);
    rooms.forEach(room -> tables.tell(room.host(), room.remote(), room.mtu()));
    mirrored.forEach(it -> tables.mirrored.put(table(it.host(), it.group()), it.copies()));
    return tables;
  }

  /** Every row, in the order in which they were first learned. */
  List<Learned> learned() {
    List<Learned> all = new ArrayList<>(size);
    tables.forEach(
        (table, rows) ->
            rows.forEach(
                (mac, row) ->
                    all.add(
                        new Learned(
                            (int) (table >>> 32), table.intValue(), mac, row.remote, row.heard))));
    return all;
  }

  List<Room> rooms() {
    List<Room> all = new ArrayList<>(rooms.size());
    rooms.forEach((way, mtu) -> all.add(new Room((int) (way >>> 32), way.intValue(), mtu)));
    return all;
  }

  List<Mirrored> mirrored() {
    List<Mirrored> all = new ArrayList<>(mirrored.size());
    mirrored.forEach(
        (of, copies) -> all.add(new Mirrored((int) (of >>> 32), of.intValue(), copies)));
    return all;
  }

  /** The sequence number of the next copy (draft-foschiano-erspan-03 section 4.1), from 0. */
  int nextMirrored(int host, int group) {
    return mirrored.merge(table(host, group), 1, Integer::sum) - 1;
  }

  /** Forgets what was not heard for an hour, where much is known. */
  void tidy(long now) {
    if (size > MANY) {
      tables.values().forEach(rows -> rows.values().removeIf(row -> now - row.heard > LONG));
      tables.values().removeIf(Map::isEmpty);
      size = tables.values().stream().mapToInt(Map::size).sum();
    }
  }

  private static long table(int host, int segment) {
    return (long) host << 32 | segment & 0xffff_ffffL;
  }

  /** Notes where an address was heard from; 48 bits of group addresses are no source. */
  void learn(int host, int segment, long mac, int remote, long micros) {
    if ((mac >>> 40 & 1) != 0) {
      return;
    }
    Map<Long, Row> rows = tables.computeIfAbsent(table(host, segment), _ -> new LinkedHashMap<>());
    Row row = rows.get(mac);
    if (row == null) {
      row = new Row();
      rows.put(mac, row);
      size++;
    }
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
