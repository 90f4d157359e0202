package io.coppice.model.inventory;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;

/**
 * Hosts that act as one.
 *
 * @param rootPool the hidden resource pool at the top of the cluster
 * @param ha whether machines of a crashed host are restarted on the others
 * @param drs whether the cluster chooses the host when a machine is powered on, and balances
 * @param haPolicy how HA works, if it is on
 * @param drsPolicy how DRS works, if it is on
 * @param advice what DRS recommends now
 */
public record Cluster(
    ClusterId id,
    String name,
    FolderId folder,
    ResourcePoolId rootPool,
    boolean ha,
    boolean drs,
    HaPolicy haPolicy,
    DrsPolicy drsPolicy,
    DrsAdvice advice)
    implements Entity {
  /** A cluster with services as they are set when it is made. */
  public Cluster(
      ClusterId id,
      String name,
      FolderId folder,
      ResourcePoolId rootPool,
      boolean ha,
      boolean drs) {
    this(
        id, name, folder, rootPool, ha, drs, HaPolicy.STANDARD, DrsPolicy.STANDARD, DrsAdvice.NONE);
  }

  static Object absent(String component) {
    return switch (component) {
      case "haPolicy" -> HaPolicy.STANDARD;
      case "drsPolicy" -> DrsPolicy.STANDARD;
      case "advice" -> DrsAdvice.NONE;
      default -> null;
    };
  }

  @Override
  public Cluster withName(String changed) {
    return new Cluster(id, changed, folder, rootPool, ha, drs, haPolicy, drsPolicy, advice);
  }

  public Cluster withServices(boolean withHa, boolean withDrs) {
    DrsAdvice kept = withDrs ? advice : DrsAdvice.NONE;
    return new Cluster(id, name, folder, rootPool, withHa, withDrs, haPolicy, drsPolicy, kept);
  }

  public Cluster withHa(HaPolicy changed) {
    return new Cluster(id, name, folder, rootPool, ha, drs, changed, drsPolicy, advice);
  }

  public Cluster withDrs(DrsPolicy changed) {
    return new Cluster(id, name, folder, rootPool, ha, drs, haPolicy, changed, advice);
  }

  public Cluster withAdvice(DrsAdvice changed) {
    return new Cluster(id, name, folder, rootPool, ha, drs, haPolicy, drsPolicy, changed);
  }
}
