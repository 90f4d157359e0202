package io.coppice.model.fork.elastic;

import io.coppice.model.Bytes;
import java.time.Duration;

/**
 * What a member costs in a run that is only thought.
 *
 * @param lanes members that are made at once
 * @param lane how long making one keeps a lane
 * @param after how long it takes then until its link is up
 * @param memory bytes of each
 * @param base bytes that are there once
 */
public record MemberCost(int lanes, Duration lane, Duration after, Bytes memory, Bytes base) {
  /** Provisioning operations of a host at once (vCenter Server and Host Management). */
  private static final int PROVISIONING = 8;

  /** Bytes a second of a copy on one datastore: half of 400 MB/s, for both ends share it. */
  private static final long COPY = 200_000_000;

  /**
   * Forking: one lane for two cores, 63 ms in it and 252 ms until the address is announced (QEMU
   * 7.2, cold children).
   *
   * @param each bytes a child comes to cost
   */
  public static MemberCost fork(int cores, Bytes each, Bytes base) {
    return new MemberCost(
        Math.max(1, cores / 2), Duration.ofMillis(63), Duration.ofMillis(252), each, base);
  }

  /**
   * Cloning and booting: the disk is copied, then the guest boots, in 25 s for a Linux server, and
   * holds all the memory it touches by itself.
   */
  public static MemberCost cloneAndBoot(Bytes disk, Bytes touched, boolean windows) {
    return new MemberCost(
        PROVISIONING,
        Duration.ofMillis(500 + 1_000 * disk.value() / COPY),
        Duration.ofSeconds(windows ? 53 : 28),
        touched,
        Bytes.ZERO);
  }
}
