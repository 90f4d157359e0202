package io.coppice.sim.ops.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a machine claims where it will run: of the host, the pool and the cluster. */
class RunningClaimsTest {
  private static final ResourcePoolId ELSEWHERE = new ResourcePoolId(5);

  private final Inventory inventory = SmallSite.of(2, 2).inventory();
  private final Machine machine = inventory.machines().get(1);
  private final Host one = inventory.hosts().get(0);
  private final Host two = inventory.hosts().get(1);

  private static Set<EntityId> on(List<Claim> claims) {
    return claims.stream().map(Claim::on).collect(Collectors.toSet());
  }

  @Test
  void whatStartsClaimsOfHostPoolAndCluster() {
    List<Claim> claims = RunningClaims.starting(machine, one);
    assertEquals(Set.of(one.id(), SmallSite.POOL, SmallSite.CLUSTER), on(claims));
    long need = Commitments.memoryNeed(machine);
    assertEquals(
        Set.of(
            new Claim(one.id(), Sort.MEMORY, need),
            new Claim(one.id(), Sort.CPU, machine.placement().cpu().reservation()),
            new Claim(one.id(), Sort.PLACED, 4096),
            new Claim(one.id(), Sort.MACHINES, 1)),
        claims.stream().filter(claim -> claim.on().equals(one.id())).collect(Collectors.toSet()));
    assertEquals(
        1, claims.stream().filter(new Claim(SmallSite.CLUSTER, Sort.MEMORY, need)::equals).count());
  }

  /** What it has where it is stays its own until it has left. */
  @Test
  void whatArrivesClaimsOnlyWhatIsAnother() {
    ResourcePoolId pool = machine.pool();
    assertEquals(List.of(), RunningClaims.arriving(machine, one, one, pool));
    assertEquals(Set.of(two.id()), on(RunningClaims.arriving(machine, one, two, pool)));
    assertEquals(Set.of(ELSEWHERE), on(RunningClaims.arriving(machine, one, one, ELSEWHERE)));
    ClusterId other = new ClusterId(3);
    Host far = two.withPlace(Optional.of(other), SmallSite.HOSTS, ELSEWHERE);
    assertEquals(
        Set.of(two.id(), ELSEWHERE, other),
        on(RunningClaims.arriving(machine, one, far, ELSEWHERE)));
  }

  @Test
  void whatGrowsClaimsTheDifferenceAndWhatShrinksNothing() {
    Machine large = machine.withHardware(machine.hardware().withMemory(Bytes.ofGiB(300)));
    long more = Commitments.memoryNeed(large) - Commitments.memoryNeed(machine);
    assertEquals(
        List.of(
            new Claim(one.id(), Sort.MEMORY, more),
            new Claim(SmallSite.CLUSTER, Sort.MEMORY, more)),
        RunningClaims.growing(machine, large, one));
    assertEquals(List.of(), RunningClaims.growing(large, machine, one));
    assertEquals(List.of(), RunningClaims.growing(machine, machine, one));
  }
}
