package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
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
import io.coppice.model.inventory.Machine.LinkedTo;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Limits;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.ops.time.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of members: promoted, rebased, kept, ended. */
final class ChangingCourses {
  private ChangingCourses() {}

  static void addTo(Runner runner) {
    runner.add(ForkOperation.Promote.class, new Promote());
    runner.add(ForkOperation.Rebase.class, new Rebase());
    runner.add(ForkOperation.KeepWinner.class, new KeepWinner());
    runner.add(ForkOperation.EndSubtree.class, new EndSubtree());
  }

  private static final class Promote implements Course<ForkOperation.Promote> {
    @Override
    public List<String> phases(ForkOperation.Promote promote) {
      return List.of("phase.fork-promote");
    }

    @Override
    public boolean cancellable(ForkOperation.Promote promote, int phase) {
      return true;
    }

    @Override
    public List<Claim> claims(ForkOperation.Promote promote, Facts facts) {
      Machine machine = facts.inventory().machine(promote.target());
      return machine == null ? List.of() : memory(machine);
    }

    private static List<Claim> memory(Machine machine) {
      List<Claim> claims = new ArrayList<>();
      claims.add(new Claim(machine.host(), Sort.COST, Limits.PROVISIONING_ON_HOST));
      claims.add(new Claim(machine.host(), Sort.MEMORY, machine.hardware().memory().mib()));
      Space.home(machine)
          .ifPresent(
              home -> claims.add(new Claim(home, Sort.SPACE, machine.hardware().memory().value())));
      return claims;
    }

    @Override
    public Step step(int phase, Stage<ForkOperation.Promote> stage) {
      return Step.lasts(ForkTimes.promote(stage.machine()));
    }

    @Override
    public List<Problem> finish(Stage<ForkOperation.Promote> stage) {
      Machine machine = stage.machine();
      ForkMember member = stage.world().forks().member(machine.id()).orElseThrow();
      Freezing.promote(stage.world(), stage.part(), machine, member);
      stage.tell("event.fork.promoted", machine.id(), machine.name());
      return List.of();
    }
  }

  /** The member's pages are compared with the other base; what is equal is shared again. */
  private static final class Rebase implements Course<ForkOperation.Rebase> {
    @Override
    public List<String> phases(ForkOperation.Rebase rebase) {
      return List.of("phase.fork-rebase");
    }

    @Override
    public boolean cancellable(ForkOperation.Rebase rebase, int phase) {
      return true;
    }

    @Override
    public Step step(int phase, Stage<ForkOperation.Rebase> stage) {
      return Step.lasts(ForkTimes.delta(stage.machine()));
    }

    @Override
    public List<Problem> finish(Stage<ForkOperation.Rebase> stage) {
      Forks forks = stage.world().forks();
      Machine machine = stage.machine();
      ForkMember member = forks.member(machine.id()).orElseThrow();
      ForkGroup group = forks.group(member.group()).orElseThrow();
      ForkBase to = group.bases().get(stage.operation().base());
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
      stage.tell("event.fork.rebased", machine.id(), machine.name(), String.valueOf(to.key()));
      return List.of();
    }
  }

  /** The winner gets a disk of its own; everything else of the group ends. */
  private static final class KeepWinner implements Course<ForkOperation.KeepWinner> {
    @Override
    public List<String> phases(ForkOperation.KeepWinner keep) {
      return List.of("phase.copy-disks", "phase.fork-end");
    }

    @Override
    public boolean cancellable(ForkOperation.KeepWinner keep, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(ForkOperation.KeepWinner keep, Facts facts) {
      Machine machine = facts.inventory().machine(keep.target());
      return machine == null
          ? List.of()
          : Space.home(machine)
              .map(home -> new Claim(home, Sort.SPACE, below(machine, facts)))
              .stream()
              .toList();
    }

    /** Bytes of the disks the machine's own hang on. */
    private static long below(Machine machine, Facts facts) {
      long sum = 0;
      for (Optional<LinkedTo> at = machine.linked(); at.isPresent(); ) {
        Machine parent = facts.inventory().machine(at.get().parent());
        if (parent == null) {
          break;
        }
        for (VirtualDisk disk : parent.hardware().disks()) {
          sum += disk.used().value();
        }
        at = parent.linked();
      }
      return sum;
    }

    @Override
    public Step step(int phase, Stage<ForkOperation.KeepWinner> stage) {
      Machine machine = stage.machine();
      Facts facts = stage.facts();
      if (phase == 1) {
        ForkMember member = stage.world().forks().member(machine.id()).orElseThrow();
        int count = stage.world().forks().membersOf(member.group()).size();
        return Step.lasts(ForkTimes.end(count, stage.inventory().host(machine.host())));
      }
      Optional<DatastoreId> home = Space.home(machine);
      return Step.lasts(
          home.map(on -> Rates.time(below(machine, facts), Rates.copy(on, on, 0, facts)))
              .orElse(Duration.ZERO));
    }

    @Override
    public List<Problem> finish(Stage<ForkOperation.KeepWinner> stage) {
      Machine machine = stage.machine();
      Forks forks = stage.world().forks();
      ForkMember winner = forks.member(machine.id()).orElseThrow();
      List<ForkMember> others =
          forks.membersOf(winner.group()).stream()
              .filter(member -> !member.machine().equals(machine.id()))
              .toList();
      stage.world().set(standalone(machine, stage.facts()));
      forks.put(winner.over(winner.base(), winner.generation(), 0));
      Ends.end(stage.world(), stage.runner(), Optional.of(stage.job()), others.reversed());
      stage.tell("event.fork.winner", machine.id(), machine.name(), others.size());
      return List.of();
    }

    private static Machine standalone(Machine machine, Facts facts) {
      long more = below(machine, facts);
      List<VirtualDisk> disks = new ArrayList<>();
      for (VirtualDisk disk : machine.hardware().disks()) {
        long used = Math.min(disk.capacity().value(), disk.used().value() + more);
        more -= used - disk.used().value();
        disks.add(disk.withUsed(new Bytes(used)));
      }
      return machine.withHardware(machine.hardware().withDisks(disks)).withLinked(Optional.empty());
    }
  }

  private static final class EndSubtree implements Course<ForkOperation.EndSubtree> {
    @Override
    public List<String> phases(ForkOperation.EndSubtree end) {
      return List.of("phase.fork-end");
    }

    @Override
    public Step step(int phase, Stage<ForkOperation.EndSubtree> stage) {
      Forks forks = stage.world().forks();
      ForkMember top = forks.member(stage.operation().target()).orElseThrow();
      Host host = stage.inventory().host(top.host());
      return Step.lasts(ForkTimes.end(forks.subtree(top.machine()).size(), host));
    }

    @Override
    public List<Problem> finish(Stage<ForkOperation.EndSubtree> stage) {
      Forks forks = stage.world().forks();
      ForkMember top = forks.member(stage.operation().target()).orElseThrow();
      List<ForkMember> tree = forks.subtree(top.machine());
      String freed = new Bytes(Math.max(0, forks.wouldFree(top.machine()).memory())).toString();
      Ends.end(stage.world(), stage.runner(), Optional.of(stage.job()), tree.reversed());
      stage.tell("event.fork.ended", top.group(), top.name(), tree.size(), freed);
      return List.of();
    }
  }
}
