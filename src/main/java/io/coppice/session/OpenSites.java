package io.coppice.session;

import io.coppice.session.Session.OpenedSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The sites that are open, in the order in which they were opened, and the one of them that is
 * shown. Opening, closing and showing exclude each other; anybody may look.
 */
final class OpenSites {
  private final Consumer<OpenSite> follow;
  private final Runnable changed;

  /** By source; guarded by this. */
  private final SequencedMap<String, OpenSite> sites = new LinkedHashMap<>();

  private volatile OpenSite shown;

  /**
   * @param first shown from the beginning; nobody is told of it
   * @param follow hears of each that is shown later, before the next can be
   * @param changed hears when one that was not shown closed
   */
  OpenSites(OpenSite first, Consumer<OpenSite> follow, Runnable changed) {
    this.follow = follow;
    this.changed = changed;
    sites.put(first.source(), first);
    shown = first;
  }

  OpenSite shown() {
    return shown;
  }

  synchronized List<OpenSite> all() {
    return List.copyOf(sites.values());
  }

  List<OpenedSite> described() {
    OpenSite now = shown;
    return all().stream()
        .map(site -> new OpenedSite(site.source(), site.backend(), site == now))
        .toList();
  }

  /** Shows an open one; what is not open is not shown. */
  synchronized void show(String source) {
    OpenSite site = sites.get(source);
    if (site != null && site != shown) {
      show(site);
    }
  }

  private void show(OpenSite site) {
    shown = site;
    follow.accept(site);
  }

  /** Adds one and shows it; one of the same source ends. */
  synchronized void add(OpenSite site) {
    OpenSite old = sites.put(site.source(), site);
    show(site);
    if (old != null) {
      old.close();
    }
  }

  /**
   * Shows the one of that source, opening it if it is not open; blocks.
   *
   * @param fresh whether it is opened anew in any case
   */
  synchronized void open(String source, boolean fresh, Supplier<OpenSite> opening) {
    if (!fresh && sites.containsKey(source)) {
      show(source);
    } else {
      add(opening.get());
    }
  }

  /** Puts another in the place of the one that is shown, which the replacement ends; blocks. */
  synchronized OpenSite replaceShown(UnaryOperator<OpenSite> replacement) {
    OpenSite site = replacement.apply(shown);
    sites.put(site.source(), site);
    show(site);
    return site;
  }

  /**
   * Closes one, but never the last; blocks.
   *
   * @param before what is done with it before it ends
   */
  synchronized void close(String source, Consumer<OpenSite> before) {
    OpenSite site = sites.get(source);
    if (site == null || sites.size() == 1) {
      return;
    }
    before.accept(site);
    sites.remove(source);
    if (site == shown) {
      show(sites.lastEntry().getValue());
    } else {
      changed.run();
    }
    site.close();
  }

  /** Ends all of them; blocks. */
  synchronized void closeAll(Consumer<OpenSite> before) {
    sites.values().forEach(before);
    sites.values().forEach(OpenSite::close);
  }
}
