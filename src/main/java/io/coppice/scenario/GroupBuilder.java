package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.CapturedState;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.PageSet;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.scenario.GroupReader.BaseText;
import io.coppice.scenario.GroupReader.GroupText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a fork group of what a file says. Members and bases refer to one another: a base is made
 * when the first member asks for it, and its source is a machine of the file or a member before.
 */
final class GroupBuilder {
  /** More than that takes seconds to draw pages of, page by page. */
  private static final Bytes MOST_MEMORY = new Bytes(4 * Bytes.TIB);

  private final InventoryDraft draft;
  private final ForkGroupId id;
  private final GroupText text;
  private final Map<Integer, ForkBase> bases = new HashMap<>();
  private final Map<Integer, Integer> changed = new HashMap<>();
  private final Map<MachineId, ForkMember> known = new HashMap<>();
  private final List<GroupPlan.Member> members = new ArrayList<>();

  GroupBuilder(InventoryDraft draft, ForkGroupId id, GroupText text) {
    this.draft = draft;
    this.id = id;
    this.text = text;
  }

  /** The group; empty if something in it is at fault. */
  Optional<GroupPlan> make() {
    MemberBuilder maker = new MemberBuilder(draft, id, this);
    text.members().forEach(maker::read);
    for (int key = 0; key < text.bases().size(); key++) {
      base(key);
    }
    if (text.section().errors().any()) {
      return Optional.empty();
    }
    List<ForkBase> all = new ArrayList<>();
    List<Integer> differ = new ArrayList<>();
    for (int key = 0; key < bases.size(); key++) {
      all.add(bases.get(key));
      differ.add(changed.get(key));
    }
    text.members().forEach(member -> maker.standsForABase(member, all));
    members.replaceAll(member -> maker.isOpen(member.is()) ? overItsOwn(member, all) : member);
    Optional<ElasticStatus> elastic = text.elastic().flatMap(one -> elastic(one, all));
    ForkGroup group =
        new ForkGroup(
            id,
            text.name(),
            text.trust(),
            all,
            text.sharing(),
            text.expires(),
            text.counts().orElseGet(this::counted),
            elastic,
            text.made());
    return text.section().errors().any()
        ? Optional.empty()
        : Optional.of(new GroupPlan(group, differ, members));
  }

  void add(GroupPlan.Member member) {
    members.add(member);
    known.put(member.is().machine(), member.is());
  }

  SimTime start() {
    return text.start();
  }

  /** A base by its key, made now if it was not yet; empty if it is at fault. */
  Optional<ForkBase> base(int key) {
    if (!bases.containsKey(key)) {
      make(text.bases().get(key), key).ifPresent(base -> bases.put(key, base));
    }
    return Optional.ofNullable(bases.get(key));
  }

  /** What runs on after it was made a base reads that. */
  private static GroupPlan.Member overItsOwn(GroupPlan.Member plan, List<ForkBase> all) {
    ForkMember member = plan.is();
    Optional<ForkBase> newest =
        all.reversed().stream()
            .filter(base -> base.source().equals(member.machine()) && base.key() != member.base())
            .findFirst();
    return newest
        .map(base -> member.over(base.key(), member.generation(), base.diskDepth()))
        .map(on -> new GroupPlan.Member(on, plan.diverged(), plan.swapped(), plan.blocks()))
        .orElse(plan);
  }

  /** What a base says in the file. */
  BaseText said(int key) {
    return text.bases().get(key);
  }

