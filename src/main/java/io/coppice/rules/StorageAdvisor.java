package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DatastoreCluster.Policy;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Recommends datastores that every rule lets through: first those that stay within the cluster's
 * thresholds of space and latency, of these the one that will be the least full, of equals the
 * fastest. Stateless, any thread.
 */
public final class StorageAdvisor implements StoragePlacement {
  /**
   * Percent of what a thin disk may still grow by that Storage DRS counts as taken (its advanced
   * option {@code PercentIdleMBinSpaceDemand}, 25 unless somebody says otherwise).
   */
  static final int IDLE_PERCENT = 25;

  private final PreflightRules rules;

  public StorageAdvisor(PreflightRules rules) {
    this.rules = rules;
  }

  @Override
  public Advice advise(FolderId cluster, Function<DatastoreId, Operation> asked, Snapshot on) {
    SiteIndex index =
        new IndexCache()
            .of(new SiteState(on.inventory(), on.forks(), on.figures(), on.jobs(), on.fabric()));
    Optional<Policy> policy =
        Optional.ofNullable(index.inventory().folders().get(cluster.value()))
            .flatMap(Folder::cluster)
            .map(DatastoreCluster::policy);
    List<Choice> choices = new ArrayList<>();
    List<Problem> obstacles = new ArrayList<>();
    for (Datastore datastore : policy.isPresent() ? of(cluster, index) : List.<Datastore>of()) {
      Operation operation = asked.apply(datastore.id());
      Preflight preflight = rules.check(operation, index);
      if (preflight.passes()) {
        choices.add(choice(datastore, demand(operation, index), policy.orElseThrow(), index));
      } else {
        preflight.problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .findFirst()
            .ifPresent(obstacles::add);
      }
    }
    choices.sort(
        Comparator.<Choice>comparingInt(
                choice ->
                    (choice.reasons().contains(Why.ABOVE_SPACE) ? 2 : 0)
                        + (choice.reasons().contains(Why.ABOVE_LATENCY) ? 1 : 0))
            .thenComparingInt(Choice::fullAfter)
            .thenComparingInt(Choice::latency));
    return new Advice(
        cluster, choices.stream().map(it -> compared(it, choices)).toList(), obstacles);
  }

  private static List<Datastore> of(FolderId cluster, SiteIndex index) {
    List<Datastore> found = new ArrayList<>();
    index
        .inventory()
        .datastores()
        .forEach(
            datastore -> {
              if (datastore.folder().equals(cluster)) {
                found.add(datastore);
              }
            });
    return found;
  }

  private static Choice choice(Datastore of, long demand, Policy policy, SiteIndex index) {
    long capacity = Math.max(1, of.capacity().value());
    long taken = of.capacity().value() - index.freeSpace(of.id());
    int after = permille(taken + demand, capacity);
    int latency = index.figures().get(of.id(), Metric.DISK_LATENCY);
    List<Why> against = new ArrayList<>();
    if (after > policy.spacePercent() * 10) {
      against.add(Why.ABOVE_SPACE);
    }
    if (latency > policy.latencyMillis() * 1_000) {
      against.add(Why.ABOVE_LATENCY);
    }
    return new Choice(of.id(), against, permille(taken, capacity), after, latency);
  }

  private static int permille(long part, long whole) {
    return (int) Math.ceil(1_000.0 * part / whole);
  }

  /**
   * With how full it will be beside the others, which says most where nothing speaks against it.
   */
  private static Choice compared(Choice choice, List<Choice> all) {
    int least = all.stream().mapToInt(Choice::fullAfter).min().orElse(0);
    List<Why> reasons = new ArrayList<>(choice.reasons());
    reasons.add(choice.fullAfter() == least ? Why.LEAST_FULL : Why.FULLER);
    return new Choice(
        choice.datastore(), reasons, choice.fullBefore(), choice.fullAfter(), choice.latency());
  }

  /** Bytes that Storage DRS counts for it: what is written at once, and a part of what may be. */
  private static long demand(Operation operation, SiteIndex index) {
    return switch (operation) {
      case MachineOperation.Create create ->
          create.hardware().disks().stream()
              .mapToLong(
                  disk ->
                      disk.provisioning() == VirtualDisk.Provisioning.THICK
                          ? disk.capacity().value()
                          : idle(disk.capacity().value()))
              .sum();
      case MachineOperation.Clone clone -> copy(clone, index);
      default -> 0;
    };
  }

  private static long copy(MachineOperation.Clone clone, SiteIndex index) {
    Machine source = index.inventory().machine(clone.target());
    if (clone.linked()) {
      return source.hardware().disks().stream()
          .mapToLong(disk -> idle(disk.capacity().value()))
          .sum();
    }
    return DiskContents.whole(source, clone.snapshot(), index).stream()
        .mapToLong(
            disk -> {
              long written = disk.onDatastore().value();
              return written + idle(Math.max(0, disk.capacity().value() - written));
            })
        .sum();
  }

  private static long idle(long bytes) {
    return bytes / 100 * IDLE_PERCENT;
  }
}
