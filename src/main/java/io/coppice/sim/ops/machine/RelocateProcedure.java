package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation.Relocate;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.MigrationRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.ops.machine.MigrationProcedures.Migrate;
import io.coppice.sim.ops.machine.MigrationProcedures.MigrateStorage;
import io.coppice.sim.ops.run.ConcurrencyLimits;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * vMotion without shared storage: the disks go over the line between both hosts first, with writes
 * mirrored, then the memory as in any vMotion (vCenter Server and Host Management, "Migration with
 * vMotion in environments without shared storage").
 */
final class RelocateProcedure implements OperationProcedure<Relocate> {
  private static final int DISKS = 0;
  private static final int MEMORY = 1;

  @Override
  public List<String> phases(Relocate operation) {
    return List.of("phase.copy-disks", "phase.pre-copy", "phase.switch-over");
  }

  @Override
  public boolean cancellable(Relocate operation, int phase) {
    return phase <= MEMORY;
  }

  @Override
  public List<Claim> claims(Relocate move, SiteIndex index) {
    Machine machine = index.inventory().machine(move.target());
    Host to = index.inventory().host(move.host());
    if (machine == null || to == null) {
      return List.of();
    }
    List<Claim> claims = new ArrayList<>();
    Host from = index.inventory().host(machine.host());
    if (machine.isOn()) {
      claims.addAll(
          RunningClaims.arriving(
              machine, from, to, MigrationRules.poolThere(move.toHost(), machine, from, to)));
    }
    for (HostId host : Set.of(from.id(), to.id())) {
      claims.add(new Claim(host, Sort.COST, ConcurrencyLimits.STORAGE_ON_HOST));
      claims.add(new Claim(host, Sort.NETWORK, 1));
    }
    for (DatastoreId on : MigrateStorage.sources(machine, move.toDatastore())) {
      claims.add(new Claim(on, Sort.COST, ConcurrencyLimits.STORAGE_ON_DATASTORE));
    }
    claims.add(new Claim(move.datastore(), Sort.COST, ConcurrencyLimits.STORAGE_ON_DATASTORE));
    claims.add(
        new Claim(
            move.datastore(), Sort.SPACE, MigrationRules.bytesToMove(machine, move.toDatastore())));
    return claims;
  }

  @Override
  public PhaseResult step(int phase, JobContext<Relocate> context) {
    return switch (phase) {
      case DISKS -> disks(context);
      case MEMORY -> Migrate.preCopy(context);
      default -> PhaseResult.lasts(Duration.ofNanos(context.progress().stun() * 1_000));
    };
  }

  private static PhaseResult disks(JobContext<Relocate> context) {
    Machine machine = context.machine();
    Relocate move = context.operation();
    context.remember(context.progress().towards(Optional.of(move.host())));
    List<ResourceUse> uses =
        new ArrayList<>(
            List.of(
                ResourceUse.disk(move.datastore()),
                ResourceUse.sends(machine.host()),
                ResourceUse.receives(move.host())));
    MigrateStorage.sources(machine, move.toDatastore())
        .forEach(from -> uses.add(ResourceUse.disk(from)));
    return new PhaseResult.Moves(
        MigrationRules.bytesToMove(machine, move.toDatastore()),
        TransferRates.ONE_STREAM,
        Duration.ZERO,
        uses);
  }

  /** The last pages are sent as fast as the others went. */
  @Override
  public void moved(int phase, long rate, JobContext<Relocate> context) {
    if (phase == MEMORY && context.machine() != null) {
      Migrate.remember(context, Migrate.copy(context.machine(), context.index(), rate));
    }
  }

  @Override
  public List<Problem> finish(JobContext<Relocate> context) {
    // The host, its storage or the space may be gone since the copying began.
    List<Problem> obstacles = context.obstacles();
    if (!obstacles.isEmpty()) {
      return obstacles;
    }
    Relocate move = context.operation();
    Machine machine = context.machine();
    SiteIndex index = context.index();
    Host from = context.inventory().host(machine.host());
    Host to = context.inventory().host(move.host());
    context
        .world()
        .set(
            GuestLifecycle.on(MigrationRules.moved(machine, move.datastore()), to, index)
                .withPool(MigrationRules.poolThere(move.toHost(), machine, from, to)));
    context.recordEvent(
        "event.machine.relocated", machine.id(), machine.name(), from.name(), to.name());
    context.recordEvent(
        "event.machine.storage-moved", machine.id(), machine.name(), index.name(move.datastore()));
    return List.of();
  }
}
