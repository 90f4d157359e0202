package io.coppice.ui.console;

import io.coppice.backend.Consoles;
import io.coppice.display.Framebuffer;
import io.coppice.model.EntityId.MachineId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The thumbnails of a wall: one for each machine that is in sight, or whose picture or keyboard is
 * needed. What changed is shown and asked for anew ten times a second at most; when this side
 * cannot keep up, less often; while nothing changes, not at all. FX thread.
 */
final class WallThumbnails implements AutoCloseable {
  static final double QUICKEST = 100;
  private static final double SLOWEST = 1000;

  /** Sessions that are begun in one step at most, so that a large wall comes up in order. */
  private static final int BEGUN_AT_ONCE = 25;

  private static final long RETRY_NANOS = 5_000_000_000L;
  private static final int STILL_SECONDS = 60;

  /** Of a text screen. */
  private static final int TEXT_WIDTH = 720;

  private static final int TEXT_HEIGHT = 400;
  private static final int MOST_SHRUNK = 8;

  private final Supplier<Optional<Consoles>> consoles;
  private final WallGrid grid;
  private final Map<MachineId, WallThumbnail> open = new HashMap<>();

  /** Of another size: each takes the place of the one there when it has a picture. */
  private final Map<MachineId, WallThumbnail> coming = new HashMap<>();

  private final Map<MachineId, Long> endedAt = new HashMap<>();
  private final Map<MachineId, Look> looks = new HashMap<>();
  private Set<MachineId> panicked = Set.of();
  private Set<MachineId> otherwise = Set.of();
  private int shrunk = 1;
  private final Runnable tells;
  private volatile double pause = QUICKEST;

  /** What a picture tells, by itself and beside its parent's; told anew when either was drawn. */
  private record Look(Framebuffer picture, Framebuffer parent, boolean black, boolean differs) {}

  /**
   * Looks at nobody yet.
   *
   * @param tells is called when a step has something to do; by any thread
   */
  WallThumbnails(Supplier<Optional<Consoles>> consoles, WallGrid grid, Runnable tells) {
    this.consoles = consoles;
    this.grid = grid;
    this.tells = tells;
  }

  /** Milliseconds that a step is to come after the last; any thread. */
  long pause() {
    return Math.round(pause);
  }

  /** Those whose text is another than their parent's, whatever both are called. */
  void setSayingOtherwise(Set<MachineId> those) {
    otherwise = Set.copyOf(those);
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
   * Takes a step.
   *
   * @param also machines that are needed though they are not in sight
   */
  void step(Set<MachineId> also, double density) {
    long now = System.nanoTime();
    fitTo(density);
    Set<MachineId> needed = new HashSet<>(also);
    for (WallTile tile : grid.inSight()) {
      needed.add(tile.tile().machine());
      tile.tile().parent().ifPresent(needed::add);
    }
    drop(needed);
    looks.keySet().retainAll(needed);
    replace(now);
    begin(needed, now);
    Set<MachineId> changed = new HashSet<>();
    open.forEach(
        (machine, thumbnail) -> {
          if (thumbnail.takeChanged()) {
            changed.add(machine);
          }
          thumbnail.request();
        });
    coming.values().forEach(WallThumbnail::request);
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
    shrunk = Math.clamp((int) Math.floor(TEXT_WIDTH / pixels), 1, MOST_SHRUNK);
  }

  private int side(int ofText) {
    return shrunk == 1 ? Consoles.WHOLE : ofText / shrunk;
  }

  private void drop(Set<MachineId> needed) {
    for (Map<MachineId, WallThumbnail> those : List.of(open, coming)) {
      those
          .entrySet()
          .removeIf(
              entry -> {
                boolean gone = !needed.contains(entry.getKey());
                if (gone) {
                  entry.getValue().close();
                }
                return gone;
              });
    }
  }

  /** Those of another size that show something, or never will. */
  private void replace(long now) {
    coming.entrySet().removeIf(entry -> takesPlace(entry.getKey(), entry.getValue(), now));
  }

  private boolean takesPlace(MachineId machine, WallThumbnail next, long now) {
    if (next.isOver()) {
      next.close();
      endedAt.put(machine, now);
      return true;
    }
    boolean shows = next.picture().isPresent();
    if (shows) {
      WallThumbnail before = open.put(machine, next);
      if (before != null) {
        before.close();
      }
    }
    return shows;
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
      boolean rightSize = there != null && there.width() == side(TEXT_WIDTH);
      boolean rests = now - endedAt.getOrDefault(machine, now - RETRY_NANOS) < RETRY_NANOS;
      boolean wanted = !rightSize && !coming.containsKey(machine);
      if (wanted && !rests && begun < BEGUN_AT_ONCE) {
        int width = side(TEXT_WIDTH);
        int height = side(TEXT_HEIGHT);
        (there == null ? open : coming)
            .put(machine, new WallThumbnail(from.get(), machine, width, height, tells));
        begun++;
      }
    }
    if (begun == BEGUN_AT_ONCE) {
      tells.run();
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
    Framebuffer picture = thumbnail.picture().get();
    if (changed.contains(machine) || !tile.shows(picture)) {
      tile.picture(picture);
    }
    tile.marks(marks(tile, thumbnail, look(tile.tile(), picture, changed)));
  }

  private Look look(WallState.Tile tile, Framebuffer picture, Set<MachineId> changed) {
    Framebuffer parent = tile.parent().map(open::get).flatMap(WallThumbnail::picture).orElse(null);
    Look last = looks.get(tile.machine());
    if (last != null
        && last.picture() == picture
        && last.parent() == parent
        && !changed.contains(tile.machine())
        && !tile.parent().map(changed::contains).orElse(false)) {
      return last;
    }
    boolean differs = parent != null && WallMarks.differ(parent, picture);
    Look now = new Look(picture, parent, WallMarks.isBlack(picture), differs);
    looks.put(tile.machine(), now);
    return now;
  }

  private Set<WallTile.Mark> marks(WallTile tile, WallThumbnail thumbnail, Look look) {
    Set<WallTile.Mark> marks = EnumSet.noneOf(WallTile.Mark.class);
    if (panicked.contains(tile.tile().machine())) {
      marks.add(WallTile.Mark.PANICKED);
    }
    if (look.black()) {
      marks.add(WallTile.Mark.BLACK);
    }
    if (tile.tile().isOn() && thumbnail.stillSeconds() >= STILL_SECONDS) {
      marks.add(WallTile.Mark.UNCHANGED);
    }
    if (look.differs() && otherwise.contains(tile.tile().machine())) {
      marks.add(WallTile.Mark.DIFFERS);
    }
    return marks;
  }

  @Override
  public void close() {
    for (Map<MachineId, WallThumbnail> those : List.of(open, coming)) {
      those.values().forEach(WallThumbnail::close);
      those.clear();
    }
    endedAt.clear();
    looks.clear();
  }
}
