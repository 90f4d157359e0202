package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.MemberEndingRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.ops.run.ConcurrencyLimits;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of members: promoted, rebased, kept, ended. */
final class MemberProcedures {
  private MemberProcedures() {}

  static void addTo(JobRunner runner) {
    runner.add(ForkOperation.Promote.class, new Promote());
    runner.add(ForkOperation.Rebase.class, new Rebase());
    runner.add(ForkOperation.KeepWinner.class, new KeepWinner());
    runner.add(ForkOperation.EndSubtree.class, new EndSubtree());
  }

  private static final class Promote implements OperationProcedure<ForkOperation.Promote> {
    @Override
    public List<String> phases(ForkOperation.Promote promote) {
      return List.of("phase.fork-promote");
    }

    @Override
    public boolean cancellable(ForkOperation.Promote promote, int phase) {
      return true;
    }

    @Override
    public List<Claim> claims(ForkOperation.Promote promote, SiteIndex index) {
      Machine machine = index.inventory().machine(promote.target());
      return machine == null ? List.of() : memory(machine);
    }

    private static List<Claim> memory(Machine machine) {
      List<Claim> claims = new ArrayList<>();
      claims.add(new Claim(machine.host(), Sort.COST, ConcurrencyLimits.PROVISIONING_ON_HOST));
      claims.add(new Claim(machine.host(), Sort.MEMORY, machine.hardware().memory().mib()));
      MachineStorage.home(machine)
          .ifPresent(
              home -> claims.add(new Claim(home, Sort.SPACE, machine.hardware().memory().value())));
      return claims;
    }

    @Override
    public PhaseResult step(int phase, JobContext<ForkOperation.Promote> context) {
      Machine machine = context.machine();
      return pass(machine, ForkDurations.promote(machine));
    }

    @Override
    public List<Problem> finish(JobContext<ForkOperation.Promote> context) {
      Machine machine = context.machine();
      ForkMember member = context.world().forks().member(machine.id()).orElseThrow();
      BaseFreezer.promote(context.world(), context.part(), machine, member);
      context.recordEvent("event.fork.promoted", machine.id(), machine.name());
      return List.of();
    }
  }

  /** The member's pages are compared with the other base; what is equal is shared again. */
  private static final class Rebase implements OperationProcedure<ForkOperation.Rebase> {
    @Override
    public List<String> phases(ForkOperation.Rebase rebase) {
      return List.of("phase.fork-rebase");
    }

    @Override
    public boolean cancellable(ForkOperation.Rebase rebase, int phase) {
      return true;
    }

    @Override
    public PhaseResult step(int phase, JobContext<ForkOperation.Rebase> context) {
      Machine machine = context.machine();
      return pass(machine, ForkDurations.delta(machine));
    }

    @Override
    public List<Problem> finish(JobContext<ForkOperation.Rebase> context) {
      Forks forks = context.world().forks();
      Machine machine = context.machine();
      ForkMember member = forks.member(machine.id()).orElseThrow();
      ForkGroup group = forks.group(member.group()).orElseThrow();
      ForkBase to = group.bases().get(context.operation().base());
      GroupPages known = forks.contents(group.id()).orElseThrow();
      GroupPages.Difference between = known.between(group, member.base(), to.key());
      MemberPages pages = forks.own(machine.id());
      // Its own writes and what its base had changed, where the other side changed it to the same.
      PageSet equal = pages.changed();
      equal.addAll(between.from());
      equal = equal.and(between.to()).and(known.mergeable());
      pages.diverge(between.from());
      pages.diverge(between.to());
      pages.rejoin(equal);
      int generation = forks.member(to.source()).map(ForkMember::generation).orElse(0) + 1;
      forks.put(member.over(to.key(), generation, member.diskDepth()));
      context.recordEvent(
          "event.fork.rebased", machine.id(), machine.name(), String.valueOf(to.key()));
      return List.of();
    }
  }

  /** All of a machine's memory is gone through, in that time where nobody else does. */
  private static PhaseResult pass(Machine machine, Duration alone) {
    long bytes = machine.hardware().memory().value();
    long rate = Math.round(bytes / Math.max(1e-3, alone.toMillis() / 1000.0));
    return new PhaseResult.Moves(
        bytes, rate, Duration.ZERO, List.of(ResourceUse.memory(machine.host())));
  }

