package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DatastoreCluster.Move;
import io.coppice.model.inventory.DatastoreCluster.Policy;
import io.coppice.model.inventory.DatastoreCluster.Reason;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.StayingMachines;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.ScenarioWriter;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datastore clusters and what Storage DRS does in them. */
class DatastoreClusterTest {
  private static final DatastoreId FIRST = new DatastoreId(0);

  @TempDir Path folder;

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));
  private final FolderId pod;

  DatastoreClusterTest() {
    worlds.run(new InventoryOperation.CreateFolder(SmallSite.STORAGE, "fast"));
    pod = new FolderId(worlds.world().inventory().folders().size() - 1);
    for (int row = 0; row < 2; row++) {
      worlds.run(new InventoryOperation.Move(new DatastoreId(row), pod));
    }
  }

  private void set(boolean automatic, int space, int latency) {
    worlds.run(
        new InventoryOperation.SetDatastoreCluster(
            pod, Optional.of(new Policy(automatic, space, latency))));
  }

  private DatastoreCluster cluster() {
    return worlds.world().inventory().folders().get(pod.value()).cluster().orElseThrow();
  }

  private double full() {
    Datastore first = worlds.world().inventory().datastore(FIRST);
    return 100.0 * (worlds.index().used(FIRST) + first.filler().value()) / first.capacity().value();
  }

  /** Fills the first datastore so that it is one percent over the threshold of 80. */
  private void fill() {
    Datastore first = worlds.world().inventory().datastore(FIRST);
    long leave = first.capacity().value() / 100 * 19;
    worlds.run(new FaultOperation.FillDatastore(FIRST, (int) (leave >> 20)));
  }

  @Test
  void whereItIsTooFullTheSmallestThatIsEnoughIsRecommendedAndAppliedByHand() {
    set(false, 80, 100);
    fill();
    worlds.run(new InventoryOperation.BalanceStorage(pod));
    assertFalse(cluster().moves().isEmpty());
    Move move = cluster().moves().getFirst();
    assertEquals(Reason.SPACE, move.reason());
    assertEquals(FIRST, move.from());
    assertTrue(full() > 80, "nothing was moved yet");
    assertTrue(worlds.events().contains("event.storage-drs.recommends"));
    for (Move each : List.copyOf(cluster().moves())) {
      worlds.run(new InventoryOperation.ApplyStorageAdvice(pod, each.number()));
    }
    worlds.pass(Duration.ofMinutes(4));
    assertTrue(full() <= 80, full() + " %");
    assertEquals(
        Optional.of(new DatastoreId(1)),
        MachineStorage.home(worlds.world().inventory().machine(move.machine())));
  }

  /** One at a time: of each that is applied its machine moves, and the rest is still advised. */
  @Test
  void theMoveOfThatNumberIsAppliedAndTheOthersStay() {
    set(false, 50, 100);
    Datastore first = worlds.world().inventory().datastore(FIRST);
    // so much is free that half is in use when all but a few machines have left
    long leave = first.capacity().value() / 2 - worlds.index().used(FIRST) / 2;
    worlds.run(new FaultOperation.FillDatastore(FIRST, (int) (leave >> 20)));
    worlds.run(new InventoryOperation.BalanceStorage(pod));
    List<Move> moves = cluster().moves();
    assertTrue(moves.size() > 1, moves.toString());
    Move last = moves.getLast();
    worlds.run(new InventoryOperation.ApplyStorageAdvice(pod, last.number()));
    assertEquals(moves.subList(0, moves.size() - 1), cluster().moves());
    assertEquals(
        1, Collections.frequency(worlds.events(), "event.storage-drs.migrates." + last.reason()));
    worlds.run(new InventoryOperation.BalanceStorage(pod));
    assertEquals(1, Collections.frequency(worlds.events(), "event.storage-drs.recommends"));
  }

  @Test
  void byItselfItMovesWithinTenMinutes() {
    set(true, 80, 100);
    fill();
    worlds.pass(Duration.ofMinutes(15));
    assertTrue(full() <= 80, full() + " %");
    assertEquals(List.of(), cluster().moves());
  }

  @Test
  void whatIsForkedOrForkedFromStays() {
    for (int row = 0; row < 24; row += 2) {
      if (worlds.machine(row).isOn()) {
        worlds.run(new ForkOperation.Fork(new MachineId(row), ForkSpec.of(1, "c" + row + "-#")));
      }
    }
    set(false, 80, 100);
    fill();
    worlds.run(new InventoryOperation.BalanceStorage(pod));
    for (Move move : cluster().moves()) {
      assertTrue(worlds.machine(move.machine().value()).fork().isEmpty());
      assertFalse(worlds.machine(move.machine().value()).isOn());
    }
  }

  @Test
  void whoStaysIsCountedByTheCause() {
    StayingMachines none = StayingMachines.on(pod, worlds.world().inventory());
    assertTrue(none.isEmpty(), none.toString());
    worlds.run(new ForkOperation.Fork(new MachineId(2), ForkSpec.of(3, "child-#")));
    worlds.run(
        new MachineOperation.Clone(
            new MachineId(0),
            "linked",
            new MachineOperation.Destination(
                SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), FIRST),
            true,
            Optional.empty(),
            false,
            false));
    worlds.run(
        new MachineOperation.EditHardware(
            new MachineId(6),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new MachineOperation.DiskChange.Add(
                    Bytes.ofGiB(1), VirtualDisk.Provisioning.THIN, new DatastoreId(1))),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    StayingMachines stay = StayingMachines.on(pod, worlds.world().inventory());
    // The parent and three children; the clone and its source.
    assertEquals(new StayingMachines(4, 2, 1), stay);
  }

  @Test
  void whatIsTooSlowLosesItsBusiestMachine() {
    Datastore was = worlds.world().inventory().datastore(FIRST);
    worlds
        .world()
        .inventory()
        .datastores()
        .set(
            0,
            new Datastore(
                FIRST, was.name(), was.folder(), was.type(), was.capacity(), 8, was.filler()));
    worlds.pass(Duration.ofMinutes(1));
    set(false, 100, 5);
    worlds.run(new InventoryOperation.BalanceStorage(pod));
    assertEquals(Reason.LATENCY, cluster().moves().getFirst().reason());
    assertTrue(cluster().moves().getFirst().after() * 2 < cluster().moves().getFirst().before());
  }

  @Test
  void onlyFoldersOfDatastoresWithPossibleThresholdsBecomeOne() {
    Optional<Policy> standard = Optional.of(Policy.STANDARD);
    assertTrue(
        worlds
            .obstacles(new InventoryOperation.SetDatastoreCluster(SmallSite.TEAM_A, standard))
            .contains("folder.holds-no-datastores"));
    assertTrue(
        worlds
            .obstacles(
                new InventoryOperation.SetDatastoreCluster(
                    pod, Optional.of(new Policy(true, 49, 15))))
            .contains("folder.storage-policy"));
    assertTrue(
        worlds
            .obstacles(new InventoryOperation.BalanceStorage(pod))
            .contains("folder.no-datastore-cluster"));
  }

  @Test
  void itIsInImagesAndInFiles() throws IOException {
    set(true, 70, 20);
    assertEquals(
        cluster().policy(),
        worlds
            .throughAnImage()
            .world()
            .inventory()
            .folders()
            .get(pod.value())
            .cluster()
            .orElseThrow()
            .policy());
    Path file = folder.resolve("pod.json");
    ScenarioWriter.write(
        file,
        new Blueprint(
            "small", "Small", "", worlds.world().now(), 7, worlds.world().inventory().freeze()));
    Blueprint again =
        assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file)).blueprint();
    boolean[] found = new boolean[1];
    again
        .inventory()
        .folders()
        .forEach(
            (Folder each) ->
                found[0] |=
                    each.cluster()
                        .map(DatastoreCluster::policy)
                        .equals(Optional.of(cluster().policy())));
    assertTrue(found[0]);
  }
}
