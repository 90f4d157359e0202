package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes fork groups: bases and members one by one, of their pages how many. */
final class GroupWriter {
  private final Inventory inventory;
  private final ScenarioRefs refs;
  private final List<GroupPlan> plans;

  GroupWriter(Inventory inventory, ScenarioRefs refs, List<GroupPlan> plans) {
    this.inventory = inventory;
    this.refs = refs;
    this.plans = plans;
  }

  /** Machines of children that never came up: they are members only. */
  Set<MachineId> gone() {
    Set<MachineId> gone = new HashSet<>();
    for (GroupPlan plan : plans) {
      for (GroupPlan.Member member : plan.members()) {
        if (member.is().state() == State.FAILED) {
          gone.add(member.is().machine());
        }
      }
    }
    return gone;
  }

  List<Map<String, Object>> groups() {
    return plans.stream().map(this::group).toList();
  }

  private Map<String, Object> group(GroupPlan plan) {
    ForkGroup group = plan.group();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", group.name());
    map.put("trust", group.trust().name());
    map.put("sharing", group.sharing().on());
    // What was asked for before there was a bound is written as what a scenario can say.
    map.put("pagesPerSecond", Math.clamp(group.sharing().pagesPerSecond(), 1, PageSharing.MOST));
    group.expires().ifPresent(at -> map.put("expires", at.toString()));
    map.put("made", group.made().toString());
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("asked", group.counts().asked());
    counts.put("cameUp", group.counts().cameUp());
    counts.put("failed", group.counts().failed());
    counts.put("ended", group.counts().ended());
    if (group.counts().skipped() > 0) {
      counts.put("skipped", group.counts().skipped());
    }
    map.put("counts", counts);
    map.put(
        "bases",
        group.bases().stream().map(base -> base(base, plan.changed().get(base.key()))).toList());
    // Without a machine, those that failed are read as if they had come last.
    map.put(
        "members",
        plan.members().stream()
            .sorted(Comparator.comparing(member -> member.is().state() == State.FAILED))
            .map(this::member)
            .toList());
    group.elastic().ifPresent(elastic -> map.put("elastic", elastic(elastic)));
    return map;
  }

  private Map<String, Object> base(ForkBase base, int changed) {
    Map<String, Object> map = new LinkedHashMap<>();
    Machine source = inventory.machine(base.source());
    if (source != null) {
      map.put("source", refs.of(source.id()));
    }
    map.put("over", base.over());
    map.put("delta", base.parent() >= 0);
    map.put("host", host(base, source));
    map.put("state", base.state());
    map.put("chain", base.chain());
    map.put("memory", pages(base.pages()));
    map.put("resident", pages(base.resident()));
    map.put("changed", pages(changed));
    map.put("diskDepth", base.diskDepth());
    map.put("taken", base.taken().toString());
    return map;
  }

  /**
   * Where it lies. A base that was given up outlives the host that it lay on; it is said to have
   * lain where its source is, or on any host, which nothing depends on any more.
   */
  private String host(ForkBase base, Machine source) {
    if (inventory.host(base.host()) != null) {
      return refs.of(base.host());
    }
    if (source != null) {
      return refs.of(source.host());
    }
    List<Host> hosts = new ArrayList<>();
    inventory.hosts().forEach(hosts::add);
    return refs.of(hosts.getFirst().id());
  }

  private static String pages(int pages) {
    return ScenarioWriter.size(new Bytes((long) pages * PageSet.PAGE));
  }

  private Map<String, Object> member(GroupPlan.Member plan) {
    ForkMember member = plan.is();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", member.name());
    if (member.state() != State.FAILED) {
      map.put("machine", refs.of(member.machine()));
    }
    map.put("base", member.base());
    // A scenario knows no pause: what is in memory runs.
    map.put("state", member.state() == State.PAUSED ? State.RUNNING : member.state());
    map.put("origin", member.origin());
    map.put("generation", member.generation());
    map.put("diskDepth", member.diskDepth());
    map.put("remote", member.remote());
    if (member.state().holdsMemory()) {
      map.put("diverged", pages(plan.diverged()));
      map.put("swapped", pages(plan.swapped()));
      map.put("stored", ScenarioWriter.size(new Bytes((long) plan.blocks() * MemberPages.BLOCK)));
    }
    List<IdentityCheck> red =
        Arrays.stream(IdentityCheck.values())
            .filter(check -> member.gate().of(check) == IdentityGate.Verdict.RED)
            .toList();
    if (!red.isEmpty()) {
      map.put("red", red);
    }
    map.put("asked", member.phases().asked().toString());
    map.put("phases", phases(member.phases()));
    member.expires().ifPresent(at -> map.put("expires", at.toString()));
    return map;
  }

  /** How long each phase took, in microseconds. */
  private static List<Long> phases(PhaseTimes times) {
    List<Long> lengths = new ArrayList<>();
    SimTime before = times.asked();
    for (SimTime end : times.ends()) {
      lengths.add(end.micros() - before.micros());
      before = end;
    }
    return lengths;
  }

  private Map<String, Object> elastic(ElasticStatus elastic) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("since", elastic.since().toString());
    ElasticPolicy policy = elastic.policy();
    map.put("mode", policy.mode());
    map.put("each", policy.each());
    map.put("warmPool", policy.warmPool());
    map.put("coolDown", policy.coolDown().toString());
    map.put("victim", policy.victim());
    map.put("mostMembers", policy.mostMembers());
    map.put("mostMemory", ScenarioWriter.size(policy.mostMemory()));
    map.put("service", policy.service().toString());
    map.put("container", policy.container().toString());
    map.put("arrivals", arrivals(elastic.arrivals()));
    ForkSpec spec = elastic.spec();
    map.put("names", spec.names());
    map.put("placement", spec.placement());
    spec.lifetime().ifPresent(time -> map.put("lifetime", time.toString()));
    map.put("fewer", spec.fewer());
    map.put("warmProcesses", spec.warmProcesses());
    map.put("isolated", spec.network().mode() == ForkNetwork.Mode.ISOLATED);
    spec.network().portGroup().ifPresent(to -> map.put("network", refs.of(to)));
    return map;
  }

  private static Map<String, Object> arrivals(Arrivals arrivals) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (arrivals) {
      case Arrivals.Constant it -> {
        map.put("kind", "CONSTANT");
        map.put("perHour", it.perHour());
      }
      case Arrivals.Daily it -> {
        map.put("kind", "DAILY");
        map.put("perDay", it.perDay());
        map.put("peakHour", it.peakHour());
      }
      case Arrivals.Spiky it -> {
        map.put("kind", "SPIKY");
        map.put("perHour", it.perHour());
        map.put("factor", it.factor());
        map.put("every", it.every().toString());
        map.put("lasts", it.lasts().toString());
      }
      case Arrivals.Trace it -> {
        map.put("kind", "TRACE");
        map.put("name", it.name());
        map.put("perMinute", it.perMinute());
      }
    }
    return map;
  }
}
