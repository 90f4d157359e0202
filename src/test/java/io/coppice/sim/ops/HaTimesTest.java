package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.HaPolicy.Admission;
import io.coppice.model.inventory.HaPolicy.Isolation;
import io.coppice.model.inventory.HaPolicy.StorageLoss;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** After how long HA acts, and what takes its reason away before. */
class HaTimesTest {
  private static final HostId HOST = new HostId(0);

  /** On host 0 run 4, 8, 16 and 20. */
  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  private final DatastoreId datastore = worlds.machine(4).hardware().disks().getFirst().datastore();

  private void policy(StorageLoss loss, Isolation isolation) {
    worlds.run(
        new InventoryOperation.SetHaPolicy(
            SmallSite.CLUSTER,
            new HaPolicy(Admission.LARGEST_HOST, 1, 25, 25, Set.of(), loss, isolation)));
  }

  private List<SimTime> times(String code) {
    List<SimTime> times = new ArrayList<>();
    worlds
        .world()
        .events()
        .forEach(
            event -> {
              if (event.code().equals(code)) {
                times.add(event.at());
              }
            });
    return times;
  }

  private Duration between(String first, String second) {
    return times(second).getLast().since(times(first).getLast());
  }

  private void cut(String nic) {
    worlds.run(new FaultOperation.CutNic(HOST, nic));
  }

  private void restore(String nic) {
    worlds.run(new FaultOperation.RestoreNic(HOST, nic));
  }

  private boolean isHere(int machine) {
    return worlds.machine(machine).isOn() && worlds.machine(machine).host().equals(HOST);
  }

  /** Fifteen seconds without a heartbeat, and three more. */
  @Test
  void aHostIsDeclaredDeadEighteenSecondsAfterItCrashed() {
    worlds.run(new FaultOperation.CrashHost(HOST));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(Duration.ofSeconds(18), between("event.host.crashed", "event.ha.declared-dead"));
    assertEquals(Duration.ofSeconds(18), between("event.host.crashed", "event.ha.restarts"));
  }

