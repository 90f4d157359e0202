package io.coppice.sim;

import io.coppice.backend.Halt;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.sim.console.PublishedWorld;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.network.NetworkMemory;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What others see of a world: immutable copies, one newer than the other. Published and listened to
 * on the world's thread, read on any.
 */
final class WorldPublisher {
  private static final System.Logger LOG = System.getLogger(WorldPublisher.class.getName());

  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile PublishedWorld newest;
  private volatile List<CarriedTrace> pings = List.of();
  private World published;
  private Together together = new Together(List.of(), List.of(), List.of());

  /** What is wrong in the world and in its network, worst first, as it was put together last. */
  private record Together(List<Problem> world, List<Problem> network, List<Problem> both) {
    private boolean isOf(List<Problem> ofWorld, List<Problem> ofNetwork) {
      return world == ofWorld && network == ofNetwork;
    }

    private static Together of(List<Problem> ofWorld, List<Problem> ofNetwork) {
      List<Problem> all = new ArrayList<>(ofWorld);
      all.addAll(ofNetwork);
      all.sort(Comparator.comparing(Problem::severity).reversed());
      return new Together(ofWorld, ofNetwork, List.copyOf(all));
    }
  }

  WorldPublisher(World first) {
    newest = new PublishedWorld(first.freeze(1), Guests.of(first).copy());
    published = first.copy();
  }

  Snapshot snapshot() {
    return newest.snapshot();
  }

  /** The same, with its guests. */
  PublishedWorld shown() {
    return newest;
  }

  /** The world as it was last published, to come back to when an event fails; a copy. */
  World lastPublished() {
    return published.copy();
  }

  /**
   * Publishes a world as it is now.
   *
   * @param halt why it stands still, if a mistake stopped it: that is wrong first of all
   * @param network what is wrong in its network
   */
  void publish(World world, Optional<Halt> halt, List<Problem> network) {
    Snapshot frozen =
        world
            .freeze(snapshot().revision() + 1)
            .withTransfers(FlowTable.find(world).map(FlowTable::ofLinks).orElse(List.of()));
    List<Problem> first = halt.map(Halt::why).map(List::of).orElse(List.of());
    newest =
        new PublishedWorld(
            first.isEmpty() && network.isEmpty() ? frozen : alarmed(frozen, first, network),
            Guests.of(world).copy());
    pings = NetworkMemory.find(world).map(NetworkMemory::pings).orElse(List.of());
    published = world.copy();
  }

  /** Pings that machines sent of late, newest first. */
  List<CarriedTrace> pings() {
    return pings;
  }

  /** As long as the same is wrong it is the same list: who looks at it knows that by that. */
  private Snapshot alarmed(Snapshot now, List<Problem> first, List<Problem> network) {
    if (!together.isOf(now.alarms(), network)) {
      together = Together.of(now.alarms(), network);
    }
    List<Problem> alarms = together.both();
    if (!first.isEmpty()) {
      alarms = new ArrayList<>(first);
      alarms.addAll(together.both());
    }
    return new Snapshot(
        now.revision(),
        now.time(),
        now.inventory(),
        now.forks(),
        now.figures(),
        now.jobs(),
        now.events(),
        alarms,
        now.fabric(),
        now.transfers());
  }

  /** Hears of the newest at once, and of every later one. */
  void add(Consumer<Snapshot> listener) {
    listeners.add(listener);
    tell(listener);
  }

  void remove(Consumer<Snapshot> listener) {
    listeners.remove(listener);
  }

  void tellAll() {
    listeners.forEach(this::tell);
  }

  private void tell(Consumer<Snapshot> listener) {
    try {
      listener.accept(snapshot());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a listener failed", e);
    }
  }
}
