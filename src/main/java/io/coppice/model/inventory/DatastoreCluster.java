package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import java.util.List;

/**
 * What makes a folder of datastores a datastore cluster, which is what it is in vSphere too
 * (vSphere Web Services API: a StoragePod is a Folder), and what Storage DRS recommends in it.
 *
 * @param looked when Storage DRS last looked
 * @param moves what it recommends, the most urgent first
 */
public record DatastoreCluster(Policy policy, SimTime looked, List<Move> moves) {
  public DatastoreCluster {
    moves = List.copyOf(moves);
  }

  /** One that has not been looked at. */
  public DatastoreCluster(Policy policy) {
    this(policy, SimTime.ZERO, List.of());
  }

  /**
   * When machines are moved (vSphere Resource Management, "Setting the Aggressiveness Level for
   * Storage DRS": 80 % and 15 ms unless somebody says otherwise).
   *
   * @param automatic whether they are, or only recommended to be
   * @param spacePercent of a datastore above which some have to go
   * @param latencyMillis of a datastore above which the busiest has to go
   */
  public record Policy(boolean automatic, int spacePercent, int latencyMillis) {
    public static final Policy STANDARD = new Policy(false, 80, 15);
    public static final int LEAST_SPACE = 50;
    public static final int MOST_SPACE = 100;
    public static final int LEAST_LATENCY = 1;
    public static final int MOST_LATENCY = 100;
  }

  /** Why a move is recommended. */
  public enum Reason {
    SPACE,
    LATENCY
  }

  /**
   * One recommended storage migration.
   *
   * @param number names it within the folder until Storage DRS looks again
   * @param before percent of the datastore that are full, or microseconds of its latency
   * @param after percent of the datastore that will be full, or microseconds of latency of the one
   *     it goes to now
   */
  public record Move(
      int number,
      MachineId machine,
      DatastoreId from,
      DatastoreId to,
      Reason reason,
      int before,
      int after) {}

  public DatastoreCluster with(SimTime when, List<Move> found) {
    return new DatastoreCluster(policy, when, found);
  }

  /** What is left of the recommendations when one is done. */
  public DatastoreCluster without(int number) {
    return with(looked, moves.stream().filter(move -> move.number() != number).toList());
  }
}
