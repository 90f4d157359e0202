package io.coppice.sim;

import io.coppice.backend.Series;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.load.FigureHistory;
import io.coppice.sim.load.PastFigures;
import io.coppice.sim.world.World;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers what figures were. The week before the world began is worked out beside it when somebody
 * first asks, and whoever asks waits for it a while. Thread-safe.
 */
final class FigureQuestions {
  /** Seconds that whoever asks for a past waits for the week before the world began. */
  private static final int PATIENCE = 10;

  private final CommandQueue commands;
  private final Supplier<World> world;

  /** Complete when the week before is there, or cannot be; null until somebody asks. */
  private CompletableFuture<Void> past;

  /**
   * @param world asked by the world's own thread alone
   */
  FigureQuestions(CommandQueue commands, Supplier<World> world) {
    this.commands = commands;
    this.world = world;
  }

  CompletionStage<Series> series(EntityId about, Metric metric, SimTime from, SimTime to) {
    CompletableFuture<Series> answer = new CompletableFuture<>();
    past()
        .copy()
        .completeOnTimeout(null, PATIENCE, TimeUnit.SECONDS)
        .whenComplete(
            (_, _) ->
                commands
                    .ask(() -> FigureHistory.of(world.get()).series(about, metric, from, to))
                    .whenComplete(
                        (series, failure) -> {
                          if (failure == null) {
                            answer.complete(series);
                          } else {
                            answer.completeExceptionally(failure);
                          }
                        }));
    return answer;
  }

  private synchronized CompletableFuture<Void> past() {
    if (past == null) {
      past =
          commands
              .ask(() -> world.get().copy())
              .thenApplyAsync(
                  copy ->
                      FigureHistory.of(copy).begun().map(begun -> PastFigures.before(copy, begun)),
                  work -> Thread.ofPlatform().daemon().name("past").start(work))
              .thenCompose(
                  before ->
                      commands.ask(
                          () -> {
                            before.ifPresent(FigureHistory.of(world.get())::precede);
                            return null;
                          }));
    }
    return past;
  }
}
