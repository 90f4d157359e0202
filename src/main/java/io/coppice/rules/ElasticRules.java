package io.coppice.rules;

import io.coppice.backend.ForkOperation.StartElastic;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.TraceCsv;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.rules.index.SiteIndex;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules of elastic groups. */
final class ElasticRules {

  private ElasticRules() {}

  static void start(StartElastic start, SiteIndex index, VerdictCollector verdicts) {
    ForkGroup group = index.forks().group(start.target()).orElseThrow();
    verdicts.need(
        "not-elastic",
        group.elastic().isEmpty(),
        () -> Problem.error("fork.elastic-already", group.id(), group.name()));
    verdicts.need(
        "elastic-policy",
        sound(start.policy()),
        () -> Problem.error("fork.elastic-policy", group.id(), group.name()));
    verdicts.need(
        "elastic-arrivals",
        sound(start.arrivals()),
        () -> Problem.error("fork.elastic-arrivals", group.id(), group.name()));
    verdicts.need(
        "elastic-peak",
        start.arrivals().peak() <= Arrivals.MOST_PER_MINUTE,
        () ->
            Problem.error(
                "fork.elastic-peak",
                group.id(),
                group.name(),
                String.valueOf(Math.round(start.arrivals().peak())),
                String.valueOf(Arrivals.MOST_PER_MINUTE)));
    Optional<MachineId> parent = ForkRules.newestFrozen(group, index).map(ForkBase::source);
    boolean own =
        Stream.of(IdentityCheck.values()).allMatch(check -> start.spec().identity().changes(check))
            && new NamePattern(start.spec().names()).numbers();
    verdicts.need(
        "elastic-identity",
        own,
        () -> Problem.error("fork.elastic-identity", group.id(), group.name()));
    if (verdicts.need(
            "fork-frozen",
            parent.isPresent(),
            () -> Problem.error("fork.elastic-no-parent", group.id(), group.name()))
        && verdicts.passing()) {
      ForkRules.fork(parent.orElseThrow(), start.spec().withCount(1), index, verdicts);
      Machine source = index.inventory().machine(parent.orElseThrow());
      verdicts.need(
          "tools",
          source.guest().tools().answers(),
          () -> Problem.error("machine.no-tools", source.id(), source.name()));
    }
  }

  private static boolean sound(ElasticPolicy policy) {
    return policy.each() >= 1
        && policy.each() <= SiteLimits.REQUESTS_EACH
        && policy.mostMembers() <= SiteLimits.MACHINES
        && Stream.of(policy.service(), policy.coolDown(), policy.container())
            .allMatch(ElasticRules::inSight)
        && (policy.mode() == ElasticPolicy.Mode.AT_LOAD || policy.each() == 1)
        && policy.warmPool() >= 0
        && policy.mostMembers() >= 1
        && policy.warmPool() <= policy.mostMembers()
        && policy.service().compareTo(Duration.ZERO) > 0
        && !policy.coolDown().isNegative()
        && !policy.container().isNegative();
  }

  /** Not so long that a sum with it leaves a site's clock. */
  private static boolean inSight(Duration span) {
    return span.compareTo(SiteLimits.LONGEST_SPAN) <= 0;
  }

  private static boolean sound(Arrivals arrivals) {
    return switch (arrivals) {
      case Arrivals.Constant it -> it.perHour() >= 0;
      case Arrivals.Daily it -> it.perDay() >= 0 && it.peakHour() >= 0 && it.peakHour() < 24;
      case Arrivals.Spiky it ->
          it.perHour() >= 0
              && it.factor() >= 1
              && it.lasts().compareTo(Duration.ZERO) > 0
              && inSight(it.every())
              && it.every().compareTo(it.lasts()) > 0;
      case Arrivals.Trace it ->
          !it.perMinute().isEmpty()
              && it.perMinute().size() <= TraceCsv.LONGEST
              && it.perMinute().stream().allMatch(count -> count >= 0);
    };
  }
}
