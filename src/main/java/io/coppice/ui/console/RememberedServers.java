package io.coppice.ui.console;

import io.coppice.session.Preferences;
import java.util.ArrayList;
import java.util.List;

/** The addresses that were connected to, the newest first; no passwords. */
final class RememberedServers {
  private static final String KEY = "console.servers";
  private static final int MOST = 20;

  private final Preferences preferences;

  RememberedServers(Preferences preferences) {
    this.preferences = preferences;
  }

  List<String> all() {
    return preferences.get(KEY).stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .toList();
  }

  void add(String address) {
    List<String> next = new ArrayList<>(all());
    next.remove(address);
    next.addFirst(address);
    preferences.put(KEY, String.join("\n", next.subList(0, Math.min(MOST, next.size()))));
  }

  void remove(String address) {
    List<String> next = new ArrayList<>(all());
    next.remove(address);
    preferences.put(KEY, String.join("\n", next));
  }
}
