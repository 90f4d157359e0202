package io.coppice.sim.load;

import io.coppice.model.SimTime;
import io.coppice.sim.world.World;
import java.time.Duration;

/**
 * What figures would have been in the week before a world began, had it stood then as it stands
 * now: guests ask for what they do at that hour of that day, with the world's own seed, and hosts
 * share it out. So a chart of a day or a week means something in the first minute. It decides
 * nothing, and is no part of the world's past.
 */
public final class PastFigures {
  private static final int LEVELS = 3;

  /** Machines beyond which only every so many moments are worked out, and stand for the others. */
  private static final int MANY = 5_000;

  private static final int COARSE = 6;

  private PastFigures() {}

  /**
   * The memory of such a week; slow, on any thread.
   *
   * @param now a copy of the world that nobody writes meanwhile
   * @param begun when the world began
   */
  public static FigureHistory before(World now, SimTime begun) {
    FigureHistory history = new FigureHistory(begun.micros());
    int step = now.inventory().machines().count() > MANY ? COARSE : 1;
    for (int level = LEVELS - 1; level >= 0; level--) {
      level(history, now, level, step, begun);
    }
    return history;
  }

  private static void level(FigureHistory history, World now, int level, int step, SimTime begun) {
    HistoryLevel of = history.level(level);
    Duration apart = LoadModel.TICK.multipliedBy(of.everyTicks());
    // Levels follow one another, each nearer to the present: a world of its own for each, for
    // clocks never go back.
    World world =
        new World(
            now.inventory().copy(),
            begun.plus(apart.multipliedBy(of.keep()).negated()),
            now.seed());
    ResourceSharing sharing = new ResourceSharing();
    for (int number = 0; number < of.keep(); number++) {
      world.setNow(begun.plus(apart.multipliedBy(number - of.keep())));
      if (number % step == 0) {
        sharing.share(world);
      }
      history.remember(world, level, number);
    }
  }
}
