package io.coppice.ui.overlay.source;

import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.ui.overlay.graph.InventoryGraph;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.StateGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The network that is shown: one read from hosts, if the person opened one, else what the site's
 * inventory tells of. That is made again when an object changed, and for the load of links every
 * two seconds. Any thread.
 */
public final class NetworkSource {
  private static final long LOADS = Duration.ofSeconds(2).toNanos();

  private Inventory madeOf;
  private long madeAt;
  private NetworkGraph made = NetworkGraph.EMPTY;
  private Optional<Opened> opened = Optional.empty();

  /**
   * A network that was read from hosts.
   *
   * @param faults what is wrong in it
   */
  public record Opened(NetworkReader.Reading reading, List<Fault> faults, NetworkGraph graph) {
    /** Reads faults into the picture. */
    public static Opened of(NetworkReader.Reading reading, List<Fault> faults) {
      return new Opened(reading, List.copyOf(faults), StateGraph.of(reading.state(), faults));
    }
  }

  /** Shows a network that was read, or the site's again. */
  public synchronized void open(Optional<Opened> other) {
    opened = other;
    madeOf = null;
  }

  public synchronized Optional<Opened> opened() {
    return opened;
  }

  /** The state that traces and faults speak of; the site's inventory has none. */
  public synchronized Optional<NetworkState> state() {
    return opened.map(it -> it.reading().state());
  }

  /** The graph of the newest snapshot; the same object while nothing changed. */
  public synchronized NetworkGraph graph(Snapshot snapshot) {
    if (opened.isPresent()) {
      return opened.get().graph();
    }
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
}
