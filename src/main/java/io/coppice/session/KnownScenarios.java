package io.coppice.session;

import io.coppice.backend.ReadOnlySites;
import io.coppice.session.Session.ScenarioInfo;
import io.coppice.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scenarios that can be opened: those of the library, and those whose worlds are kept although
 * the library has lost them. Blocks on the store.
 */
final class KnownScenarios {
  private final ScenarioLibrary library;
  private final Store store;

  KnownScenarios(ScenarioLibrary library, Store store) {
    this.library = library;
    this.store = store;
  }

  /**
   * The source by which what was asked for is known: a world that was kept under another path of
   * the same file goes on.
   */
  String source(String asked) {
    if (ReadOnlySites.isReadOnly(asked)) {
      return asked;
    }
    String source = library.source(asked);
    Set<String> kept = store.sources().join().keySet();
    return kept.contains(source)
        ? source
        : kept.stream()
            .filter(other -> library.source(other).equals(source))
            .findFirst()
            .orElse(source);
  }

  List<ScenarioInfo> list() {
    Map<String, String> kept = store.sources().join();
    Set<String> listed = new HashSet<>();
    List<ScenarioInfo> all = new ArrayList<>();
    for (ScenarioLibrary.Listed x : library.list()) {
      listed.add(x.source());
      all.add(
          new ScenarioInfo(
              x.source(), x.title(), x.summary(), x.builtIn(), kept.containsKey(x.source())));
    }
    kept.forEach(
        (source, title) -> {
          if (!listed.contains(source)) {
            all.add(new ScenarioInfo(source, title, source, false, true));
          }
        });
    return List.copyOf(all);
  }
}
