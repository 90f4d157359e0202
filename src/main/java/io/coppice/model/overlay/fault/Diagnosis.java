package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds what is wrong in a network. A pure function of the state: what nobody collected is no
 * fault, and a fault that follows from another is told once, where it begins.
 */
public final class Diagnosis {
  private Diagnosis() {}

  /** All faults: errors first, then by kind and place. */
  public static List<Fault> of(NetworkState state) {
    List<Consumer<Consumer<Fault>>> checks =
        List.of(
            into -> new DeviceChecks(state, into).run(),
            into -> new SegmentChecks(state, new RoutedPaths(state), into).run(),
            into -> new AddressChecks(state, new RoutedPaths(state), into).run(),
            into -> new UnderlayChecks(state, new RoutedPaths(state), into).run(),
            into -> new MiddleboxChecks(state, new RoutedPaths(state), into).run());
    List<Fault> faults = new ArrayList<>();
    checks.parallelStream().map(Diagnosis::found).toList().forEach(faults::addAll);
    faults.sort(
        Comparator.comparing(Fault::severity)
            .reversed()
            .thenComparing(Fault::kind)
            .thenComparing(fault -> fault.where().toString()));
    return List.copyOf(faults);
  }

  /** What one of them finds, on a thread of its own: none knows of the others. */
  private static List<Fault> found(Consumer<Consumer<Fault>> check) {
    List<Fault> found = new ArrayList<>();
    check.accept(found::add);
    return found;
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
