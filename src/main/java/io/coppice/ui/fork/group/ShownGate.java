package io.coppice.ui.fork.group;

import io.coppice.backend.Snapshot;
import io.coppice.ui.kit.FrameGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A gate for what is not always seen: while it is hidden nothing is computed, and what was missed
 * is computed once when it is shown again.
 */
final class ShownGate implements FrameGate {
  private final FrameGate gate;
  private final List<Binding> bindings = new ArrayList<>();
  private volatile boolean shown = true;

  ShownGate(FrameGate gate) {
    this.gate = gate;
  }

  /** FX thread. */
  void setShown(boolean now) {
    boolean again = now && !shown;
    shown = now;
    if (again) {
      bindings.forEach(Binding::refresh);
    }
  }

  @Override
  public <S> Binding bind(Function<Snapshot, S> compute, Consumer<S> show) {
    Binding binding =
        gate.bind(
            snapshot -> shown ? compute.apply(snapshot) : null,
            state -> {
              if (state != null) {
                show.accept(state);
              }
            });
    bindings.add(binding);
    return binding;
  }

  @Override
  public void later(Runnable action) {
    gate.later(action);
  }

  @Override
  public void soon(Runnable action) {
    gate.soon(action);
  }

  @Override
  public <T> void async(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    gate.async(work, done, failed);
  }
}
