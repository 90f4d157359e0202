package io.coppice.session;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.table.CowTable;
import io.coppice.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * What happened, newest first: from the snapshot as far back as that goes, from the store before
 * it.
 */
final class History {
  private final Store store;

  History(Store store) {
    this.store = store;
  }

  CompletableFuture<List<SiteEvent>> events(OpenSite site, Optional<EntityId> about, int limit) {
    Newest<SiteEvent> newest =
        Newest.of(
            site.backend().snapshot().events(),
            event -> about.isEmpty() || event.about().contains(about.get()),
            limit);
    return newest.isEnough()
        ? CompletableFuture.completedFuture(newest.found())
        : store
            .events(site.world(), about, newest.from(), newest.missing())
            .exceptionally(failure -> List.of())
            .thenApply(newest::and);
  }

  CompletableFuture<List<Job>> jobs(OpenSite site, Optional<EntityId> about, int limit) {
    Newest<Job> newest =
        Newest.of(
            site.backend().snapshot().jobs(),
            job -> about.isEmpty() || job.operation().target().equals(about.get()),
            limit);
    return newest.isEnough()
        ? CompletableFuture.completedFuture(newest.found())
        : store
            .jobs(site.world(), about, newest.from(), newest.missing())
            .exceptionally(failure -> List.of())
            .thenApply(newest::and);
  }

  /**
   * What a table that forgets its oldest rows still knows.
   *
   * @param from the oldest row it knows without a gap
   */
  private record Newest<T>(List<T> found, int from, int limit) {
    static <T> Newest<T> of(CowTable<T> table, Predicate<T> wanted, int limit) {
      List<T> found = new ArrayList<>();
      int row = table.size();
      while (row > 0 && found.size() < limit) {
        T value = table.get(row - 1);
        if (value == null) {
          break;
        }
        row--;
        if (wanted.test(value)) {
          found.add(value);
        }
      }
      return new Newest<>(found, row, limit);
    }

    boolean isEnough() {
      return found.size() >= limit || from == 0;
    }

    int missing() {
      return limit - found.size();
    }

    List<T> and(List<T> older) {
      List<T> all = new ArrayList<>(found);
      all.addAll(older);
      return List.copyOf(all);
    }
  }
}
