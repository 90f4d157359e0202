package io.coppice.ui.fork.lineage;

import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A family told in numbers and in the names that stand out. Pure.
 *
 * @param states how many there are of each state, in the order of the states
 * @param heaviest those that diverged most, as far as they diverged at all
 * @param oldest those that were forked first, where not all were forked at once
 * @param failed the first that failed
 * @param now the present, microseconds as in {@link io.coppice.model.SimTime}
 */
record LineageGlance(
    Map<Mark, Integer> states,
    List<Node> heaviest,
    List<Node> oldest,
    List<Node> failed,
    long now) {
  /** Names in each list. */
  static final int NAMED = 5;

  static final LineageGlance NONE = new LineageGlance(Map.of(), List.of(), List.of(), List.of(), 0);

  /**
   * @param nodes every member; the first parents are counted, and in no list
   */
  static LineageGlance of(List<Node> nodes, long now) {
    Map<Mark, Integer> states = new EnumMap<>(Mark.class);
    List<Node> members = nodes.stream().filter(it -> it.key() != LineageState.GROUP).toList();
    members.forEach(it -> states.merge(it.mark(), 1, Integer::sum));
    List<Node> children =
        members.stream()
            .filter(it -> it.parent() >= 0 && it.parent() != LineageState.GROUP)
            .toList();
    long youngest = children.stream().mapToLong(Node::born).max().orElse(0);
    return new LineageGlance(
        states,
        LineageTree.heaviest(children).filter(it -> it.unique() > 0).limit(NAMED).toList(),
        LineageTree.oldest(children).filter(it -> it.born() < youngest).limit(NAMED).toList(),
        children.stream().filter(it -> it.mark() == Mark.FAILED).limit(NAMED).toList(),
        now);
  }
}
