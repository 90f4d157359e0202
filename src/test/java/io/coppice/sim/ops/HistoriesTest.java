package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Operation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Messages;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.testkit.RandomOperations;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of operations and faults: whatever happens, the world stays consistent. */
class HistoriesTest {
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsOrphanedOverbookedOrLeaked(long seed) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    Set<String> codes = new TreeSet<>();
    for (int i = 0; i < STEPS; i++) {
      Operation operation = RandomOperations.any(random, worlds);
      worlds
          .check(operation)
          .verdicts()
          .forEach(
              verdict -> {
                codes.add(verdict.rule());
                verdict.problem().ifPresent(problem -> codes.add(problem.code()));
              });
      worlds.submit(operation);
      worlds.pass(Duration.ofMillis(random.nextInt(15_000)));
      consistent(worlds.world().inventory(), operation + " of seed " + seed);
    }
    worlds.pass(Duration.ofHours(3));
    worlds.world().jobs().forEach(job -> assertTrue(job.state().isEnded(), job::toString));
    worlds.world().tasks().forEach(progress -> assertEquals(null, progress));
    assertTrue(
        worlds.world().part("operations", JobQueueState.class).claims(worlds.world()).isEmpty());
    codes.addAll(worlds.events());
    worlds.world().jobs().forEach(job -> codes.addAll(job.phases()));
    for (Locale language : Messages.SUPPORTED) {
      Messages messages = new Messages(language);
      codes.forEach(code -> assertTrue(messages.has(code), code));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void theSameHistoryGivesTheSameWorldAlsoThroughAnImageInTheMiddle(long seed) throws IOException {
    Worlds straight = Worlds.of(SmallSite.of(4, 24));
    Worlds broken = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      Operation operation = RandomOperations.any(random, straight);
      Duration pause = Duration.ofMillis(random.nextInt(15_000));
      straight.submit(operation);
      straight.pass(pause);
      broken.submit(operation);
      broken.pass(pause);
      if (i % 20 == 10) {
        broken = broken.throughAnImage();
      }
    }
    assertEquals(WorldCodec.digest(straight.world()), WorldCodec.digest(broken.world()));
  }

  private static void consistent(Inventory all, String after) {
    long[] used = new long[all.datastores().size()];
    Set<String> macs = new HashSet<>();
    all.machines().forEach(machine -> machine(all, machine, macs, after));
    all.pools().forEach(pool -> pool.vapp().ifPresent(vapp -> order(all, pool, vapp, after)));
    all.datastores()
        .forEach(
            datastore -> {
              all.machines()
                  .forEach(
                      machine ->
                          used[datastore.id().value()] +=
                              MachineStorage.used(machine, datastore.id()));
              long sum = used[datastore.id().value()] + datastore.filler().value();
              assertTrue(sum <= datastore.capacity().value(), after);
            });
  }

  /** A vApp knows the place of each of its machines, and of no other. */
  private static void order(
      Inventory all, ResourcePool pool, ResourcePool.VApp vapp, String after) {
    List<MachineId> inside = new ArrayList<>();
    all.machines()
        .forEach(
            machine -> {
              if (machine.pool().equals(pool.id())) {
                inside.add(machine.id());
              }
            });
    assertEquals(inside.size(), vapp.startOrder().size(), after);
    assertEquals(new HashSet<>(inside), new HashSet<>(vapp.startOrder()), after);
  }

  private static void machine(Inventory all, Machine machine, Set<String> macs, String after) {
    Host host = all.host(machine.host());
    ResourcePool pool = all.pools().get(machine.pool().value());
    assertNotNull(host, after);
    assertNotNull(pool, after);
    assertNotNull(all.folders().get(machine.folder().value()), after);
    assertEquals(host.cluster().orElseThrow(), pool.owner(), after);
    machine
        .linked()
        .ifPresent(
            link ->
                assertTrue(
                    all.machine(link.parent()).snapshots().find(link.snapshot()).isPresent(),
                    after));
    machine.hardware().nics().forEach(nic -> assertTrue(macs.add(nic.mac().toString()), after));
    if (machine.isOn()) {
      assertTrue(
          host.state() == Host.State.CONNECTED
              || host.state() == Host.State.DISCONNECTED
              || host.hardware().nics().stream().noneMatch(Host.PhysicalNic::linkUp),
          after);
      assertTrue(!host.maintenance(), after);
    }
  }
}
