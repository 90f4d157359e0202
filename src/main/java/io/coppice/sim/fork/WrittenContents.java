package io.coppice.sim.fork;

import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.PageSet;
import io.coppice.sim.world.RandomSource;
import java.util.List;

/**
 * What forked guests write, by place: of every 64 places one holds zeros once it was written and
 * six hold the same in every sibling that wrote them, like a file that all of them cache at the
 * same address. An assumption between the extremes Waldspurger found (OSDI 2002, section 4: 7 to 60
 * % of memory shareable).
 */
final class WrittenContents {
  private static final int OF = 64;
  private static final int ZERO = 1;
  private static final int ALIKE = 7;

  private WrittenContents() {}

  static GroupPages of(int pages, long key) {
    PageSet zero = new PageSet(pages);
    PageSet alike = new PageSet(pages);
    int extent = GuestWrites.EXTENT;
    for (int from = 0; from < pages; from += extent) {
      int kind = (int) (RandomSource.mix(key ^ from * 0x9E3779B97F4A7C15L) & OF - 1);
      if (kind < ALIKE) {
        (kind < ZERO ? zero : alike).add(from, Math.min(pages, from + extent));
      }
    }
    zero.tighten();
    alike.tighten();
    return new GroupPages(zero, alike, List.of(new PageSet(pages)));
  }
}
