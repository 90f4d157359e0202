package io.coppice.ui.fork.lineage;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.ui.fork.lineage.LineageBundling.By;
import io.coppice.ui.fork.lineage.LineageTree.Bundle;
import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A group's lineage, placed and ready to be drawn. Pure.
 *
 * @param members in the group
 * @param glance who stands out
 * @param serial differs where the picture does
 */
record LineageState(
    LineageRaster raster, Set<Integer> selected, int members, LineageGlance glance, long serial) {
  /** Stands for the group itself where it has several first parents. */
  static final int GROUP = Integer.MAX_VALUE;

  /**
   * What the person chose.
   *
   * @param open bundles that were opened
   * @param selected members by machine
   * @param by what bundles are made by
   */
  record Choices(Set<Bundle> open, Set<Integer> selected, By by) {
    static final Choices NONE = new Choices(Set.of(), Set.of(), By.STATE);
  }

  static LineageState of(Snapshot snapshot, ForkGroupId id, Choices choices, long serial) {
    List<Node> nodes = nodes(snapshot, id);
    long now = snapshot.time().micros();
    LineageBundling bundling = new LineageBundling(choices.by(), now);
    return new LineageState(
        new LineageRaster(
            LineageTree.of(nodes, choices.open(), choices.selected(), bundling), bundling),
        choices.selected(),
        nodes.size(),
        LineageGlance.of(nodes, now),
        serial);
  }

  /** The members with their first parent in front; with several, below one for the group. */
  static List<Node> nodes(Snapshot snapshot, ForkGroupId id) {
    List<Forks.Branch> branches = snapshot.forks().lineage(id);
    boolean several = branches.stream().filter(b -> b.parent().isEmpty()).count() > 1;
    List<Node> nodes = new ArrayList<>();
    if (several) {
      String name = snapshot.forks().group(id).map(group -> group.name()).orElse("");
      nodes.add(new Node(GROUP, -1, name, Mark.BASE, 0, 1));
    }
    for (Forks.Branch branch : branches) {
      int parent =
          branch.parent().map(machine -> machine.value()).orElseGet(() -> several ? GROUP : -1);
      ForkMember member = branch.member();
      String name = MemberSearch.name(snapshot, member);
      nodes.add(
          new Node(
              member.machine().value(),
              parent,
              name,
              mark(member.state()),
              branch.unique(),
              1,
              member.phases().asked().micros(),
              Node.NO_BUCKET));
    }
    return nodes;
  }

  static Mark mark(ForkMember.State state) {
    return switch (state) {
      case STARTING -> Mark.STARTING;
      case RUNNING -> Mark.RUNNING;
      case PAUSED -> Mark.PAUSED;
      case FROZEN -> Mark.BASE;
      case STOPPED -> Mark.ENDED;
      case FAILED -> Mark.FAILED;
    };
  }
}
