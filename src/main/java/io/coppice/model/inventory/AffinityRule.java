package io.coppice.model.inventory;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import java.util.List;
import java.util.Set;

/**
 * Where machines run relative to one another or to hosts (vSphere Resource Management, "Using DRS
 * Affinity Rules").
 *
 * @param machines for {@link Kind#IN_ORDER} in the order of their restart
 * @param hosts of the rules about hosts
 */
public record AffinityRule(String name, Kind kind, List<MachineId> machines, Set<HostId> hosts) {
  public AffinityRule {
    machines = List.copyOf(machines);
    hosts = Set.copyOf(hosts);
  }

  /** The sorts of rule. */
  public enum Kind {
    /** On one host, as far as it can be. */
    TOGETHER,
    /** On a host each: none is started beside another. */
    APART,
    /** Only on these hosts, also when HA restarts them. */
    MUST_RUN_ON,
    /** On these hosts as long as one of them has room. */
    SHOULD_RUN_ON,
    /** HA restarts each when the one before it runs. */
    IN_ORDER;

    public boolean isOfHosts() {
      return this == MUST_RUN_ON || this == SHOULD_RUN_ON;
    }
  }
}
