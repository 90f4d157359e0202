package io.coppice.backend;

import io.coppice.model.SimTime;
import java.io.IOException;
import java.util.List;

/** Where a backend commits what it was asked, before it acts. */
@FunctionalInterface
public interface OperationLog {
  /**
   * Commits all entries or none, durably; blocks until that is done. Called on the backend's
   * thread.
   *
   * @throws IOException if they cannot be kept; the backend then refuses the operations
   */
  void append(List<Entry> entries) throws IOException;

  /**
   * One operation.
   *
   * @param serial dense from 0 at a site
   * @param at the simulated instant at which it applies
   */
  record Entry(long serial, SimTime at, Operation operation) {}

  /** Keeps nothing; for worlds that need not survive. */
  OperationLog NONE = entries -> {};
}
