package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.testkit.FuzzedSite;
import io.coppice.testkit.TightSite;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand operations of any kind with any arguments: nothing throws, nothing stops the clock,
 * after each everything holds that must, the log gives the same world again, and so does an export.
 */
class AnyOperationsTest {
  private static final int OPERATIONS = 500;

  /** Members that failed between others came back behind them. */
  private static final long FAILED_AMONG_OTHERS = 4_000_130;

  /** A policy under way forked in the first instant of the site that was opened of its export. */
  private static final long ELASTIC_AT_ONCE = 4_000_071;

  /** A child ended without its own children, whose parent was rebased to it. */
  private static final long CIRCLE = 4_000_202;

  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        ELASTIC_AT_ONCE,
        FAILED_AMONG_OTHERS,
        CIRCLE
      })
  void nothingThatCanBeTypedBreaksTheSite(long seed) throws IOException {
    FuzzedSite site = new FuzzedSite(TightSite.of(30), seed);
    site.ask(OPERATIONS);
    assertEquals(site.digest(), site.digestOfAReplay(), "replay of seed " + seed);
    assertEquals(List.of(), site.lostByAnExport(), "export of seed " + seed);
    assertEquals(List.of(), site.changedByOpeningAnExport(), "export again of seed " + seed);
  }
}
