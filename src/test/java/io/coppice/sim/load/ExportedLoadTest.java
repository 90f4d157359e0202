package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.testkit.ExportedWorld;
import io.coppice.testkit.RandomOperations;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported and opened again asks for the same, machine by machine. */
class ExportedLoadTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void machinesAskForTheSameAfterAnExportWhateverHappenedBefore(long seed) throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      worlds.submit(RandomOperations.any(random, worlds));
      worlds.pass(Duration.ofMillis(random.nextInt(15_000)));
    }
    // Until nothing is under way.
    worlds.pass(Duration.ofHours(2));
    Worlds again = Worlds.of(ExportedWorld.again(ExportedWorld.of(worlds.world())));
    assertEquals(ExportedWorld.loads(worlds.world()), ExportedWorld.loads(again.world()));
    Worlds twice = Worlds.of(ExportedWorld.again(ExportedWorld.of(again.world())));
    for (int i = 0; i < 6; i++) {
      again.pass(Duration.ofMinutes(10));
      twice.pass(Duration.ofMinutes(10));
      assertEquals(ExportedWorld.loads(again.world()), ExportedWorld.loads(twice.world()));
    }
  }

  @Test
  void aMachineAsksForTheSameWhenThoseBeforeItAreGone() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(2, 9));
    worlds.run(new MachineOperation.Delete(new MachineId(0)));
    worlds.pass(Duration.ofMinutes(1));
    Worlds again = Worlds.of(ExportedWorld.again(ExportedWorld.of(worlds.world())));
    Machine moved = again.machine(7);
    assertEquals("vm-008", moved.name());
    assertEquals(8, moved.variation());
    assertTrue(ExportedWorld.loads(worlds.world()).size() > 3);
    assertEquals(ExportedWorld.loads(worlds.world()), ExportedWorld.loads(again.world()));
  }

  @Test
  void aChildThatRunsButIsNotReadyIsCalledOffByAnExportAndNobodyElseAsksForLess()
      throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(2, 9));
    worlds.start(new ForkOperation.Fork(new MachineId(2), ForkSpec.of(3, "child-#")));
    while (resumed(worlds).isEmpty()) {
      assertTrue(worlds.engine().step(worlds.world()), "it comes up");
    }
    Machine child = resumed(worlds).getFirst();
    Blueprint exported = ExportedWorld.of(worlds.world());
    Worlds here = Worlds.of(exported);
    Worlds there = Worlds.of(ExportedWorld.again(exported));
    assertTrue(here.world().figures().get(child.id(), Metric.CPU_DEMAND) > 0, "it runs here");
    assertEquals(ExportedWorld.loads(here.world()), ExportedWorld.loads(there.world()));
    assertTrue(
        ExportedWorld.loads(there.world()).stream().noneMatch(it -> it.startsWith(child.name())));
  }

  /** Children whose processors run while they still have to be given an identity. */
  private static List<Machine> resumed(Worlds worlds) {
    List<Machine> found = new ArrayList<>();
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()
                  && worlds
                      .world()
                      .forks()
                      .member(machine.id())
                      .filter(member -> member.state() == ForkMember.State.STARTING)
                      .isPresent()) {
                found.add(machine);
              }
            });
    return found;
  }

  @Test
  void aCopyOfWhatCameFromElsewhereGoesItsOwnWays() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(2, 9));
    worlds.run(new MachineOperation.Delete(new MachineId(0)));
    Worlds again = Worlds.of(ExportedWorld.again(ExportedWorld.of(worlds.world())));
    Machine source = again.machine(7);
    again.run(
        new MachineOperation.Clone(
            source.id(),
            "copy",
            new MachineOperation.Destination(
                source.folder(),
                source.pool(),
                Optional.of(new HostId(0)),
                source.hardware().disks().getFirst().datastore()),
            false,
            Optional.empty(),
            false,
            false));
    int last = again.world().inventory().machines().size() - 1;
    assertEquals("copy", again.machine(last).name());
    assertTrue(source.guest().variation().isPresent());
    assertEquals(Optional.empty(), again.machine(last).guest().variation());
  }
}
