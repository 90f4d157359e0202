package io.coppice.model.overlay;

import java.util.Optional;

/** A row of a neighbour table (ARP or neighbour discovery). */
public record Neighbour(
    IpAddress ip, String device, Optional<Mac> mac, State state, boolean proxy, Proof proof) {

  /** What is known of the neighbour (RFC 4861 section 7.3.2, and Linux's own). */
  public enum State {
    INCOMPLETE,
    REACHABLE,
    STALE,
    DELAY,
    PROBE,
    FAILED,
    PERMANENT,
    NOARP;

    public boolean hasAddress() {
      return this != INCOMPLETE && this != FAILED;
    }
  }
}
