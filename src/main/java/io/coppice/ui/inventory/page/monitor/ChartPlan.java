package io.coppice.ui.inventory.page.monitor;

import static io.coppice.model.inventory.Metric.CPU_DEMAND;
import static io.coppice.model.inventory.Metric.CPU_READY;
import static io.coppice.model.inventory.Metric.CPU_USED;
import static io.coppice.model.inventory.Metric.DISK_LATENCY;
import static io.coppice.model.inventory.Metric.DISK_RATE;
import static io.coppice.model.inventory.Metric.MEMORY_ACTIVE;
import static io.coppice.model.inventory.Metric.MEMORY_BALLOONED;
import static io.coppice.model.inventory.Metric.MEMORY_GRANTED;
import static io.coppice.model.inventory.Metric.MEMORY_SWAPPED;
import static io.coppice.model.inventory.Metric.NETWORK_RATE;
import static io.coppice.model.inventory.Metric.POWER;
import static io.coppice.model.inventory.Metric.SPACE_PROVISIONED;
import static io.coppice.model.inventory.Metric.SPACE_USED;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Metric;
import java.util.List;

/** Which charts an object has: metrics of one unit together. */
record ChartPlan(String key, List<Metric> metrics) {
  private static final List<ChartPlan> ALL =
      List.of(
          new ChartPlan("cpu", List.of(CPU_USED, CPU_DEMAND)),
          new ChartPlan(
              "memory", List.of(MEMORY_GRANTED, MEMORY_ACTIVE, MEMORY_BALLOONED, MEMORY_SWAPPED)),
          new ChartPlan("ready", List.of(CPU_READY)),
          new ChartPlan("disk", List.of(DISK_RATE)),
          new ChartPlan("network", List.of(NETWORK_RATE)),
          new ChartPlan("latency", List.of(DISK_LATENCY)),
          new ChartPlan("space", List.of(SPACE_USED, SPACE_PROVISIONED)),
          new ChartPlan("power", List.of(POWER)));

  /** The charts of a kind; metrics it does not have are left out. */
  static List<ChartPlan> of(EntityId.Kind kind) {
    return ALL.stream()
        .map(
            plan ->
                new ChartPlan(
                    plan.key(), plan.metrics().stream().filter(m -> m.existsFor(kind)).toList()))
        .filter(plan -> !plan.metrics().isEmpty())
        .toList();
  }
}
