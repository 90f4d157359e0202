package io.coppice.ui.overlay.trace;

import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.ui.kit.FrameGate;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until a packet that a machine of a segment sends is dropped. FX thread. */
final class DropWatch {
  private final FrameGate gate;
  private final Consumer<CarriedTrace> found;
  private Optional<Subscription> waiting = Optional.empty();
  private int number;

  /**
   * @param found takes the first packet that is dropped; then the watch is over
   */
  DropWatch(FrameGate gate, Consumer<CarriedTrace> found) {
    this.gate = gate;
    this.found = found;
  }

  void begin(FrameCaptures site, PortGroupId segment) {
    end();
    int mine = number;
    waiting = Optional.of(site.watchDrops(segment, packet -> gate.later(() -> came(mine, packet))));
  }

  private void came(int of, CarriedTrace packet) {
    if (of == number) {
      end();
      found.accept(packet);
    }
  }

  boolean isWaiting() {
    return waiting.isPresent();
  }

  /** What comes later is not heard. */
  void end() {
    number++;
    waiting.ifPresent(Subscription::close);
    waiting = Optional.empty();
  }
}
