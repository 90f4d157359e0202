package io.coppice.sim.ops.host;

import io.coppice.backend.HostOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The host looks for the datastore, and reaches it from then on. */
final class MountDatastore implements OperationProcedure<HostOperation.MountDatastore> {
  /** Looking through all paths once; an assumption. */
  static final Duration RESCAN = Duration.ofSeconds(3);

  @Override
  public List<String> phases(HostOperation.MountDatastore operation) {
    return List.of("phase.mount");
  }

  @Override
  public boolean cancellable(HostOperation.MountDatastore operation, int phase) {
    return true;
  }

  @Override
  public PhaseResult step(int phase, JobContext<HostOperation.MountDatastore> context) {
    return PhaseResult.lasts(RESCAN);
  }

  @Override
  public List<Problem> finish(JobContext<HostOperation.MountDatastore> context) {
    List<Problem> obstacles = context.obstacles();
    if (obstacles.isEmpty()) {
      DatastoreId datastore = context.operation().datastore();
      Host host = context.inventory().host(context.operation().target());
      List<Mount> mounts = new ArrayList<>(host.datastores());
      mounts.add(new Mount(datastore, true));
      context.inventory().hosts().set(host.id().value(), host.withDatastores(mounts));
      context.recordEvent(
          "event.host.mounted", host.id(), host.name(), context.index().name(datastore));
    }
    return obstacles;
  }
}
