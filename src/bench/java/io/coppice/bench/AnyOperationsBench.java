package io.coppice.bench;

import io.coppice.testkit.FuzzedSite;
import io.coppice.testkit.TightSite;
import java.io.IOException;
import java.util.List;

/**
 * A million operations of any kind with any arguments, on two thousand short sites; what throws,
 * stops the clock, breaks what must hold or does not replay ends the run and is told. With {@code
 * bench.sites} it is fewer of them, and with {@code bench.seed} others than the last time: a
 * million can be reached in several runs.
 */
public final class AnyOperationsBench implements Bench {
  private static final int SITES = Integer.getInteger("bench.sites", 2_000);
  private static final long FIRST_SEED = Long.getLong("bench.seed", 1_000_000L);
  private static final int OPERATIONS = 500;

  /** So many machines a site begins with. */
  private static final int MACHINES = 30;

  @Override
  public String name() {
    return "any-operations";
  }

  @Override
  public void run(Out out) throws IOException {
    long start = System.nanoTime();
    long accepted = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SITES; seed++) {
      FuzzedSite site = new FuzzedSite(TightSite.of(MACHINES), seed);
      site.ask(OPERATIONS);
      if (!site.digest().equals(site.digestOfAReplay())) {
        throw new IllegalStateException("Seed " + seed + " gives another world when replayed");
      }
      List<String> lost = site.lostByAnExport();
      if (!lost.isEmpty()) {
        throw new IllegalStateException("Seed " + seed + " loses by an export: " + lost);
      }
      List<String> changed = site.changedByOpeningAnExport();
      if (!changed.isEmpty()) {
        throw new IllegalStateException("Seed " + seed + " is exported otherwise: " + changed);
      }
      accepted += site.accepted().values().stream().mapToInt(Integer::intValue).sum();
    }
    out.figure("operations", (double) SITES * OPERATIONS, "");
    out.figure("accepted", (double) accepted, "");
    out.figure("time", (System.nanoTime() - start) / 1e9, "s");
  }
}
