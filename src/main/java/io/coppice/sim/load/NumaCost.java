package io.coppice.sim.load;

import io.coppice.model.inventory.Host.HostHardware;

/**
 * What it costs a machine that it does not fit into one NUMA node, which is a socket with its part
 * of the memory (vSphere Resource Management, "Using NUMA systems with ESXi"): some of its accesses
 * go to another node. A remote access takes one and a half times a local one on two-socket servers,
 * and three tenths of a busy processor's time go to memory; both are assumptions in the middle of
 * what is published.
 */
final class NumaCost {
  private static final double REMOTE_EXTRA = 0.5;
  private static final double TIME_IN_MEMORY = 0.3;

  private final int sockets;
  private final int cores;
  private final double node;

  /** What it costs on hosts of that hardware. */
  NumaCost(HostHardware hardware) {
    sockets = hardware.sockets();
    cores = hardware.coresPerSocket();
    node = Math.max(1, hardware.memory().mib() / (double) sockets);
  }

  /**
   * Part of a machine's speed that is lost, 0 to less than 1.
   *
   * @param memory MiB
   */
  double of(int vcpus, int memory) {
    if (sockets == 1 || (vcpus <= cores && memory <= node)) {
      return 0;
    }
    double remote = memory <= node ? 0 : 1 - node / memory;
    // A machine that is wide has its memory on the nodes of its processors, and its guest is told;
    // what is not placed well is half.
    double nodes = Math.ceil(vcpus / (double) cores);
    double spread = nodes <= 1 ? 0 : (1 - 1 / Math.min(nodes, sockets)) / 2;
    double extra = Math.max(remote, spread) * REMOTE_EXTRA * TIME_IN_MEMORY;
    return extra / (1 + extra);
  }
}
