package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.fork.GuestWrites.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where guests write, and what is told of it later. A guest here has 1 GiB. */
class GuestWritesTest {
  private static final int PAGES = 262_144;
  private static final int EXTENTS = PAGES / GuestWrites.EXTENT;
  private static final long EXTENT = GuestWrites.EXTENT * 4096L;
  private static final long COMMON = 0x1234_5678_9abc_def0L;

  private static GuestWrites guest(long key, long common, Workload workload) {
    return new GuestWrites(key, common, workload, PAGES, 0, 0, List.of(new Mark(1_000, 0)));
  }

  private static MemberPages none() {
    return new MemberPages(PAGES, 1_000, false);
  }

  private static PageSet written(GuestWrites guest, long extents) {
    MemberPages into = none();
    guest.write(extents * EXTENT, into, 2_000, false);
    return into.diverged();
  }

  @Test
  void theSamePagesAreWrittenInWhateverPartsItIsDone() {
    GuestWrites guest = guest(7, COMMON, Workload.WEB);
    MemberPages once = none();
    GuestWrites atOnce = guest.write(100 * EXTENT, once, 2_000, false);
    MemberPages parts = none();
    GuestWrites inParts = guest;
    for (long bytes : new long[] {1, EXTENT - 1, 10 * EXTENT + 5, 0, 89 * EXTENT - 5}) {
      inParts = inParts.write(bytes, parts, 2_000, false);
    }
    assertEquals(atOnce, inParts);
    assertEquals(once.diverged(), parts.diverged());
  }

  /**
   * A guest of 32,768 places that writes 200,000 times knows its working set, which lies partly
   * once more at places of its own, and has grown by a few of 1,024 writes.
   */
  @ParameterizedTest
  @EnumSource(Workload.class)
  void aGuestSettlesInItsWorkingSet(Workload workload) {
    int writes = 200_000;
    int set = EXTENTS * GuestWrites.workingSet(workload) / 1_000;
    int most = 2 * set + 41 * writes / 1_024;
    int places = written(guest(7, COMMON, workload), writes).count() / GuestWrites.EXTENT;
    assertTrue(places >= set * 9 / 10 && places <= most, places + " of " + set);
  }

  /** Zipf: as many writes go to the first half of the powers of two as to the second. */
  @Test
  void somePlacesAreWrittenFarMoreOftenThanOthers() {
    GuestWrites guest = guest(7, COMMON, Workload.DATABASE);
    int early = written(guest, 2_000).count() / GuestWrites.EXTENT;
    // each of 2,000 writes at a place of its own, were all as likely as each other
    assertTrue(early < 1_500, early + " places");
  }

  /** Siblings run the same programs; a stranger's lie elsewhere. */
  @Test
  void siblingsWriteForTheMostPartWhereTheOthersDo() {
    PageSet one = written(guest(7, COMMON, Workload.WEB), 5_000);
    PageSet sibling = written(guest(8, COMMON, Workload.WEB), 5_000);
    PageSet stranger = written(guest(8, COMMON ^ 0x5555_5555_5555_5555L, Workload.WEB), 5_000);
    int shared = one.andCount(sibling);
    int chance = one.andCount(stranger);
    assertTrue(
        shared > 3 * chance, shared + " in common, " + chance + " by chance, " + one.count());
  }

  /** Nothing between two marks, the second a microsecond for each of 1,000 writes later. */
  @Test
  void aPageIsTheGuestsOwnSinceItsFirstWrite() {
    MemberPages into = none();
    GuestWrites guest = guest(7, COMMON, Workload.WEB);
    GuestWrites after = guest.write(1_000 * EXTENT, into, 2_000, true);
    long[] since = after.since(PAGES);
    long[] expected = new long[PAGES];
    for (int i = 999; i >= 0; i--) {
      long when = 1_000L + i;
      writtenBy(guest, i).forEach(page -> expected[page] = when);
    }
    for (int page = 0; page < PAGES; page++) {
      assertTrue(Math.abs(expected[page] - since[page]) <= 1, "page " + page);
      assertEquals(since[page] != 0, into.diverged().contains(page));
    }
  }

  /** The pages of the write of that number alone. */
  private static PageSet writtenBy(GuestWrites guest, int number) {
    MemberPages alone = none();
    new GuestWrites(
            guest.key(), guest.common(), guest.workload(), PAGES, number * EXTENT, 0, guest.marks())
        .write(EXTENT, alone, 0, false);
    return alone.diverged();
  }

  @Test
  void whatWasWrittenAfterTheLastMarkIsAsOldAsIt() {
    GuestWrites guest = guest(7, COMMON, Workload.WEB).write(EXTENT, none(), 5_000, true);
    PageSet first = writtenBy(guest, 0);
    GuestWrites later = guest.write(EXTENT, none(), 9_000, false);
    PageSet second = writtenBy(guest, 1);
    long[] since = later.since(PAGES);
    first.forEach(page -> assertEquals(1_000, since[page]));
    second.forEach(page -> assertEquals(first.contains(page) ? 1_000 : 5_000, since[page]));
  }

  /** At most 64 are kept: then every second one goes, but the fork's never. */
  @Test
  void marksAreThinnedOutAndTheFirstAndTheLastStay() {
    GuestWrites guest = guest(7, COMMON, Workload.IDLE);
    for (int n = 1; n <= 200; n++) {
      guest = guest.write(EXTENT, none(), 1_000 + n, true);
      assertTrue(guest.marks().size() <= 64, guest.marks().size() + " marks");
      assertEquals(new Mark(1_000, 0), guest.marks().getFirst());
      assertEquals(new Mark(1_000 + n, n * EXTENT), guest.marks().getLast());
    }
  }

  /** Of blocks, too, no more is known than how much was written. */
  @Test
  void blocksAreWrittenTheSameInWhateverParts() {
    GuestWrites guest = guest(7, COMMON, Workload.DATABASE);
    MemberPages once = none();
    guest.writeBlocks(300L * MemberPages.BLOCK, once);
    MemberPages parts = none();
    GuestWrites on = guest;
    for (int n = 0; n < 600; n++) {
      on = on.writeBlocks(MemberPages.BLOCK / 2, parts);
    }
    assertEquals(once.blocks(), parts.blocks());
    assertEquals(300L * MemberPages.BLOCK, on.stored());
    int blocks = once.blocks().count();
    assertTrue(blocks > 100 && blocks < 250, blocks + " of 300 writes to 1,000 blocks");
  }
}
