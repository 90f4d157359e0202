package io.coppice.sim.ops.time;

import java.time.Duration;

/**
 * Live migration by pre-copy (Clark et al., "Live Migration of Virtual Machines", NSDI 2005): the
 * first round sends all memory while the guest goes on; each next round sends what was dirtied
 * meanwhile; when the rest can be sent within the switch-over goal, or rounds no longer help, the
 * guest stands still while the rest is sent. When a guest dirties faster than the link sends, its
 * processors are slowed ("stun during page send", vSphere 5), so that rounds shrink by at least a
 * third.
 *
 * @param rounds sent while the guest ran
 * @param copying time of all rounds
 * @param stun time the guest stands still: the last pages, and {@link #HANDOVER}
 * @param copied bytes sent in the rounds
 * @param sent bytes sent in all
 */
public record PreCopyMigration(
    int rounds, Duration copying, Duration stun, long copied, long sent) {
  /** vMotion aims at less than half a second for the last pages. */
  private static final double GOAL_SECONDS = 0.5;

  private static final int MOST_ROUNDS = 20;

  /** Opening the disks, and telling switches where the address is now; an assumption. */
  private static final Duration HANDOVER = Duration.ofMillis(150);

  /**
   * @param memory bytes that are in use
   * @param working bytes the guest writes again and again; no round dirties more
   * @param dirtying bytes a second it dirties
   * @param link bytes a second
   */
  public static PreCopyMigration of(long memory, long working, long dirtying, long link) {
    double seconds = 0;
    double rest = (double) memory;
    double sent = 0;
    int rounds = 0;
    while (rounds == 0 || (rest / link > GOAL_SECONDS && rounds < MOST_ROUNDS)) {
      double round = rest / link;
      seconds += round;
      sent += rest;
      double dirtied = Math.min(dirtying * round, (double) Math.min(working, memory));
      rest = rounds == 0 ? dirtied : Math.min(dirtied, rest * 2 / 3);
      rounds++;
    }
    Duration stun = HANDOVER.plus(Duration.ofMillis(Math.round(1000 * rest / link)));
    return new PreCopyMigration(
        rounds,
        Duration.ofMillis(Math.round(1000 * seconds)),
        stun,
        Math.round(sent),
        Math.round(sent + rest));
  }
}
