package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs where, as machines come, go and move. */
class RunningByHostTest {
  private static final int HOSTS = 3;
  private static final int MACHINES = 9;

  private final Inventory inventory = SmallSite.of(HOSTS, MACHINES).inventory().copy();
  private final RunningByHost roster = new RunningByHost();

  @BeforeEach
  void allRunOnTheFirstHost() {
    for (int row = 0; row < MACHINES; row++) {
      set(row, PowerState.POWERED_ON, 0);
    }
    roster.follow(inventory);
  }

  private void set(int row, PowerState power, int host) {
    Machine machine = inventory.machines().get(row);
    inventory.machines().set(row, machine.withPower(power).withHost(new HostId(host)));
  }

  private List<Integer> on(int host) {
    return IntStream.range(0, roster.count(host))
        .mapToObj(index -> roster.machine(host, index))
        .toList();
  }

  @Test
  void machinesStandInTheOrderOfTheirIds() {
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), on(0));
    set(4, PowerState.POWERED_ON, 1);
    set(2, PowerState.POWERED_ON, 1);
    roster.follow(inventory);
    assertEquals(List.of(0, 1, 3, 5, 6, 7, 8), on(0));
    assertEquals(List.of(2, 4), on(1));
    set(3, PowerState.POWERED_ON, 1);
    set(2, PowerState.POWERED_ON, 0);
    roster.follow(inventory);
    assertEquals(List.of(0, 1, 2, 5, 6, 7, 8), on(0));
    assertEquals(List.of(3, 4), on(1));
  }

  @Test
  void whatIsOffOrGoneRunsNowhere() {
    set(0, PowerState.POWERED_OFF, 0);
    set(8, PowerState.SUSPENDED, 0);
    inventory.machines().set(5, null);
    roster.follow(inventory);
    assertEquals(List.of(1, 2, 3, 4, 6, 7), on(0));
    set(0, PowerState.POWERED_ON, 2);
    roster.follow(inventory);
    assertEquals(List.of(0), on(2));
  }

  @Test
  void rowsAreOfTheHostsThatWereGivenLast() {
    set(1, PowerState.POWERED_ON, 1);
    set(2, PowerState.POWERED_ON, 2);
    roster.follow(inventory);
    RunningRows rows = new RunningRows();
    List<Host> hosts = IntStream.range(0, HOSTS).mapToObj(inventory.hosts()::get).toList();
    rows.gather(hosts, roster.guests(), MACHINES);
    assertEquals(MACHINES, rows.count());
    assertEquals(1, rows.host(1));
    assertEquals(2, rows.host(2));
    rows.gather(List.of(hosts.get(0), hosts.get(2)), roster.guests(), MACHINES);
    assertEquals(MACHINES - 1, rows.count(), "one host does not run any more");
    assertEquals(2, rows.row(1));
    assertEquals(1, rows.host(1), "by its place in the list");
    rows.gather(List.of(hosts.get(1)), roster.guests(), MACHINES);
    assertEquals(1, rows.count());
    assertEquals(1, rows.row(0));
    assertEquals(0, rows.host(0));
  }
}
