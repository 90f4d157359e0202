package io.coppice.session;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.table.CowTable;
import io.coppice.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What happened, newest first: from the snapshot what that still knows, from the store what it has
 * forgotten. A job that ran long, or that stands between forgotten typed lines, may be known to
 * both.
 */
final class EventHistory {
  private final Store store;

  EventHistory(Store store) {
    this.store = store;
  }

  CompletableFuture<List<SiteEvent>> events(OpenSite site, Optional<EntityId> about, int limit) {
    Newest<SiteEvent> newest =
        Newest.of(
            site.backend().snapshot().events(),
            event -> about.isEmpty() || event.about().contains(about.get()),
            limit,
            SiteEvent::serial);
    return newest.isEnough()
        ? CompletableFuture.completedFuture(newest.found())
        : store
            .events(site.world(), about, newest.gap(), limit)
            .exceptionally(failure -> List.of())
            .thenApply(newest::and);
  }

  CompletableFuture<List<Job>> jobs(OpenSite site, Optional<EntityId> about, int limit) {
    Newest<Job> newest =
        Newest.of(
            site.backend().snapshot().jobs(),
            job -> about.isEmpty() || job.operation().target().equals(about.get()),
            limit,
            job -> job.id().value());
    return newest.isEnough()
        ? CompletableFuture.completedFuture(newest.found())
        : store
            .jobs(site.world(), about, newest.gap(), limit)
            .exceptionally(failure -> List.of())
            .thenApply(newest::and);
  }

  /**
   * What a table that forgets its older rows still knows.
   *
   * @param found wanted rows, newest first; those below the gap are jobs that ran long
   * @param gap the newest row it has forgotten, plus one; 0 if none
   */
  private record Newest<T>(List<T> found, int gap, int limit, Comparator<T> order) {
    static <T> Newest<T> of(
        CowTable<T> table, Predicate<T> wanted, int limit, ToIntFunction<T> row) {
      List<T> found = new ArrayList<>();
      int gap = 0;
      for (int i = table.size() - 1; i >= 0 && found.size() < limit; i--) {
        T value = table.get(i);
        if (value == null) {
          gap = Math.max(gap, i + 1);
        } else if (wanted.test(value)) {
          found.add(value);
        }
      }
      return new Newest<>(found, gap, limit, Comparator.comparingInt(row).reversed());
    }

    /** Whether nothing that the store has belongs to the answer. */
    boolean isEnough() {
      return gap == 0;
    }

    List<T> and(List<T> older) {
      TreeSet<T> all = new TreeSet<>(order);
      all.addAll(found);
      all.addAll(older);
      return all.stream().limit(limit).toList();
    }
  }
}
