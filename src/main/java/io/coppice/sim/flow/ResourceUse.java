package io.coppice.sim.flow;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;

/**
 * One thing that bytes go through.
 *
 * @param on the object; of a link, which is none, the site
 * @param times how often each byte goes through it: twice for a copy within one datastore
 * @param link its place among the links of the fabric, where it is one; else -1
 */
public record ResourceUse(EntityId on, ResourceKind way, int times, int link) {
  private static final int NONE = -1;

  /** Of an object. */
  public ResourceUse(EntityId on, ResourceKind way, int times) {
    this(on, way, times, NONE);
  }

  /** Of an image that is older than links. */
  @SuppressWarnings("UnusedMethod") // found by its name
  private static Object absent(String component) {
    return component.equals("link") ? NONE : null;
  }

  public static ResourceUse sends(HostId host) {
    return new ResourceUse(host, ResourceKind.SEND, 1);
  }

  public static ResourceUse receives(HostId host) {
    return new ResourceUse(host, ResourceKind.RECEIVE, 1);
  }

  public static ResourceUse disk(DatastoreId datastore) {
    return new ResourceUse(datastore, ResourceKind.DISK, 1);
  }

  /** Memory of the host is read and written. */
  public static ResourceUse memory(HostId host) {
    return new ResourceUse(host, ResourceKind.MEMORY, 2);
  }

  public static ResourceUse sends(MachineId machine) {
    return new ResourceUse(machine, ResourceKind.ADAPTER_SEND, 1);
  }

  public static ResourceUse receives(MachineId machine) {
    return new ResourceUse(machine, ResourceKind.ADAPTER_RECEIVE, 1);
  }

  /**
   * A link of the fabric.
   *
   * @param row its place among them
   * @param forth from its first end to its other
   */
  public static ResourceUse link(int row, boolean forth) {
    return new ResourceUse(
        new DatacentreId(0), forth ? ResourceKind.LINK_FORTH : ResourceKind.LINK_BACK, 1, row);
  }

  /** The same, where each byte goes through it twice as often. */
  public ResourceUse twice() {
    return new ResourceUse(on, way, 2 * times, link);
  }

  /** Whether it is a machine's adapters. */
  public boolean isOfMachine() {
    return way == ResourceKind.ADAPTER_SEND || way == ResourceKind.ADAPTER_RECEIVE;
  }

  /** The thing by itself, whoever uses it. */
  long key() {
    return (long) way.ordinal() << 32 | (link == NONE ? on.value() : link);
  }
}
