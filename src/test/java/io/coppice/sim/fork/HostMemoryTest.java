package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.ForkOperation.SetPageSharing;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
  private static final MachineId SOURCE = new MachineId(1);
  private static final ForkGroupId GROUP = new ForkGroupId(0);

  private static Worlds forked(int count) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    worlds.run(new Fork(SOURCE, ForkSpec.of(count, "web-###")));
    return worlds;
  }

  /** MiB the host's figure shows besides machines that are in no group. */
  private static long ofGroups(Worlds worlds) {
    long all = worlds.world().figures().get(worlds.host(1).id(), Metric.MEMORY_GRANTED);
    for (int row = 0; row < worlds.world().inventory().machines().size(); row++) {
      Machine machine = worlds.machine(row);
      if (machine != null && machine.host().value() == 1 && machine.fork().isEmpty()) {
        all -= worlds.world().figures().get(machine.id(), Metric.MEMORY_GRANTED);
      }
    }
    return all;
  }

  @Test
  void aForkedMachineCostsWhatItDivergedAndItsProcess() {
    Worlds worlds = forked(50);
    // To an instant at which the figures were just made.
    worlds.pass(Duration.ofMinutes(3));
    while (Math.floorMod(worlds.world().now().micros(), 20_000_000L) != 0) {
      worlds.engine().step(worlds.world());
    }
    long shown = ofGroups(worlds);
    long cost = worlds.world().forks().sums(GROUP).cost() / Bytes.MIB;
    long nominal = 50 * 4096L;
    assertTrue(Math.abs(shown - cost) < 600, shown + " MiB shown, " + cost + " MiB cost");
    assertTrue(shown < nominal / 3, shown + " MiB");
  }

  @Test
  void guestsDivergeByTheirWritesAndSettleInTheirWorkingSet() {
    Worlds worlds = forked(5);
    long before = worlds.world().forks().sums(GROUP).diverged();
    worlds.pass(Duration.ofMinutes(5));
    long after = worlds.world().forks().sums(GROUP).diverged();
    worlds.pass(Duration.ofMinutes(5));
    long later = worlds.world().forks().sums(GROUP).diverged();
    assertTrue(after > before + 5 * Bytes.MIB, before + " " + after);
    assertTrue(later > after, "it goes on");
    assertTrue(later - after < after - before, "first writes get fewer");
    for (ForkMember member : worlds.world().forks().membersOf(GROUP)) {
      worlds
          .world()
          .forks()
          .pages(member.machine())
          .ifPresent(pages -> assertTrue(pages.shared() > 0));
    }
  }

  @Test
  void pageSharingMergesAtItsRateAndEndsWhenItIsForbidden() {
    Worlds worlds = forked(10);
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(0, worlds.world().forks().sums(GROUP).merged());
    worlds.run(new SetPageSharing(GROUP, new PageSharing(true, 20_000)));
    worlds.pass(Duration.ofSeconds(10));
    SharingSums some = worlds.world().forks().sums(GROUP);
    worlds.pass(Duration.ofMinutes(15));
    SharingSums more = worlds.world().forks().sums(GROUP);
    assertTrue(some.merged() < more.merged(), some + " " + more);
    assertTrue(more.merged() > 0 && more.merged() < more.diverged());
    worlds.run(new SetPageSharing(GROUP, PageSharing.OFF));
    assertEquals(0, worlds.world().forks().sums(GROUP).merged());
  }

  /** A guest of 4 GiB has 1,048,576 pages: after three seconds it has begun with the third. */
  @Test
  void theScannerGoesRoundTheMembersAtItsRate() {
    Worlds worlds = forked(4);
    List<ForkMember> members =
        worlds.world().forks().membersOf(GROUP).stream()
            .filter(one -> worlds.world().forks().pages(one.machine()).isPresent())
            .toList();
    int rate = 800_000;
    worlds.run(new SetPageSharing(GROUP, new PageSharing(true, rate)));
    for (int second = 1; second <= 6; second++) {
      worlds.pass(Duration.ofSeconds(1));
      long done = (long) second * rate % (members.size() * 1_048_576L);
      ForkMember member = members.get((int) (done / 1_048_576));
      assertEquals(
          new ForkWorldPart.Cursor(GROUP, member.machine().value(), (int) (done % 1_048_576)),
          ForkWorldPart.of(worlds.world()).cursor(GROUP));
    }
  }

  @Test
  void itIsKnownSinceWhenAPageIsTheMembersOwn() {
    Worlds worlds = forked(2);
    Forks early = worlds.snapshot().forks();
    long start = worlds.world().now().micros();
    worlds.pass(Duration.ofMinutes(3));
    MachineId child = worlds.world().forks().membersOf(GROUP).getLast().machine();
    var view = worlds.snapshot().forks().view(child).orElseThrow();
    MemberPages before = early.pages(child).orElseThrow();
    int told = 0;
    for (int page = 0; page < view.pages(); page++) {
      int at = page;
      var since = view.since(page);
      if (since.isPresent()) {
        told++;
        boolean old = before.diverged().contains(at);
        assertTrue(old || since.get().micros() > start - 60_000_000L, since + " for page " + page);
        assertTrue(!since.get().isAfter(worlds.world().now()));
      }
    }
    assertTrue(told > 100 && told <= view.counts().diverged(), told + " pages");
  }

  @Test
  void whatAChildWritesToDiskGoesToItsOverlay() {
    Worlds worlds = forked(3);
    worlds.pass(Duration.ofMinutes(30));
    for (ForkMember member : worlds.world().forks().membersOf(GROUP)) {
      if (member.origin() == ForkMember.Origin.CHILD) {
        long blocks =
            (long) worlds.world().forks().pages(member.machine()).orElseThrow().blocks().count()
                * MemberPages.BLOCK;
        long used =
            worlds.machine(member.machine().value()).hardware().disks().getFirst().used().value();
        assertTrue(used > 0 && used <= blocks, used + " of " + blocks);
      }
    }
  }
}
