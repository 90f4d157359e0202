package io.coppice.rules.placement;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster.Move;
import io.coppice.model.inventory.DatastoreCluster.Policy;
import io.coppice.model.inventory.DatastoreCluster.Reason;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.StayingMachines;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Storage DRS recommends for a datastore cluster (vSphere Resource Management, "Storage DRS
 * Recommendations"). From a datastore that is fuller than the policy tolerates goes the smallest
 * machine whose move is enough, or the largest as long as none is, to the emptiest datastore its
 * host reaches that stays within the policy. From one whose latency is above goes the busiest
 * machine, to the one with the least latency if that is less than half. Some stay: {@link
 * StayingMachines}. Pure.
 */
public final class StoragePlanner {
  /** Moves in one look, and candidates asked for each. */
  private static final int MOST_MOVES = 8;

  private static final int TRIES = 8;

  private final Policy policy;
  private final SiteIndex index;
  private final Predicate<Move> possible;
  private final List<Datastore> datastores = new ArrayList<>();
  private final Map<DatastoreId, Long> used = new HashMap<>();
  private final Set<MachineId> planned = new HashSet<>();
  private final List<Move> moves = new ArrayList<>();

  private StoragePlanner(Folder folder, Policy policy, SiteIndex index, Predicate<Move> possible) {
    this.policy = policy;
    this.index = index;
    this.possible = possible;
    index
        .inventory()
        .datastores()
        .forEach(
            datastore -> {
              if (datastore.folder().equals(folder.id())) {
                datastores.add(datastore);
                long free = index.freeSpace(datastore.id());
                used.put(datastore.id(), datastore.capacity().value() - free);
              }
            });
  }

  /**
   * What is to be recommended now.
   *
   * @param possible whether a migration would be let through
   */
  public static List<Move> plan(
      Folder folder, Policy policy, SiteIndex index, Predicate<Move> possible) {
    StoragePlanner planner = new StoragePlanner(folder, policy, index, possible);
    planner.datastores.forEach(planner::space);
    planner.datastores.forEach(planner::latency);
    return List.copyOf(planner.moves);
  }

  private int percent(Datastore of, long more) {
    double full = 100.0 * (used.get(of.id()) + more) / Math.max(1, of.capacity().value());
    return (int) Math.ceil(full);
  }

  private List<Machine> movable(Datastore on) {
    List<Machine> found = new ArrayList<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (MachineStorage.places(machine).contains(on.id())
                  && !planned.contains(machine.id())
                  && StayingMachines.cause(machine, !index.machines(machine.id()).isEmpty())
                      .isEmpty()) {
                found.add(machine);
              }
            });
    return found;
  }

  private void space(Datastore from) {
    while (percent(from, 0) > policy.spacePercent() && moves.size() < MOST_MOVES) {
      long over = used.get(from.id()) - from.capacity().value() / 100 * policy.spacePercent();
      Comparator<Machine> size =
          Comparator.comparingLong(machine -> MachineStorage.used(machine, from.id()));
      List<Machine> all = movable(from).stream().sorted(size).toList();
      List<Machine> enough =
          all.stream().filter(its -> MachineStorage.used(its, from.id()) >= over).toList();
      boolean moved =
          firstThat(enough, from, Reason.SPACE) || firstThat(all.reversed(), from, Reason.SPACE);
      if (!moved) {
        return;
      }
    }
  }

  private boolean firstThat(List<Machine> machines, Datastore from, Reason reason) {
    return machines.stream().limit(TRIES).anyMatch(machine -> move(machine, from, reason));
  }

  private void latency(Datastore from) {
    int has = latencyOf(from);
    if (has > policy.latencyMillis() * 1_000 && moves.size() < MOST_MOVES) {
      List<Machine> busiest =
          movable(from).stream()
              .filter(Machine::isOn)
              .sorted(
                  Comparator.comparingInt(
                          (Machine its) -> index.figures().get(its.id(), Metric.DISK_RATE))
                      .reversed())
              .toList();
      firstThat(busiest, from, Reason.LATENCY);
    }
  }

  private int latencyOf(Datastore of) {
    return index.figures().get(of.id(), Metric.DISK_LATENCY);
  }

  private boolean move(Machine machine, Datastore from, Reason reason) {
    long bytes = MachineStorage.used(machine, from.id());
    Host host = index.inventory().host(machine.host());
    Comparator<Datastore> best =
        reason == Reason.SPACE
            ? Comparator.comparingInt(to -> percent(to, bytes))
            : Comparator.comparingInt(this::latencyOf);
    Optional<Datastore> target =
        datastores.stream()
            .filter(to -> !to.id().equals(from.id()) && host.reaches(to.id()))
            .filter(to -> percent(to, bytes) <= policy.spacePercent())
            .filter(to -> reason == Reason.SPACE || latencyOf(to) * 2L < latencyOf(from))
            .min(best);
    if (target.isEmpty()) {
      return false;
    }
    Datastore to = target.get();
    boolean ofSpace = reason == Reason.SPACE;
    Move found =
        new Move(
            moves.size() + 1,
            machine.id(),
            from.id(),
            to.id(),
            reason,
            ofSpace ? percent(from, 0) : latencyOf(from),
            ofSpace ? percent(from, -bytes) : latencyOf(to));
    if (!possible.test(found)) {
      return false;
    }
    moves.add(found);
    planned.add(machine.id());
    used.merge(from.id(), -bytes, Long::sum);
    used.merge(to.id(), bytes, Long::sum);
    return true;
  }
}
