package io.coppice.rules.placement;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * What the rules of a cluster say of a machine on a host. That it must run on some hosts, and apart
 * from others, binds whoever places it; that it should, or together with others, is preferred.
 */
public final class AffinityConditions {
  private AffinityConditions() {}

  /** The rule that keeps the machine from that host. */
  static Optional<Problem> obstacle(Machine machine, Host host, SiteIndex index) {
    for (AffinityRule rule : rules(machine, host, index)) {
      if (rule.kind() == AffinityRule.Kind.MUST_RUN_ON && !rule.hosts().contains(host.id())) {
        return Optional.of(
            Problem.of(
                Severity.ERROR,
                "drs.must-run-elsewhere",
                List.of(host.id(), machine.id()),
                machine.name(),
                host.name(),
                rule.name()));
      }
      if (rule.kind() == AffinityRule.Kind.APART) {
        Optional<Machine> other =
            rule.machines().stream()
                .filter(id -> !id.equals(machine.id()))
                .flatMap(id -> on(id, host.id(), index).stream())
                .findFirst();
        if (other.isPresent()) {
          return Optional.of(
              Problem.of(
                  Severity.ERROR,
                  "drs.kept-apart",
                  List.of(host.id(), machine.id(), other.get().id()),
                  machine.name(),
                  other.get().name(),
                  host.name(),
                  rule.name()));
        }
      }
    }
    return Optional.empty();
  }

  /** How many preferences the machine would not meet there. */
  static long unmet(Machine machine, Host host, SiteIndex index) {
    return rules(machine, host, index).stream()
        .filter(rule -> isUnmet(rule, machine, host.id(), index))
        .count();
  }

  /** Whether a preference is not met by the machine on that host. */
  public static boolean isUnmet(AffinityRule rule, Machine machine, HostId host, SiteIndex index) {
    return switch (rule.kind()) {
      case SHOULD_RUN_ON, MUST_RUN_ON -> !rule.hosts().contains(host);
      case TOGETHER -> {
        boolean elsewhere =
            rule.machines().stream()
                .filter(id -> !id.equals(machine.id()))
                .map(index.inventory()::machine)
                .anyMatch(other -> other != null && other.isOn() && !other.host().equals(host));
        yield elsewhere;
      }
      case APART -> runsAny(rule, machine, host, index);
      case IN_ORDER -> false;
    };
  }

  /** The machine if it runs on that host, or a job is about to run it there. */
  private static Optional<Machine> on(MachineId id, HostId host, SiteIndex index) {
    return Optional.ofNullable(index.inventory().machine(id))
        .filter(other -> other.host().equals(host))
        .filter(other -> other.isOn() || index.busy(id).isPresent());
  }

  /** Whether any other machine of the rule runs on that host. */
  static boolean runsAny(AffinityRule rule, Machine machine, HostId host, SiteIndex index) {
    return rule.machines().stream()
        .filter(id -> !id.equals(machine.id()))
        .anyMatch(id -> on(id, host, index).isPresent());
  }

  /** The rules that name the machine, where DRS is on. */
  static List<AffinityRule> rules(Machine machine, Host host, SiteIndex index) {
    List<AffinityRule> all =
        cluster(host, index)
            .filter(Cluster::drs)
            .map(cluster -> cluster.drsPolicy().rules())
            .orElse(List.of());
    return all.isEmpty()
        ? all
        : all.stream().filter(rule -> rule.machines().contains(machine.id())).toList();
  }

  private static Optional<Cluster> cluster(Host host, SiteIndex index) {
    return host.cluster().map(id -> index.inventory().clusters().get(id.value()));
  }

  /** A host that HA keeps for others that fail takes nothing as long as none has. */
  static Optional<Problem> keptForFailover(Host host, SiteIndex index) {
    return cluster(host, index)
        .filter(Cluster::ha)
        .filter(in -> in.haPolicy().admission() == HaPolicy.Admission.DEDICATED_HOSTS)
        .filter(in -> in.haPolicy().dedicated().contains(host.id()))
        .filter(
            in ->
                index.hosts(in.id()).stream()
                    .noneMatch(other -> other.state() == Host.State.NOT_RESPONDING))
        .map(in -> Problem.error("host.kept-for-failover", host.id(), host.name(), in.name()));
  }
}
