package io.coppice.sim.fork;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.fork.PageSet;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.ops.time.GuestDurations;
import java.time.Duration;

/**
 * How long the steps of a fork take, in microseconds. Where nothing else is named the figures are
 * medians measured with QEMU 7.2, 256 MiB guests and software emulation on two cores: a cold child
 * spawns in 51 ms, loads in 11 and resumes in 0.6, 32 of them in 2.0 s, so one at a time on two
 * cores; one from a pool of waiting processes takes 7 to 12 ms; its first answer comes 107 ms after
 * the fork; host name, addresses and clock are set after 257 to 263 ms.
 */
final class ForkDurations {
  /** Quiescing and saving the device state (335 KB). */
  static final Duration FREEZE = Duration.ofNanos(9_600_000);

  /** How long a machine that is forked and goes on stands still. */
  static final Duration PAUSE = Duration.ofNanos(26_800_000);

  /** Waiting processes a host keeps, and how long making one more takes. */
  static final int POOL = 32;

  static final long SPAWN = 51_000;
  private static final long LOAD = 11_000;

  /** Load and resume of a process that waited: the middle of 7 to 12 ms, less the resume. */
  private static final long LOAD_FROM_POOL = 8_900;

  private static final long RESUME = 600;
  private static final long FIRST_ANSWER = 107_000 - SPAWN - LOAD - RESUME;

  /** The kernel reseeds on the device's interrupt (Linux, drivers/virt/vmgenid.c). */
  private static final long RESEED = 1_000;

  /** One call of the guest's agent; an assumption. */
  private static final long CLOCK = 4_000;

  private static final long IDENTITY = 260_000 - 107_000 - RESEED - CLOCK;

  /** set_link over the monitor; an assumption. */
  private static final long LINK = 5_000;

  /** The first announcement of the address (QEMU's announce-initial). */
  private static final long ANNOUNCE = 50_000;

  /** SnowFlock (EuroSys 2009): the descriptor of a clone is about 1 MB and takes 200 ms to make. */
  private static final long DESCRIPTOR = 200_000;

  private static final long DESCRIPTOR_BYTES = 1_000_000;

  /**
   * A guest comes back to its working set within about ten seconds; an assumption for local
   * children, whose page faults cost microseconds. Kaleidoscope (EuroSys 2011) shows how much
   * longer it takes where pages come from afar: 130 s where a warm server needs 20.
   */
  private static final long WARM = 10_000_000;

  /** A page fetched on demand: a round trip in the datacentre, and the page on the line. */
  private static final long ROUND_TRIP = 200;

  /** Nothing gets slower than this much by being busy; the figures of load are means. */
  private static final double BUSIEST = 0.9;

  /** The figures behind {@link #promote} and {@link #delta} are for this much memory. */
  private static final double MEASURED = 256.0 * Bytes.MIB;

  private ForkDurations() {}

  /** How much slower what needs processors is on a host, as a queue with one server is. */
  static double processors(Host host, SiteIndex index) {
    long used = index.figures().get(host.id(), Metric.CPU_USED);
    return slower(used, host.hardware().capacity().value());
  }

  /** How much slower a datastore is than when nobody uses it. */
  static double storage(DatastoreId id, SiteIndex index) {
    long capacity = index.inventory().datastore(id).megabits() * 122L;
    return slower(index.figures().get(id, Metric.DISK_RATE), capacity);
  }

  /** How much slower a host's network is. */
  static double network(Host host, SiteIndex index) {
    return slower(index.figures().get(host.id(), Metric.NETWORK_RATE), line(host) / 1024);
  }

  private static double slower(long used, long capacity) {
    return 1 / (1 - Math.min(BUSIEST, used / (double) Math.max(1, capacity)));
  }

  /** Bytes a second of a host's fastest link. */
  static long line(Host host) {
    return host.hardware().nics().stream()
            .filter(PhysicalNic::linkUp)
            .mapToLong(PhysicalNic::megabits)
            .max()
            .orElse(1_000)
        * 125_000L;
  }

  /** Children that start at once: one on two cores. */
  static int lanes(Host host) {
    return Math.max(1, host.hardware().cores() / 2);
  }

  static long spawn(boolean waits, double processors) {
    return waits ? 0 : Math.round(SPAWN * processors);
  }

  /** Reading the device state; away from the base, a descriptor is made and sent too. */
  static long load(boolean waits, boolean remote, Host host, double storage) {
    long local = Math.round((waits ? LOAD_FROM_POOL : LOAD) * storage);
    return remote ? local + DESCRIPTOR + 1_000_000L * DESCRIPTOR_BYTES / line(host) : local;
  }

  static long resume(double processors) {
    return Math.round(RESUME * processors);
  }

  static long firstAnswer(double processors) {
    return Math.round(FIRST_ANSWER * processors);
  }

  static long reseed() {
    return RESEED;
  }

  static long clock() {
    return CLOCK;
  }

  static long identity(double processors) {
    return Math.round(IDENTITY * processors);
  }

  static long link(double network) {
    return Math.round(LINK * network);
  }

  static long ready(double network) {
    return Math.round(ANNOUNCE * network);
  }

  /** From ready until the working set is there. */
  static long warm(Machine source, boolean remote, Host host, double network, SiteIndex index) {
    if (!remote) {
      return WARM;
    }
    long pages = GuestDurations.working(source, index.figures()) / PageSet.PAGE;
    long each = Math.round(network * (ROUND_TRIP + 1e6 * PageSet.PAGE / line(host)));
    return WARM + pages * each;
  }

  /** Writing a member's whole memory as a new base: 551 ms. */
  static Duration promote(Machine machine) {
    return Duration.ofMillis(Math.round(551 * machine.hardware().memory().value() / MEASURED));
  }

  /** Going through a member's memory for what differs from a base: 0.55 to 1.04 s. */
  static Duration delta(Machine machine) {
    return Duration.ofMillis(Math.round(800 * machine.hardware().memory().value() / MEASURED));
  }

  /** Ending a process gives its pages back; an assumption. */
  static Duration end(int members, Host host) {
    return Duration.ofMillis(20L * (1 + members / lanes(host)));
  }

  /** The host, which must be there. */
  static Host host(SiteIndex index, HostId id) {
    return index.inventory().host(id);
  }
}
