package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.IpAddress;

/**
 * A ping, a datagram or a connection that might be sent.
 *
 * @param from the node that sends it
 * @param payloadBytes after the header of ICMP, UDP or TCP; of TCP those that are sent after the
 *     connection stands, in segments as large as both ends' devices let them be
 * @param protocol what is sent
 * @param port that UDP and TCP send to
 * @param goOn after a drop, as if it had been permitted, so that every later obstacle is seen
 */
public record Question(
    String from,
    IpAddress to,
    int payloadBytes,
    boolean dontFragment,
    Caches caches,
    boolean goOn,
    Protocol protocol,
    int port) {
  /** The payload of a ping that nobody sized. */
  public static final int SMALL = 56;

  /** Fills 1500 bytes of IPv4. */
  public static final int LARGE = 1472;

  /** More than a segment of TCP holds. */
  public static final int BULK = 60_000;

  /** A ping. */
  public Question(
      String from,
      IpAddress to,
      int payloadBytes,
      boolean dontFragment,
      Caches caches,
      boolean goOn) {
    this(from, to, payloadBytes, dontFragment, caches, goOn, Protocol.PING, 0);
  }

  /** What is sent. */
  public enum Protocol {
    PING,
    UDP,
    TCP
  }

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
    return new Question(from, to, bytes, dontFragment, caches, goOn, protocol, port);
  }

  /** The same to a port. */
  public Question by(Protocol other, int toPort) {
    return new Question(from, to, payloadBytes, dontFragment, caches, goOn, other, toPort);
  }

  public Question goingOn() {
    return new Question(from, to, payloadBytes, dontFragment, caches, true, protocol, port);
  }
}
