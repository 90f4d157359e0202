package io.coppice.session;

import io.coppice.backend.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to hear of something. */
final class Listeners<T> {
  private final List<Consumer<T>> all = new CopyOnWriteArrayList<>();

  Subscription add(Consumer<T> listener) {
    // Wrapped, so that the same listener added twice is removed once for each.
    Consumer<T> own = news -> listener.accept(news);
    all.add(own);
    return () -> all.remove(own);
  }

  void tell(T news) {
    all.forEach(listener -> listener.accept(news));
  }
}
