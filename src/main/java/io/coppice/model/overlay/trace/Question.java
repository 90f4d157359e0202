package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.IpAddress;

/**
 * A ping that might be sent.
 *
 * @param from the node that sends it
 * @param payloadBytes of the echo request, after its 8 bytes of ICMP header
 * @param goOn after a drop, as if it had been permitted, so that every later obstacle is seen
 */
public record Question(
    String from,
    IpAddress to,
    int payloadBytes,
    boolean dontFragment,
    Caches caches,
    boolean goOn) {
  /** The payload of a ping that nobody sized. */
  public static final int SMALL = 56;

  /** Fills 1500 bytes of IPv4. */
  public static final int LARGE = 1472;

  /** What the tables hold before the first frame. */
  public enum Caches {
    /** What was configured only: nothing learned, no neighbour known. */
    COLD,
    /** What the hosts said. */
    COLLECTED
  }

  public static Question small(String from, IpAddress to) {
    return new Question(from, to, SMALL, true, Caches.COLD, false);
  }

  public Question withBytes(int bytes) {
    return new Question(from, to, bytes, dontFragment, caches, goOn);
  }

  public Question goingOn() {
    return new Question(from, to, payloadBytes, dontFragment, caches, true);
  }
}
