package io.coppice.ui.overlay.source;

import io.coppice.backend.Backend;
import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.overlay.graph.InventoryGraph;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.StateGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The network of the site that is shown: its own, with what a diagnosis finds in it, or what its
 * inventory tells of where it knows no more. The graph is made again when an object changed or more
 * was found, and for the load of links every two seconds. Any thread; the first look at a network
 * takes time.
 */
public final class NetworkSource {
  private static final long LOADS = Duration.ofSeconds(2).toNanos();

  private final Supplier<Backend> site;
  private final FaultSearch search;
  private Inventory madeOf;
  private Optional<Known> madeWith = Optional.empty();
  private long madeAt;
  private NetworkGraph made = NetworkGraph.EMPTY;

  /**
   * A source.
   *
   * @param site the one that is shown
   * @param failed is told on the FX thread why a network could not be looked through
   */
  public NetworkSource(Supplier<Backend> site, FrameGate gate, Consumer<Throwable> failed) {
    this.site = site;
    this.search = new FaultSearch(gate, failed);
  }

  /**
   * A network that is known in full.
   *
   * @param faults what is known to be wrong in it, of the search as far as it came
   */
  public record Known(NetworkState state, List<Fault> faults) {}

  /** The network at a snapshot, the same object while nothing changed; not looked through. */
  public Optional<NetworkState> state(Snapshot snapshot) {
    return site.get().network(snapshot);
  }

  /** What is known of the network at a snapshot; who asks has it looked through. */
  public Optional<Known> known(Snapshot snapshot) {
    return found(snapshot).map(found -> new Known(found.state(), found.faults()));
  }

  /** As {@link #known}, with how far the search for faults came. */
  public Optional<FaultSearch.Found> found(Snapshot snapshot) {
    Backend shown = site.get();
    return shown.network(snapshot).map(state -> search.in(shown, state));
  }

  /** The search for what is wrong in it. */
  public FaultSearch search() {
    return search;
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
