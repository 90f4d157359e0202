package io.coppice.sim.ops.alarm;

import io.coppice.model.Problem;
import io.coppice.model.fork.Chain;
import io.coppice.model.fork.Elastic;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.elastic.ElasticSample;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.ForkRules;
import io.coppice.sim.ops.rules.ForkSpecRules;
import java.util.List;
import java.util.Optional;

/** What is wrong with fork groups. */
final class ForkAlarms {
  private ForkAlarms() {}

  static void of(Facts facts, List<Problem> alarms) {
    facts.forks().members().forEach(member -> chain(member, alarms));
    facts.forks().groups().forEach(group -> load(group, facts, alarms));
  }

  /** Chains of forked disks are told of from {@link Chain#WARNS_AT} levels on. */
  private static void chain(ForkMember member, List<Problem> alarms) {
    if (member.state().holdsMemory() && member.diskDepth() >= Chain.WARNS_AT) {
      alarms.add(
          Problem.warning(
              "alarm.fork-chain",
              member.machine(),
              member.name(),
              String.valueOf(member.diskDepth())));
    }
  }

  /** Requests that wait though the policy would allow a member more. */
  private static void load(ForkGroup group, Facts facts, List<Problem> alarms) {
    Optional<Elastic> elastic = group.elastic().filter(its -> !its.samples().isEmpty());
    if (elastic.isEmpty() || !wants(elastic.get())) {
      return;
    }
    Optional<ForkBase> base = ForkRules.newestFrozen(group, facts);
    boolean room = base.filter(its -> room(its, elastic.get(), facts)).isPresent();
    if (!room) {
      alarms.add(
          Problem.error(
              base.isEmpty() ? "alarm.elastic-no-base" : "alarm.elastic-no-room",
              group.id(),
              group.name(),
              String.valueOf(elastic.get().samples().getLast().waiting())));
    }
  }

  private static boolean wants(Elastic elastic) {
    ElasticSample now = elastic.samples().getLast();
    return now.waiting() > 0
        && now.members() < elastic.policy().mostMembers()
        && now.memory() < elastic.policy().mostMemory().value();
  }

  private static boolean room(ForkBase base, Elastic elastic, Facts facts) {
    long needs = ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;
    var source = facts.inventory().machine(base.source());
    return ForkSpecRules.hosts(source, base, elastic.spec().placement(), facts).stream()
        .anyMatch(host -> ForkSpecRules.room(host, facts) >= needs);
  }
}
