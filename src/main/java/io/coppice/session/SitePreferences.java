package io.coppice.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is remembered of one site: preferences under a prefix of its own. What was remembered before
 * sites had their own is the answer for the site that was open then, until it has its own.
 */
final class SitePreferences implements Preferences {
  private final Preferences all;
  private final String prefix;
  private final boolean first;

  /**
   * @param first whether what is remembered of no site in particular is this one's
   */
  SitePreferences(Preferences all, String source, boolean first) {
    this.all = all;
    this.prefix = "site:" + source + ':';
    this.first = first;
  }

  /** Whether anything is remembered of that site. */
  static boolean knows(Preferences all, String source) {
    return !all.all("site:" + source + ':').isEmpty();
  }

  @Override
  public Optional<String> get(String key) {
    Optional<String> own = all.get(prefix + key);
    return own.isPresent() || !first ? own : all.get(key);
  }

  @Override
  public void put(String key, String value) {
    all.put(prefix + key, value);
  }

  @Override
  public void remove(String key) {
    all.remove(prefix + key);
    if (first) {
      all.remove(key);
    }
  }

  @Override
  public Map<String, String> all(String wanted) {
    Map<String, String> found = new TreeMap<>(first ? all.all(wanted) : Map.of());
    all.all(prefix + wanted)
        .forEach((key, value) -> found.put(key.substring(prefix.length()), value));
    return found;
  }
}
