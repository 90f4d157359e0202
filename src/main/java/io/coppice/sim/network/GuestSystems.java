package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import java.util.Optional;

/** What runs in the machines of a network, as far as their frames show it. */
public interface GuestSystems {
  /** Every machine that has power answers, at every port, since ever. */
  GuestSystems ALL =
      new GuestSystems() {
        @Override
        public boolean answers(MachineId machine) {
          return true;
        }

        @Override
        public boolean listens(MachineId machine, int protocol, int port) {
          return true;
        }

        @Override
        public long started(MachineId machine) {
          return Long.MIN_VALUE;
        }

        @Override
        public boolean isWatched(MachineId machine) {
          return true;
        }
      };

  /** Whether a machine's system runs; a machine without power is never asked for. */
  boolean answers(MachineId machine);

  /**
   * Whether a program listens.
   *
   * @param protocol of IP: TCP or UDP
   */
  boolean listens(MachineId machine, int protocol, int port);

  /** Since when a machine's system runs, microseconds; what it knew before is forgotten. */
  long started(MachineId machine);

  /** Whether somebody looks at the frames of a machine. */
  boolean isWatched(MachineId machine);

  /** How far a machine's bulk transfer is; empty if it has none. */
  default Optional<GuestNetwork.Transfer> transfer(MachineId machine) {
    return Optional.empty();
  }
}
