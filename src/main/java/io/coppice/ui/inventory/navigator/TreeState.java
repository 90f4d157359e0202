package io.coppice.ui.inventory.navigator;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.site.HierarchyIndex;
import io.coppice.ui.kit.tree.RowTree;
import io.coppice.ui.kit.tree.RowTree.Choices;
import io.coppice.ui.kit.tree.TreeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out the rows of a tree. Pure. */
final class TreeState {
  private TreeState() {}

  /** One line. */
  record Row(
      EntityId id,
      int depth,
      String name,
      Mark mark,
      Severity alarm,
      boolean expandable,
      boolean expanded)
      implements TreeRow {}

  /** What the row's icon tells of its state. */
  enum Mark {
    PLAIN,
    ON,
    OFF,
    SUSPENDED,
    TEMPLATE,
    VAPP,
    HOST_OK,
    HOST_MAINTENANCE,
    HOST_AWAY
  }

  /**
   * The rows; those that are as they were are the rows of {@code before}, and if all are, so is the
   * answer.
   */
  static RowTree.Shown<Row> of(
      HierarchyIndex index, Snapshot snapshot, Choices choices, RowTree.Shown<Row> before) {
    Builder builder = new Builder(index, snapshot, choices, before.rows());
    for (HierarchyIndex.Node root : index.roots()) {
      builder.add(root, 0);
    }
    int matches = choices.query().isEmpty() ? -1 : builder.matches;
    return matches == before.matches() && builder.rows.equals(before.rows())
        ? before
        : new RowTree.Shown<>(builder.rows, matches);
  }

  private static Map<EntityId, Severity> alarms(Snapshot snapshot) {
    Map<EntityId, Severity> alarms = new HashMap<>();
    for (Problem problem : snapshot.alarms()) {
      if (!problem.about().isEmpty()) {
        alarms.merge(
            problem.about().getFirst(), problem.severity(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return alarms;
  }

  private static final class Builder {
    private final HierarchyIndex index;
    private final Snapshot snapshot;
    private final Choices choices;
    private final Map<EntityId, Severity> alarms;
    private final List<Row> before;
    private final List<Row> rows;
    private final boolean searching;
    private int matches;

    Builder(HierarchyIndex index, Snapshot snapshot, Choices choices, List<Row> before) {
      this.index = index;
      this.snapshot = snapshot;
      this.choices = choices;
      this.alarms = alarms(snapshot);
      this.before = before;
      this.rows = new ArrayList<>(before.size());
      this.searching = !choices.query().isEmpty();
    }

    /** Adds a row and what is below; with a search, only if it or something below matches. */
    boolean add(HierarchyIndex.Node node, int depth) {
      Entity entity = snapshot.inventory().find(node.id()).orElse(null);
      if (entity == null || isHidden(entity)) {
        return false;
      }
      List<HierarchyIndex.Node> children = index.children(node.id());
      boolean match = searching && choices.query().matches(snapshot, entity, node.lowerName());
      boolean open = searching || choices.expanded().contains(node.id());
      if (children.isEmpty() && searching && !match) {
        return false;
      }
      rows.add(row(node, entity, depth, !children.isEmpty(), open && !children.isEmpty()));
      boolean below = false;
      for (int child = 0; open && child < children.size(); child++) {
        below |= add(children.get(child), depth + 1);
      }
      if (searching && !match && !below) {
        rows.removeLast();
        return false;
      }
      matches += match ? 1 : 0;
      return true;
    }

    private boolean isHidden(Entity entity) {
      return choices.hideOff()
          && entity instanceof Machine machine
          && machine.power() == PowerState.POWERED_OFF;
    }

    /**
     * The row that stood there before, if it says the same, so that thousands are not made anew.
     */
    private Row row(
        HierarchyIndex.Node node, Entity entity, int depth, boolean expandable, boolean expanded) {
      Mark mark = mark(entity);
      Severity alarm = alarms.getOrDefault(node.id(), Severity.INFO);
      Row stood = rows.size() < before.size() ? before.get(rows.size()) : null;
      return stood != null
              && stood.id().equals(node.id())
              && stood.depth() == depth
              && stood.name().equals(entity.name())
              && stood.mark() == mark
              && stood.alarm() == alarm
              && stood.expandable() == expandable
              && stood.expanded() == expanded
          ? stood
          : new Row(node.id(), depth, entity.name(), mark, alarm, expandable, expanded);
    }
  }

  static Mark mark(Entity entity) {
    return switch (entity) {
      case Machine machine ->
          machine.template()
              ? Mark.TEMPLATE
              : switch (machine.power()) {
                case POWERED_ON -> Mark.ON;
                case POWERED_OFF -> Mark.OFF;
                case SUSPENDED -> Mark.SUSPENDED;
              };
      case Host host ->
          host.state() != Host.State.CONNECTED
              ? Mark.HOST_AWAY
              : host.maintenance() ? Mark.HOST_MAINTENANCE : Mark.HOST_OK;
      case ResourcePool pool -> pool.vapp().isPresent() ? Mark.VAPP : Mark.PLAIN;
      default -> Mark.PLAIN;
    };
  }
}
