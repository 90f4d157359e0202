package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Listeners to snapshots that outlive the site: opening another one takes them along. */
final class SnapshotRelay {
  private final List<Listener> listeners = new ArrayList<>();
  private Backend site;

  private static final class Listener {
    private final Consumer<Snapshot> target;
    private Subscription subscription = () -> {};

    Listener(Consumer<Snapshot> target) {
      this.target = target;
    }
  }

  /** Moves every listener to that site. */
  synchronized void follow(Backend newSite) {
    site = newSite;
    listeners.forEach(this::tie);
  }

  synchronized Subscription add(Consumer<Snapshot> target) {
    Listener listener = new Listener(target);
    listeners.add(listener);
    if (site != null) {
      tie(listener);
    }
    return () -> remove(listener);
  }

  private synchronized void remove(Listener listener) {
    listeners.remove(listener);
    listener.subscription.close();
  }

  private void tie(Listener listener) {
    listener.subscription.close();
    listener.subscription = site.subscribe(listener.target);
  }
}
