package io.coppice.sim.fork;

import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageAges;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.world.RandomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a guest writes, as a pure function: its {@code i}-th write of {@value #EXTENT} pages always
 * goes to the same place. So the world keeps only how much was written and a few times, and since
 * when a page is the guest's own is found by going through the writes once more.
 *
 * <p>Most writes go to the working set, the more often the hotter a place is: its rank is drawn
 * evenly over the powers of two below the size of the set, which is Zipf's law with exponent 1
 * (Breslau et al., INFOCOM 1999, found 0.64 to 0.83 for web servers; programs are more skewed). Hot
 * places lie together in mebibytes; seven of eight lie where they lie in every sibling, for they
 * run the same programs. Some writes go where nobody wrote yet: the guest grows. Sizes of working
 * sets and growth are assumptions by workload.
 *
 * @param key of this guest's own draws
 * @param common key of what lies at the same place in its siblings
 * @param written bytes of memory since it was forked
 * @param stored bytes of disk since it was forked
 * @param marks when how much had been written, thinned out; times between are interpolated
 */
record GuestWrites(
    long key,
    long common,
    Workload workload,
    int pages,
    long written,
    long stored,
    List<Mark> marks)
    implements PageAges {
  static final int EXTENT = 8;
  private static final long EXTENT_BYTES = EXTENT * 4096L;
  private static final int TOGETHER = 32;
  private static final int MOST_MARKS = 64;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** A prime above every number of mebibytes, so that multiplying by it permutes them. */
  private static final long PRIME = 2_654_435_761L;

  /** Every so many writes the guest reads a place of its wider working set. */
  private static final int READS = 4;

  private static final int READ_PAGES = 64;

  /** How much had been written at an instant in microseconds. */
  record Mark(long at, long written) {}

  GuestWrites {
    marks = List.copyOf(marks);
  }

  /** A guest that has written nothing since it was forked. */
  static GuestWrites begin(long seed, Machine machine, SimTime now) {
    long common = machine.fork().map(id -> id.value() + 1L).orElse(0L);
    return new GuestWrites(
        RandomSource.mix(seed ^ (machine.id().value() + 1) * GOLDEN ^ now.micros()),
        RandomSource.mix(seed + common),
        machine.guest().workload(),
        ForkEstimate.pages(machine),
        0,
        0,
        List.of(new Mark(now.micros(), 0)));
  }

  /** Thousandths of the memory in the working set. */
  static int workingSet(Workload workload) {
    return switch (workload) {
      case IDLE -> 20;
      case WEB -> 120;
      case DATABASE -> 300;
      case DESKTOP -> 150;
      case BUILD -> 250;
    };
  }

  /** Of 1,024 writes, how many go to new places. */
  private static int growth(Workload workload) {
    return switch (workload) {
      case IDLE -> 2;
      case WEB -> 6;
      case DATABASE -> 10;
      case DESKTOP -> 16;
      case BUILD -> 40;
    };
  }

  /** Lets the guest write that many more bytes, and notes the pages. */
  GuestWrites write(long bytes, MemberPages into, long now, boolean mark) {
    long until = (written + bytes) / EXTENT_BYTES;
    Places places = new Places();
    for (long i = written / EXTENT_BYTES; i < until; i++) {
      int from = places.of(i);
      into.write(from, Math.min(pages, from + EXTENT));
      if (i % READS == 0) {
        int read = places.read(i);
        into.read(read, Math.min(pages, read + READ_PAGES));
      }
    }
    return new GuestWrites(
        key, common, workload, pages, written + bytes, stored, mark ? marked(now, bytes) : marks);
  }

  /** Lets the guest write that many more bytes to its disk; blocks are hot and cold likewise. */
  GuestWrites writeBlocks(long bytes, MemberPages into) {
    long until = (stored + bytes) / MemberPages.BLOCK;
    int blocks = into.blocks().pages();
    int bits = 32 - Integer.numberOfLeadingZeros(blocks);
    for (long i = stored / MemberPages.BLOCK; i < until; i++) {
      long h = RandomSource.mix(common + i * GOLDEN ^ key);
      int block = (int) ((rank(h, bits) * PRIME + (common >>> 33)) % blocks);
      into.writeBlocks(block, block + 1);
    }
    return new GuestWrites(key, common, workload, pages, written, stored + bytes, marks);
  }

  /** Evenly over the powers of two below {@code 1 << bits}, and evenly within each. */
  private static int rank(long h, int bits) {
    int below = (int) ((h >>> 16 & 0xffff) * bits >>> 16);
    return (int) ((1L << below) + (h >>> 32 & (1L << below) - 1)) - 1;
  }

  private List<Mark> marked(long now, long bytes) {
    List<Mark> more = new ArrayList<>(MOST_MARKS);
    for (int i = 0; i < marks.size(); i++) {
      if (marks.size() < MOST_MARKS || i % 2 == 0) {
        more.add(marks.get(i));
      }
    }
    more.add(new Mark(now, written + bytes));
    return more;
  }

  @Override
  public long[] since(int all) {
    long[] since = new long[all];
    Places places = new Places();
    int mark = 0;
    for (long i = 0; i < written / EXTENT_BYTES; i++) {
      long at = i * EXTENT_BYTES;
      while (mark + 1 < marks.size() && marks.get(mark + 1).written() <= at) {
        mark++;
      }
      int from = places.of(i);
      if (from < all && since[from] == 0) {
        long when = when(mark, at);
        for (int page = from; page < Math.min(all, from + EXTENT); page++) {
          since[page] = when;
        }
      }
    }
    return since;
  }

  private long when(int mark, long at) {
    Mark before = marks.get(mark);
    if (mark + 1 == marks.size()) {
      return before.at();
    }
    Mark after = marks.get(mark + 1);
    double part = (at - before.written()) / (double) (after.written() - before.written());
    return before.at() + (long) (part * (after.at() - before.at()));
  }

  /** Sums that are the same for all writes of this guest. */
  private final class Places {
    private final int extents = pages / EXTENT;
    private final int blocks = Math.max(1, extents / TOGETHER);
    private final int hot =
        Math.max(TOGETHER, (int) (extents * (long) workingSet(workload) / 1000));
    private final int hotBits = 32 - Integer.numberOfLeadingZeros(hot);
    private final int growth = growth(workload);
    private final int ownShift = (int) (key >>> 40) % blocks;
    private final int commonShift = (int) (common >>> 40) % blocks;

    /** The first page of a write. */
    int of(long i) {
      long h = RandomSource.mix(key + i * GOLDEN);
      if ((h & 1023) < growth) {
        return place(hot + (int) (i * growth / 1024 % extents), commonShift);
      }
      return place(rank(h, hotBits) % hot, (h & 7 << 10) == 0 ? ownShift : commonShift);
    }

    /** The first page of a read, aligned to its length; the set it reads is four times as wide. */
    int read(long i) {
      long h = RandomSource.mix(common - i * GOLDEN ^ key);
      int wide = Math.min(extents, hot * 4);
      int from = place(rank(h, hotBits + 2) % wide, commonShift);
      return from - from % READ_PAGES;
    }

    private int place(int rank, int shift) {
      int block = (int) ((rank / TOGETHER * PRIME + shift) % blocks);
      int extent = block * TOGETHER + rank % TOGETHER;
      return (extent < extents ? extent : rank % extents) * EXTENT;
    }
  }
}
