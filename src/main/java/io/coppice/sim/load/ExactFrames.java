package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.IntColumn;
import io.coppice.sim.load.HistoryLevel.Frame;
import io.coppice.sim.world.World;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Frames of hosts, clusters, pools and datastores, whose figures are remembered exactly. Columns
 * are laid one behind the other with all rows of a kind, preceded by the number of rows of each
 * kind: a frame that was made before a row existed has nothing of it.
 */
final class ExactFrames {
  private static final EntityId.Kind[] KINDS = {
    EntityId.Kind.HOST, EntityId.Kind.CLUSTER, EntityId.Kind.RESOURCE_POOL, EntityId.Kind.DATASTORE
  };

  /**
   * What is remembered. Frames lie in images by this order: it may not change, and what comes later
   * needs a level of its own.
   */
  private static final Set<Metric> KEPT =
      EnumSet.range(Metric.CPU_DEMAND, Metric.SPACE_PROVISIONED);

  private static final Map<EntityId.Kind, List<Metric>> METRICS =
      new EnumMap<>(EntityId.Kind.class);

  static {
    for (EntityId.Kind kind : KINDS) {
      METRICS.put(kind, KEPT.stream().filter(metric -> metric.existsFor(kind)).toList());
    }
  }

  private ExactFrames() {}

  /** The figures of now. */
  static Frame of(World world) {
    int length = KINDS.length;
    for (EntityId.Kind kind : KINDS) {
      length += METRICS.get(kind).size() * world.inventory().table(kind).size();
    }
    int[] values = new int[length];
    int at = KINDS.length;
    for (int kind = 0; kind < KINDS.length; kind++) {
      int rows = world.inventory().table(KINDS[kind]).size();
      values[kind] = rows;
      for (Metric metric : METRICS.get(KINDS[kind])) {
        IntColumn column = world.figures().column(KINDS[kind], metric);
        for (int row = 0; row < rows; row++) {
          values[at++] = column.get(row);
        }
      }
    }
    return new Frame(world.now().micros(), new byte[0], new byte[0], values, values);
  }

  /** Mean and peak of frames, the newest last. */
  static Frame join(Frame[] frames) {
    Frame last = frames[frames.length - 1];
    int[] mean = last.exactMean().clone();
    int[] peak = last.exactPeak().clone();
    for (int at = KINDS.length; at < mean.length; at++) {
      long sum = 0;
      int count = 0;
      for (Frame frame : frames) {
        // Frames of another layout (an object was added meanwhile) are left out: positions moved.
        if (frame.exactMean().length == mean.length) {
          sum += frame.exactMean()[at];
          peak[at] = Math.max(peak[at], frame.exactPeak()[at]);
          count++;
        }
      }
      mean[at] = (int) (sum / count);
    }
    return new Frame(last.at(), new byte[0], new byte[0], mean, peak);
  }

  /** Where a figure lies in a frame; -1 where the frame has it not. */
  static int place(EntityId about, Metric metric, Frame frame) {
    int at = KINDS.length;
    for (int kind = 0; kind < KINDS.length; kind++) {
      int rows = frame.exactMean()[kind];
      List<Metric> metrics = METRICS.get(KINDS[kind]);
      if (KINDS[kind] == about.kind()) {
        int index = metrics.indexOf(metric);
        return index < 0 || about.value() >= rows ? -1 : at + index * rows + about.value();
      }
      at += metrics.size() * rows;
    }
    return -1;
  }
}
