package io.coppice.model.overlay.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to a question.
 *
 * @param journeys of the frames that matter, in the order in which they were sent: who has the
 *     address, the answer, the echo there, the echo back
 * @param verdict passed only if the reply arrived over hops that are all known
 */
public record Trace(Question question, List<Journey> journeys, Verdict verdict) {
  /** The words of what a fence does. */
  public static final String FENCED = "trace.fenced";

  private static final Set<String> FENCE_CODES = Set.of(FENCED, "network.carried.TRANSLATE");

  public Trace {
    journeys = List.copyOf(journeys);
  }

  /** The echo on its way there, or the question for the address if it came no further. */
  public Optional<Journey> there() {
    return of(Journey.Purpose.ECHO_REQUEST)
        .or(() -> of(Journey.Purpose.DATA))
        .or(() -> of(Journey.Purpose.DATAGRAM))
        .or(() -> of(Journey.Purpose.CONNECT))
        .or(() -> of(Journey.Purpose.ADDRESS_REQUEST));
  }

  /** The reply on its way back; absent if there was none. */
  public Optional<Journey> back() {
    return of(Journey.Purpose.ECHO_REPLY)
        .or(() -> of(Journey.Purpose.ACKNOWLEDGE))
        .or(() -> of(Journey.Purpose.ACCEPT))
        .or(() -> of(Journey.Purpose.ERROR))
        .or(() -> of(Journey.Purpose.ADDRESS_REPLY));
  }

  /** The last journey of this purpose. */
  public Optional<Journey> of(Journey.Purpose purpose) {
    return journeys.reversed().stream().filter(j -> j.purpose() == purpose).findFirst();
  }

  /** Whether a fence gave a packet other addresses on its way. */
  public boolean isFenced() {
    return journeys.stream()
        .flatMap(journey -> journey.hops().stream())
        .anyMatch(hop -> FENCE_CODES.contains(hop.decided().code()));
  }

  public List<Hop> obstacles() {
    return journeys.stream().flatMap(journey -> journey.obstacles().stream()).toList();
  }
}