  /** The winner gets a disk of its own; everything else of the group ends. */
  private static final class KeepWinner implements OperationProcedure<ForkOperation.KeepWinner> {
    @Override
    public List<String> phases(ForkOperation.KeepWinner keep) {
      return List.of("phase.copy-disks", "phase.fork-end");
    }

    @Override
    public boolean cancellable(ForkOperation.KeepWinner keep, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(ForkOperation.KeepWinner keep, SiteIndex index) {
      Machine machine = index.inventory().machine(keep.target());
      List<Claim> claims = new ArrayList<>();
      if (machine != null) {
        MachineStorage.growth(machine, MemberEndingRules.standalone(machine, index))
            .forEach((on, more) -> claims.add(new Claim(on, Sort.SPACE, more)));
      }
      return claims;
    }

    @Override
    public PhaseResult step(int phase, JobContext<ForkOperation.KeepWinner> context) {
      Machine machine = context.machine();
      SiteIndex index = context.index();
      if (phase == 1) {
        ForkMember member = context.world().forks().member(machine.id()).orElseThrow();
        int count = context.world().forks().membersOf(member.group()).size();
        return PhaseResult.lasts(
            ForkDurations.end(count, context.inventory().host(machine.host())));
      }
      return MachineStorage.home(machine)
          .map(on -> TransferRates.copy(copied(machine, index), on, on, Duration.ZERO))
          .orElse(PhaseResult.lasts(Duration.ZERO));
    }

    @Override
    public List<Problem> finish(JobContext<ForkOperation.KeepWinner> context) {
      Machine machine = context.machine();
      Forks forks = context.world().forks();
      ForkMember winner = forks.member(machine.id()).orElseThrow();
      List<ForkMember> others =
          forks.membersOf(winner.group()).stream()
              .filter(member -> !member.machine().equals(machine.id()))
              .toList();
      // A linked clone of one of them may have been made since this was asked for. The winner's
      // disks may hang on them as well: it gets its own first.
      Optional<Problem> hanging =
          MemberEndingRules.hanging(others, Set.of(machine.id()), context.index());
      if (hanging.isPresent()) {
        return List.of(hanging.get());
      }
      context.world().set(MemberEndingRules.standalone(machine, context.index()));
      forks.put(winner.over(winner.base(), winner.generation(), 0));
      MemberRemoval.end(
          context.world(), context.runner(), Optional.of(context.job()), others.reversed());
      context.recordEvent("event.fork.winner", machine.id(), machine.name(), others.size());
      return List.of();
    }

    private static long copied(Machine machine, SiteIndex index) {
      return MachineStorage.growth(machine, MemberEndingRules.standalone(machine, index))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static final class EndSubtree implements OperationProcedure<ForkOperation.EndSubtree> {
    @Override
    public List<String> phases(ForkOperation.EndSubtree end) {
      return List.of("phase.fork-end");
    }

    @Override
    public PhaseResult step(int phase, JobContext<ForkOperation.EndSubtree> context) {
      Forks forks = context.world().forks();
      ForkMember top = forks.member(context.operation().target()).orElseThrow();
      Host host = context.inventory().host(top.host());
      return PhaseResult.lasts(ForkDurations.end(forks.subtree(top.machine()).size(), host));
    }

    @Override
    public List<Problem> finish(JobContext<ForkOperation.EndSubtree> context) {
      Forks forks = context.world().forks();
      ForkMember top = forks.member(context.operation().target()).orElseThrow();
      List<ForkMember> tree = forks.subtree(top.machine());
      Optional<Problem> hanging = MemberEndingRules.hanging(tree, context.index());
      if (hanging.isPresent()) {
        return List.of(hanging.get());
      }
      String freed = new Bytes(Math.max(0, forks.wouldFree(top.machine()).memory())).toString();
      MemberRemoval.end(
          context.world(), context.runner(), Optional.of(context.job()), tree.reversed());
      context.recordEvent("event.fork.ended", top.group(), top.name(), tree.size(), freed);
      return List.of();
    }
  }
}
