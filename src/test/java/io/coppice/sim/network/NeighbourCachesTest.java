package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.sim.network.NeighbourCaches.Known;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long systems trust what they heard of neighbours and of ways. */
class NeighbourCachesTest {
  private static final int ADDRESS = 0x0a00_0007;
  private static final long MAC = 0x0050_5600_0007L;

  private final NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
  private final FabricIndex index = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
  private final GuestPort one = index.ports(ONE).getFirst();
  private final GuestPort two = index.ports(TWO).getFirst();
  private final NeighbourCaches caches = new NeighbourCaches();

  /** Linux, base_reachable_time: 30 seconds. */
  @Test
  void aNeighbourIsReachableForThirtySecondsAfterItWasHeard() {
    caches.learn(one, ADDRESS, MAC, 5);
    Known known = caches.find(one, ADDRESS, 0).orElseThrow();
    assertFalse(known.isStale(30_000_005));
    assertTrue(known.isStale(30_000_006));
    assertEquals(Optional.empty(), caches.find(two, ADDRESS, 0), "the other did not hear it");
  }

  @Test
  void whoDidNotAnswerIsKnownAsThat() {
    caches.learn(one, ADDRESS, 0, 5);
    assertTrue(caches.find(one, ADDRESS, 0).orElseThrow().failed());
    caches.learn(one, ADDRESS, MAC, 6);
    assertFalse(caches.find(one, ADDRESS, 0).orElseThrow().failed());
  }

  @Test
  void aSystemThatStartedSinceKnowsNothingOfBefore() {
    caches.learn(one, ADDRESS, MAC, 100);
    caches.learn(one, ADDRESS + 1, MAC, 200);
    caches.tell(one, ADDRESS, 1_400, 100);
    assertTrue(caches.find(one, ADDRESS, 100).isPresent());
    assertEquals(Optional.empty(), caches.find(one, ADDRESS, 101));
    assertEquals(Map.of(ADDRESS + 1, new Known(MAC, 200)), caches.of(one, 101));
    assertEquals(2, caches.of(one, 100).size());
    assertEquals(1_400, caches.pathMtu(one, ADDRESS, 200, 100));
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(one, ADDRESS, 200, 101));
  }

  /** RFC 1191 section 6.3 recommends ten minutes. */
  @Test
  void whatAWayCarriesIsDoubtedAfterTenMinutes() {
    caches.tell(one, ADDRESS, 1_400, 5);
    assertEquals(1_400, caches.pathMtu(one, ADDRESS, 600_000_004, 0));
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(one, ADDRESS, 600_000_005, 0));
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(one, ADDRESS + 1, 6, 0));
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(two, ADDRESS, 6, 0));
  }

  @Test
  void ofMoreThanSixtyFourTheOldestIsForgotten() {
    for (int n = 0; n < 65; n++) {
      caches.learn(one, ADDRESS + n, MAC + n, n);
      caches.tell(one, ADDRESS + n, 1_400, n);
      assertEquals(n == 64 ? Optional.empty() : Optional.of(MAC), macOfFirst());
    }
    assertEquals(64, caches.neighbours().size());
    assertEquals(64, caches.paths().size());
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(one, ADDRESS, 70, 0));
  }

  private Optional<Long> macOfFirst() {
    return caches.find(one, ADDRESS, 0).map(Known::mac);
  }

  @Test
  void anAdapterThatIsTakenOutForgetsAndItsCopyDoesNot() {
    caches.learn(one, ADDRESS, MAC, 1);
    caches.tell(one, ADDRESS, 1_400, 1);
    NeighbourCaches copy = caches.copy();
    caches.forget(one);
    assertEquals(Map.of(), caches.of(one, 0));
    assertEquals(Integer.MAX_VALUE, caches.pathMtu(one, ADDRESS, 2, 0));
    assertEquals(MAC, copy.find(one, ADDRESS, 0).orElseThrow().mac());
    assertEquals(1_400, copy.pathMtu(one, ADDRESS, 2, 0));
  }
}
