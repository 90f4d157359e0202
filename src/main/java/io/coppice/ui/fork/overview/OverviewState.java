package io.coppice.ui.fork.overview;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.SharingSums;
import io.coppice.ui.fork.shared.marks.MemberRates;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the overview shows, written out. Pure.
 *
 * @param counts members by state, in the order of the states, without those there are none of
 * @param ratio how many times its cost the group would need unshared
 * @param parts base, diverged and overhead as shares of the nominal memory
 * @param fastest members that diverge fastest, fastest first
 * @param more problems that are not listed
 */
record OverviewState(
    List<Count> counts,
    String ratio,
    List<Double> parts,
    List<String> legend,
    String cost,
    List<Fact> facts,
    List<Fast> fastest,
    List<Trouble> troubles,
    int more) {
  private static final int FASTEST = 6;
  private static final int TROUBLES = 20;

  /** How many members are in a state. */
  record Count(ForkMember.State state, int members) {}

  /** A figure in words; {@code label} is a bundle key. */
  record Fact(String label, String value) {}

  /** A member that diverges, and how fast against the fastest. */
  record Fast(MachineId machine, String name, String rate, String own, double share) {}

  /** What needs attention. */
  record Trouble(Severity severity, String what, String cure, Optional<EntityId> about) {}

  static Optional<OverviewState> of(Snapshot snapshot, ForkGroupId id, Texts texts, Format format) {
    return snapshot
        .forks()
        .group(id)
        .map(group -> new Maker(snapshot, group, texts, format).make());
  }

  private static final class Maker {
    private final Snapshot snapshot;
    private final ForkGroup group;
    private final Texts texts;
    private final Format format;
    private final List<ForkMember> members;

    Maker(Snapshot snapshot, ForkGroup group, Texts texts, Format format) {
      this.snapshot = snapshot;
      this.group = group;
      this.texts = texts;
      this.format = format;
      this.members = snapshot.forks().membersOf(group.id());
    }

    OverviewState make() {
      SharingSums sums = snapshot.forks().sums(group.id());
      List<Trouble> troubles = troubles();
      return new OverviewState(
          counts(),
          String.format(format.locale(), "%.1f×", sums.ratio()),
          parts(sums),
          legend(sums),
          texts.get(
              "forks.overview.cost",
              format.bytes(sums.cost()),
              format.bytes(sums.nominal()),
              sums.nominal() > 0 ? 1 : 0),
          facts(sums),
          fastest(),
          troubles.stream().limit(TROUBLES).toList(),
          Math.max(0, troubles.size() - TROUBLES));
    }

    private List<Count> counts() {
      Map<ForkMember.State, Integer> counts = new EnumMap<>(ForkMember.State.class);
      members.forEach(member -> counts.merge(member.state(), 1, Integer::sum));
      return counts.entrySet().stream()
          .map(entry -> new Count(entry.getKey(), entry.getValue()))
          .toList();
    }

    private static List<Double> parts(SharingSums sums) {
      double whole = Math.max(1, Math.max(sums.nominal(), sums.cost()));
      return List.of(
          sums.base() / whole, (sums.diverged() - sums.merged()) / whole, sums.overhead() / whole);
    }

    private List<String> legend(SharingSums sums) {
      return List.of(
          texts.get("forks.part.base", format.bytes(sums.base())),
          texts.get("forks.part.diverged", format.bytes(sums.diverged() - sums.merged())),
          texts.get("forks.part.overhead", format.bytes(sums.overhead())),
          texts.get("forks.part.spared", format.bytes(sums.nominal() - sums.cost())));
    }

    private List<Fact> facts(SharingSums sums) {
      List<Fact> facts = new ArrayList<>();
      ForkGroup.Counts counts = group.counts();
      facts.add(
          new Fact(
              "forks.fact.asked",
              texts.get(
                  "forks.fact.asked.value",
                  counts.asked(),
                  counts.cameUp(),
                  counts.failed(),
                  counts.ended())));
      facts.add(new Fact("forks.fact.generations", format.count(generations())));
      facts.add(new Fact("forks.fact.bases", bases()));
      facts.add(
          new Fact(
              "forks.fact.sharing",
              group.sharing().on()
                  ? texts.get("forks.fact.sharing.on", format.bytes(sums.merged()))
                  : texts.get("forks.fact.sharing.off")));
      facts.add(new Fact("forks.fact.swapped", format.bytes(sums.swapped())));
      facts.add(
          new Fact(
              "forks.fact.lease",
              group
                  .expires()
                  .map(end -> texts.get("forks.fact.lease.until", format.moment(end)))
                  .orElse(texts.get("forks.fact.lease.none"))));
      facts.add(new Fact("forks.fact.trust", group.trust().name()));
      facts.add(new Fact("forks.fact.made", format.moment(group.made())));
      return facts;
    }

    private int generations() {
      return members.stream().mapToInt(ForkMember::generation).max().orElse(0);
    }

    private String bases() {
      List<ForkBase> kept =
          group.bases().stream().filter(b -> b.state() != ForkBase.State.FREED).toList();
      int deepest = kept.stream().mapToInt(ForkBase::diskDepth).max().orElse(0);
      return texts.get("forks.fact.bases.value", kept.size(), deepest);
    }

    private record Rated(ForkMember member, double rate, long own) {}

    private List<Fast> fastest() {
      Forks forks = snapshot.forks();
      List<Rated> rated = new ArrayList<>();
      for (ForkMember member : members) {
        Optional<MemberPages> pages = forks.pages(member.machine());
        if (member.state() == ForkMember.State.RUNNING && pages.isPresent()) {
          rated.add(
              new Rated(
                  member,
                  MemberRates.perSecond(member, pages.get(), snapshot.time()),
                  MemberRates.own(pages.get())));
        }
      }
      rated.sort(
          Comparator.comparingDouble(Rated::rate)
              .reversed()
              .thenComparingInt(r -> r.member().machine().value()));
      double most = rated.isEmpty() ? 0 : rated.getFirst().rate();
      return rated.stream()
          .limit(FASTEST)
          .filter(r -> r.rate() > 0)
          .map(
              r ->
                  new Fast(
                      r.member().machine(),
                      name(r.member()),
                      texts.get("forks.rate", format.bytes((long) r.rate())),
                      format.bytes(r.own()),
                      r.rate() / most))
          .toList();
    }

    private String name(ForkMember member) {
      return MemberSearch.name(snapshot, member);
    }

    private List<Trouble> troubles() {
      List<Trouble> troubles = new ArrayList<>();
      Set<EntityId> ours = new HashSet<>();
      ours.add(group.id());
      members.forEach(member -> ours.add(member.machine()));
      for (Problem alarm : snapshot.alarms()) {
        if (alarm.about().stream().anyMatch(ours::contains)) {
          troubles.add(trouble(alarm));
        }
      }
      for (ForkBase base : group.bases()) {
        if (base.state() == ForkBase.State.LOST) {
          troubles.add(trouble(Problem.error("forks.base-lost", group.id(), base.key())));
        } else if (base.state() != ForkBase.State.FREED && base.diskDepth() >= DiskChain.WARNS_AT) {
          troubles.add(
              trouble(
                  Problem.warning(
                      "forks.chain-deep",
                      group.id(),
                      base.key(),
                      base.diskDepth(),
                      base.chain().deepest())));
        }
      }
      for (ForkMember member : members) {
        member
            .problem()
            .ifPresent(
                problem ->
                    troubles.add(
                        new Trouble(
                            problem.severity(),
                            texts.get("forks.trouble.member", name(member), texts.what(problem)),
                            texts.cure(problem),
                            Optional.of(member.machine()))));
      }
      troubles.sort(Comparator.comparing(Trouble::severity).reversed());
      return troubles;
    }

    private Trouble trouble(Problem problem) {
      return new Trouble(
          problem.severity(),
          texts.what(problem),
          texts.cure(problem),
          problem.about().stream().filter(MachineId.class::isInstance).findFirst());
    }
  }

  /** The key of a count's word in a sentence, for accessible texts. */
  String accessible(Texts texts) {
    StringBuilder all = new StringBuilder();
    counts.forEach(
        count ->
            all.append(count.members())
                .append(' ')
                .append(texts.get("forks.state." + count.state()).toLowerCase(Locale.ROOT))
                .append(", "));
    return all + cost + ", " + ratio;
  }
}
