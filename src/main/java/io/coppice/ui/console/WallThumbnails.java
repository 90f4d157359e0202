package io.coppice.ui.console;

import io.coppice.backend.Consoles;
import io.coppice.model.EntityId.MachineId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The thumbnails of a wall: one for each machine that is in sight, or whose picture or keyboard is
 * needed. Ten times a second what changed is shown and asked for anew; when this side cannot keep
 * up, less often. FX thread.
 */
final class WallThumbnails implements AutoCloseable {
  static final double QUICKEST = 100;
  private static final double SLOWEST = 1000;

  /** Sessions that are begun in one step at most, so that a large wall comes up in order. */
  private static final int BEGUN_AT_ONCE = 25;

  private static final long RETRY_NANOS = 5_000_000_000L;
  private static final int STILL_SECONDS = 60;

  /** How wide a text screen is. */
  private static final int TEXT_WIDTH = 720;

  private static final int MOST_SHRUNK = 8;

  private final Supplier<Optional<Consoles>> consoles;
  private final WallGrid grid;
  private final Map<MachineId, WallThumbnail> open = new HashMap<>();
  private final Map<MachineId, Long> endedAt = new HashMap<>();
  private Set<MachineId> panicked = Set.of();
  private int leastWidth = Consoles.WHOLE;
  private long lastStep;
  private double pause = QUICKEST;

  WallThumbnails(Supplier<Optional<Consoles>> consoles, WallGrid grid) {
    this.consoles = consoles;
    this.grid = grid;
  }

  /** Those whose text is that of a system that broke down. */
  void setPanicked(Set<MachineId> those) {
    panicked = Set.copyOf(those);
  }

  WallThumbnail of(MachineId machine) {
    return open.get(machine);
  }

  /** How many machines are looked at. */
  int size() {
    return open.size();
  }

  /**
   * Takes a step, if it is time for one.
   *
   * @param also machines that are needed though they are not in sight
   */
  void step(Set<MachineId> also, double density) {
    long now = System.nanoTime();
    double since = (now - lastStep) / 1e6;
    if (since < pause) {
      return;
    }
    lastStep = now;
    fitTo(density);
    Set<MachineId> needed = new HashSet<>(also);
    for (WallTile tile : grid.inSight()) {
      needed.add(tile.tile().machine());
      tile.tile().parent().ifPresent(needed::add);
    }
    drop(needed);
    begin(needed, now);
    Set<MachineId> changed = new HashSet<>();
    open.forEach(
        (machine, thumbnail) -> {
          if (thumbnail.takeChanged()) {
            changed.add(machine);
          }
          thumbnail.request();
        });
    for (WallTile tile : grid.inSight()) {
      show(tile, changed);
    }
    // what the step itself took, many times over, is left to everything else
    double took = (System.nanoTime() - now) / 1e6;
    pause = Math.clamp(Math.max(took * 6, pause * 0.9), QUICKEST, SLOWEST);
  }

  /** In few steps, so that all sessions are not begun anew while a window is drawn larger. */
  private void fitTo(double density) {
    double pixels = grid.tileWidth() * density;
    int shrunk = Math.clamp((int) Math.floor(TEXT_WIDTH / pixels), 1, MOST_SHRUNK);
    int wanted = shrunk == 1 ? Consoles.WHOLE : TEXT_WIDTH / shrunk;
    if (wanted != leastWidth) {
      leastWidth = wanted;
      closeAll();
    }
  }

  private void drop(Set<MachineId> needed) {
    open.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !needed.contains(entry.getKey());
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
  }

  private void begin(Set<MachineId> needed, long now) {
    Optional<Consoles> from = consoles.get();
    if (from.isEmpty()) {
      return;
    }
    int begun = 0;
    for (MachineId machine : needed) {
      WallThumbnail there = open.get(machine);
      if (there != null && there.isOver()) {
        there.close();
        open.remove(machine);
        endedAt.put(machine, now);
        there = null;
      }
      boolean rests = now - endedAt.getOrDefault(machine, now - RETRY_NANOS) < RETRY_NANOS;
      if (there == null && !rests && begun < BEGUN_AT_ONCE) {
        open.put(machine, new WallThumbnail(from.get(), machine, leastWidth));
        begun++;
      }
    }
  }

  private void show(WallTile tile, Set<MachineId> changed) {
    MachineId machine = tile.tile().machine();
    WallThumbnail thumbnail = open.get(machine);
    if (thumbnail == null || thumbnail.picture().isEmpty()) {
      tile.picture(null);
      tile.marks(EnumSet.noneOf(WallTile.Mark.class));
      return;
    }
    if (changed.contains(machine)) {
      tile.picture(thumbnail.picture().get());
    }
    tile.marks(marks(tile, thumbnail));
  }

  private Set<WallTile.Mark> marks(WallTile tile, WallThumbnail thumbnail) {
    Set<WallTile.Mark> marks = EnumSet.noneOf(WallTile.Mark.class);
    if (panicked.contains(tile.tile().machine())) {
      marks.add(WallTile.Mark.PANICKED);
    }
    if (WallMarks.isBlack(thumbnail.picture().orElseThrow())) {
      marks.add(WallTile.Mark.BLACK);
    }
    if (tile.tile().isOn() && thumbnail.stillSeconds() >= STILL_SECONDS) {
      marks.add(WallTile.Mark.UNCHANGED);
    }
    boolean differs =
        tile.tile()
            .parent()
            .map(open::get)
            .flatMap(WallThumbnail::picture)
            .filter(parent -> WallMarks.differ(parent, thumbnail.picture().orElseThrow()))
            .isPresent();
    if (differs) {
      marks.add(WallTile.Mark.DIFFERS);
    }
    return marks;
  }

  private void closeAll() {
    open.values().forEach(WallThumbnail::close);
    open.clear();
    endedAt.clear();
  }

  @Override
  public void close() {
    closeAll();
  }
}
