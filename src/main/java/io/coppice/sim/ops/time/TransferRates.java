package io.coppice.sim.ops.time;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.rules.index.SiteIndex;
import java.time.Duration;

/**
 * Bytes a second, and how long bytes take. What is written is an assumption where no source is
 * named; the sums only need to be of the right order and to move with their causes.
 */
public final class TransferRates {
  /**
   * Most of a storage migration's or clone's stream on one datastore: VMware's XCOPY and data-mover
   * streams of a single disk seldom pass a few hundred MB a second.
   */
  private static final long ONE_STREAM = 400_000_000;

  private TransferRates() {}

  /** Bytes a second one stream gets of a datastore on which that many others run. */
  public static long stream(Datastore datastore, long others) {
    long line = datastore.megabits() * 125_000L;
    return Math.max(1_000_000, Math.min(ONE_STREAM, line / (1 + Math.max(0, others))));
  }

  /** Bytes a second from one datastore to another; both ends of one datastore share it. */
  public static long copy(DatastoreId from, DatastoreId to, long others, SiteIndex index) {
    long read = stream(index.inventory().datastore(from), others);
    long write = stream(index.inventory().datastore(to), others);
    return from.equals(to) ? read / 2 : Math.min(read, write);
  }

  /**
   * Bytes a second a vMotion gets of a host's fastest link: 80 % of the line, and of several at
   * once a share each. ("vMotion Architecture, Performance, and Best Practices in VMware vSphere 5"
   * measures close to line rate on 10 Gbit/s.)
   */
  public static long vmotion(Host host, long migrations) {
    long fastest =
        host.hardware().nics().stream()
            .filter(PhysicalNic::linkUp)
            .mapToLong(PhysicalNic::megabits)
            .max()
            .orElse(1_000);
    return fastest * 100_000L / Math.max(1, migrations);
  }

  /** Time for that many bytes, at least a tenth of a second. */
  public static Duration time(long bytes, long bytesPerSecond) {
    return Duration.ofMillis(Math.max(100, Math.round(1000.0 * bytes / bytesPerSecond)));
  }

  /** Making the files of a thick disk: its blocks are zeroed when first written (lazily). */
  public static Duration allocate(long bytes) {
    return Duration.ofMillis(800 + 10 * (bytes / Bytes.GIB));
  }
}
