package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.SiteLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads fork groups: first what every part says, then, if nothing is wrong so far, what it means.
 * The second half is {@link GroupBuilder}'s.
 */
final class GroupReader {
  static final int UNSAID = Integer.MIN_VALUE;

  /** Microseconds; a double holds them exactly. */
  private static final long LONGEST_PHASE = SiteLimits.LONGEST_SPAN.toMillis() * 1_000;

  private static final int MOST_GROUPS = 10_000;
  private static final int MOST_BASES = 10_000;
  private static final int MOST_SECTIONS = 200_000;

  private final InventoryDraft draft;
  private final SimTime start;
  private final List<GroupPlan> plans = new ArrayList<>();

  GroupReader(InventoryDraft draft, SimTime start) {
    this.draft = draft;
    this.start = start;
  }

  /** A group as the file says it. */
  record GroupText(
      ScenarioObject section,
      SimTime start,
      String name,
      TrustDomain trust,
      PageSharing sharing,
      Optional<SimTime> expires,
      SimTime made,
      List<BaseText> bases,
      List<MemberText> members,
      Optional<ForkGroup.Counts> counts,
      Optional<ElasticReader.Text> elastic) {}

  /** A base as the file says it; what it leaves open is empty. */
  record BaseText(
      ScenarioObject section,
      String source,
      int over,
      boolean delta,
      String host,
      ForkBase.State state,
      Optional<DiskChain> chain,
      Optional<Bytes> memory,
      Optional<Bytes> resident,
      Optional<Bytes> changed,
      int diskDepth,
      SimTime taken) {}

  /** Members as the file says them; numbers are {@link #UNSAID} where it leaves them open. */
  record MemberText(
      ScenarioObject section,
      String machine,
      int base,
      Optional<State> state,
      Optional<ForkMember.Origin> origin,
      int generation,
      int diskDepth,
      Optional<Boolean> remote,
      Bytes diverged,
      Bytes swapped,
      Bytes stored,
      Set<IdentityCheck> red,
      Optional<SimTime> asked,
      List<Long> phases,
      Optional<SimTime> expires) {}

  List<GroupPlan> read(ScenarioObject top) {
    for (ScenarioObject section : top.sections("forkGroups", MOST_GROUPS)) {
      group(section);
    }
    return List.copyOf(plans);
  }

  private void group(ScenarioObject section) {
    GroupText text = text(section);
    if (!section.errors().any()) {
      ForkGroupId id = new ForkGroupId(plans.size());
      new GroupBuilder(draft, id, text).make().ifPresent(plans::add);
    }
  }

  private GroupText text(ScenarioObject section) {
    String name = section.name("name");
    TrustDomain trust =
        section.has("trust") ? new TrustDomain(section.name("trust")) : TrustDomain.DEFAULT;
    PageSharing sharing =
        new PageSharing(
            section.flag("sharing", false),
            section.number("pagesPerSecond", 1, PageSharing.MOST, PageSharing.KSM_DEFAULT));
    Optional<SimTime> expires = section.instant("expires");
    SimTime made = section.instant("made").orElse(start);
    List<BaseText> bases = new ArrayList<>();
    for (ScenarioObject base : section.sections("bases", MOST_BASES)) {
      bases.add(base(base, bases.size()));
    }
    if (bases.isEmpty()) {
      section.errors().add("scenario.missing", section.where("bases"), "bases", "[{...}]");
    }
    List<MemberText> members = new ArrayList<>();
    for (ScenarioObject member : section.sections("members", MOST_SECTIONS)) {
      members.add(member(member, bases.size()));
    }
    if (members.isEmpty()) {
      section.errors().add("scenario.missing", section.where("members"), "members", "[{...}]");
    }
    Optional<ForkGroup.Counts> counts = section.section("counts").map(GroupReader::counts);
    Optional<ElasticReader.Text> elastic = section.section("elastic").map(ElasticReader::read);
    section.end();
    return new GroupText(
        section, start, name, trust, sharing, expires, made, bases, members, counts, elastic);
  }

  private BaseText base(ScenarioObject section, int key) {
    int over = section.number("over", ForkBase.NO_PARENT, key - 1, ForkBase.NO_PARENT);
    boolean delta = section.flag("delta", over >= 0);
    if (delta && over < 0) {
      section.errors().expected(section.where("delta"), "\"over\": 0", "true");
    }
    BaseText text =
        new BaseText(
            section,
            section.text("source", ""),
            over,
            delta,
            section.text("host", ""),
            section.one("state", ForkBase.State.class, ForkBase.State.RESIDENT),
            section.has("chain")
                ? Optional.of(section.one("chain", DiskChain.class, DiskChain.LINKED))
                : Optional.empty(),
            section.size("memory"),
            section.size("resident"),
            section.size("changed"),
            section.number("diskDepth", 1, MachineReader.DEEPEST_FORK, UNSAID),
            section.instant("taken").orElse(start));
    if (text.source().isEmpty() && text.host().isEmpty()) {
      section.errors().add("scenario.missing", section.where(), "source", "\"...\"");
    } else if (text.source().isEmpty() && text.memory().isEmpty()) {
      section.errors().add("scenario.missing", section.where(), "memory", "\"4 GiB\"");
    }
    section.end();
    return text;
  }

  private static MemberText member(ScenarioObject section, int bases) {
    List.of("id", "name").forEach(member -> section.text(member, ""));
    List.of("count", "from").forEach(member -> section.number(member, 0, MachineReader.MOST, 1));
    MemberText text =
        new MemberText(
            section,
            section.text("machine", ""),
            section.number("base", ForkBase.NO_PARENT, Math.max(0, bases - 1), UNSAID),
            state(section),
            section.has("origin")
                ? Optional.of(
                    section.one("origin", ForkMember.Origin.class, ForkMember.Origin.CHILD))
                : Optional.empty(),
            section.number("generation", 0, MachineReader.MOST, UNSAID),
            section.number("diskDepth", 0, MachineReader.DEEPEST_FORK, UNSAID),
            section.has("remote") ? Optional.of(section.flag("remote", false)) : Optional.empty(),
            section.size("diverged", Bytes.ZERO),
            section.size("swapped", Bytes.ZERO),
            section.size("stored", Bytes.ZERO),
            section.some("red", IdentityCheck.class, Set.of()),
            section.instant("asked"),
            section.numbers("phases", 0, LONGEST_PHASE, ForkPhase.values().length),
            section.instant("expires"));
    section.end();
    return text;
  }

  /** What is coming up belongs to a job, and nothing lets a member of a simulated site pause. */
  private static Optional<State> state(ScenarioObject section) {
    if (!section.has("state")) {
      return Optional.empty();
    }
    State state = section.one("state", State.class, State.FAILED);
    if (state == State.STARTING || state == State.PAUSED) {
      section.errors().expected(section.where("state"), "RUNNING, FROZEN, STOPPED, FAILED", state);
    }
    return Optional.of(state);
  }

  private static ForkGroup.Counts counts(ScenarioObject section) {
    int most = Integer.MAX_VALUE;
    ForkGroup.Counts counts =
        new ForkGroup.Counts(
            section.number("asked", 0, most, 0),
            section.number("cameUp", 0, most, 0),
            section.number("failed", 0, most, 0),
            section.number("ended", 0, most, 0),
            section.number("skipped", 0, most, 0));
    section.end();
    return counts;
  }

  /** Whole pages that hold so many bytes. */
  static int pages(Bytes bytes) {
    return (int) Math.min(PageSet.MOST, Math.ceilDiv(bytes.value(), (long) PageSet.PAGE));
  }
}
