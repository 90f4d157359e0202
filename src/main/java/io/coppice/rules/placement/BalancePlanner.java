package io.coppice.rules.placement;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsAdvice;
import io.coppice.model.inventory.DrsAdvice.Move;
import io.coppice.model.inventory.DrsAdvice.Reason;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What DRS recommends for a cluster (vSphere Resource Management, "Using DRS Clusters to Manage
 * Resources"). A host's load is what its machines want of its processors and hold of its memory, as
 * a part of what it has for machines; imbalance is the standard deviation of the hosts' loads, of
 * the resource in which it is larger. First rules that are broken are mended; then, as long as
 * imbalance is above what the threshold tolerates, the machine whose move takes away most of it
 * goes from the fullest host to the emptiest that can take it. What cannot move is left and
 * counted. Looks at the figures of hosts, and at machines of the fullest hosts only. Pure.
 */
public final class BalancePlanner {
  /**
   * Permille of imbalance that each threshold tolerates, from the second on; the first tolerates
   * any. vCenter's own scale is not published as a table; these lie around the 0.2 it shows as the
   * target of its default.
   */
  private static final int[] TOLERATED = {Integer.MAX_VALUE, 300, 200, 100, 50};

  /** Moves in one look, and off one host: as many as vMotion does at once. */
  private static final int MOST_MOVES = 64;

  private static final int MOST_OFF_ONE_HOST = 8;

  /** Candidates that are tried on a host until another host is. */
  private static final int TRIES = 8;

  /** Permille of imbalance below which a move is not worth its vMotion. */
  private static final double LEAST_GAIN = 2;

  private final Cluster cluster;
  private final SiteIndex index;
  private final Placement<Machine> running;
  private final Predicate<MachineId> rests;
  private final List<Host> hosts;
  private final double[][] loads;
  private final double[][] capacities;
  private final int[] left;
  private final List<Move> moves = new ArrayList<>();
  private final Set<MachineId> planned = new HashSet<>();
  private final Set<MachineId> bound = new HashSet<>();

  private BalancePlanner(
      Cluster cluster, SiteIndex index, PlacementPolicy policy, Predicate<MachineId> rests) {
    this.rests = rests;
    this.cluster = cluster;
    this.index = index;
    this.running = policy.running();
    this.hosts =
        index.hosts(cluster.id()).stream()
            .filter(host -> HostConditions.unusable(host, index).isEmpty())
            .filter(host -> AffinityConditions.keptForFailover(host, index).isEmpty())
            .toList();
    this.loads = new double[hosts.size()][2];
    this.capacities = new double[hosts.size()][2];
    this.left = new int[hosts.size()];
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(i);
      capacities[i][0] = Math.max(1, Commitments.cpuForMachines(host));
      capacities[i][1] = Math.max(1, Commitments.memoryForMachines(host));
      loads[i][0] = index.figures().get(host.id(), Metric.CPU_DEMAND) / capacities[i][0];
      loads[i][1] = index.figures().get(host.id(), Metric.MEMORY_GRANTED) / capacities[i][1];
    }
  }

  /**
   * What is to be recommended now.
   *
   * @param rests machines that were moved lately, which only a rule moves again
   */
  public static DrsAdvice plan(
      Cluster cluster,
      SiteIndex index,
      PlacementPolicy policy,
      SimTime now,
      Predicate<MachineId> rests) {
    BalancePlanner planner = new BalancePlanner(cluster, index, policy, rests);
    int imbalance = (int) Math.round(1000 * Math.max(planner.imbalance(0), planner.imbalance(1)));
    cluster.drsPolicy().rules().forEach(planner::mend);
    planner.balance();
    return new DrsAdvice(now, imbalance, planner.moves, planner.bound.size());
  }

  private double imbalance(int of) {
    if (hosts.isEmpty()) {
      return 0;
    }
    double mean = 0;
    for (double[] load : loads) {
      mean += load[of] / loads.length;
    }
    double squares = 0;
    for (double[] load : loads) {
      squares += (load[of] - mean) * (load[of] - mean);
    }
    return Math.sqrt(squares / loads.length);
  }

  private void mend(AffinityRule rule) {
    switch (rule.kind()) {
      case MUST_RUN_ON, SHOULD_RUN_ON ->
          running(rule)
              .filter(machine -> !rule.hosts().contains(machine.host()))
              .forEach(machine -> mend(rule, machine, among(rule.hosts())));
      case APART -> apart(rule);
      case TOGETHER -> together(rule);
      case IN_ORDER -> {}
    }
  }

  /** The first of each host stays; others go where none of them is or is about to be. */
  private void apart(AffinityRule rule) {
    Set<HostId> taken = new HashSet<>();
    List<Machine> others = running(rule).filter(machine -> !taken.add(machine.host())).toList();
    for (Machine machine : others) {
      mend(rule, machine, hosts.stream().filter(host -> !taken.contains(host.id())).toList())
          .ifPresent(taken::add);
    }
  }

  private Stream<Machine> running(AffinityRule rule) {
    return rule.machines().stream()
        .map(index.inventory()::machine)
        .filter(machine -> machine != null && machine.isOn() && indexOf(machine.host()) >= 0);
  }

  private List<Host> among(Set<HostId> ids) {
    return hosts.stream().filter(host -> ids.contains(host.id())).toList();
  }

  /** To where most of them are already, the first of such hosts. */
  private void together(AffinityRule rule) {
    List<Machine> machines = running(rule).toList();
    machines.stream()
        .map(Machine::host)
        .max(
            Comparator.comparingLong(
                    (HostId host) ->
                        machines.stream().filter(its -> its.host().equals(host)).count())
                .thenComparing(host -> -host.value()))
        .ifPresent(
            host ->
                machines.stream()
                    .filter(machine -> !machine.host().equals(host))
                    .forEach(machine -> mend(rule, machine, among(Set.of(host)))));
  }

  /** Where the machine is to go, if it is. */
  private Optional<HostId> mend(AffinityRule rule, Machine machine, List<Host> among) {
    if (!movable(machine) || moves.size() >= MOST_MOVES) {
      return Optional.empty();
    }
    List<Host> others = among.stream().filter(host -> !host.id().equals(machine.host())).toList();
    Optional<Host> best = running.best(machine, others, index);
    int priority = rule.kind() == AffinityRule.Kind.SHOULD_RUN_ON ? 2 : 1;
    if (best.isEmpty() || priority > cluster.drsPolicy().threshold()) {
      return Optional.empty();
    }
    move(machine, indexOf(best.get().id()), priority, Reason.RULE, rule.name());
    return best.map(Host::id);
  }

  private void balance() {
    int threshold = cluster.drsPolicy().threshold();
    double tolerated = TOLERATED[Math.clamp(threshold, 1, TOLERATED.length) - 1] / 1000.0;
    Set<Integer> done = new HashSet<>();
    while (moves.size() < MOST_MOVES && done.size() < hosts.size()) {
      int of = imbalance(0) >= imbalance(1) ? 0 : 1;
      if (imbalance(of) <= tolerated) {
        return;
      }
      int from = fullest(of, done);
      if (left[from] >= MOST_OFF_ONE_HOST || !moveOff(from, of)) {
        done.add(from);
      }
    }
  }

  private int fullest(int of, Set<Integer> done) {
    int fullest = -1;
    for (int i = 0; i < hosts.size(); i++) {
      if (!done.contains(i) && (fullest < 0 || loads[i][of] > loads[fullest][of])) {
        fullest = i;
      }
    }
    return fullest;
  }

  /** A machine and by how much its move would lower the sum of squares. */
  private record Candidate(Machine machine, double gain) {}

  private boolean moveOff(int from, int of) {
    List<Machine> machines =
        index.machines(hosts.get(from).id()).stream()
            .filter(machine -> machine.isOn() && movable(machine))
            .filter(machine -> !rests.test(machine.id()))
            .toList();
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      if (i != from && loads[i][of] < loads[from][of]) {
        targets.add(i);
      }
    }
    targets.sort(Comparator.comparingDouble((Integer i) -> loads[i][of]));
    for (int to : targets.subList(0, Math.min(3, targets.size()))) {
      List<Candidate> best =
          machines.stream()
              .map(machine -> new Candidate(machine, gain(machine, from, to, of)))
              .filter(candidate -> candidate.gain() >= LEAST_GAIN / 1000)
              .sorted(
                  Comparator.comparingDouble(Candidate::gain)
                      .reversed()
                      .thenComparing(candidate -> candidate.machine().id().value()))
              .limit(TRIES)
              .toList();
      for (Candidate candidate : best) {
        Machine machine = candidate.machine();
        Host target = hosts.get(to);
        boolean worse =
            AffinityConditions.unmet(machine, target, index)
                > AffinityConditions.unmet(machine, hosts.get(from), index);
        if (!worse && running.obstacle(machine, target, index).isEmpty()) {
          move(machine, to, priority(of), of == 0 ? Reason.PROCESSORS : Reason.MEMORY, "");
          return true;
        }
      }
    }
    return false;
  }

  /** The strictest threshold that would still recommend it. */
  private int priority(int of) {
    for (int threshold = 2; threshold <= TOLERATED.length; threshold++) {
      if (1000 * imbalance(of) > TOLERATED[threshold - 1]) {
        return threshold;
      }
    }
    return TOLERATED.length;
  }

  private double part(Machine machine, int host, int of) {
    Metric metric = of == 0 ? Metric.CPU_DEMAND : Metric.MEMORY_GRANTED;
    return index.figures().get(machine.id(), metric) / capacities[host][of];
  }

  /** Imbalance that the move takes away; nothing if it makes the other resource worse than this. */
  private double gain(Machine machine, int from, int to, int of) {
    double before = imbalance(of);
    shift(machine, from, to, 1);
    double gain = before - imbalance(of);
    boolean tilts = imbalance(1 - of) > before;
    shift(machine, from, to, -1);
    return tilts ? 0 : gain;
  }

  private void shift(Machine machine, int from, int to, int sign) {
    for (int of = 0; of < 2; of++) {
      loads[from][of] -= sign * part(machine, from, of);
      loads[to][of] += sign * part(machine, to, of);
    }
  }

  private void move(Machine machine, int to, int priority, Reason reason, String rule) {
    int from = indexOf(machine.host());
    int of = reason == Reason.MEMORY ? 1 : 0;
    double imbalance = imbalance(of);
    double before = loads[from][of];
    shift(machine, from, to, 1);
    moves.add(
        new Move(
            moves.size() + 1,
            machine.id(),
            machine.host(),
            hosts.get(to).id(),
            priority,
            reason,
            rule,
            (int) Math.round(1000 * before),
            (int) Math.round(1000 * Math.max(0, loads[from][of])),
            (int) Math.round(1000 * (imbalance - imbalance(of)))));
    planned.add(machine.id());
    left[from]++;
  }

  private int indexOf(HostId host) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).id().equals(host)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Members of fork groups share memory with their base on one host, and a device that is passed
   * through is in its host: neither can move while it runs.
   */
  private boolean movable(Machine machine) {
    if (machine.fork().isPresent() || machine.hardware().passthrough()) {
      bound.add(machine.id());
      return false;
    }
    return !planned.contains(machine.id())
        && index.busy(machine.id()).isEmpty()
        && index.copied(machine.id()).isEmpty()
        && !machine.stalled();
  }
}
