package io.coppice.ui.fork.elastic;

import io.coppice.backend.Snapshot;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.elastic.ElasticRun;
import io.coppice.model.fork.elastic.MemberCost;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A day of the same requests under the same policy, once by forking and once by cloning and
 * booting. Takes seconds: off the FX thread.
 */
record ElasticComparison(ElasticRun forking, ElasticRun cloning) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final long SEED = 1;

  static Optional<ElasticComparison> of(Snapshot snapshot, ForkGroupId id) {
    return snapshot
        .forks()
        .group(id)
        .flatMap(
            group ->
                group
                    .elastic()
                    .flatMap(
                        elastic ->
                            source(snapshot, group)
                                .map(source -> of(snapshot, group, elastic, source))));
  }

  /** The machine the newest base was taken of, or any member's. */
  private static Optional<Machine> source(Snapshot snapshot, ForkGroup group) {
    return group.bases().reversed().stream()
        .flatMap(base -> snapshot.inventory().find(base.source()).stream())
        .map(Machine.class::cast)
        .findFirst();
  }

  private static ElasticComparison of(
      Snapshot snapshot, ForkGroup group, ElasticStatus elastic, Machine source) {
    Host host = snapshot.inventory().host(source.host());
    ForkEstimate estimate =
        ForkEstimate.of(source, snapshot.forks(), snapshot.inventory(), snapshot.figures());
    long base =
        group.bases().stream().mapToLong(ForkBase::residentBytes).max().orElse(estimate.base());
    long disk =
        source.hardware().disks().stream().map(VirtualDisk::capacity).mapToLong(Bytes::value).sum();
    boolean windows = source.guest().os().toLowerCase(Locale.ROOT).contains("windows");
    MemberCost forks =
        MemberCost.fork(host.hardware().cores(), new Bytes(estimate.later()), new Bytes(base));
    MemberCost clones =
        MemberCost.cloneAndBoot(new Bytes(disk), source.hardware().memory(), windows);
    return new ElasticComparison(run(snapshot, elastic, forks), run(snapshot, elastic, clones));
  }

  private static ElasticRun run(Snapshot snapshot, ElasticStatus elastic, MemberCost cost) {
    return ElasticRun.of(elastic.policy(), elastic.arrivals(), cost, snapshot.time(), DAY, SEED);
  }
}
