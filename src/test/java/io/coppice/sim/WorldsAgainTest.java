package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.image.ImageException;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.load.FigureHistory;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same beginning with the same operations at the same instants gives the same world. */
class WorldsAgainTest {
  private static final Blueprint SITE = SmallSite.of(4, 60);
  private static final List<OperationLog.Entry> DAY = day();

  private static List<OperationLog.Entry> day() {
    Random random = new Random(3);
    OperationLog.Entry[] entries = new OperationLog.Entry[80];
    for (int i = 0; i < entries.length; i++) {
      MachineId machine = new MachineId((i * 7) % 60);
      Operation operation =
          switch (i % 4) {
            case 0 -> new InventoryOperation.Rename(machine, "renamed-" + i);
            case 1 -> new InventoryOperation.SetNotes(machine, "notes " + i);
            case 2 -> new MachineOperation.PowerOff(machine);
            default -> new MachineOperation.PowerOn(machine);
          };
      SimTime at = SITE.start().plusMicros(i * 30_000_000L + random.nextInt(29_000_000));
      entries[i] = new OperationLog.Entry(i, at, operation);
    }
    return List.of(entries);
  }

  private static SimTime end() {
    return SITE.start().plus(Duration.ofHours(2));
  }

  private static World begin(Engine engine) {
    World world = new World(SITE.inventory().copy(), SITE.start(), SITE.seed());
    engine.begin(world);
    return world;
  }

  private static void live(Engine engine, World world, int from, int to) {
    for (OperationLog.Entry entry : DAY.subList(from, to)) {
      engine.advanceTo(world, entry.at());
      engine.start(world, entry.operation());
    }
  }

  private static World whole() {
    Engine engine = new Engine(SimSites.behaviours());
    World world = begin(engine);
    live(engine, world, 0, DAY.size());
    engine.advanceTo(world, end());
    return world;
  }

  @Test
  void twiceTheSameDayGivesTheSameDigest() {
    assertEquals(WorldCodec.digest(whole()), WorldCodec.digest(whole()));
  }

  @Test
  void anotherDayGivesAnotherDigest() {
    Engine engine = new Engine(SimSites.behaviours());
    World world = begin(engine);
    live(engine, world, 0, DAY.size() - 1);
    engine.advanceTo(world, end());
    assertNotEquals(WorldCodec.digest(whole()), WorldCodec.digest(world));
  }

  @Test
  void publishingAndCopyingAndCuttingTimeChangeNothing() {
    Engine engine = new Engine(SimSites.behaviours());
    World world = begin(engine);
    long revision = 0;
    for (OperationLog.Entry entry : DAY) {
      while (world.now().plus(Duration.ofSeconds(7)).isBefore(entry.at())) {
        engine.advanceTo(world, world.now().plus(Duration.ofSeconds(7)));
        world.freeze(revision++);
        World branch = world.copy();
        engine.advanceTo(branch, branch.now().plus(Duration.ofMinutes(3)));
      }
      engine.advanceTo(world, entry.at());
      world = world.copy();
      engine.start(world, entry.operation());
    }
    engine.advanceTo(world, end());
    assertEquals(WorldCodec.digest(whole()), WorldCodec.digest(world));
  }

  @Test
  void aRestartInTheMiddleGoesOnToTheSameWorld() throws IOException {
    for (int middle : new int[] {0, 1, 23, 41, 80}) {
      Engine before = new Engine(SimSites.behaviours());
      World world = begin(before);
      live(before, world, 0, middle);
      WorldImage image = WorldCodec.encode(world.copy());

      Engine after = new Engine(SimSites.behaviours());
      World again = WorldCodec.decode(image, after.behaviours());
      assertEquals(image.digest(), WorldCodec.digest(again));
      live(after, again, middle, DAY.size());
      after.advanceTo(again, end());
      assertEquals(WorldCodec.digest(whole()), WorldCodec.digest(again), "restart at " + middle);
    }
  }

  @Test
  void whatIsRememberedOfFiguresComesBackFromAnImage() throws IOException {
    World world = whole();
    World again = WorldCodec.decode(WorldCodec.encode(world), SimSites.behaviours());
    for (Metric metric : List.of(Metric.CPU_USED, Metric.MEMORY_GRANTED)) {
      for (var about : List.of(new MachineId(1), SmallSite.CLUSTER)) {
        var then = FigureHistory.of(world).series(about, metric, SITE.start(), end());
        var now = FigureHistory.of(again).series(about, metric, SITE.start(), end());
        assertTrue(then.size() > 10);
        assertTrue(Arrays.equals(then.values(), now.values()));
        assertTrue(Arrays.equals(then.times(), now.times()));
      }
    }
  }

  @Test
  void damagedImagesAreRefused() {
    WorldImage image = WorldCodec.encode(whole());
    Random random = new Random(9);
    for (int round = 0; round < 60; round++) {
      byte[] bytes = image.bytes().clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      WorldImage bad = with(image, bytes);
      assertThrows(IOException.class, () -> WorldCodec.decode(bad, SimSites.behaviours()));
    }
    WorldImage cut = with(image, Arrays.copyOf(image.bytes(), image.bytes().length / 2));
    assertThrows(IOException.class, () -> WorldCodec.decode(cut, SimSites.behaviours()));
  }

  private static WorldImage with(WorldImage image, byte[] bytes) {
    return new WorldImage(image.nextSerial(), image.at(), image.format(), image.digest(), bytes);
  }

  @Test
  void anImageOfAnotherFormatIsRefused() {
    WorldImage image = WorldCodec.encode(whole());
    WorldImage newer =
        new WorldImage(
            image.nextSerial(), image.at(), image.format() + 1, image.digest(), image.bytes());
    assertThrows(ImageException.class, () -> WorldCodec.decode(newer, SimSites.behaviours()));
  }
}