  private Optional<ForkBase> make(BaseText said, int key) {
    ScenarioObject section = said.section();
    Optional<ForkBase> over = said.over() < 0 ? Optional.empty() : base(said.over());
    Optional<Machine> source =
        said.source().isEmpty()
            ? Optional.empty()
            : draft
                .find(draft.machines, said.source(), section, "source")
                .map(draft.inventory::machine);
    Optional<HostId> host =
        said.host().isEmpty()
            ? source.map(Machine::host)
            : draft.find(draft.hosts, said.host(), section, "host");
    if (host.isEmpty() || (said.over() >= 0 && over.isEmpty())) {
      return Optional.empty();
    }
    Bytes memory = said.memory().or(() -> source.map(GroupBuilder::memory)).orElse(Bytes.ZERO);
    int pages = GroupReader.pages(memory);
    if (memory.compareTo(MOST_MEMORY) > 0) {
      section.errors().expected(section.where(), "<= " + quoted(MOST_MEMORY), quoted(memory));
      return Optional.empty();
    }
    Bytes first = key == 0 ? memory : said(0).memory().orElse(memory);
    if (over.isPresent() && over.get().pages() != pages) {
      first = new Bytes((long) over.get().pages() * PageSet.PAGE);
    }
    if (pages != GroupReader.pages(first) || pages < 1) {
      section.errors().expected(section.where("memory"), quoted(first), quoted(memory));
      return Optional.empty();
    }
    int resident = sized(said, "resident", said.resident(), said.delta() ? 0 : pages, pages);
    int differs = sized(said, "changed", said.changed(), said.over() < 0 ? 0 : resident, pages);
    Host on = draft.inventory.host(host.get());
    if (said.state() == ForkBase.State.RESIDENT && on.state() == Host.State.POWERED_OFF) {
      section.errors().expected(section.where("state"), "STORED, LOST, FREED", "RESIDENT");
    }
    changed.put(key, differs);
    return Optional.of(
        new ForkBase(
            key,
            said.delta() ? said.over() : ForkBase.NO_PARENT,
            said.over(),
            source.map(Machine::id).orElseGet(this::gone),
            on.id(),
            said.state(),
            said.chain()
                .orElse(
                    source.filter(Machine::isOn).isPresent()
                        ? DiskChain.RUNNING
                        : DiskChain.LINKED),
            CapturedState.MEMORY_AND_DISK,
            pages,
            resident,
            said.delta() ? over.orElseThrow().depth() + 1 : 1,
            diskDepth(said, source, over),
            said.taken()));
  }

  private int diskDepth(BaseText said, Optional<Machine> source, Optional<ForkBase> over) {
    if (said.diskDepth() != GroupReader.UNSAID) {
      return said.diskDepth();
    }
    int linked = source.flatMap(Machine::linked).map(Machine.LinkedTo::depth).orElse(0);
    return over.map(below -> below.diskDepth() + 2).orElse(linked + 1);
  }

  /** A machine that is no more keeps a row that is nobody's. */
  private MachineId gone() {
    return new MachineId(draft.inventory.machines().add(null));
  }

  private static Bytes memory(Machine machine) {
    return machine.hardware().memory();
  }

  private static int sized(
      BaseText said, String member, Optional<Bytes> given, int otherwise, int most) {
    int pages = given.map(GroupReader::pages).orElse(otherwise);
    if (pages > most) {
      Bytes limit = new Bytes((long) most * PageSet.PAGE);
      said.section()
          .errors()
          .expected(
              said.section().where(member), "<= " + quoted(limit), quoted(given.orElseThrow()));
      return most;
    }
    return pages;
  }

  static String quoted(Bytes size) {
    return '"' + size.toString() + '"';
  }

  /** Forks between the group's first parent and a child of that base. */
  int generation(ForkBase base) {
    ForkMember source = known.get(base.source());
    return source == null ? 1 : source.generation() + 1;
  }

  private ForkGroup.Counts counted() {
    int children = 0;
    int failed = 0;
    for (GroupPlan.Member member : members) {
      children += member.is().origin() == ForkMember.Origin.PARENT ? 0 : 1;
      failed += member.is().state() == State.FAILED ? 1 : 0;
    }
    return new ForkGroup.Counts(children, children - failed, failed, 0, 0);
  }

  /** A policy forks of the newest base for which a frozen machine stands. */
  private Optional<ElasticStatus> elastic(ElasticReader.Text policy, List<ForkBase> all) {
    ScenarioObject section = policy.section();
    Optional<Machine> parent =
        all.reversed().stream()
            .filter(
                base ->
                    base.state() == ForkBase.State.RESIDENT
                        || base.state() == ForkBase.State.STORED)
            .filter(base -> known.containsKey(base.source()))
            .filter(base -> known.get(base.source()).state() == State.FROZEN)
            .findFirst()
            .map(base -> draft.inventory.machine(base.source()));
    if (parent.isEmpty()) {
      section.errors().expected(section.where(), "\"members\": [{\"state\": \"FROZEN\"}]", "[...]");
    } else if (!parent.get().guest().tools().answers()) {
      section
          .errors()
          .expected(
              section.where(), "\"tools\": \"RUNNING\"", "\"" + parent.get().guest().tools() + '"');
    }
    return ElasticReader.make(policy, draft, start());
  }
}
