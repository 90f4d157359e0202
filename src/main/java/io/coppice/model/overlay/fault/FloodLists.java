package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where endpoints flood to by their tables. The peers are what all are asked for; the rows, of
 * which a large fabric has a million, only where something is wrong with them. One thread.
 */
final class FloodLists {
  private final NetworkState state;
  private final Map<Link.End, List<IpAddress>> peers = new HashMap<>();
  private final Map<Link.End, List<ForwardingEntry>> rows = new HashMap<>();

  FloodLists(NetworkState state) {
    this.state = state;
    for (Node node : state.nodes().values()) {
      node.forwarding()
          .floodPeers()
          .forEach((device, list) -> peers.put(new Link.End(node.name(), device), list));
    }
  }

  /** Of all segments of an endpoint, each once. */
  List<IpAddress> peers(Link.End end) {
    return peers.getOrDefault(end, List.of());
  }

  /** The rows for the frames of one segment. */
  List<ForwardingEntry> rows(Link.End end, TunnelEndpoint tunnel, long id) {
    List<ForwardingEntry> all = rows(end);
    return tunnel.external()
        ? all.stream().filter(row -> row.id() < 0 || row.id() == id).toList()
        : all;
  }

  /** All rows, in their order. */
  List<ForwardingEntry> rows(Link.End end) {
    if (!peers.containsKey(end)) {
      return List.of();
    }
    if (!rows.containsKey(end)) {
      state.nodes().get(end.node()).forwarding().floods(row -> add(end.node(), row));
    }
    return rows.get(end);
  }

  private void add(String node, ForwardingEntry row) {
    if (row.remote().isPresent()) {
      rows.computeIfAbsent(new Link.End(node, row.device()), _ -> new ArrayList<>()).add(row);
    }
  }
}
