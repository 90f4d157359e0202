package io.coppice.ui.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;

/** Owns what a screen subscribed to; closing it releases everything, last first. FX thread. */
public final class Lifetime implements AutoCloseable {
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private boolean closed;

  /** Closes the resource with this lifetime; at once if it is already over. */
  public <T extends AutoCloseable> T own(T resource) {
    owned.push(resource);
    if (closed) {
      close();
    }
    return resource;
  }

  /** Listens for as long as this lifetime lasts. */
  public <T> void listen(ObservableValue<T> value, ChangeListener<? super T> listener) {
    value.addListener(listener);
    own(() -> value.removeListener(listener));
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        System.getLogger(Lifetime.class.getName())
            .log(System.Logger.Level.ERROR, "closing failed", e);
      }
    }
  }
}
