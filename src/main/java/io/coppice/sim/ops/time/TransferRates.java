package io.coppice.sim.ops.time;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.flow.Capacities;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.List;

/**
 * What copies and saved memory go through, and how long other things with files take. What is
 * written is an assumption where no source is named; the sums only need to be of the right order
 * and to move with their causes.
 */
public final class TransferRates {
  /**
   * Most of a storage migration's or clone's stream on one datastore: VMware's XCOPY and data-mover
   * streams of a single disk seldom pass a few hundred MB a second.
   */
  public static final long ONE_STREAM = 400_000_000;

  private TransferRates() {}

  /** Bytes copied from one datastore to another; within one they are read and written there. */
  public static PhaseResult copy(long bytes, DatastoreId from, DatastoreId to, Duration settle) {
    return new PhaseResult.Moves(bytes, ONE_STREAM, settle, ends(from, to));
  }

  /** What a copy goes through. */
  public static List<ResourceUse> ends(DatastoreId from, DatastoreId to) {
    return from.equals(to)
        ? List.of(ResourceUse.disk(from).twice())
        : List.of(ResourceUse.disk(from), ResourceUse.disk(to));
  }

  /**
   * Bytes written to or read from where a machine lies; without a disk it takes as good as none.
   */
  public static PhaseResult atHome(Machine machine, long bytes, Duration settle) {
    return MachineStorage.home(machine)
        .<PhaseResult>map(
            home ->
                new PhaseResult.Moves(bytes, ONE_STREAM, settle, List.of(ResourceUse.disk(home))))
        .orElse(PhaseResult.lasts(Duration.ofSeconds(1)));
  }

  /** How long a machine's memory takes from where it lies, if nothing else goes there. */
  public static Duration alone(Machine machine, SiteIndex index) {
    long bytes = GuestDurations.touched(machine, index.figures());
    long rate =
        MachineStorage.home(machine)
            .map(home -> Capacities.disk(index.inventory().datastore(home)))
            .orElse(ONE_STREAM);
    return Duration.ofMillis(500 + Math.round(1000.0 * bytes / Math.min(ONE_STREAM, rate)));
  }

  /** Making the files of a thick disk: its blocks are zeroed when first written (lazily). */
  public static Duration allocate(long bytes) {
    return Duration.ofMillis(800 + 10 * (bytes / Bytes.GIB));
  }
}
