package io.coppice.sim.flow;

import java.util.Arrays;

/**
 * What guests ask of datastores and of hosts' lines since the last tick, by row, in KiB a second.
 * Never changed.
 *
 * @param diskHosts hosts whose guests ask a datastore
 */
public record GuestTraffic(int[] disks, int[] diskHosts, int[] lines) {
  /** Nobody asks. */
  static final GuestTraffic NONE = new GuestTraffic(new int[0], new int[0], new int[0]);

  public GuestTraffic {
    disks = disks.clone();
    diskHosts = diskHosts.clone();
    lines = lines.clone();
  }

  /** Bytes a second asked of a thing. */
  long asked(ResourceUse use) {
    return 1024L
        * switch (use.way()) {
          case DISK -> at(disks, use);
          // Half of what is sent and received goes each way.
          case SEND, RECEIVE -> at(lines, use) / 2;
          case MEMORY, ADAPTER_SEND, ADAPTER_RECEIVE, LINK_FORTH, LINK_BACK -> 0;
        };
  }

  /**
   * What all guests weigh beside one flow. Without Storage I/O Control each host's queue to a
   * datastore gets an equal part (vSphere Storage, "Storage I/O Control"); on a line, Network I/O
   * Control gives machines twice the shares of vMotion (vSphere Networking, "Bandwidth allocation
   * for system traffic": 100 and 50).
   */
  int weight(ResourceUse use, int flows) {
    return switch (use.way()) {
      case DISK -> Math.max(1, at(diskHosts, use));
      case SEND, RECEIVE -> 2 * Math.max(1, flows);
      case MEMORY, ADAPTER_SEND, ADAPTER_RECEIVE, LINK_FORTH, LINK_BACK -> 1;
    };
  }

  private static int at(int[] column, ResourceUse use) {
    return use.on().value() < column.length ? column[use.on().value()] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GuestTraffic it
        && Arrays.equals(disks, it.disks)
        && Arrays.equals(diskHosts, it.diskHosts)
        && Arrays.equals(lines, it.lines);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(disks) * 31 + Arrays.hashCode(lines);
  }

  @Override
  public String toString() {
    return "GuestTraffic of " + disks.length + " datastores and " + lines.length + " hosts";
  }
}
