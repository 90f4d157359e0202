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
public record Use(EntityId on, Way way, int times, int link) {
  private static final int NONE = -1;

  /** Of an object. */
  public Use(EntityId on, Way way, int times) {
    this(on, way, times, NONE);
  }

  /** Of an image that is older than links. */
  @SuppressWarnings("UnusedMethod") // found by its name
  private static Object absent(String component) {
    return component.equals("link") ? NONE : null;
  }

  public static Use sends(HostId host) {
    return new Use(host, Way.SEND, 1);
  }

  public static Use receives(HostId host) {
    return new Use(host, Way.RECEIVE, 1);
  }

  public static Use disk(DatastoreId datastore) {
    return new Use(datastore, Way.DISK, 1);
  }

  /** Memory of the host is read and written. */
  public static Use memory(HostId host) {
    return new Use(host, Way.MEMORY, 2);
  }

  public static Use sends(MachineId machine) {
    return new Use(machine, Way.ADAPTER_SEND, 1);
  }

  public static Use receives(MachineId machine) {
    return new Use(machine, Way.ADAPTER_RECEIVE, 1);
  }

  /**
   * A link of the fabric.
   *
   * @param row its place among them
   * @param forth from its first end to its other
   */
  public static Use link(int row, boolean forth) {
    return new Use(new DatacentreId(0), forth ? Way.LINK_FORTH : Way.LINK_BACK, 1, row);
  }

  /** The same, where each byte goes through it twice as often. */
  public Use twice() {
    return new Use(on, way, 2 * times, link);
  }

  /** Whether it is a machine's adapters. */
  public boolean isOfMachine() {
    return way == Way.ADAPTER_SEND || way == Way.ADAPTER_RECEIVE;
  }

  /** The thing by itself, whoever uses it. */
  long key() {
    return (long) way.ordinal() << 32 | (link == NONE ? on.value() : link);
  }
}
