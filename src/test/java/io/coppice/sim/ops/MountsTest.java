package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.HostOperation.Disconnect;
import io.coppice.backend.HostOperation.MountDatastore;
import io.coppice.backend.HostOperation.UnmountDatastore;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mounting datastores on hosts and unmounting them. */
class MountsTest {
  private static final HostId FULL = new HostId(0);
  private static final HostId EMPTY = new HostId(1);
  private static final DatastoreId STORE = new DatastoreId(0);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  MountsTest() {
    for (int row = 0; row < 6; row++) {
      worlds.world().set(worlds.machine(row).withHost(FULL));
    }
  }

  private boolean reaches(HostId host) {
    return worlds.host(host.value()).reaches(STORE);
  }

  @Test
  void whatIsUnmountedIsNotReachedUntilItIsMountedAgain() {
    assertEquals(Job.State.SUCCEEDED, worlds.run(new UnmountDatastore(EMPTY, STORE)).state());
    assertFalse(reaches(EMPTY));
    assertTrue(reaches(FULL));
    assertEquals(List.of("host.not-mounted"), worlds.obstacles(new UnmountDatastore(EMPTY, STORE)));
    assertEquals(Job.State.SUCCEEDED, worlds.run(new MountDatastore(EMPTY, STORE)).state());
    assertTrue(reaches(EMPTY));
    assertEquals(
        List.of("host.already-mounts"), worlds.obstacles(new MountDatastore(EMPTY, STORE)));
    assertTrue(worlds.events().containsAll(List.of("event.host.unmounted", "event.host.mounted")));
  }

  @Test
  void aDatastoreIsNotTakenFromUnderMachines() {
    Problem refused =
        worlds.check(new UnmountDatastore(FULL, STORE)).problems().stream()
            .findFirst()
            .orElseThrow();
    assertEquals("host.datastore-in-use", refused.code());
    assertEquals(List.of(FULL, STORE), refused.about());
    assertEquals("3", refused.args().get(2), "vm-000, vm-002 and vm-004 lie there");
  }

  @Test
  void aMachineThatCameMeanwhileKeepsItsDatastore() {
    JobId job = worlds.start(new UnmountDatastore(EMPTY, STORE));
    worlds.world().set(worlds.machine(0).withHost(EMPTY));
    assertEquals(
        List.of("host.datastore-in-use"),
        worlds.until(job).problems().stream().map(Problem::code).toList());
    assertTrue(reaches(EMPTY));
  }

  @Test
  void aHostThatDoesNotAnswerMountsNothing() {
    worlds.run(new Disconnect(EMPTY));
    assertEquals(
        List.of("host.disconnected"), worlds.obstacles(new UnmountDatastore(EMPTY, STORE)));
  }

  @Test
  void aDatastoreOfAnotherDatacentreIsNotMounted() {
    Inventory all = worlds.world().inventory();
    FolderId there = new FolderId(all.folders().size());
    all.folders()
        .add(
            new Folder(
                there, "there", Folder.Contents.STORAGE, new DatacentreId(1), Optional.empty()));
    DatastoreId far = new DatastoreId(all.datastores().size());
    all.datastores()
        .add(
            new Datastore(
                far, "far", there, Datastore.Type.NFS, Bytes.ofGiB(100), 1_000, Bytes.ZERO));
    assertEquals(
        List.of("host.datastore-elsewhere"), worlds.obstacles(new MountDatastore(EMPTY, far)));
  }
}
