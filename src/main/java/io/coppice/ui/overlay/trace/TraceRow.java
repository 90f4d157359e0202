package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** A line of the list of hops. */
sealed interface TraceRow {
  /** The way of the frame that the line belongs to. */
  Journey journey();

  /** A frame begins its way. */
  record Head(Journey journey) implements TraceRow {}

  /** Something is done to it. */
  record Done(Journey journey, Hop hop) implements TraceRow {}

  /** Hops that did nothing, folded. */
  record Folded(Journey journey, List<Hop> hops) implements TraceRow {
    public Folded {
      hops = List.copyOf(hops);
    }
  }

  /** All lines of a trace; hops that did nothing are folded unless all are wanted. */
  static List<TraceRow> of(Trace trace, boolean unfolded) {
    List<TraceRow> rows = new ArrayList<>();
    for (Journey journey : trace.journeys()) {
      rows.add(new Head(journey));
      List<Hop> idle = new ArrayList<>();
      for (Hop hop : journey.hops()) {
        if (hop.didNothing() && !unfolded) {
          idle.add(hop);
          continue;
        }
        fold(rows, journey, idle);
        rows.add(new Done(journey, hop));
      }
      fold(rows, journey, idle);
    }
    return rows;
  }

  private static void fold(List<TraceRow> rows, Journey journey, List<Hop> idle) {
    if (!idle.isEmpty()) {
      rows.add(new Folded(journey, idle));
      idle.clear();
    }
  }
}
