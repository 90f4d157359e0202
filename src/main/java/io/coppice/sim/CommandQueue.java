package io.coppice.sim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What others ask of the thread that owns a world. Anybody asks; that thread alone runs it, in
 * order. After the end whoever asks is told that there is nobody.
 */
final class CommandQueue {
  private final String owner;
  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /**
   * @param owner named to those who come too late
   */
  CommandQueue(String owner) {
    this.owner = owner;
  }

  void tell(Runnable command) {
    waiting.add(command);
  }

  /** Asks, and gets the answer when the thread has come to it. */
  <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable command =
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        };
    waiting.add(command);
    if (ended && waiting.remove(command)) {
      answer.completeExceptionally(new IllegalStateException(owner + " is closed"));
    }
    return answer;
  }

  /**
   * Waits for a command, and runs it and those behind it. The owner's thread.
   *
   * @param nanos how long to wait at most
   * @param ends asked before each further command; what is behind it is left for {@link #end}
   * @return whether there was one
   */
  boolean run(long nanos, BooleanSupplier ends) throws InterruptedException {
    Runnable command = waiting.poll(nanos, TimeUnit.NANOSECONDS);
    boolean any = command != null;
    while (command != null) {
      command.run();
      command = ends.getAsBoolean() ? null : waiting.poll();
    }
    return any;
  }

  /** Runs what still waits; nothing is run any more after that. The owner's thread. */
  void end() {
    ended = true;
    for (Runnable command = waiting.poll(); command != null; command = waiting.poll()) {
      command.run();
    }
  }
}
