package io.coppice.sim.guest;

import io.coppice.model.IpAddress;
import io.coppice.sim.network.GuestNetwork;

/** What a program does to its machine rather than to its screen. */
public sealed interface Effect {
  /** The guest shuts down and boots again. */
  record Reboot() implements Effect {}

  /** The guest shuts down and cuts its power. */
  record PowerOff() implements Effect {}

  /**
   * An adapter has another address.
   *
   * @param adapter by its key
   * @param address none where it has none from now on
   */
  record Address(int adapter, IpAddress address) implements Effect {}

  /** The kernel stops with a panic. */
  record Panic() implements Effect {}

  /**
   * Blocks are written.
   *
   * @param disk the place among the machine's disks of the one they lie on
   * @param raw whether to the device itself, from its first block on: blocks that were written are
   *     written again
   */
  record WriteDisk(long bytes, int disk, boolean raw) implements Effect {
    /** To a file, which lies in the file system of the first disk. */
    public WriteDisk(long bytes) {
      this(bytes, 0, false);
    }
  }

  /**
   * So many bytes of data move that way from now on, in the place of what the program moved before.
   *
   * @param bytes {@link Long#MAX_VALUE} for as long as nobody ends it
   */
  record Stream(GuestNetwork.DataPath path, long bytes) implements Effect {}

  /** The program moves no more data. */
  record EndStream() implements Effect {}

  /** A file stands there from now on. */
  record Put(String path, GuestFile file) implements Effect {}
}
