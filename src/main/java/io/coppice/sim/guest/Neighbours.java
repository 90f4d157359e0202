package io.coppice.sim.guest;

import io.coppice.model.MacAddress;
import io.coppice.sim.network.GuestNetwork.Neighbour;
import java.util.List;

/** Who a guest knows on its wires. */
public final class Neighbours {
  private Neighbours() {}

  /** As {@code ip neigh} lists them. */
  public static List<String> list(GuestFacts facts) {
    return facts.network().neighbours(facts.machine().id()).stream()
        .map(Neighbours::line)
        .sorted()
        .toList();
  }

  private static String line(Neighbour row) {
    String at = row.address() + " dev eth" + row.adapter();
    return row.mac().isEmpty()
        ? at + " FAILED"
        : at
            + " lladdr "
            + new MacAddress(row.mac().get())
            + (row.stale() ? " STALE" : " REACHABLE");
  }
}
