package io.coppice.ui.fork.sharing;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.SharingHistory;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.inventory.Host;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fast a group diverges, and how many more fit while it goes on like that. Pure.
 *
 * <p>With F bytes free on the host, R bytes a second that the group's members diverge together, r
 * the same for one member in the mean, and c what a child costs as soon as it runs, N more children
 * last t seconds when {@code N c + (R + N r) t <= F}. So in t seconds {@code N = (F - R t) / (c + r
 * t)} fit, and without any more the host is full after {@code F / R}. Guests slow down as they have
 * written their working set, so both err on the safe side.
 *
 * @param host where the group's newest resident base lies
 * @param free F
 * @param rate R, over the newest {@link #WINDOW}
 * @param each r
 * @param full when the host is full without more children; empty where nothing diverges
 */
record Forecast(
    Optional<HostId> host, long free, double rate, double each, Optional<Duration> full) {
  static final Duration WINDOW = Duration.ofMinutes(10);

  static Forecast of(Snapshot snapshot, ForkGroupId id) {
    Optional<Host> host =
        snapshot.forks().group(id).stream()
            .map(ForkGroup::bases)
            .flatMap(List::stream)
            .filter(base -> base.state() == ForkBase.State.RESIDENT)
            .max(Comparator.comparingInt(ForkBase::key))
            .map(base -> snapshot.inventory().host(base.host()));
    long free =
        host.map(
                on ->
                    ForkEstimate.free(
                        on, snapshot.forks(), snapshot.inventory(), snapshot.figures()))
            .orElse(0L);
    SharingSums now = snapshot.forks().sums(id);
    double rate = rate(snapshot.forks().history(id), now, snapshot.time());
    double each = now.members() == 0 ? 0 : rate / now.members();
    Optional<Duration> full =
        rate <= 0 || free <= 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) Math.min(1e15, free / rate * 1000)));
    return new Forecast(host.map(Host::id), Math.max(0, free), rate, each, full);
  }

  /**
   * Own copies a second since the oldest sample in the window; what ended does not count as less.
   */
  private static double rate(SharingHistory history, SharingSums now, SimTime time) {
    long from = time.micros() - WINDOW.toNanos() / 1_000;
    SharingHistory.Sample first = null;
    for (SharingHistory.Sample sample : history.samples()) {
      if (sample.at().micros() >= from && sample.at().isBefore(time)) {
        first = sample;
        break;
      }
    }
    if (first == null) {
      return 0;
    }
    double seconds = time.since(first.at()).toMillis() / 1000.0;
    long grown = now.diverged() + now.swapped() - first.sums().diverged() - first.sums().swapped();
    return seconds <= 0 ? 0 : Math.max(0, grown / seconds);
  }

  /** Children that fit and keep room for so long. */
  int fit(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    double cost = ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE + each * seconds;
    return (int) Math.max(0, (free - rate * seconds) / cost);
  }
}
