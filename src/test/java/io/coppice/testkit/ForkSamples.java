package io.coppice.testkit;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.CapturedState;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.model.fork.SharingHistory;
import io.coppice.model.fork.TrustDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A group of forks over the machines of a {@link SmallSite}: machine 0 is the frozen parent, the
 * others are its children, of which the fifth was forked from again by all from the tenth on, the
 * sixth is paused, the seventh starts and the eighth failed. By seed.
 */
public final class ForkSamples {
  public static final ForkGroupId GROUP = new ForkGroupId(0);

  /** Pages of each member: 64 MiB. */
  public static final int PAGES = 16_384;

  private ForkSamples() {}

  /** The group with that many children, made an hour before the given time. */
  public static Forks group(int children, SimTime now) {
    Random random = new Random(7);
    SimTime made = new SimTime(now.micros() - Duration.ofHours(1).toNanos() / 1_000);
    Forks forks = new Forks();
    List<ForkBase> bases = new ArrayList<>(List.of(base(0, -1, 0, 9_000, made)));
    if (children >= 10) {
      bases.add(base(1, 0, 5, 900, made));
    }
    forks.put(
        new ForkGroup(
            GROUP,
            "web",
            TrustDomain.DEFAULT,
            bases,
            PageSharing.OFF,
            Optional.empty(),
            new ForkGroup.Counts(children, children - (children >= 8 ? 1 : 0), 1, 0, 0),
            Optional.empty(),
            made));
    forks.put(GROUP, contents());
    forks.put(member(0, -1, ForkMember.Origin.PARENT, ForkMember.State.FROZEN, made, made));
    for (int child = 1; child <= children; child++) {
      ForkMember.State state =
          switch (child) {
            case 6 -> ForkMember.State.PAUSED;
            case 7 -> ForkMember.State.STARTING;
            case 8 -> ForkMember.State.FAILED;
            default -> ForkMember.State.RUNNING;
          };
      int base = child >= 10 ? 1 : 0;
      forks.put(member(child, base, ForkMember.Origin.CHILD, state, made, now));
      if (state != ForkMember.State.FAILED) {
        forks.put(new MachineId(child), pages(random, child));
      }
    }
    history(forks, made, now);
    return forks.freeze();
  }

  private static GroupPages contents() {
    PageSet zero = new PageSet(PAGES);
    zero.add(2_000, 2_400);
    PageSet alike = new PageSet(PAGES);
    alike.add(4_000, 4_500);
    return new GroupPages(zero, alike, List.of());
  }

  private static ForkBase base(int key, int parent, int source, int resident, SimTime made) {
    return new ForkBase(
        key,
        parent,
        parent,
        new MachineId(source),
        new HostId(0),
        ForkBase.State.RESIDENT,
        DiskChain.LINKED,
        CapturedState.MEMORY_AND_DISK,
        PAGES,
        resident,
        key + 1,
        key + 1,
        made);
  }

  private static ForkMember member(
      int machine,
      int base,
      ForkMember.Origin origin,
      ForkMember.State state,
      SimTime made,
      SimTime now) {
    boolean child = origin == ForkMember.Origin.CHILD;
    boolean starts = state == ForkMember.State.STARTING;
    SimTime asked = starts ? new SimTime(now.micros() - 100_000) : made.plusMicros(machine * 1_000);
    List<SimTime> ends = new ArrayList<>();
    SimTime at = asked;
    for (ForkPhase phase : ForkPhase.values()) {
      at = at.plusMicros(20_000L + phase.ordinal() * 7_000L + machine * 300L);
      ends.add(at);
    }
    if (state == ForkMember.State.FAILED) {
      ends = ends.subList(0, 2);
    }
    return new ForkMember(
        new MachineId(machine),
        String.format("web-%02d", machine),
        GROUP,
        base,
        origin,
        state,
        child ? base + 1 : 0,
        base + 2,
        new HostId(0),
        false,
        child ? new PhaseTimes(asked, ends) : PhaseTimes.asked(made),
        starts ? IdentityGate.CLOSED : IdentityGate.OPEN,
        26 * Bytes.MIB / 8,
        machine == 2
            ? Optional.of(now.plusMicros(Duration.ofHours(2).toNanos() / 1_000))
            : Optional.empty(),
        state == ForkMember.State.FAILED
            ? Optional.of(Problem.error("forks.base-lost", new MachineId(machine), 0))
            : Optional.empty());
  }

  private static MemberPages pages(Random random, int child) {
    MemberPages pages = new MemberPages(PAGES, 4_096, false);
    pages.read(0, 9_000);
    for (int run = 0; run < 10 + child % 7 * 6; run++) {
      int from = random.nextInt(8_900);
      pages.write(from, from + 1 + random.nextInt(60));
    }
    pages.write(2_000, 2_100);
    pages.write(4_000, 4_100);
    pages.swapOut(500, 560);
    pages.writeBlocks(child, child + 20);
    return pages;
  }

  /** Diverged memory grew evenly to what it is now. */
  private static void history(Forks forks, SimTime made, SimTime now) {
    var last = forks.sums(GROUP);
    List<SharingHistory.Sample> samples = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      samples.add(
          new SharingHistory.Sample(
              new SimTime(made.micros() + (now.micros() - made.micros()) * i / 60),
              new io.coppice.model.fork.SharingSums(
                  last.members(),
                  last.nominal(),
                  last.base(),
                  last.diverged() * i / 60,
                  last.overhead(),
                  0,
                  last.swapped() * i / 60)));
    }
    forks.put(GROUP, new SharingHistory(samples));
  }
}
