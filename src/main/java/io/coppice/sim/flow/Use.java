package io.coppice.sim.flow;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;

/**
 * One thing that bytes go through.
 *
 * @param times how often each byte goes through it: twice for a copy within one datastore
 */
public record Use(EntityId on, Way way, int times) {
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

  /** The same, where each byte goes through it twice as often. */
  public Use twice() {
    return new Use(on, way, 2 * times);
  }

  /** The thing by itself, whoever uses it. */
  long key() {
    return (long) way.ordinal() << 32 | on.value();
  }
}
