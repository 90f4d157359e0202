package io.coppice.sim.network;

import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The network as the machines of a simulated site use it: frames are real bytes, carried through
 * the bridges, tunnels, switches and middleboxes of the newest world. What they teach the tables on
 * their way is remembered as long as the site is open, and is no part of the world. Any thread;
 * every call returns when all that it caused has happened, in simulated time.
 */
public interface GuestNetwork {
  /** A machine's adapters, in the order of their keys; none if there is no such machine. */
  List<Adapter> adapters(MachineId machine);

  /** Sends a frame, without its check sequence, out of an adapter by its key. */
  Delivery send(MachineId machine, int adapter, byte[] frame);

  /**
   * Sends an echo request as the machine's own stack would: its neighbour is asked for first where
   * its address is not known. Waits a simulated second.
   *
   * @param payload bytes after the ICMP header
   * @param whole whether the packet may not be cut
   */
  Echo ping(MachineId machine, IpAddress to, int payload, boolean whole);

  /** The neighbours whose addresses the machine knows. */
  List<Neighbour> neighbours(MachineId machine);

  /** Forgets what the machine knows of its neighbours. */
  void forgetNeighbours(MachineId machine);

  /** Hears of every frame that one of the machine's adapters sends or receives. */
  Subscription capture(MachineId machine, Consumer<Seen> listener);

  /**
   * An adapter as its guest sees it.
   *
   * @param name {@code eth0}
   * @param mac 48 bits
   * @param prefix bits of its subnet
   * @param mtu bytes
   * @param up whether it has a link
   */
  record Adapter(
      int key,
      String name,
      long mac,
      Optional<IpAddress> address,
      int prefix,
      int mtu,
      boolean up) {}

  /** A row of a machine's neighbour table. */
  record Neighbour(String adapter, IpAddress address, long mac, boolean stale) {}

  /** A frame at an adapter. */
  record Seen(String adapter, boolean sent, long simMicros, byte[] frame) {}

  /**
   * What became of an echo request.
   *
   * @param reply the time it took, if it was answered; microseconds
   * @param problem the guest's own words where nothing could be sent: {@code unreachable}, or
   *     {@code message-too-long}; empty if it was sent
   * @param told the MTU that a router said the way has; 0 if none did
   */
  record Echo(
      Optional<Long> reply, Optional<String> problem, int told, int sequence, Delivery delivery) {}
}
