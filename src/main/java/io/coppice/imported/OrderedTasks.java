package io.coppice.imported;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the same to each of many things, several at once, and gives what came of them in the order
 * of the things, on the thread that asked: whatever the number of threads, the results are the
 * same. Few are under way or wait to be taken at any time, however many there are. The first
 * failure in that order ends it, once those that are under way have ended.
 */
final class OrderedTasks implements AutoCloseable {
  static final int AHEAD_PER_THREAD = 4;

  private final ExecutorService threads;
  private final int most;

  OrderedTasks(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("host-answers-", 0).factory());
    this.most = threads * AHEAD_PER_THREAD;
  }

  /**
   * Runs them all.
   *
   * @param task any thread
   * @param results is given each result
   */
  <T, R> void run(List<T> things, Function<T, R> task, Consumer<R> results) {
    Deque<Future<R>> ahead = new ArrayDeque<>();
    try {
      for (T thing : things) {
        if (ahead.size() == most) {
          results.accept(taken(ahead.remove()));
        }
        ahead.add(threads.submit(() -> task.apply(thing)));
      }
      while (!ahead.isEmpty()) {
        results.accept(taken(ahead.remove()));
      }
    } finally {
      ahead.forEach(future -> future.cancel(false));
    }
  }

  private static <R> R taken(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException().initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    threads.close();
  }
}
