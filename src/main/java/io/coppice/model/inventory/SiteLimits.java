package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import java.time.Duration;

/**
 * How large things may be, by hand as in a file: forms, preflight rules and the reader of scenarios
 * all ask here, so that what a site accepted can be written and read again. Bounds of machines and
 * hosts are those of vSphere 8 (VMware Configuration Maximums); those of texts and lists are ours,
 * chosen so that no sum over a site of the largest size leaves 63 bits, except of bytes that all
 * disks may come to hold, which is a {@link io.coppice.model.ByteSum}.
 */
public final class SiteLimits {
  public static final int PROCESSORS = 768;
  public static final Bytes LEAST_MEMORY = Bytes.ofMiB(4);
  public static final Bytes MEMORY = new Bytes(24 * Bytes.TIB);
  public static final int DISKS = 60;
  public static final Bytes LEAST_DISK = Bytes.ofMiB(1);
  public static final Bytes DISK = new Bytes(62 * Bytes.TIB);
  public static final int NICS = 10;

  /** Adapters of a machine, and disks, are named by keys up to this. */
  public static final int KEY = 1_000_000;

  public static final Bytes HOST_MEMORY = new Bytes(24 * Bytes.TIB);
  public static final Bytes DATASTORE = new Bytes(1L << 50);

  /** What one snapshot may have grown to: all disks of a machine, and its memory. */
  public static final Bytes DELTA = new Bytes(DISKS * DISK.value() + MEMORY.value());

  public static final int SNAPSHOTS = 1_000;
  public static final int MACHINES = 200_000;
  public static final int HOSTS = 10_000;
  public static final int CLUSTERS = 1_000;
  public static final int DATASTORES = 5_000;
  public static final int PORT_GROUPS = 20_000;
  public static final int SWITCHES = 10_000;

  /** Hosts on one distributed switch (VMware vSphere 8.0, Configuration Maximums). */
  public static final int SWITCH_HOSTS = 2_000;

  /** Bytes of a frame's payload that IPv6 demands of every link (RFC 8200), and of jumbo frames. */
  public static final int LEAST_MTU = 1_280;

  public static final int MOST_MTU = 9_216;

  /** The VLAN that stands for every VLAN. */
  public static final int LAST_VLAN = 4_095;

  /** Of a network adapter or a storage adapter, a second. */
  public static final int MEGABITS = 1_000_000;

  public static final int DATASTORE_MEGABITS = 10_000_000;

  public static final int HOST_SOCKETS = 64;
  public static final int HOST_CORES = 256;
  public static final int LEAST_MEGAHERTZ = 100;
  public static final int MEGAHERTZ = 10_000;
  public static final Bytes LEAST_HOST_MEMORY = Bytes.ofGiB(1);
  public static final int HOST_ADAPTERS = 32;
  public static final int HOST_POWER = 100_000;

  /** Pools in one another. */
  public static final int POOL_DEPTH = 32;

  /**
   * UTF-16 units of notes, descriptions and other texts of several lines, and of the names of
   * folders in one another, as a path.
   */
  public static final int TEXT = 100_000;

  /** What lasts any time at all. */
  public static final Duration LEAST_SPAN = Duration.ofMillis(1);

  /** What may be asked to last: a century, so that no clock of a site ends before it. */
  public static final Duration LONGEST_SPAN = Duration.ofDays(36_525);

  /** Requests one member of an elastic group serves at once. */
  public static final int REQUESTS_EACH = 10_000;

  /** Of one machine or host, and UTF-16 units of one. */
  public static final int TAGS = 10_000;

  public static final int TAG = 256;

  private SiteLimits() {}
}
