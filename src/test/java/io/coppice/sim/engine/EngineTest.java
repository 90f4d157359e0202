package io.coppice.sim.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Inventory;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
  private final List<String> said = new ArrayList<>();

  /** Says a word; and again after as many seconds, if any. */
  record Say(String word, int again) implements SimEvent {}

  private final Engine engine =
      new Engine(
          List.of(
              handlers ->
                  handlers.on(
                      Say.class,
                      (world, say) -> {
                        said.add(world.now().micros() / 1_000_000 + say.word());
                        if (say.again() > 0) {
                          world.schedule(Duration.ofSeconds(say.again()), say);
                        }
                      })));

  private final World world = new World(Inventory.empty(), SimTime.ZERO, 1);

  private void say(int second, String word, int again) {
    world.schedule(Duration.ofSeconds(second), new Say(word, again));
  }

  private static SimTime second(int second) {
    return SimTime.ZERO.plus(Duration.ofSeconds(second));
  }

  @Test
  void whatIsDueHappensByTimeAndThenInTheOrderItWasScheduled() {
    say(2, "c", 0);
    say(1, "b", 0);
    say(2, "a", 0);
    say(3, "late", 0);
    engine.advanceTo(world, second(2));
    assertEquals(List.of("1b", "2c", "2a"), said);
    assertEquals(second(2), world.now());
    assertEquals(1, world.eventQueue().size());
  }

  @Test
  void howTimeIsCutIntoPiecesDoesNotMatter() {
    say(1, "x", 3);
    say(2, "y", 2);
    World other = world.copy();
    engine.advanceTo(world, second(20));
    List<String> whole = List.copyOf(said);
    said.clear();
    for (int i = 0; i <= 20; i++) {
      engine.advanceTo(other, second(i));
      engine.advanceTo(other, second(i));
    }
    assertEquals(whole, said);
    assertEquals(world.eventQueue().entries(), other.eventQueue().entries());
  }

  @Test
  void aSpentDeadlineEndsEarlyAndNothingIsLost() {
    say(1, "a", 0);
    say(2, "b", 0);
    assertFalse(engine.advanceTo(world, second(5), System.nanoTime() - 1));
    assertEquals(List.of("1a"), said);
    assertTrue(engine.advanceTo(world, second(5), Long.MAX_VALUE));
    assertEquals(List.of("1a", "2b"), said);
  }

  @Test
  void aStepRunsTheNextHappeningAndAllOfItsInstant() {
    say(4, "a", 0);
    say(4, "b", 0);
    say(9, "c", 0);
    assertTrue(engine.step(world));
    assertEquals(List.of("4a", "4b"), said);
    assertTrue(engine.step(world));
    assertFalse(engine.step(world));
    assertEquals(second(9), world.now());
  }

  @Test
  void whatIsTakenFromTheAgendaDoesNotHappen() {
    long serial = world.schedule(Duration.ofSeconds(1), new Say("gone", 0));
    say(1, "kept", 0);
    world.eventQueue().remove(serial);
    engine.advanceTo(world, second(1));
    assertEquals(List.of("1kept"), said);
  }

  @Test
  void twoBehavioursCannotHandleTheSame() {
    Behaviour one = handlers -> handlers.on(Say.class, (_, _) -> {});
    assertThrows(IllegalStateException.class, () -> new Engine(List.of(one, one)));
  }

  @Test
  void aCopyGoesItsOwnWay() {
    say(1, "a", 1);
    engine.advanceTo(world, second(3));
    World copy = world.copy();
    engine.advanceTo(copy, second(9));
    copy.random().nextLong();
    copy.takeOperation();
    assertEquals(second(3), world.now());
    assertEquals(second(4), world.eventQueue().peek().at());
    assertEquals(1, world.random().state());
    assertEquals(0, world.nextOperation());
  }
}
