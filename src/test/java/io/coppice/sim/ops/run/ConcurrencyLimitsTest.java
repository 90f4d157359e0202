package io.coppice.sim.ops.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** vCenter's limits of what may run at once: up to them everything begins, above them it waits. */
class ConcurrencyLimitsTest {
  private static final HostId HOST = new HostId(0);
  private static final DatastoreId DATASTORE = new DatastoreId(1);

  private final Inventory inventory = SmallSite.of(1, 1).inventory().copy();

  private Optional<Problem> obstacle(EntityId on, Sort sort, long held, long wanted) {
    Reservations reservations = new Reservations();
    reservations.take(List.of(new Claim(on, sort, held)));
    return ConcurrencyLimits.obstacle(
        List.of(new Claim(on, sort, wanted)), reservations, inventory);
  }

  private void hasLimit(EntityId on, Sort sort, int most, String code, String name) {
    assertEquals(Optional.empty(), obstacle(on, sort, most - 1, 1));
    assertEquals(
        Optional.of(Problem.warning(code, on, name, String.valueOf(most))),
        obstacle(on, sort, most, 1));
  }

  @Test
  void aHostTakesSixteenUnitsAndADatastoreEightTimesAsMany() {
    hasLimit(HOST, Sort.COST, 16, "queue.host", "esx-00.example.org");
    hasLimit(DATASTORE, Sort.COST, 128, "queue.datastore", "datastore-2");
  }

  /** Of the fastest uplink that has a link. */
  @ParameterizedTest
  @CsvSource({"10000,true,8", "9999,true,4", "10000,false,4", "25000,true,8"})
  void aHostsNetworkTakesEightMigrationsOnTenGigabitsAndFourBelow(
      int megabits, boolean up, int most) {
    Host host = inventory.host(HOST);
    Host.HostHardware was = host.hardware();
    List<Host.PhysicalNic> nics =
        List.of(
            new Host.PhysicalNic("vmnic0", 1_000, true, Optional.empty()),
            new Host.PhysicalNic("vmnic1", megabits, up, Optional.empty()));
    inventory
        .hosts()
        .set(
            0,
            host.withHardware(
                new Host.HostHardware(
                    was.model(),
                    was.sockets(),
                    was.coresPerSocket(),
                    was.coreSpeed(),
                    was.memory(),
                    nics,
                    was.hbas(),
                    was.idlePower(),
                    was.maxPower())));
    hasLimit(HOST, Sort.NETWORK, most, "queue.network", "esx-00.example.org");
  }

  @ParameterizedTest
  @EnumSource(
      value = Sort.class,
      names = {"COST", "NETWORK"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatRulesRefuseIsNotWaitedFor(Sort sort) {
    assertEquals(Optional.empty(), obstacle(HOST, sort, 1L << 40, 1L << 40));
  }
}
