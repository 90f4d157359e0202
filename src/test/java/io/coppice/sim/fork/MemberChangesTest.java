package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.ForkOperation.EndSubtree;
import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.ForkOperation.KeepWinner;
import io.coppice.backend.ForkOperation.Promote;
import io.coppice.backend.ForkOperation.Rebase;
import io.coppice.backend.ForkOperation.Refork;
import io.coppice.backend.ForkOperation.ResumeParent;
import io.coppice.backend.ForkOperation.SetLease;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.Reclaimable;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.testkit.SiteInvariants;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberChangesTest {
  private static final MachineId SOURCE = new MachineId(1);
  private static final ForkGroupId GROUP = new ForkGroupId(0);

  private static Worlds forked(int count) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    done(worlds, new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    done(worlds, new Fork(SOURCE, ForkSpec.of(count, "web-###")));
    worlds.pass(Duration.ofMinutes(1));
    return worlds;
  }

  private static void done(Worlds worlds, Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), operation + " " + job.problems());
  }

  private static List<ForkMember> children(Worlds worlds) {
    return worlds.world().forks().membersOf(GROUP).stream()
        .filter(member -> member.origin() != Origin.PARENT)
        .toList();
  }

  private static MachineId child(Worlds worlds, int index) {
    return children(worlds).get(index).machine();
  }

  private static ForkGroup group(Worlds worlds) {
    return worlds.world().forks().group(GROUP).orElseThrow();
  }

  @Test
  void endingASubtreeFreesWhatItsPreviewSaid() {
    Worlds worlds = forked(4);
    MachineId top = child(worlds, 1);
    done(worlds, new Refork(top, ForkSpec.of(3, "deep-###")));
    worlds.pass(Duration.ofSeconds(30));
    Forks forks = worlds.world().forks();
    assertEquals(4, forks.subtree(top).size());
    long before = forks.sums(GROUP).cost();
    Reclaimable preview = forks.wouldFree(top);
    assertEquals(1, preview.bases());
    worlds.start(new EndSubtree(top));
    worlds.pass(Duration.ofMillis(100));
    long after = worlds.world().forks().sums(GROUP).cost();
    assertEquals(preview.memory(), before - after);
    assertEquals(3, children(worlds).size());
    preview.machines().forEach(id -> assertEquals(null, worlds.machine(id.value())));
    List<MachineId> both = List.of(child(worlds, 0), child(worlds, 1), child(worlds, 0));
    assertEquals(
        worlds.world().forks().wouldFree(child(worlds, 0)).memory()
            + worlds.world().forks().wouldFree(child(worlds, 1)).memory(),
        worlds.world().forks().wouldFree(Set.copyOf(both)).memory());
    assertEquals(4, group(worlds).counts().ended());
  }

  @Test
  void theFenceOfAChildEndsWithIt() {
    Worlds worlds = forked(3);
    MachineId fencing = child(worlds, 1);
    worlds
        .world()
        .setFabric(
            DerivedFabric.orSaid(worlds.world().fabric(), worlds.world().inventory())
                .withFences(List.of(new Fence(fencing, 0, 1, List.of()))));
    done(worlds, new EndSubtree(child(worlds, 0)));
    assertEquals(1, worlds.world().fabric().fences().size());
    done(worlds, new EndSubtree(fencing));
    assertEquals(List.of(), worlds.world().fabric().fences());
  }

  @Test
  void endingTheFirstParentEndsTheGroupAndLeavesItsMachine() {
    Worlds worlds = forked(5);
    done(worlds, new EndSubtree(SOURCE));
    assertTrue(worlds.world().forks().group(GROUP).isEmpty());
    Machine parent = worlds.machine(1);
    assertEquals(PowerState.SUSPENDED, parent.power());
    assertEquals(Optional.empty(), parent.fork());
    assertEquals(List.of(), worlds.obstacles(new MachineOperation.Resume(SOURCE)));
  }

  @Test
  void aLeaseEndsAChildByItselfAndCanBeExtended() {
    Worlds worlds = forked(3);
    MachineId brief = child(worlds, 0);
    MachineId extended = child(worlds, 1);
    done(worlds, new SetLease(brief, Optional.of(Duration.ofMinutes(2))));
    done(worlds, new SetLease(extended, Optional.of(Duration.ofMinutes(2))));
    worlds.pass(Duration.ofMinutes(1));
    done(worlds, new SetLease(extended, Optional.of(Duration.ofMinutes(10))));
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(null, worlds.machine(brief.value()));
    assertTrue(worlds.machine(extended.value()).isOn());
    done(worlds, new SetLease(GROUP, Optional.of(Duration.ofMinutes(1))));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.world().forks().group(GROUP).isEmpty());
    assertEquals(List.of("object.gone"), worlds.obstacles(new SetLease(GROUP, Optional.empty())));
  }

  @Test
  void theParentGoesOnAsOneContinuationWithItsOwnIdentity() {
    Worlds worlds = forked(2);
    Machine parent = worlds.machine(1);
    done(worlds, new ResumeParent(SOURCE));
    ForkMember continuation =
        children(worlds).stream()
            .filter(member -> member.origin() == Origin.CONTINUATION)
            .findFirst()
            .orElseThrow();
    Machine goesOn = worlds.machine(continuation.machine().value());
    assertTrue(continuation.gate().isOpen());
    assertEquals(
        parent.hardware().nics().getFirst().mac(), goesOn.hardware().nics().getFirst().mac());
    assertEquals(
        parent.hardware().nics().getFirst().ip(), goesOn.hardware().nics().getFirst().ip());
    assertTrue(goesOn.hardware().nics().getFirst().connected());
    assertEquals(parent.guest().hostName(), goesOn.guest().hostName());
    assertEquals(List.of("fork.continued-already"), worlds.obstacles(new ResumeParent(SOURCE)));
    assertEquals(List.of("fork.not-frozen"), worlds.obstacles(new ResumeParent(child(worlds, 0))));
    done(worlds, new EndSubtree(continuation.machine()));
    assertEquals(List.of(), worlds.obstacles(new ResumeParent(SOURCE)));
  }

  @Test
  void aGrandchildReadsItsParentsDeltaOverTheFirstBase() {
    Worlds worlds = forked(2);
    MachineId middle = child(worlds, 0);
    long own = worlds.world().forks().pages(middle).orElseThrow().diverged().count();
    done(worlds, new Refork(middle, ForkSpec.of(2, "deep-###")));
    ForkBase delta = group(worlds).bases().get(1);
    assertEquals(0, delta.parent());
    assertTrue(delta.resident() >= own, delta + " for " + own);
    assertEquals(2, delta.depth());
    ForkMember grandchild =
        children(worlds).stream()
            .filter(member -> member.name().startsWith("deep"))
            .findFirst()
            .orElseThrow();
    assertEquals(2, grandchild.generation());
    assertEquals(1, grandchild.base());
    assertTrue(worlds.machine(middle.value()).isOn(), "the member goes on");
    Forks.Branch branch =
        worlds.world().forks().lineage(GROUP).stream()
            .filter(one -> one.member().equals(grandchild))
            .findFirst()
            .orElseThrow();
    assertEquals(Optional.of(middle), branch.parent());
  }

  @Test
  void aPromotedMemberIsABaseThatNeedsNoOther() {
    Worlds worlds = forked(2);
    MachineId chosen = child(worlds, 0);
    done(worlds, new Promote(chosen));
    ForkBase base = group(worlds).bases().get(1);
    assertEquals(ForkBase.NO_PARENT, base.parent());
    assertEquals(State.FROZEN, worlds.world().forks().member(chosen).orElseThrow().state());
    done(worlds, new Fork(chosen, ForkSpec.of(2, "new-###")));
    assertTrue(
        children(worlds).stream()
            .filter(member -> member.name().startsWith("new"))
            .allMatch(member -> member.base() == 1 && member.state() == State.RUNNING));
    assertEquals(
        List.of("fork.base-frozen"), worlds.obstacles(new MachineOperation.Resume(chosen)));
  }

  @Test
  void aRebasedMemberSharesWhatIsEqualToItsNewBase() {
    Worlds worlds = forked(2);
    MachineId chosen = child(worlds, 0);
    MachineId other = child(worlds, 1);
    worlds.pass(Duration.ofMinutes(5));
    done(worlds, new Promote(chosen));
    var pages = worlds.world().forks().pages(other).orElseThrow();
    var contents = worlds.world().forks().contents(GROUP).orElseThrow();
    var expected = pages.changed();
    expected.addAll(contents.changed().get(1));
    var equal = pages.changed().and(contents.changed().get(1)).and(contents.mergeable());
    expected.removeAll(equal);
    assertTrue(equal.count() > 0);
    // What it writes while its pages are compared is its own too, so it is frozen in this test.
    int before = expected.count();
    done(worlds, new Rebase(other, 1));
    ForkMember member = worlds.world().forks().member(other).orElseThrow();
    assertEquals(1, member.base());
    int after = worlds.world().forks().pages(other).orElseThrow().diverged().count();
    assertTrue(Math.abs(after - before) < before / 5, after + " instead of " + before);
    assertEquals(List.of("fork.base-same"), worlds.obstacles(new Rebase(other, 1)));
  }

  /**
   * Memory then goes in a circle: the parent reads its child's base, and the child the parent's.
   */
  @Test
  void aChildWhoseParentReadsItsBaseStillEndsWithItsOwnChildren() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    done(worlds, new Fork(SOURCE, ForkSpec.of(1, "web-###")));
    MachineId child = child(worlds, 0);
    done(worlds, new Fork(child, ForkSpec.of(2, "deep-###")));
    worlds.pass(Duration.ofMinutes(1));
    done(worlds, new Rebase(SOURCE, 1));
    List<MachineId> grandchildren = List.of(child(worlds, 1), child(worlds, 2));
    List<MachineId> tree =
        worlds.world().forks().subtree(child).stream().map(ForkMember::machine).toList();
    assertEquals(Set.of(child, child(worlds, 1), child(worlds, 2)), Set.copyOf(tree));
    done(worlds, new EndSubtree(child));
    for (MachineId machine : grandchildren) {
      assertNull(worlds.world().inventory().machine(machine));
    }
    assertTrue(worlds.machine(1).isOn(), "the parent goes on");
    assertEquals(List.of(), SiteInvariants.broken(worlds.world()));
  }

  /** Rebasing moves memory, not the disk. */
  @Test
  void whatARebasedMembersDiskHangsOnIsNotEndedFromUnderIt() {
    Worlds worlds = forked(1);
    MachineId child = child(worlds, 0);
    done(worlds, new Refork(child, ForkSpec.of(1, "deep-###")));
    worlds.pass(Duration.ofMinutes(1));
    MachineId deep =
        children(worlds).stream()
            .map(ForkMember::machine)
            .filter(
                id ->
                    worlds
                        .machine(id.value())
                        .linked()
                        .filter(link -> link.parent().equals(child))
                        .isPresent())
            .findFirst()
            .orElseThrow();
    done(worlds, new Rebase(deep, 0));
    assertEquals(List.of("machine.has-clones"), worlds.obstacles(new EndSubtree(child)));
  }

  @Test
  void keepingTheWinnerEndsTheRestAndGivesItADiskOfItsOwn() {
    Worlds worlds = forked(6);
    MachineId winner = child(worlds, 2);
    List<MachineId> others =
        worlds.world().forks().membersOf(GROUP).stream()
            .map(ForkMember::machine)
            .filter(machine -> !machine.equals(winner))
            .toList();
    Reclaimable preview = worlds.world().forks().wouldFree(others);
    assertEquals(0, preview.bases(), "the winner still reads the base");
    assertTrue(preview.memory() > 5 * 26_000_000L, preview.toString());
    done(worlds, new KeepWinner(winner));
    assertEquals(1, worlds.world().forks().membersOf(GROUP).size());
    Machine machine = worlds.machine(winner.value());
    assertTrue(machine.isOn());
    assertTrue(machine.linked().isEmpty());
    assertEquals(0, worlds.world().forks().member(winner).orElseThrow().diskDepth());
    assertTrue(machine.hardware().disks().getFirst().used().value() > 1L << 30);
    assertTrue(worlds.machine(1) != null, "the parent's machine stays");
    SharingSums sums = worlds.world().forks().sums(GROUP);
    assertEquals(1, sums.members());
    assertTrue(sums.base() > 0, "the winner still reads the base");
    done(worlds, new EndSubtree(winner));
    assertTrue(worlds.world().forks().group(GROUP).isEmpty());
  }

  @Test
  void chainsWarnBeforeTheyEnd() {
    Worlds worlds = forked(1);
    MachineId at = child(worlds, 0);
    int forks = 0;
    boolean warned = false;
    while (worlds.obstacles(refork(at, forks)).isEmpty() && forks < 300) {
      warned |=
          worlds.check(refork(at, forks)).problems().stream()
              .anyMatch(problem -> problem.code().equals("fork.chain-deep"));
      done(worlds, refork(at, forks));
      forks++;
      if (forks == 10) {
        assertFalse(warned, "ten levels are nothing to warn of");
      }
    }
    assertTrue(warned);
    assertTrue(worlds.alarms().contains("alarm.fork-chain"));
    assertEquals(List.of("fork.chain-too-deep"), worlds.obstacles(refork(at, forks)));
    int depth = worlds.world().forks().member(at).orElseThrow().diskDepth();
    assertEquals(254, depth, "one more would make 255, and the child 256");
  }

  private static ForkOperation refork(MachineId at, int number) {
    return new Refork(at, ForkSpec.of(1, "chain" + number + "-#"));
  }
}
