package io.coppice.sim.ops.run;

import io.coppice.backend.JobId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.SimTime;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.sim.world.ProcedureState;
import java.util.List;
import java.util.Optional;

/**
 * What a job remembers while it waits and runs.
 *
 * @param failover started by HA: it stays on the host HA chose, and needs no spare failover room
 * @param phase the phase under way, -1 while it waits
 * @param began when the phase began
 * @param ends when the phase ends, as far as known
 * @param claims wanted while it waits, held while it runs
 * @param host where it goes, once chosen
 * @param bytes how much it moves
 * @param stun microseconds the machine stands still in a migration
 * @param children jobs it started and waits for
 */
public record JobProgress(
    boolean failover,
    int phase,
    SimTime began,
    SimTime ends,
    List<Claim> claims,
    Optional<HostId> host,
    long bytes,
    long stun,
    List<JobId> children)
    implements ProcedureState {
  public JobProgress {
    claims = List.copyOf(claims);
    children = List.copyOf(children);
  }

  static JobProgress waiting(boolean failover, SimTime now) {
    return new JobProgress(failover, -1, now, now, List.of(), Optional.empty(), 0, 0, List.of());
  }

  boolean runs() {
    return phase >= 0;
  }

  JobProgress withClaims(List<Claim> changed) {
    return new JobProgress(failover, phase, began, ends, changed, host, bytes, stun, children);
  }

  JobProgress inPhase(int changed, SimTime from, SimTime until) {
    return new JobProgress(failover, changed, from, until, claims, host, bytes, stun, children);
  }

  public JobProgress towards(Optional<HostId> changed) {
    return new JobProgress(failover, phase, began, ends, claims, changed, bytes, stun, children);
  }

  public JobProgress moving(long changedBytes, long changedStun) {
    return new JobProgress(
        failover, phase, began, ends, claims, host, changedBytes, changedStun, children);
  }

  public JobProgress waitingFor(List<JobId> changed) {
    return new JobProgress(failover, phase, began, ends, claims, host, bytes, stun, changed);
  }
}
