package io.coppice.sim.ops.alarm;

import io.coppice.model.Problem;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.elastic.ElasticSample;
import io.coppice.rules.ForkRules;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.ForkCapacity;
import io.coppice.rules.placement.ForkChild;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.List;
import java.util.Optional;

/** What is wrong with fork groups. */
final class ForkAlarms {
  private ForkAlarms() {}

  static void of(SiteIndex index, PlacementPolicy policy, List<Problem> alarms) {
    index.forks().members().forEach(member -> chain(member, alarms));
    index.forks().groups().forEach(group -> load(group, index, policy, alarms));
  }

  /** Chains of forked disks are told of from {@link DiskChain#WARNS_AT} levels on. */
  private static void chain(ForkMember member, List<Problem> alarms) {
    if (member.state().holdsMemory() && member.diskDepth() >= DiskChain.WARNS_AT) {
      alarms.add(
          Problem.warning(
              "alarm.fork-chain",
              member.machine(),
              member.name(),
              String.valueOf(member.diskDepth())));
    }
  }

  /** Requests that wait though the policy would allow a member more. */
  private static void load(
      ForkGroup group, SiteIndex index, PlacementPolicy policy, List<Problem> alarms) {
    Optional<ElasticStatus> elastic = group.elastic().filter(its -> !its.samples().isEmpty());
    if (elastic.isEmpty() || !wants(elastic.get())) {
      return;
    }
    Optional<ForkBase> base = ForkRules.newestFrozen(group, index);
    boolean room = base.filter(its -> room(its, elastic.get(), index, policy)).isPresent();
    if (!room) {
      alarms.add(
          Problem.error(
              base.isEmpty() ? "alarm.elastic-no-base" : "alarm.elastic-no-room",
              group.id(),
              group.name(),
              String.valueOf(elastic.get().samples().getLast().waiting())));
    }
  }

  private static boolean wants(ElasticStatus elastic) {
    ElasticSample now = elastic.samples().getLast();
    return now.waiting() > 0
        && now.members() < elastic.policy().mostMembers()
        && now.memory() < elastic.policy().mostMemory().value();
  }

  private static boolean room(
      ForkBase base, ElasticStatus elastic, SiteIndex index, PlacementPolicy policy) {
    long needs = ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;
    ForkChild child = new ForkChild(index.inventory().machine(base.source()), base.host());
    return policy.forkHosts(child, elastic.spec().placement(), index).stream()
        .anyMatch(host -> ForkCapacity.memory(host, index) >= needs);
  }
}
