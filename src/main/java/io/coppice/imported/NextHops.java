package io.coppice.imported;

import io.coppice.imported.answers.Json;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.ForwardingTable;
import io.coppice.model.overlay.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host's next hops, as {@code ip nexthop} names them: forwarding rows of multihomed peers give
 * only the number of a group of them (ip-nexthop(8), {@code fdb}).
 */
final class NextHops {
  private static final int MOST = 256;

  private final Map<Integer, IpAddress> gateways = new HashMap<>();
  private final Map<Integer, List<Integer>> groups = new HashMap<>();

  void add(Row row) {
    Json.Members said = row.members();
    int id = said.integer("id", 0);
    said.text("gateway").flatMap(IpAddress::parse).ifPresent(ip -> gateways.put(id, ip));
    List<Integer> members = new ArrayList<>();
    for (Json value : said.list("group")) {
      if (value instanceof Json.Members member && members.size() < MOST) {
        members.add(member.integer("id", 0));
      }
    }
    if (!members.isEmpty()) {
      groups.put(id, members);
    }
  }

  private List<IpAddress> peers(int id) {
    return groups.getOrDefault(id, List.of(id)).stream()
        .map(gateways::get)
        .flatMap(ip -> Optional.ofNullable(ip).stream())
        .toList();
  }

  /** The rows with a row for each peer of a group; where a group is not known, as they are. */
  ForwardingTable.Builder resolved(ForwardingTable.Builder rows) {
    if (!rows.hasNextHops() || gateways.isEmpty()) {
      return rows;
    }
    ForwardingTable.Builder resolved = new ForwardingTable.Builder();
    for (ForwardingEntry row : rows.build()) {
      List<IpAddress> peers = row.nextHop() == 0 ? List.of() : peers(row.nextHop());
      if (peers.isEmpty()) {
        resolved.add(row);
      } else {
        peers.forEach(ip -> resolved.add(row.withRemote(ip)));
      }
    }
    return resolved;
  }
}
