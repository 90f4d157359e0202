package io.coppice.model.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sharing sums against a model that keeps every page of every member by itself. */
class SharingTest {
  private static final ForkGroupId GROUP = new ForkGroupId(0);
  private static final int PAGES = 70_000;
  private static final int RESIDENT = 50_000;
  private static final long OVERHEAD = 1_000;

  /** A member page by page. */
  private static final class Naive {
    private final boolean[] read = new boolean[PAGES];
    private final boolean[] own = new boolean[PAGES];
    private final boolean[] swapped = new boolean[PAGES];
    private final boolean[] merged = new boolean[PAGES];
    private final boolean ownReads;

    Naive(boolean ownReads) {
      this.ownReads = ownReads;
    }

    void write(int page) {
      own[page] = true;
      swapped[page] = false;
      merged[page] = false;
    }

    void read(int page) {
      if (ownReads) {
        write(page);
        return;
      }
      read[page] = true;
      if (swapped[page]) {
        swapped[page] = false;
        own[page] = true;
      }
    }

    void swapOut(int page) {
      if (own[page]) {
        own[page] = false;
        swapped[page] = true;
      }
      merged[page] = false;
    }
  }

  private final Random random;
  private final Forks forks = new Forks();
  private final Map<Integer, Naive> naive = new TreeMap<>();
  private final boolean[] zero = new boolean[PAGES];
  private final boolean[] alike = new boolean[PAGES];
  private int next;

  SharingTest() {
    random = new Random(5);
  }

