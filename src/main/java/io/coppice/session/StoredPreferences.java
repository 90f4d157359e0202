package io.coppice.session;

import io.coppice.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Preferences in memory, each change handed to the store. */
final class StoredPreferences implements Preferences {
  private final ConcurrentNavigableMap<String, String> values;
  private final Store store;

  StoredPreferences(Store store, Map<String, String> kept) {
    this.store = store;
    this.values = new ConcurrentSkipListMap<>(kept);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public synchronized void put(String key, String value) {
    if (!value.equals(values.put(key, value))) {
      store.prefer(key, Optional.of(value));
    }
  }

  @Override
  public synchronized void remove(String key) {
    if (values.remove(key) != null) {
      store.prefer(key, Optional.empty());
    }
  }

  @Override
  public Map<String, String> all(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> entry : values.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      found.put(entry.getKey(), entry.getValue());
    }
    return found;
  }
}
