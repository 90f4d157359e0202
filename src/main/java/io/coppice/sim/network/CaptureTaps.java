package io.coppice.sim.network;

import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.trace.CarriedTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who captures in the network of a site. Frames are noted in the world whose machines sent them, so
 * that a trial that is thrown away, or a past that lives again, shows nobody anything; those of the
 * world that is published are handed over with it. Where nobody captures, a frame costs nothing.
 * Thread-safe.
 */
public final class CaptureTaps implements FrameCaptures {
  private final List<Tap> taps = new CopyOnWriteArrayList<>();
  private final List<DropWatch> watches = new CopyOnWriteArrayList<>();

  /** One who captures. */
  static final class Tap {
    final CapturePoint point;
    private final Consumer<Batch> listener;

    Tap(CapturePoint point, Consumer<Batch> listener) {
      this.point = point;
      this.listener = listener;
    }
  }

  /** One who waits for something to be dropped. */
  static final class DropWatch {
    final PortGroupId segment;
    private final Consumer<CarriedTrace> listener;

    DropWatch(PortGroupId segment, Consumer<CarriedTrace> listener) {
      this.segment = segment;
      this.listener = listener;
    }
  }

  @Override
  public Subscription start(CapturePoint at, Consumer<Batch> listener) {
    Tap tap = new Tap(at, listener);
    taps.add(tap);
    return () -> taps.remove(tap);
  }

  @Override
  public Subscription watchDrops(PortGroupId segment, Consumer<CarriedTrace> listener) {
    DropWatch watch = new DropWatch(segment, listener);
    watches.add(watch);
    return () -> watches.remove(watch);
  }

  List<DropWatch> watches() {
    return watches;
  }

  /** Rows of the segments of which somebody wants to hear what is dropped. */
  Set<Integer> watched() {
    return watches.isEmpty()
        ? Set.of()
        : watches.stream().map(it -> it.segment.value()).collect(Collectors.toUnmodifiableSet());
  }

  List<Tap> taps() {
    return taps;
  }

  /** Hands over what was captured in a world that is published; on the site's thread. */
  public void deliver(CapturedFrames.Taken taken) {
    taken.dropped().stream()
        .filter(it -> watches.contains(it.watch()))
        .forEach(it -> it.watch().listener.accept(it.packet()));
    if (taken.frames().isEmpty() && taken.lost().isEmpty()) {
      return;
    }
    Map<Tap, List<CapturedFrame>> frames = new HashMap<>();
    for (CapturedFrames.Noted noted : taken.frames()) {
      frames.computeIfAbsent(noted.tap(), _ -> new ArrayList<>()).add(noted.frame());
    }
    for (Tap tap : taps) {
      List<CapturedFrame> mine = frames.getOrDefault(tap, List.of());
      long lost = taken.lost().getOrDefault(tap, 0L);
      if (!mine.isEmpty() || lost > 0) {
        tap.listener.accept(new Batch(mine, lost));
      }
    }
  }
}
