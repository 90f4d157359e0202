package io.coppice.testkit;

import io.coppice.backend.Snapshot;
import io.coppice.ui.kit.FrameGate;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does at once, on the thread that asks, what is for another thread or frame; binds nothing. */
public final class ImmediateGate implements FrameGate {
  @Override
  public <S> Binding bind(Function<Snapshot, S> compute, Consumer<S> show) {
    throw new UnsupportedOperationException("nothing is kept up to date here");
  }

  @Override
  public void later(Runnable action) {
    action.run();
  }

  @Override
  public <T> void async(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      failed.accept(e);
      return;
    }
    done.accept(result);
  }
}
