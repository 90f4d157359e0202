package io.coppice.model.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What groups cost, and what ending members would free. */
final class SharingAccounting {
  private final Forks forks;

  SharingAccounting(Forks forks) {
    this.forks = forks;
  }

  SharingSums sums(ForkGroupId id) {
    ForkGroup group = forks.groups().get(id.value());
    if (group == null) {
      return SharingSums.NOTHING;
    }
    long base = 0;
    for (ForkBase one : group.bases()) {
      base += one.residentBytes();
    }
    int count = 0;
    long nominal = 0;
    long diverged = 0;
    long overhead = 0;
    long swapped = 0;
    for (ForkMember member : forks.membersOf(id)) {
      MemberPages its = forks.pages(member.machine()).orElse(null);
      if (!member.state().holdsMemory() || its == null) {
        continue;
      }
      count++;
      nominal += (long) its.pages() * PageSet.PAGE;
      diverged += (long) its.diverged().count() * PageSet.PAGE;
      swapped += (long) its.swapped().count() * PageSet.PAGE;
      overhead += member.overhead();
    }
    long saved = saved(id, Set.of());
    return new SharingSums(count, nominal, base, diverged, overhead, saved, swapped);
  }

  private long saved(ForkGroupId id, Set<MachineId> ended) {
    return merged(id, ended).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * By how many bytes a group costs less without some members and bases. Goes through those alone,
   * unless some of them lie on pages of others.
   */
  private long spared(ForkGroup group, Collection<MachineId> ended, Set<Integer> freedBases) {
    long bytes = 0;
    boolean merges = false;
    for (ForkBase base : group.bases()) {
      bytes += freedBases.contains(base.key()) ? base.residentBytes() : 0;
    }
    for (MachineId id : ended) {
      ForkMember member = forks.members().get(id.value());
      MemberPages its = forks.pages(id).orElse(null);
      if (member.state().holdsMemory() && its != null) {
        bytes += (long) its.diverged().count() * PageSet.PAGE + member.overhead();
        merges |= !its.merged().isEmpty();
      }
    }
    return merges
        ? bytes - saved(group.id(), Set.of()) + saved(group.id(), Set.copyOf(ended))
        : bytes;
  }

  /** See {@link Forks#merged}. */
  Map<HostId, Long> merged(ForkGroupId id) {
    return merged(id, Set.of());
  }

  private Map<HostId, Long> merged(ForkGroupId id, Set<MachineId> ended) {
    Map<HostId, List<PageSet>> sets = new LinkedHashMap<>();
    for (ForkMember member : forks.membersOf(id)) {
      MemberPages its = forks.pages(member.machine()).orElse(null);
      boolean holds = member.state().holdsMemory() && !ended.contains(member.machine());
      if (holds && its != null && !its.merged().isEmpty()) {
        sets.computeIfAbsent(member.host(), _ -> new ArrayList<>()).add(its.merged());
      }
    }
    GroupPages known = forks.contents(id).orElse(null);
    Map<HostId, Long> spared = new LinkedHashMap<>();
    sets.forEach((host, onHost) -> spared.put(host, saved(onHost, known) * PageSet.PAGE));
    return spared;
  }

  /**
   * Copies that merging spares on one host, for pages lie on one another only in one memory (Linux,
   * Kernel Samepage Merging): all zero pages are laid on one; of those that are alike, one for each
   * page of the guest stays.
   */
  private static long saved(List<PageSet> merged, GroupPages known) {
    if (merged.isEmpty()) {
      return 0;
    }
    long zeros = 0;
    long alikes = 0;
    PageSet union = new PageSet(known.alike().pages());
    for (PageSet one : merged) {
      zeros += one.andCount(known.zero());
      PageSet alike = one.and(known.alike());
      alikes += alike.count();
      union.addAll(alike);
    }
    return alikes - union.count() + Math.max(0, zeros - 1);
  }

  /** See {@link Forks#wouldFree}. */
  Reclaimable wouldFree(Collection<MachineId> leaving) {
    Map<ForkGroupId, List<ForkMember>> groups = new LinkedHashMap<>();
    for (MachineId id : leaving) {
      forks
          .member(id)
          .ifPresent(
              member -> groups.computeIfAbsent(member.group(), _ -> new ArrayList<>()).add(member));
    }
    int bases = 0;
    long memory = 0;
    long disk = 0;
    for (Map.Entry<ForkGroupId, List<ForkMember>> one : groups.entrySet()) {
      Set<MachineId> ended = new LinkedHashSet<>();
      for (ForkMember member : one.getValue()) {
        // The machine the group was made of goes on outside it, with the memory it has.
        if (member.origin() != ForkMember.Origin.PARENT || !member.state().holdsMemory()) {
          ended.add(member.machine());
          MemberPages its = forks.pages(member.machine()).orElse(null);
          disk += its == null ? 0 : (long) its.blocks().count() * MemberPages.BLOCK;
        }
      }
      Set<Integer> freed = freedBases(one.getKey(), ended);
      bases += freed.size();
      memory += spared(forks.groups().get(one.getKey().value()), ended, freed);
    }
    return new Reclaimable(List.copyOf(leaving), bases, memory, disk);
  }

  /** See {@link Forks#freedBases}. */
  Set<Integer> freedBases(ForkGroupId id, Set<MachineId> ended) {
    ForkGroup group = forks.groups().get(id.value());
    Set<Integer> freed = new LinkedHashSet<>();
    for (ForkBase base : group.bases()) {
      if (base.state() != ForkBase.State.FREED && !isKept(base, ended)) {
        freed.add(base.key());
      }
    }
    // Mostly the first member that is asked needs the only base there is.
    if (!freed.isEmpty()) {
      forks.anyMember(
          id,
          member -> {
            if (!ended.contains(member.machine())) {
              keep(member, group, freed);
            }
            return freed.isEmpty();
          });
    }
    return freed;
  }

  /** What a member reads is not freed. */
  private static void keep(ForkMember member, ForkGroup group, Set<Integer> freed) {
    if (member.state() == ForkMember.State.FAILED || member.state() == ForkMember.State.STOPPED) {
      return;
    }
    for (Optional<ForkBase> base = group.base(member.base());
        base.isPresent();
        base = group.base(base.get().parent())) {
      freed.remove(base.get().key());
    }
  }

  /** A base whose machine is frozen, and stays, is that machine's memory. */
  private boolean isKept(ForkBase base, Set<MachineId> ended) {
    return !ended.contains(base.source())
        && forks
            .member(base.source())
            .filter(member -> member.state() == ForkMember.State.FROZEN)
            .isPresent();
  }
}