  private void services(boolean ha) {
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, ha, false));
  }

  /** Whoever turns HA on does not mean what went down long before. */
  @Test
  void whatWentDownWhileHaWasOffIsNotRestartedOnceItIsOn() {
    services(false);
    worlds.run(new FaultOperation.CrashHost(HOST));
    assertNothingIsRestarted();
  }

  @Test
  void whatWentDownIsNotRestartedWhereHaIsOffWhenTheHostIsDeclaredDead() {
    worlds.run(new FaultOperation.CrashHost(HOST));
    worlds.pass(Duration.ofSeconds(10));
    services(false);
    worlds.pass(Duration.ofMinutes(1));
    assertNothingIsRestarted();
  }

  /** Also where the host comes back and fails once more: then nothing ran on it. */
  private void assertNothingIsRestarted() {
    services(true);
    worlds.run(new FaultOperation.RepairHost(HOST));
    worlds.run(new MachineOperation.PowerOn(new MachineId(0)));
    assertTrue(isHere(0));
    worlds.run(new FaultOperation.CrashHost(HOST));
    worlds.pass(Duration.ofMinutes(10));
    assertTrue(worlds.machine(0).isOn(), "what did run on it");
    for (int row : new int[] {4, 8, 16, 20}) {
      assertFalse(worlds.machine(row).isOn(), worlds.machine(row).name());
    }
  }

  /** 140 seconds until paths are given up, and three minutes more. */
  @Test
  void whatRunsOnALostDatastoreIsRestartedAfterBothDelays() {
    policy(StorageLoss.RESTART, Isolation.LEAVE);
    worlds.run(new FaultOperation.CutPath(HOST, datastore));
    worlds.pass(Duration.ofMinutes(6));
    assertEquals(
        Duration.ofSeconds(140), between("event.host.path-cut", "event.ha.paths-given-up"));
    assertEquals(
        Duration.ofSeconds(140 + 180), between("event.host.path-cut", "event.ha.storage-lost"));
    assertFalse(isHere(4));
  }

  @Test
  void pathsThatComeBackInTimeAreWaitedForAnewWhenTheyAreCutAgain() {
    policy(StorageLoss.RESTART, Isolation.LEAVE);
    for (int seconds : new int[] {139, 319}) {
      worlds.run(new FaultOperation.CutPath(HOST, datastore));
      worlds.pass(Duration.ofSeconds(seconds));
      worlds.run(new FaultOperation.RestorePath(HOST, datastore));
    }
    worlds.run(new FaultOperation.CutPath(HOST, datastore));
    worlds.pass(Duration.ofMinutes(6));
    assertEquals(1, Collections.frequency(worlds.events(), "event.ha.storage-lost"));
    assertEquals(Duration.ofSeconds(320), between("event.host.path-cut", "event.ha.storage-lost"));
  }

  @Test
  void aDeviceThatIsLostForGoodIsNotWaitedFor() {
    policy(StorageLoss.RESTART, Isolation.LEAVE);
    worlds.run(new FaultOperation.CutPath(HOST, datastore, true));
    worlds.pass(Duration.ofSeconds(1));
    assertEquals(Duration.ZERO, between("event.host.device-lost", "event.ha.device-lost"));
  }

  @Test
  void anIsolatedHostsMachinesArePoweredOffAfterThirtySeconds() {
    policy(StorageLoss.LEAVE, Isolation.RESTART);
    cut("vmnic0");
    cut("vmnic1");
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(Duration.ofSeconds(30), between("event.host.isolated", "event.ha.isolated"));
  }

  /** It is isolated from its last link on, not from its first. */
  @Test
  void aLinkThatIsCutBeforeTheLastDoesNotBeginTheWait() {
    policy(StorageLoss.LEAVE, Isolation.RESTART);
    cut("vmnic0");
    worlds.pass(Duration.ofSeconds(20));
    cut("vmnic1");
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(Duration.ofSeconds(30), between("event.host.isolated", "event.ha.isolated"));
    assertEquals(1, Collections.frequency(worlds.events(), "event.ha.isolated"));
  }

  @Test
  void aHostThatWasReachedAgainIsWaitedForAnew() {
    policy(StorageLoss.LEAVE, Isolation.RESTART);
    cut("vmnic0");
    cut("vmnic1");
    worlds.pass(Duration.ofSeconds(20));
    restore("vmnic1");
    worlds.pass(Duration.ofSeconds(5));
    cut("vmnic1");
    worlds.pass(Duration.ofSeconds(29));
    assertTrue(isHere(4));
    worlds.pass(Duration.ofSeconds(2));
    assertFalse(isHere(4));
  }

  /** A host that is up again crashes like any other: nobody knows before its heartbeats lack. */
  @Test
  void aHostWhoseMachinesWereTakenOffOnceIsDetectedWhenItCrashesLater() {
    policy(StorageLoss.LEAVE, Isolation.RESTART);
    cut("vmnic0");
    cut("vmnic1");
    worlds.pass(Duration.ofMinutes(2));
    restore("vmnic0");
    restore("vmnic1");
    worlds.run(
        new MachineOperation.Migrate(worlds.machine(4).id(), Optional.of(HOST), Optional.empty()));
    assertTrue(isHere(4));
    worlds.run(new FaultOperation.CrashHost(HOST));
    worlds.pass(Duration.ofSeconds(17));
    assertFalse(worlds.machine(4).isOn());
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.machine(4).isOn());
    assertNotEquals(HOST, worlds.machine(4).host());
    assertEquals(Duration.ofSeconds(18), between("event.host.crashed", "event.ha.restarts"));
  }

  /** It looks every thirty seconds whether there is room now. */
  @Test
  void whatFoundNoRoomIsTriedAgainEveryThirtySeconds() {
    for (int host = 1; host < 4; host++) {
      worlds.run(new HostOperation.EnterMaintenance(new HostId(host), false));
    }
    worlds.run(new FaultOperation.CrashHost(HOST));
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.events().contains("event.ha.no-room"));
    worlds.run(new HostOperation.ExitMaintenance(new HostId(1)));
    worlds.pass(Duration.ofSeconds(31));
    Duration waited = between("event.ha.no-room", "event.ha.restarts");
    assertEquals(0, waited.toSeconds() % 30, waited.toString());
    assertEquals(16, times("event.ha.restarts").size(), "all that ran had come to that host");
  }

  @Test
  void anIsolatedHostsMachinesRunOnWhereNothingElseIsSaid() {
    policy(StorageLoss.LEAVE, Isolation.LEAVE);
    cut("vmnic0");
    cut("vmnic1");
    worlds.pass(Duration.ofMinutes(5));
    assertTrue(isHere(4));
    assertFalse(worlds.events().contains("event.ha.isolated"));
  }
}
