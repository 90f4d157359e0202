package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.tunnel.DropReason;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;

/** Counts what was dropped, by reason, and remembers the first packet of each. */
final class DropReport {
  private record Dropped(long count, long firstPacket) {}

  private final Messages words;
  private final Map<DropReason, Dropped> dropped = new EnumMap<>(DropReason.class);
  private long total;

  DropReport(Messages words) {
    this.words = words;
  }

  void add(DropReason reason, long packet) {
    add(reason, packet, 1);
  }

  void add(DropReason reason, long packet, long count) {
    total += count;
    dropped.merge(
        reason,
        new Dropped(count, packet),
        (before, more) -> new Dropped(before.count + more.count, before.firstPacket));
  }

  long total() {
    return total;
  }

  /** A line for each reason. */
  void tell(PrintWriter to) {
    dropped.forEach(
        (reason, d) ->
            to.println(
                words.get(
                    reason.section().isEmpty() ? "cli.drops" : "cli.drops.rule",
                    d.count,
                    words.get("wire.drop." + reason.code()),
                    d.firstPacket,
                    reason.section())));
  }
}
