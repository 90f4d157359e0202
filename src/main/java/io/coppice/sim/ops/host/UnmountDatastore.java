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
import java.util.List;

/** The host lets go of the datastore, if still none of its machines lies there. */
final class UnmountDatastore implements OperationProcedure<HostOperation.UnmountDatastore> {
  /** Closing what is open there; an assumption. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  @Override
  public List<String> phases(HostOperation.UnmountDatastore operation) {
    return List.of("phase.unmount");
  }

  @Override
  public boolean cancellable(HostOperation.UnmountDatastore operation, int phase) {
    return true;
  }

  @Override
  public PhaseResult step(int phase, JobContext<HostOperation.UnmountDatastore> context) {
    return PhaseResult.lasts(CLOSING);
  }

  @Override
  public List<Problem> finish(JobContext<HostOperation.UnmountDatastore> context) {
    List<Problem> obstacles = context.obstacles();
    if (obstacles.isEmpty()) {
      DatastoreId datastore = context.operation().datastore();
      Host host = context.inventory().host(context.operation().target());
      List<Mount> mounts =
          host.datastores().stream().filter(its -> !its.datastore().equals(datastore)).toList();
      context.inventory().hosts().set(host.id().value(), host.withDatastores(mounts));
      context.recordEvent(
          "event.host.unmounted", host.id(), host.name(), context.index().name(datastore));
    }
    return obstacles;
  }
}
