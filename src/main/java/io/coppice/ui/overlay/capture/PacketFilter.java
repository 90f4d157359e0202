package io.coppice.ui.overlay.capture;

import java.util.List;
import java.util.Locale;

/**
 * What packets are listed: those with one text outside of their tunnels and another inside.
 *
 * @param outside address, port or protocol; empty for all
 * @param inside the same; what it is asked of is in a tunnel
 */
record PacketFilter(String outside, String inside) {
  PacketFilter {
    outside = outside.strip().toLowerCase(Locale.ROOT);
    inside = inside.strip().toLowerCase(Locale.ROOT);
  }

  List<PacketRow> of(List<PacketRow> rows) {
    return outside.isEmpty() && inside.isEmpty()
        ? rows
        : rows.stream().filter(this::passes).toList();
  }

  boolean passes(PacketRow row) {
    boolean out =
        outside.isEmpty()
            || row.outer().toLowerCase(Locale.ROOT).contains(outside)
            || row.layers().toLowerCase(Locale.ROOT).contains(outside);
    return out
        && (inside.isEmpty()
            || !row.inner().isEmpty()
                && (row.inner().toLowerCase(Locale.ROOT).contains(inside)
                    || row.top().label().toLowerCase(Locale.ROOT).contains(inside)));
  }
}
