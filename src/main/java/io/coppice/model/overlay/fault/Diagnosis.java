package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what is wrong in a network. A pure function of the state: what nobody collected is no
 * fault, and a fault that follows from another is told once, where it begins.
 */
public final class Diagnosis {
  private Diagnosis() {}

  /** All faults: errors first, then by kind and place. */
  public static List<Fault> of(NetworkState state) {
    return new DiagnosisRun(state).run();
  }

  /** Endpoints under a wrong id, with the label of the segment that they should be of. */
  public static Map<Link.End, String> underWrongId(NetworkState state) {
    Map<Link.End, String> found = new LinkedHashMap<>();
    new SegmentChecks(
            state,
            new RoutedPaths(state),
            fault -> found.put(fault.where().getFirst(), fault.segment().orElseThrow()))
        .runIds();
    return found;
  }
}
