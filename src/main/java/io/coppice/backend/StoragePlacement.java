package io.coppice.backend;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Problem;
import java.util.List;
import java.util.function.Function;

/**
 * Recommends on which datastore of a datastore cluster something is made (vSphere Resource
 * Management, "Initial Placement and Ongoing Balancing": by space and by I/O load), within the
 * thresholds by which Storage DRS moves later. Pure; any thread.
 */
public interface StoragePlacement {
  /** Why a datastore is recommended, or what speaks against it. */
  enum Why {
    /** It will be the least full of those that can take it. */
    LEAST_FULL,
    /** It can take it, but others will be less full. */
    FULLER,
    /** It will be fuller than the cluster's threshold. */
    ABOVE_SPACE,
    /** It is slower than the cluster's threshold. */
    ABOVE_LATENCY
  }

  /**
   * A datastore that can take it.
   *
   * @param fullBefore permille of it that are taken
   * @param fullAfter the same with what is made, thin disks grown by what Storage DRS expects
   * @param latency microseconds, as measured now
   */
  record Choice(
      DatastoreId datastore, List<Why> reasons, int fullBefore, int fullAfter, int latency) {
    public Choice {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What is recommended.
   *
   * @param choices datastores that can take it, the best first
   * @param obstacles why the other datastores of the cluster cannot, one for each
   */
  record Advice(FolderId cluster, List<Choice> choices, List<Problem> obstacles) {
    public Advice {
      choices = List.copyOf(choices);
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * What is recommended; nothing for a folder that is no datastore cluster.
   *
   * @param asked what is asked for when it is made on a datastore
   */
  Advice advise(FolderId cluster, Function<DatastoreId, Operation> asked, Snapshot on);
}
