package io.coppice.testkit;

import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.image.WorldCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A site of which anything is asked, one thing after the other, and the log of it. What throws in a
 * check, stops the clock or breaks what must hold is told with the seed and the last operations.
 */
public final class FuzzedSite {
  private static final int LAST = 8;
  private static final int FORK_LOOKS = 6;
  private static final int CONTEXT = 12;

  private final Blueprint begins;
  private final long seed;
  private final Random random;
  private final Worlds worlds;
  private final List<OperationLog.Entry> log = new ArrayList<>();
  private final List<Operation> last = new ArrayList<>();
  private final Map<String, Integer> accepted = new TreeMap<>();

  public FuzzedSite(Blueprint begins, long seed) {
    this.begins = begins;
    this.seed = seed;
    this.random = new Random(seed);
    this.worlds = Worlds.of(begins);
  }

  public Worlds worlds() {
    return worlds;
  }

  /** How often what was accepted, by the operation's name. */
  public Map<String, Integer> accepted() {
    return accepted;
  }

  /** Asks so many things, some at one instant, and looks after each. */
  public void ask(int operations) {
    for (int i = 0; i < operations; i++) {
      Operation operation = any(i);
      last.add(operation);
      if (last.size() > LAST) {
        last.removeFirst();
      }
      try {
        if (worlds.engine().check(operation, worlds.world()).passes()) {
          log.add(
              new OperationLog.Entry(
                  worlds.world().nextOperation(), worlds.world().now(), operation));
          worlds.engine().start(worlds.world(), operation);
          accepted.merge(operation.getClass().getSimpleName(), 1, Integer::sum);
        }
        sound();
        if (random.nextInt(3) > 0) {
          worlds.pass(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 300_000 : 6_000)));
          sound();
        }
      } catch (RuntimeException e) {
        throw new AssertionError("The site stands still " + context(), e);
      }
    }
  }

  private Operation any(int step) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> AnyOperation.of(random, worlds.world());
      case 2 -> RandomForks.any(worlds.world(), random, step);
      default -> RandomOperations.any(random, worlds);
    };
  }

  private void sound() {
    List<String> broken = SiteInvariants.broken(worlds.world());
    if (!broken.isEmpty()) {
      throw new AssertionError(broken + " " + context());
    }
    // The sums of groups cost most; they are looked at now and then.
    if (random.nextInt(FORK_LOOKS) > 0) {
      return;
    }
    try {
      RandomForks.whole(worlds.world());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + " " + context(), e);
    }
  }

  private String context() {
    return "after "
        + log.size()
        + " operations of seed "
        + seed
        + ", the last\n  "
        + String.join("\n  ", last.stream().map(FuzzedSite::text).toList());
  }

  private static String text(Operation operation) {
    String text = operation.toString();
    return text.length() > 400 ? text.substring(0, 400) : text;
  }

  public String digest() {
    return WorldCodec.digest(worlds.world());
  }

  /**
   * The same log done again on the same site: the clock goes in other steps, and half-way the world
   * goes through an image.
   */
  public String digestOfAReplay() throws IOException {
    Random steps = new Random(~seed);
    Worlds again = Worlds.of(begins);
    int middle = log.size() / 2;
    for (int i = 0; i < log.size(); i++) {
      OperationLog.Entry entry = log.get(i);
      go(again, entry.at(), steps);
      if (i == middle) {
        again = again.throughAnImage();
      }
      again.engine().start(again.world(), entry.operation());
    }
    go(again, worlds.world().now(), steps);
    return WorldCodec.digest(again.world());
  }

  /**
   * What differs or does not hold when the site is exported and opened again as it stands: the load
   * of each machine, then and after some minutes, and what must hold of any site.
   */
  public List<String> lostByAnExport() throws IOException {
    Blueprint exported = ExportedWorld.of(worlds.world());
    List<String> lost = new ArrayList<>();
    try {
      Worlds here = Worlds.of(exported);
      Worlds there = Worlds.of(ExportedWorld.again(exported));
      List<String> loads = ExportedWorld.loads(here.world());
      lost.addAll(loads);
      lost.removeAll(ExportedWorld.loads(there.world()));
      lost.addAll(SiteInvariants.broken(there.world()));
      there.pass(Duration.ofMinutes(5));
      lost.addAll(SiteInvariants.broken(there.world()));
      RandomForks.whole(there.world());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("The export is not the site " + context(), e);
    }
    return lost;
  }

  /**
   * The first lines in which an export differs from the export of the site that is opened of it;
   * empty if there are none.
   */
  public List<String> changedByOpeningAnExport() throws IOException {
    Blueprint exported = ExportedWorld.of(worlds.world());
    String first = ExportedWorld.text(exported);
    Worlds opened = Worlds.of(ExportedWorld.again(exported));
    String second = ExportedWorld.text(ExportedWorld.of(opened.world()));
    List<String> once = first.lines().toList();
    List<String> twice = second.lines().toList();
    int same = 0;
    while (same < Math.min(once.size(), twice.size()) && once.get(same).equals(twice.get(same))) {
      same++;
    }
    return same == once.size() && same == twice.size()
        ? List.of()
        : List.of(
            "line " + same,
            String.join("\n", once.subList(Math.max(0, same - CONTEXT), same)),
            String.join("\n", once.subList(same, Math.min(once.size(), same + CONTEXT))),
            String.join("\n", twice.subList(same, Math.min(twice.size(), same + CONTEXT))));
  }

  private static void go(Worlds worlds, SimTime to, Random steps) {
    while (worlds.world().now().isBefore(to)) {
      long left = to.micros() - worlds.world().now().micros();
      long step = steps.nextBoolean() ? left : 1 + (long) (steps.nextDouble() * left);
      worlds.engine().advanceTo(worlds.world(), worlds.world().now().plusMicros(step));
    }
    worlds.engine().advanceTo(worlds.world(), to);
  }
}
