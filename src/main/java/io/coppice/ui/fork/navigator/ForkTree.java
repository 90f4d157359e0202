package io.coppice.ui.fork.navigator;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.tree.RowTree;
import io.coppice.ui.kit.tree.RowTree.Choices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Works out the rows of the fork tree. Pure. */
final class ForkTree {
  private final Snapshot snapshot;
  private final Choices choices;
  private final Map<EntityId, Severity> alarms = new HashMap<>();
  private final List<ForkRow> rows = new ArrayList<>();
  private Map<MachineId, List<ForkMember>> children = Map.of();
  private int matches;

  private ForkTree(Snapshot snapshot, Choices choices) {
    this.snapshot = snapshot;
    this.choices = choices;
    for (Problem problem : snapshot.alarms()) {
      for (EntityId about : problem.about()) {
        alarms.merge(about, problem.severity(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
  }

  static RowTree.Shown<ForkRow> of(Snapshot snapshot, Choices choices) {
    ForkTree tree = new ForkTree(snapshot, choices);
    List<ForkGroup> groups = new ArrayList<>();
    snapshot.forks().groups().forEach(groups::add);
    groups.sort(Comparator.comparing(group -> group.name().toLowerCase(Locale.ROOT)));
    groups.forEach(tree::group);
    return new RowTree.Shown<>(tree.rows, choices.query().isEmpty() ? -1 : tree.matches);
  }

  private boolean isSearching() {
    return !choices.query().isEmpty();
  }

  private void group(ForkGroup group) {
    Forks forks = snapshot.forks();
    boolean open = isSearching() || choices.expanded().contains(group.id());
    boolean match =
        isSearching()
            && choices.query().namesOnly()
            && choices.query().matchesName(group.name().toLowerCase(Locale.ROOT));
    int at = rows.size();
    rows.add(
        new ForkRow(
            group.id(),
            0,
            group.name(),
            Optional.empty(),
            forks.sums(group.id()).members(),
            group.elastic().isPresent(),
            alarms.getOrDefault(group.id(), Severity.INFO),
            true,
            open));
    boolean below = false;
    if (open) {
      List<ForkMember> roots = new ArrayList<>();
      children = new HashMap<>();
      for (Forks.Branch branch : forks.lineage(group.id())) {
        branch
            .parent()
            .map(parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>()))
            .orElse(roots)
            .add(branch.member());
      }
      for (ForkMember root : roots) {
        below |= member(root, 1);
      }
    }
    if (isSearching() && !match && !below) {
      rows.subList(at, rows.size()).clear();
    } else {
      matches += match ? 1 : 0;
    }
  }

  /** Adds a row and what is below; with a search, only if it or something below matches. */
  private boolean member(ForkMember member, int depth) {
    if (choices.hideOff() && member.state() == ForkMember.State.STOPPED) {
      return false;
    }
    List<ForkMember> forked = children.getOrDefault(member.machine(), List.of());
    String name = MemberSearch.name(snapshot, member);
    boolean match = isSearching() && MemberSearch.matches(snapshot, member, choices.query());
    boolean open = !forked.isEmpty() && (isSearching() || !isClosed(member));
    int at = rows.size();
    rows.add(
        new ForkRow(
            member.machine(),
            depth,
            name,
            Optional.of(member.state()),
            0,
            false,
            alarms.getOrDefault(member.machine(), Severity.INFO),
            !forked.isEmpty(),
            open));
    boolean below = false;
    if (open) {
      for (ForkMember child : forked) {
        below |= member(child, depth + 1);
      }
    }
    if (isSearching() && !match && !below) {
      rows.subList(at, rows.size()).clear();
      return false;
    }
    matches += match ? 1 : 0;
    return true;
  }

  /** Members are open until they are closed: what is chosen of them is what is closed. */
  private boolean isClosed(ForkMember member) {
    return choices.expanded().contains(member.machine());
  }
}
