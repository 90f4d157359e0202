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

  static RowTree.Shown<Row> of(TreeIndex index, Snapshot snapshot, Choices choices) {
    Map<EntityId, Severity> alarms = alarms(snapshot);
    Builder builder = new Builder(index, snapshot, choices, alarms);
    for (TreeIndex.Node root : index.roots()) {
      builder.add(root, 0);
    }
    return new RowTree.Shown<>(builder.rows, choices.query().isEmpty() ? -1 : builder.matches);
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
    private final TreeIndex index;
    private final Snapshot snapshot;
    private final Choices choices;
    private final Map<EntityId, Severity> alarms;
    private final List<Row> rows = new ArrayList<>();
    private int matches;

    Builder(TreeIndex index, Snapshot snapshot, Choices choices, Map<EntityId, Severity> alarms) {
      this.index = index;
      this.snapshot = snapshot;
      this.choices = choices;
      this.alarms = alarms;
    }

    /** Adds a row and what is below; with a search, only if it or something below matches. */
    boolean add(TreeIndex.Node node, int depth) {
      Entity entity = snapshot.inventory().find(node.id()).orElse(null);
      if (entity == null || isHidden(entity)) {
        return false;
      }
      List<TreeIndex.Node> children = index.children(node.id());
      boolean searching = !choices.query().isEmpty();
      boolean match = searching && choices.query().matches(snapshot, entity, node.lowerName());
      boolean open = searching || choices.expanded().contains(node.id());
      int at = rows.size();
      rows.add(row(node, entity, depth, !children.isEmpty(), open && !children.isEmpty()));
      boolean below = false;
      if (open) {
        for (TreeIndex.Node child : children) {
          below |= add(child, depth + 1);
        }
      }
      if (searching && !match && !below) {
        rows.subList(at, rows.size()).clear();
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

    private Row row(
        TreeIndex.Node node, Entity entity, int depth, boolean expandable, boolean expanded) {
      return new Row(
          node.id(),
          depth,
          entity.name(),
          mark(entity),
          alarms.getOrDefault(node.id(), Severity.INFO),
          expandable,
          expanded);
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
