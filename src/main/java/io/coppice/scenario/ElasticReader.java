package io.coppice.scenario;

import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.TraceCsv;
import io.coppice.model.inventory.SiteLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the elastic policy of a fork group. Bounds are those of {@code ElasticRules}: what may not
 * be asked for by hand may not be read.
 */
final class ElasticReader {
  private static final int MOST = Integer.MAX_VALUE;

  private ElasticReader() {}

  /** When requests come, as a file names it. */
  private enum Kind {
    CONSTANT,
    DAILY,
    SPIKY,
    TRACE
  }

  /** A policy as the file says it. */
  record Text(
      ScenarioObject section,
      ElasticPolicy policy,
      Arrivals arrivals,
      ForkSpec spec,
      String network,
      Optional<SimTime> since) {}

  static Text read(ScenarioObject section) {
    ElasticPolicy.Mode mode =
        section.one("mode", ElasticPolicy.Mode.class, ElasticPolicy.Mode.AT_LOAD);
    int members = section.number("mostMembers", 1, MOST);
    ElasticPolicy policy =
        new ElasticPolicy(
            mode,
            section.number("each", 1, mode == ElasticPolicy.Mode.AT_LOAD ? MOST : 1, 1),
            section.number("warmPool", 0, members, 0),
            section.duration("coolDown", Duration.ofMinutes(5)),
            section.one("victim", ElasticPolicy.Victim.class, ElasticPolicy.Victim.OLDEST),
            members,
            section.size("mostMemory", null),
            section.duration("service", Duration.ofSeconds(1), SiteLimits.LEAST_SPAN),
            section.duration("container", Duration.ZERO));
    Arrivals arrivals =
        section
            .section("arrivals")
            .map(ElasticReader::arrivals)
            .orElseGet(
                () -> {
                  section.errors().add("scenario.missing", section.where(), "arrivals", "{...}");
                  return new Arrivals.Constant(0);
                });
    Text text =
        new Text(
            section,
            policy,
            arrivals,
            spec(section),
            section.text("network", ""),
            section.instant("since"));
    section.end();
    return text;
  }

  private static ForkSpec spec(ScenarioObject section) {
    String names = section.name("names");
    if (!new NamePattern(names).numbers() || new NamePattern(names).fault(2).isPresent()) {
      section.errors().expected(section.where("names"), "\"web-##\"", '"' + names + '"');
    }
    Duration lifetime = section.duration("lifetime", Duration.ZERO);
    boolean isolated = section.flag("isolated", false);
    return new ForkSpec(
        1,
        names,
        IdentityPlan.ALL,
        isolated ? ForkNetwork.ISOLATED : ForkNetwork.SAME,
        section.one("placement", ForkPlacement.class, ForkPlacement.SAME_HOST),
        Optional.of(lifetime).filter(time -> !time.isZero()),
        section.flag("fewer", true),
        section.flag("warmProcesses", false));
  }

  private static Arrivals arrivals(ScenarioObject section) {
    Kind kind = section.one("kind", Kind.class, Kind.CONSTANT);
    Arrivals arrivals =
        switch (kind) {
          case CONSTANT -> new Arrivals.Constant(section.number("perHour", 0, MOST));
          case DAILY ->
              new Arrivals.Daily(
                  section.number("perDay", 0, MOST), section.number("peakHour", 0, 23, 14));
          case SPIKY -> spiky(section);
          case TRACE -> trace(section);
        };
    if (arrivals.peak() > Arrivals.MOST_PER_MINUTE) {
      section
          .errors()
          .expected(
              section.where(),
              "<= " + Arrivals.MOST_PER_MINUTE,
              String.format(Locale.ROOT, "%.0f", arrivals.peak()));
    }
    section.end();
    return arrivals;
  }

  private static Arrivals spiky(ScenarioObject section) {
    int perHour = section.number("perHour", 0, MOST);
    int factor = section.number("factor", 1, MOST, 10);
    Duration every = section.duration("every", Duration.ofHours(1), SiteLimits.LEAST_SPAN);
    Duration lasts = section.duration("lasts", Duration.ofMinutes(5), SiteLimits.LEAST_SPAN);
    if (every.compareTo(lasts) <= 0) {
      section.errors().expected(section.where("lasts"), "< \"" + every + '"', "\"" + lasts + '"');
      return new Arrivals.Constant(0);
    }
    return new Arrivals.Spiky(perHour, factor, every, lasts);
  }

  private static Arrivals trace(ScenarioObject section) {
    List<Integer> counts =
        section.numbers("perMinute", 0, Arrivals.MOST_PER_MINUTE, TraceCsv.LONGEST).stream()
            .map(Long::intValue)
            .toList();
    if (counts.isEmpty()) {
      section.errors().expected(section.where("perMinute"), "[0, 12, 30]", "[]");
    }
    return new Arrivals.Trace(section.text("name", "trace"), counts);
  }

  /** What the text means; empty if it names a port group that is not there. */
  static Optional<ElasticStatus> make(Text text, InventoryDraft draft, SimTime start) {
    ForkSpec spec = text.spec();
    if (!text.network().isEmpty()) {
      Optional<PortGroupId> found =
          draft.find(draft.portGroups, text.network(), text.section(), "network");
      if (found.isEmpty()) {
        return Optional.empty();
      }
      spec =
          new ForkSpec(
              spec.count(),
              spec.names(),
              spec.identity(),
              ForkNetwork.to(found.get()),
              spec.placement(),
              spec.lifetime(),
              spec.fewer(),
              spec.warmProcesses());
    }
    SimTime since = text.since().orElse(start);
    if (since.isAfter(start)) {
      text.section()
          .errors()
          .expected(text.section().where("since"), "<= \"" + start + '"', "\"" + since + '"');
      return Optional.empty();
    }
    return Optional.of(ElasticStatus.begin(text.policy(), text.arrivals(), spec, since));
  }
}
