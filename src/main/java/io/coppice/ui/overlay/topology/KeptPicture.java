package io.coppice.ui.overlay.topology;

import io.coppice.session.Preferences;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of a network's picture across starts: where everything stands, what is hidden,
 * pinned and open. One text for each, under the network's name; what cannot be read is as if it had
 * never been kept.
 */
final class KeptPicture {
  private final Preferences preferences;
  private final String prefix;

  KeptPicture(Preferences preferences, String network) {
    this.preferences = preferences;
    this.prefix = "network." + network + '.';
  }

  Map<String, PlacedGraph.Spot> spots() {
    Map<String, PlacedGraph.Spot> spots = new HashMap<>();
    for (String line : preferences.get(prefix + "places").orElse("").split("\n")) {
      String[] parts = line.split("\t");
      if (parts.length == 3) {
        try {
          double x = Double.parseDouble(parts[1]);
          double y = Double.parseDouble(parts[2]);
          if (Math.abs(x) < 1e7 && Math.abs(y) < 1e7) {
            spots.put(parts[0], new PlacedGraph.Spot(x, y));
          }
        } catch (NumberFormatException e) {
          spots.remove(parts[0]);
        }
      }
    }
    return spots;
  }

  void keepSpots(Map<String, PlacedGraph.Spot> spots) {
    StringBuilder text = new StringBuilder();
    new LinkedHashMap<>(spots)
        .forEach(
            (key, spot) ->
                text.append(key.replace('\t', ' ').replace('\n', ' '))
                    .append('\t')
                    .append(spot.x())
                    .append('\t')
                    .append(spot.y())
                    .append('\n'));
    preferences.put(prefix + "places", text.toString());
  }

  Set<String> keys(String what) {
    Set<String> keys = new LinkedHashSet<>();
    for (String key : preferences.get(prefix + what).orElse("").split("\n")) {
      if (!key.isEmpty()) {
        keys.add(key);
      }
    }
    return keys;
  }

  void keepKeys(String what, Iterable<String> keys) {
    preferences.put(prefix + what, String.join("\n", keys));
  }
}
