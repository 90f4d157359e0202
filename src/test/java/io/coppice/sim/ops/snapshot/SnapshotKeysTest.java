package io.coppice.sim.ops.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.SnapshotOperation.Describe;
import io.coppice.backend.SnapshotOperation.Remove;
import io.coppice.backend.SnapshotOperation.RemoveAll;
import io.coppice.backend.SnapshotOperation.Revert;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot's key never comes to name another, whatever was removed. */
class SnapshotKeysTest {
  private static final MachineId MACHINE = new MachineId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(1, 3));

  private int take(String name) {
    worlds.run(new Take(MACHINE, name, "", false, false));
    return tree().current();
  }

  private SnapshotTree tree() {
    return worlds.machine(MACHINE.value()).snapshots();
  }

  @Test
  void theKeyOfARemovedNewestSnapshotIsNotGivenAgain() {
    int first = take("first");
    int second = take("second");
    worlds.run(new Remove(MACHINE, second, false));
    int third = take("third");
    assertEquals(List.of(first, third), tree().nodes().stream().map(n -> n.key()).toList());
    assertTrue(third > second, third + " after " + second);
    assertTrue(
        worlds.check(new Revert(MACHINE, second)).problems().stream()
            .anyMatch(problem -> problem.code().startsWith("snapshot.")),
        "what was said of the second is not done to the third");
  }

  @Test
  void theyGoOnWhenAllWereRemovedAndThroughEveryOtherChange() {
    int last = take("first");
    worlds.run(new RemoveAll(MACHINE));
    assertTrue(tree().isEmpty());
    int next = take("second");
    assertTrue(next > last);
    worlds.run(new Remove(MACHINE, next, false));
    int other = take("third");
    worlds.run(new Describe(MACHINE, other, "renamed", "why"));
    worlds.run(new Revert(MACHINE, other));
    worlds.run(new Remove(MACHINE, other, false));
    assertTrue(take("fourth") > other);
  }
}
