package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import java.util.List;
import java.util.Optional;

/**
 * Looks in a segment for a packet that is dropped: small pings between its machines, then large
 * ones. Pure; takes seconds for a large segment.
 */
final class FirstDrop {
  /** Each machine and the next around the ring: whoever is cut off is found. */
  private static final int MOST_MACHINES = 200;

  private FirstDrop() {}

  /**
   * What came of it.
   *
   * @param question of the first that was dropped; absent if none was
   * @param asked how many were sent
   */
  record Found(Optional<Question> question, Optional<Predictor.Answer> answer, int asked) {}

  static Found in(NetworkState network, Segment segment) {
    List<Link.End> machines =
        segment.machines().stream()
            .filter(end -> address(network, end).isPresent())
            .sorted()
            .limit(MOST_MACHINES)
            .toList();
    int asked = 0;
    for (int bytes : new int[] {Question.SMALL, Question.LARGE}) {
      for (int i = 0; i < machines.size() && machines.size() > 1; i++) {
        Link.End to = machines.get((i + 1) % machines.size());
        Question question =
            Question.small(machines.get(i).node(), address(network, to).orElseThrow())
                .withBytes(bytes);
        Predictor.Answer answer = Predictor.answer(network, question);
        asked++;
        if (answer.ways().stream().anyMatch(way -> way.verdict().isDropped())) {
          return new Found(Optional.of(question), Optional.of(answer), asked);
        }
      }
    }
    return new Found(Optional.empty(), Optional.empty(), asked);
  }

  private static Optional<IpAddress> address(NetworkState network, Link.End end) {
    return network
        .node(end.node())
        .filter(Node::collected)
        .flatMap(node -> node.device(end.device()))
        .map(Device::addresses)
        .flatMap(
            all ->
                all.stream()
                    .filter(it -> it.usable() && !it.ip().isLinkLocal() && !it.ip().isLoopback())
                    .map(Address::ip)
                    .min(IpAddress::compareTo));
  }
}
