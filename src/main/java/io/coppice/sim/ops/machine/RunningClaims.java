package io.coppice.sim.ops.machine;

import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import java.util.ArrayList;
import java.util.List;

/**
 * What a machine that will run somewhere claims from the moment it is asked for: on its host, in
 * its pool and, as HA keeps room for it, in its cluster. So each that is asked for sees those that
 * are under way.
 */
public final class RunningClaims {
  private RunningClaims() {}

  /** What a machine that does not run claims where it will. */
  public static List<Claim> starting(Machine machine, Host host) {
    List<Claim> claims = new ArrayList<>(onHost(machine, host));
    claims.addAll(inPool(machine, machine.pool()));
    claims.addAll(inCluster(machine, host));
    return List.copyOf(claims);
  }

  /** What a machine that runs claims where it goes; what it has here stays until it has left. */
  static List<Claim> arriving(Machine machine, Host from, Host to, ResourcePoolId pool) {
    List<Claim> claims = new ArrayList<>();
    if (!from.id().equals(to.id())) {
      claims.addAll(onHost(machine, to));
    }
    if (!pool.equals(machine.pool())) {
      claims.addAll(inPool(machine, pool));
    }
    if (!from.cluster().equals(to.cluster())) {
      claims.addAll(inCluster(machine, to));
    }
    return claims;
  }

  /** What a running machine claims that becomes larger where it is. */
  public static List<Claim> growing(Machine before, Machine after, Host host) {
    long more = Commitments.memoryNeed(after) - Commitments.memoryNeed(before);
    if (more <= 0) {
      return List.of();
    }
    List<Claim> claims = new ArrayList<>(List.of(new Claim(host.id(), Sort.MEMORY, more)));
    host.cluster().ifPresent(cluster -> claims.add(new Claim(cluster, Sort.MEMORY, more)));
    return claims;
  }

  private static List<Claim> onHost(Machine machine, Host host) {
    return List.of(
        new Claim(host.id(), Sort.MEMORY, Commitments.memoryNeed(machine)),
        new Claim(host.id(), Sort.CPU, machine.placement().cpu().reservation()),
        new Claim(host.id(), Sort.PLACED, machine.hardware().memory().mib()),
        new Claim(host.id(), Sort.MACHINES, 1));
  }

  private static List<Claim> inPool(Machine machine, ResourcePoolId pool) {
    return List.of(
        new Claim(pool, Sort.MEMORY, machine.placement().memory().reservation()),
        new Claim(pool, Sort.CPU, machine.placement().cpu().reservation()));
  }

  private static List<Claim> inCluster(Machine machine, Host host) {
    return host.cluster()
        .map(
            cluster ->
                List.of(
                    new Claim(cluster, Sort.MEMORY, Commitments.memoryNeed(machine)),
                    new Claim(cluster, Sort.CPU, machine.placement().cpu().reservation()),
                    new Claim(cluster, Sort.MACHINES, 1)))
        .orElse(List.of());
  }
}
