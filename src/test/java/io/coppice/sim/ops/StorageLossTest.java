package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.HaPolicy.StorageLoss;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A device that is lost for good is told from paths that are down. */
class StorageLossTest {
  private static final int ROW = 4;

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));
  private final HostId host = worlds.machine(ROW).host();
  private final DatastoreId lost = worlds.machine(ROW).hardware().disks().getFirst().datastore();

  private void respond(StorageLoss pathsDown, Optional<StorageLoss> deviceLost) {
    worlds.run(
        new InventoryOperation.SetHaPolicy(
            SmallSite.CLUSTER,
            new HaPolicy(
                HaPolicy.Admission.LARGEST_HOST,
                1,
                25,
                25,
                Set.of(),
                pathsDown,
                HaPolicy.Isolation.LEAVE,
                deviceLost)));
  }

  private void cut(HostId from, boolean permanent) {
    worlds.run(new FaultOperation.CutPath(from, lost, permanent));
  }

  private void restore() {
    worlds.run(new FaultOperation.RestorePath(host, lost));
  }

  @Test
  void aDeviceThatIsGoneIsRespondedToAtOnce() {
    respond(StorageLoss.LEAVE, Optional.of(StorageLoss.RESTART));
    cut(host, true);
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(ROW).isOn());
    assertNotEquals(host, worlds.machine(ROW).host());
    assertTrue(worlds.events().contains("event.ha.device-lost"));
    assertTrue(worlds.alarms().contains("alarm.device-lost"));
    assertFalse(worlds.alarms().contains("alarm.path-down"));
  }

  @Test
  void pathsThatAreDownAreWaitedForAndThenPolicyDecides() {
    respond(StorageLoss.RESTART, Optional.of(StorageLoss.LEAVE));
    cut(host, false);
    worlds.pass(Duration.ofSeconds(139));
    assertFalse(worlds.events().contains("event.ha.paths-given-up"));
    worlds.pass(Duration.ofSeconds(2));
    assertTrue(worlds.events().contains("event.ha.paths-given-up"));
    worlds.pass(Duration.ofSeconds(178));
    assertEquals(host, worlds.machine(ROW).host());
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(ROW).isOn());
    assertNotEquals(host, worlds.machine(ROW).host());
  }

  @Test
  void aDeviceThatIsGoneStaysWherePolicySaysSo() {
    respond(StorageLoss.RESTART, Optional.of(StorageLoss.LEAVE));
    cut(host, true);
    worlds.pass(Duration.ofMinutes(10));
    assertEquals(host, worlds.machine(ROW).host());
    assertFalse(worlds.events().contains("event.ha.device-lost"));
  }

  @Test
  void pathsThatComeBackAndGoAgainAreWaitedForAnew() {
    respond(StorageLoss.RESTART, Optional.empty());
    cut(host, false);
    worlds.pass(Duration.ofMinutes(5));
    restore();
    cut(host, false);
    worlds.pass(Duration.ofMinutes(5));
    assertEquals(host, worlds.machine(ROW).host());
    assertTrue(worlds.machine(ROW).isOn());
    worlds.pass(Duration.ofMinutes(2));
    assertNotEquals(host, worlds.machine(ROW).host());
  }

  @Test
  void theCarefulKindPowersNothingOffThatNobodyElseCanRun() {
    respond(StorageLoss.RESTART_IF_ROOM, Optional.empty());
    for (int other = 3; other >= 0; other--) {
      cut(new HostId(other), true);
    }
    worlds.pass(Duration.ofMinutes(10));
    assertTrue(worlds.machine(ROW).isOn());
    assertEquals(host, worlds.machine(ROW).host());
    respond(StorageLoss.RESTART, Optional.empty());
    restore();
    cut(host, true);
    worlds.pass(Duration.ofMinutes(1));
    assertFalse(worlds.machine(ROW).isOn());
  }
}
