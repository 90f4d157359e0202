package io.coppice.sim.ops.alarm;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.UsageScale;
import io.coppice.model.table.CowTable;
import io.coppice.model.table.IntColumn;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts that are short of memory. One warns at 90 % and alarms at 95 % of its memory (vSphere
 * Monitoring and Performance, "Host memory usage"). Gathered anew only where hosts or what they
 * hold are written to, as they are far more seldom than jobs end.
 *
 * @param hosts frozen; the alarms are of this table and these columns
 */
record HostMemoryAlarms(
    CowTable<Host> hosts, IntColumn granted, IntColumn overhead, List<Problem> problems) {
  static final HostMemoryAlarms NONE = new HostMemoryAlarms(null, null, null, List.of());

  /** Those of a site; the same object if they are these. */
  @SuppressWarnings("ReferenceEquality") // what is frozen is the same until something is written
  HostMemoryAlarms of(SiteIndex index) {
    CowTable<Host> newer = index.inventory().hosts();
    IntColumn nowGranted = index.figures().column(EntityId.Kind.HOST, Metric.MEMORY_GRANTED);
    IntColumn nowOverhead = index.figures().column(EntityId.Kind.HOST, Metric.MEMORY_OVERHEAD);
    if (newer == hosts && nowGranted == granted && nowOverhead == overhead) {
      return this;
    }
    List<Problem> found = new ArrayList<>();
    newer.forEach(
        host -> {
          int row = host.id().value();
          long used = (long) nowGranted.get(row) + nowOverhead.get(row);
          long percent = 100 * used / Math.max(1, host.hardware().memory().mib());
          Severity severity = UsageScale.LOAD.of(percent);
          if (host.state() == Host.State.CONNECTED && severity != Severity.INFO) {
            found.add(
                Problem.of(
                    severity,
                    "alarm.host-memory",
                    List.of(host.id()),
                    host.name(),
                    String.valueOf(percent)));
          }
        });
    return new HostMemoryAlarms(newer, nowGranted, nowOverhead, found);
  }
}
