package io.coppice.ui.overlay.source;

import io.coppice.backend.Backend;
import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.ui.overlay.graph.InventoryGraph;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.StateGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The network of the site that is shown: its own, with what a diagnosis finds in it, or what its
 * inventory tells of where it knows no more. The graph is made again when an object changed, and
 * for the load of links every two seconds. Any thread; the first look at a network takes time.
 */
public final class NetworkSource {
  private static final long LOADS = Duration.ofSeconds(2).toNanos();

  private final Supplier<Backend> site;
  private Optional<Known> known = Optional.empty();
  private Inventory madeOf;
  private Optional<Known> madeWith = Optional.empty();
  private long madeAt;
  private NetworkGraph made = NetworkGraph.EMPTY;

  /**
   * @param site the one that is shown
   */
  public NetworkSource(Supplier<Backend> site) {
    this.site = site;
  }

  /**
   * A network that is known in full.
   *
   * @param faults what is wrong in it
   */
  public record Known(NetworkState state, List<Fault> faults) {
    /** Diagnoses a network. */
    public static Known of(NetworkState state) {
      return new Known(state, Diagnosis.of(state));
    }
  }

  /** What is known at a snapshot; the same object while nothing changed. */
  public synchronized Optional<Known> known(Snapshot snapshot) {
    Optional<NetworkState> state = site.get().network(snapshot);
    if (!state.equals(known.map(Known::state))) {
      known = state.map(Known::of);
    }
    return known;
  }

  /** Pings that machines of the site sent of late. */
  public List<CarriedTrace> carriedPings() {
    return site.get().carriedPings();
  }

  /** Of the site; absent where no frames are carried. */
  public Optional<FrameCaptures> captures() {
    return site.get().captures();
  }

  /** The graph at a snapshot; the same object while nothing changed. */
  public synchronized NetworkGraph graph(Snapshot snapshot) {
    Optional<Known> now = known(snapshot);
    Inventory inventory = snapshot.inventory();
    boolean same = madeOf != null && madeOf.sharesAllWith(inventory) && now.equals(madeWith);
    boolean loads = inventory.hosts().size() > 0 && System.nanoTime() - madeAt > LOADS;
    if (!same || loads) {
      made =
          now.map(
                  it ->
                      inventory.hosts().size() == 0
                          ? StateGraph.of(it.state(), it.faults())
                          : StateGraph.of(it.state(), it.faults(), snapshot))
              .orElseGet(() -> InventoryGraph.of(snapshot));
      madeOf = inventory;
      madeWith = now;
      madeAt = System.nanoTime();
    }
    return made;
  }
}
