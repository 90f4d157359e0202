package io.coppice.model.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.Forks.Branch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who was forked from whom. */
final class Lineage {
  private final Forks forks;

  Lineage(Forks forks) {
    this.forks = forks;
  }

  /** See {@link Forks#lineage}. */
  List<Branch> of(ForkGroupId id) {
    ForkGroup group = forks.groups().get(id.value());
    List<Branch> all = new ArrayList<>();
    if (group == null) {
      return all;
    }
    List<ForkMember> left = new ArrayList<>(forks.membersOf(id));
    Set<MachineId> there = new HashSet<>();
    left.forEach(member -> there.add(member.machine()));
    Set<MachineId> placed = new HashSet<>();
    while (!left.isEmpty()) {
      List<ForkMember> later = new ArrayList<>();
      for (ForkMember member : left) {
        Optional<MachineId> parent = parent(group, member).filter(there::contains);
        if (parent.isEmpty() || placed.contains(parent.get())) {
          placed.add(member.machine());
          all.add(new Branch(member, parent, unique(member)));
        } else {
          later.add(member);
        }
      }
      if (later.size() == left.size()) {
        ForkMember first = firstOfCircle(group, later);
        placed.add(first.machine());
        all.add(new Branch(first, Optional.empty(), unique(first)));
        later.remove(first);
      }
      left = later;
    }
    return all;
  }

  /**
   * Who was there first of those that read each other's bases in a circle, as a parent does that
   * was rebased to what its child was frozen to.
   */
  private static ForkMember firstOfCircle(ForkGroup group, List<ForkMember> members) {
    Map<MachineId, ForkMember> of = new HashMap<>();
    members.forEach(member -> of.put(member.machine(), member));
    Set<MachineId> gone = new LinkedHashSet<>();
    ForkMember at = members.getFirst();
    while (gone.add(at.machine())) {
      at = of.get(parent(group, at).orElseThrow());
    }
    ForkMember entered = at;
    return gone.stream()
        .dropWhile(id -> !id.equals(entered.machine()))
        .map(of::get)
        .min(
            Comparator.comparing((ForkMember member) -> member.origin() != ForkMember.Origin.PARENT)
                .thenComparingInt(member -> member.machine().value()))
        .orElse(entered);
  }

  private long unique(ForkMember member) {
    MemberPages its = forks.pages(member.machine()).orElse(null);
    return its == null
        ? 0
        : (long) its.diverged().count() * PageSet.PAGE
            + (long) its.blocks().count() * MemberPages.BLOCK;
  }

  /** The machine a member was forked from; a machine that goes on over its own base has none. */
  private static Optional<MachineId> parent(ForkGroup group, ForkMember member) {
    Optional<ForkBase> at = group.base(member.base());
    while (at.isPresent()) {
      if (!at.get().source().equals(member.machine())) {
        return Optional.of(at.get().source());
      }
      at = group.base(at.get().over());
    }
    return Optional.empty();
  }

  /** See {@link Forks#subtree}. */
  List<ForkMember> subtree(MachineId id) {
    ForkMember top = forks.members().get(id.value());
    if (top == null) {
      return List.of();
    }
    ForkGroup group = forks.groups().get(top.group().value());
    // What no base was made of has no children: most members, of which thousands may end together.
    if (group == null || group.bases().stream().noneMatch(base -> base.source().equals(id))) {
      return List.of(top);
    }
    Set<MachineId> in = new LinkedHashSet<>(Set.of(id));
    List<ForkMember> all = new ArrayList<>(List.of(top));
    for (Branch branch : of(top.group())) {
      if (branch.parent().filter(in::contains).isPresent() && in.add(branch.member().machine())) {
        all.add(branch.member());
      }
    }
    return all;
  }
}
