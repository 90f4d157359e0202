package io.coppice.ui.overlay.source;

import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.overlay.graph.InventoryGraph;
import io.coppice.ui.overlay.graph.NetworkGraph;
import java.time.Duration;

/**
 * The network that is shown: what the site's inventory tells of. Made again when an object changed,
 * and for the load of links every two seconds. Any thread, one call at a time.
 */
public final class NetworkSource {
  private static final long LOADS = Duration.ofSeconds(2).toNanos();

  private Inventory madeOf;
  private long madeAt;
  private NetworkGraph made = NetworkGraph.EMPTY;

  /** The graph of the newest snapshot; the same object while nothing changed. */
  public synchronized NetworkGraph graph(Snapshot snapshot) {
    long now = System.nanoTime();
    Inventory inventory = snapshot.inventory();
    boolean same = madeOf != null && madeOf.sharesAllWith(inventory);
    if (!same || now - madeAt > LOADS) {
      made = InventoryGraph.of(snapshot);
      madeOf = inventory;
      madeAt = now;
    }
    return made;
  }

  /** The name under which places are kept. */
  public String name(Snapshot snapshot, String site) {
    return site;
  }
}
