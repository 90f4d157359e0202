package io.coppice.session;

import java.util.Map;
import java.util.Optional;

/**
 * Small texts by key, kept across starts. Reading is from memory; writing is queued to the store
 * and never blocks.
 */
public interface Preferences {
  Optional<String> get(String key);

  void put(String key, String value);

  void remove(String key);

  /** Every key that starts with the prefix, with its value. */
  Map<String, String> all(String prefix);
}