  private void begin(long seed) {
    random.setSeed(seed);
    PageSet zeros = new PageSet(PAGES);
    PageSet alikes = new PageSet(PAGES);
    for (int page = 0; page < PAGES; page++) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        zeros.add(page);
        zero[page] = true;
      } else if (kind < 4) {
        alikes.add(page);
        alike[page] = true;
      }
    }
    forks.put(
        new ForkGroup(
            GROUP,
            "group",
            TrustDomain.DEFAULT,
            List.of(base(0, ForkBase.NO_PARENT, new MachineId(0))),
            PageSharing.ON,
            Optional.empty(),
            ForkGroup.Counts.NONE,
            Optional.empty(),
            SimTime.ZERO));
    forks.put(GROUP, new GroupPages(zeros, alikes, List.of(new PageSet(PAGES))));
    add(State.FROZEN, Origin.PARENT, false);
  }

  private static ForkBase base(int key, int parent, MachineId source) {
    return new ForkBase(
        key,
        parent,
        parent,
        source,
        new HostId(0),
        ForkBase.State.RESIDENT,
        DiskChain.LINKED,
        CapturedState.MEMORY_AND_DISK,
        PAGES,
        RESIDENT,
        1,
        1,
        SimTime.ZERO);
  }

  private void add(State state, Origin origin, boolean ownReads) {
    MachineId id = new MachineId(next++);
    forks.put(
        new ForkMember(
            id,
            "member-" + id.value(),
            GROUP,
            origin == Origin.PARENT ? ForkBase.NO_PARENT : 0,
            origin,
            state,
            origin == Origin.PARENT ? 0 : 1,
            1,
            new HostId(0),
            ownReads,
            PhaseTimes.asked(SimTime.ZERO),
            IdentityGate.OPEN,
            OVERHEAD,
            Optional.empty(),
            Optional.empty()));
    if (state == State.RUNNING) {
      forks.put(id, new MemberPages(PAGES, 10, ownReads));
      naive.put(id.value(), new Naive(ownReads));
    }
  }

  private void step() {
    if (naive.isEmpty() || random.nextInt(20) == 0) {
      add(State.RUNNING, Origin.CHILD, random.nextInt(4) == 0);
      return;
    }
    List<Integer> rows = new ArrayList<>(naive.keySet());
    int row = rows.get(random.nextInt(rows.size()));
    int from = random.nextInt(PAGES);
    int to = Math.min(PAGES, from + 1 + random.nextInt(random.nextBoolean() ? 20 : 9_000));
    MachineId id = new MachineId(row);
    Naive other = naive.get(row);
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        forks.own(id).write(from, to);
        for (int page = from; page < to; page++) {
          other.write(page);
        }
      }
      case 3, 4 -> {
        forks.own(id).read(from, to);
        for (int page = from; page < to; page++) {
          other.read(page);
        }
      }
      case 5 -> {
        forks.own(id).swapOut(from, to);
        for (int page = from; page < to; page++) {
          other.swapOut(page);
        }
      }
      case 6, 7 -> {
        GroupPages known = forks.contents(GROUP).orElseThrow();
        forks.own(id).merge(from, to, known.zero());
        forks.own(id).merge(from, to, known.alike());
        for (int page = from; page < to; page++) {
          other.merged[page] |= other.own[page] && (zero[page] || alike[page]);
        }
      }
      default -> {
        if (random.nextInt(4) == 0) {
          forks.remove(id);
          naive.remove(row);
        }
      }
    }
  }

  private SharingSums expected(Set<Integer> without, boolean base) {
    long own = 0;
    long swapped = 0;
    long copies = 0;
    int members = 0;
    long zeros = 0;
    Set<Integer> places = new HashSet<>();
    for (Map.Entry<Integer, Naive> entry : naive.entrySet()) {
      if (without.contains(entry.getKey())) {
        continue;
      }
      members++;
      Naive member = entry.getValue();
      for (int page = 0; page < PAGES; page++) {
        own += member.own[page] ? 1 : 0;
        swapped += member.swapped[page] ? 1 : 0;
        if (member.merged[page] && zero[page]) {
          zeros++;
        } else if (member.merged[page]) {
          copies++;
          places.add(page);
        }
      }
    }
    long saved = copies - places.size() + Math.max(0, zeros - 1);
    return new SharingSums(
        members,
        members * (long) PAGES * PageSet.PAGE,
        base ? (long) RESIDENT * PageSet.PAGE : 0,
        own * PageSet.PAGE,
        members * OVERHEAD,
        saved * PageSet.PAGE,
        swapped * PageSet.PAGE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theSumsAreThoseOfEveryPageCountedByItself(long seed) {
    begin(seed);
    Map<Forks, SharingSums> kept = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      step();
      if (i % 20 == 0) {
        SharingSums sums = expected(Set.of(), true);
        assertEquals(sums, forks.sums(GROUP));
        kept.put(forks.freeze(), sums);
        states();
      }
    }
    kept.forEach((frozen, sums) -> assertEquals(sums, frozen.sums(GROUP)));
  }

  /** Every page of one member, and how they are counted. */
  private void states() {
    if (naive.isEmpty()) {
      return;
    }
    List<Integer> rows = new ArrayList<>(naive.keySet());
    int row = rows.get(random.nextInt(rows.size()));
    Naive member = naive.get(row);
    MemberPageStates view = forks.freeze().view(new MachineId(row)).orElseThrow();
    int[] counts = new int[MemoryPageState.values().length];
    for (int page = 0; page < PAGES; page++) {
      MemoryPageState state = MemoryPageState.UNTOUCHED;
      if (member.own[page]) {
        state = zero[page] ? MemoryPageState.ZERO : MemoryPageState.DIVERGED;
        int at = page;
        if (alike[page]
            && naive.entrySet().stream()
                .anyMatch(other -> other.getKey() != row && other.getValue().own[at])) {
          state = MemoryPageState.IDENTICAL;
        }
      } else if (member.swapped[page]) {
        state = MemoryPageState.SWAPPED;
      } else if (member.read[page]) {
        state = MemoryPageState.SHARED;
      }
      counts[state.ordinal()]++;
      assertEquals(state, view.state(page), "page " + page);
    }
    PageCounts told = view.counts();
    assertEquals(counts[MemoryPageState.UNTOUCHED.ordinal()], told.untouched());
    assertEquals(counts[MemoryPageState.SHARED.ordinal()], told.shared());
    assertEquals(counts[MemoryPageState.SWAPPED.ordinal()], told.swapped());
    assertEquals(counts[MemoryPageState.ZERO.ordinal()], told.zero());
    assertEquals(counts[MemoryPageState.IDENTICAL.ordinal()], told.identical());
  }

  @Test
  void endingAMemberFreesWhatThePreviewSays() {
    begin(9);
    for (int i = 0; i < 200; i++) {
      step();
    }
    List<Integer> rows = new ArrayList<>(naive.keySet());
    assertTrue(rows.size() > 2);
    for (int row : rows) {
      Reclaimable freed = forks.wouldFree(new MachineId(row));
      long before = expected(Set.of(), true).cost();
      assertEquals(before - expected(Set.of(row), true).cost(), freed.memory());
      assertEquals(List.of(new MachineId(row)), freed.machines());
    }
    Reclaimable all = forks.wouldFree(new MachineId(0));
    assertEquals(rows.size() + 1, all.machines().size());
    assertEquals(expected(Set.of(), true).cost(), all.memory());
    assertEquals(1, all.bases());
  }

  @Test
  void equalSetsGiveEqualBytesHoweverTheyCameToBe() {
    PageSet one = new PageSet(PAGES);
    one.add(10, 69_000);
    one.remove(500, 66_000);
    PageSet two = new PageSet(PAGES);
    for (int page = 68_999; page >= 66_000; page--) {
      two.add(page);
    }
    two.tighten();
    two.add(10, 500);
    assertEquals(one, two);
    org.junit.jupiter.api.Assertions.assertArrayEquals(one.bytes(), two.bytes());
    assertEquals(one, PageSet.of(PAGES, one.bytes()));
  }
}
