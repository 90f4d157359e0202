package io.coppice.model.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages lie on one another in one memory only (Linux, Kernel Samepage Merging). */
class MergedByHostTest {
  private static final ForkGroupId GROUP = new ForkGroupId(0);
  private static final int PAGES = 20_000;

  /** 44 MiB. */
  private static final int ALIKE = 44 * 256;

  private final Forks forks = new Forks();
  private int next;

  MergedByHostTest() {
    PageSet alike = new PageSet(PAGES);
    alike.add(0, ALIKE);
    ForkBase base =
        new ForkBase(
            0,
            ForkBase.NO_PARENT,
            ForkBase.NO_PARENT,
            new MachineId(99),
            new HostId(0),
            ForkBase.State.RESIDENT,
            DiskChain.LINKED,
            CapturedState.MEMORY_AND_DISK,
            PAGES,
            256,
            1,
            1,
            SimTime.ZERO);
    forks.put(
        new ForkGroup(
            GROUP,
            "group",
            TrustDomain.DEFAULT,
            List.of(base),
            PageSharing.ON,
            Optional.empty(),
            ForkGroup.Counts.NONE,
            Optional.empty(),
            SimTime.ZERO));
    forks.put(GROUP, new GroupPages(new PageSet(PAGES), alike, List.of(new PageSet(PAGES))));
  }

  private void member(int host) {
    MachineId id = new MachineId(next++);
    forks.put(
        new ForkMember(
            id,
            "member-" + id.value(),
            GROUP,
            0,
            Origin.CHILD,
            State.RUNNING,
            1,
            1,
            new HostId(host),
            host != 0,
            PhaseTimes.asked(SimTime.ZERO),
            IdentityGate.OPEN,
            0,
            Optional.empty(),
            Optional.empty()));
    MemberPages pages = new MemberPages(PAGES, 10, false);
    pages.write(0, ALIKE);
    pages.merge(0, PAGES, forks.contents(GROUP).orElseThrow().alike());
    forks.put(id, pages);
  }

  @Test
  void equalPagesOnDifferentHostsAreNotMerged() {
    member(0);
    member(1);
    member(2);
    assertEquals(0, forks.sums(GROUP).merged());
    member(1);
    assertEquals(44 * Bytes.MIB, forks.sums(GROUP).merged());
    assertEquals(
        Map.of(new HostId(0), 0L, new HostId(1), 44 * Bytes.MIB, new HostId(2), 0L),
        forks.merged(GROUP));
  }

  @Test
  void whatABaseKeepsIsKnownByHost() {
    assertEquals(Bytes.MIB, forks.freeze().resident(new HostId(0)));
    assertEquals(0, forks.freeze().resident(new HostId(1)));
    assertEquals(Bytes.MIB, forks.resident(new HostId(0)));
  }
}
