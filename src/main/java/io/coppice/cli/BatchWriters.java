package io.coppice.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Writes batches of packets as text on several threads and puts the texts out in the order of the
 * batches. The thread that fills batches writes some itself where the others are behind, so that
 * all processors have work; few batches are under way at any time, whatever the capture's size. All
 * methods are called on one thread.
 */
final class BatchWriters implements AutoCloseable {
  private static final int MOST_THREADS = 3;

  private final OutputStream out;
  private final BlockingQueue<PacketBatch> waiting;
  private final Deque<PacketBatch> underWay = new ArrayDeque<>();
  private final Deque<PacketBatch> idle = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final JsonPackets own = new JsonPackets();
  private final int most;
  private boolean begun;

  /**
   * @param processors how many there are, the calling thread's among them
   */
  BatchWriters(OutputStream out, int processors) {
    this.out = out;
    int others = Math.clamp(processors - 1, 0, MOST_THREADS);
    most = 4 * others + 1;
    waiting = new ArrayBlockingQueue<>(most);
    for (int i = 0; i < others; i++) {
      threads.add(Thread.ofPlatform().daemon().name("json-packets-" + i).start(this::work));
    }
  }

  private void work() {
    JsonPackets writer = new JsonPackets();
    try {
      while (true) {
        waiting.take().write(writer);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** One to be filled. */
  PacketBatch next() {
    PacketBatch batch = idle.isEmpty() ? new PacketBatch() : idle.pop();
    batch.clear(!begun);
    begun = true;
    return batch;
  }

  /** Takes a filled one. */
  void submit(PacketBatch batch) throws IOException {
    underWay.add(batch);
    if (threads.isEmpty()) {
      batch.write(own);
    } else {
      waiting.add(batch);
    }
    while (!underWay.isEmpty() && (underWay.peek().isWritten() || underWay.size() == most)) {
      putOut();
    }
  }

  /** Puts all out that is under way. */
  void flush() throws IOException {
    while (!underWay.isEmpty()) {
      putOut();
    }
  }

  /** The oldest one; until its text is there, this thread writes others. */
  private void putOut() throws IOException {
    PacketBatch oldest = underWay.remove();
    while (!oldest.isWritten()) {
      PacketBatch next = waiting.poll();
      if (next == null) {
        break;
      }
      next.write(own);
    }
    try {
      oldest.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException().initCause(e);
    }
    oldest.text().drainTo(out);
    idle.push(oldest);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
