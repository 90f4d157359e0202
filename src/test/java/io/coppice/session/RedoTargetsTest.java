package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.RemoveFolder;
import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.RemovePortGroup;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.table.CowTable;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Removals are done again although what they removed came back with another id. */
class RedoTargetsTest {
  private final LiveSession session =
      Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 12));

  @AfterEach
  void close() {
    session.close();
  }

  private List<Outcome> ask(String name, Operation... operations) {
    return session.submit(name, List.of(operations)).toCompletableFuture().join();
  }

  @Test
  void whatWasMadeAnewByUndoIsRemovedAgainByRedoAsOftenAsOneLikes() {
    int folders = count(now().folders());
    int groups = count(now().portGroups());
    assertDone(ask("Folder", new CreateFolder(SmallSite.MACHINES, "Gone")));
    assertDone(ask("Port group", new CreatePortGroup(new SwitchId(0), "Gone", 7)));
    assertDone(
        ask(
            "Both",
            new RemoveFolder(newest(now().folders()).id()),
            new RemovePortGroup(newest(now().portGroups()).id())));
    for (int round = 0; round < 3; round++) {
      assertDone(session.undo().toCompletableFuture().join());
      assertEquals("Gone", newest(now().folders()).name());
      assertEquals("Gone", newest(now().portGroups()).name());
      assertDone(session.redo().toCompletableFuture().join());
      assertEquals(folders, count(now().folders()));
      assertEquals(groups, count(now().portGroups()));
    }
  }

  private Inventory now() {
    return session.snapshot().inventory();
  }

  private static int count(CowTable<?> table) {
    int[] count = {0};
    table.forEach(_ -> count[0]++);
    return count[0];
  }

  private static <T> T newest(CowTable<T> table) {
    List<T> all = new ArrayList<>();
    table.forEach(all::add);
    return all.getLast();
  }

  /** All of it is accepted, and over. */
  private void assertDone(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      int job = assertInstanceOf(Outcome.Accepted.class, outcome, outcome + "").job().value();
      while (!session.snapshot().jobs().get(job).state().isEnded()) {
        session.site().time().orElseThrow().step().toCompletableFuture().join();
      }
      assertEquals(Job.State.SUCCEEDED, session.snapshot().jobs().get(job).state());
    }
  }
}
