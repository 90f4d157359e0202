package io.coppice.ui.overlay.topology;

import io.coppice.session.Preferences;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.picture.NetworkRaster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the person chose of one network, and where everything stands in its picture. Choices are
 * made on the FX thread, states computed off it, one at a time.
 */
final class TopologyModel {
  private final KeptPicture kept;
  private final Map<String, PlacedGraph.Spot> spots = new HashMap<>();
  private volatile Choices choices;
  private NetworkGraph placedGraph;
  private NetworkRaster raster = new NetworkRaster(PlacedGraph.EMPTY);
  private boolean anew;

  TopologyModel(Preferences preferences, String network) {
    kept = new KeptPicture(preferences, network);
    spots.putAll(kept.spots());
    choices =
        Choices.NONE
            .hidden(kept.keys("hidden"))
            .open(kept.keys("open"))
            .pinned(kept.keys("pinned"))
            .segments(List.copyOf(kept.keys("segments")));
  }

  Choices choices() {
    return choices;
  }

  void choose(UnaryOperator<Choices> change) {
    Choices before = choices;
    choices = change.apply(before);
    keep("hidden", before.hidden(), choices.hidden());
    keep("open", before.open(), choices.open());
    keep("pinned", before.pinned(), choices.pinned());
    keep(
        "segments",
        new LinkedHashSet<>(before.segments()),
        new LinkedHashSet<>(choices.segments()));
  }

  private void keep(String what, Set<String> before, Set<String> now) {
    if (!before.equals(now)) {
      kept.keepKeys(what, now);
    }
  }

  void toggle(
      String key,
      java.util.function.Function<Choices, Set<String>> which,
      java.util.function.BiFunction<Choices, Set<String>, Choices> with) {
    Set<String> changed = new HashSet<>(which.apply(choices));
    if (!changed.remove(key)) {
      changed.add(key);
    }
    choose(now -> with.apply(now, changed));
  }

  /** Colours a segment too, or no longer; the first goes when there are too many. */
  void toggleSegment(String key, int most) {
    LinkedHashSet<String> changed = new LinkedHashSet<>(choices.segments());
    if (!changed.remove(key)) {
      changed.add(key);
      while (changed.size() > most) {
        changed.removeFirst();
      }
    }
    choose(now -> now.segments(List.copyOf(changed)));
  }

  /** Places a graph: only what is new gets a place. */
  synchronized NetworkRaster place(NetworkGraph graph) {
    if (graph == placedGraph && !anew) {
      return raster;
    }
    boolean sameNodes =
        !anew && placedGraph != null && placedGraph.nodes().size() == graph.nodes().size();
    for (int i = 0; sameNodes && i < graph.nodes().size(); i++) {
      NetworkGraph.Node was = placedGraph.nodes().get(i);
      NetworkGraph.Node is = graph.nodes().get(i);
      sameNodes = was.key().equals(is.key()) && was.role() == is.role();
    }
    placedGraph = graph;
    anew = false;
    if (sameNodes) {
      raster = new NetworkRaster(raster.placed().with(graph));
      return raster;
    }
    PlacedGraph placed = PlacedGraph.of(graph, spots);
    Map<String, PlacedGraph.Spot> now = placed.spots();
    if (!spots.entrySet().containsAll(now.entrySet())) {
      spots.putAll(now);
      kept.keepSpots(spots);
    }
    raster = new NetworkRaster(placed);
    return raster;
  }

  /** Forgets all places but those that are pinned. */
  synchronized void arrangeAnew() {
    spots.keySet().retainAll(choices.pinned());
    anew = true;
  }

  /** A node stands elsewhere from now on, and is pinned there. */
  synchronized void move(PlacedGraph moved, int node) {
    String key = moved.graph().nodes().get(node).key();
    spots.put(key, new PlacedGraph.Spot(moved.x(node), moved.y(node)));
    kept.keepSpots(spots);
    raster = new NetworkRaster(moved);
    placedGraph = moved.graph();
    if (!choices.pinned().contains(key)) {
      toggle(key, Choices::pinned, Choices::pinned);
    }
  }
}
