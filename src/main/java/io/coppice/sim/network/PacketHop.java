package io.coppice.sim.network;

import java.util.Optional;

/**
 * One thing done to a frame.
 *
 * @param node the host's, switch's or machine's name
 * @param port where it came in or left; may be empty
 * @param micros since the first frame was sent, microseconds
 * @param said what was decided, in figures; may be empty
 * @param frame the bytes as they left, or as they came where they were dropped; the receiver's own
 * @param drop why it ended here
 */
public record PacketHop(
    String node,
    String port,
    Step step,
    long micros,
    String said,
    byte[] frame,
    Optional<NetworkDrop> drop) {
  /** What is done at a hop. */
  public enum Step {
    SEND,
    SWITCH,
    FLOOD,
    SUPPRESS,
    /** The host tells a machine what became of its packet. */
    TELL,
    /** What was forbidden is answered with a refusal. */
    REJECT,
    /** A fence gives it the addresses of the other side. */
    TRANSLATE,
    ENCAPSULATE,
    ROUTE,
    DECAPSULATE,
    RECEIVE,
    /** A copy of a frame is made for a collector. */
    MIRROR,
    /** A copy is at its collector, and ends. */
    COLLECT
  }
}
