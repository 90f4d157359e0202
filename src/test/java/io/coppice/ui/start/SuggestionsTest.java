package io.coppice.ui.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static Inventory site(int hosts, int machines) {
    try (var session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(hosts, machines))) {
      return session.snapshot().inventory();
    }
  }

  private static long running(Inventory inventory, Host host) {
    long[] count = new long[1];
    inventory.machines().forEach(m -> count[0] += m.isOn() && m.host().equals(host.id()) ? 1 : 0);
    return count[0];
  }

  @Test
  void theHostToCrashRunsAsManyMachinesAsAnyOther() {
    Inventory inventory = site(3, 10);
    var found = Suggestions.hostToCrash(inventory).orElseThrow();
    Host suggested = (Host) inventory.find(found).orElseThrow();
    inventory
        .hosts()
        .forEach(host -> assertTrue(running(inventory, suggested) >= running(inventory, host)));
  }

  @Test
  void theMachineToForkRunsAndPasses() {
    Inventory inventory = site(2, 6);
    var first = Suggestions.machine(inventory, _ -> true).orElseThrow();
    assertTrue(inventory.machine(first).isOn());
    var next = Suggestions.machine(inventory, id -> !id.equals(first)).orElseThrow();
    assertNotEquals(first, next);
    assertTrue(inventory.machine(next).isOn());
    assertEquals(Optional.empty(), Suggestions.machine(inventory, _ -> false));
  }

  @Test
  void theClusterIsThatOfTheHostToCrash() {
    assertEquals(SmallSite.CLUSTER, Suggestions.cluster(site(2, 6)).orElseThrow());
  }
}
