package io.coppice.display.rfb;

import io.coppice.display.stream.ChannelInput;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a session whose server stops in the middle of a message: twice in a row, half the time
 * apart, the same message is being read and no byte came. A screen on which nothing happens may be
 * silent for ever. It costs a session no thread.
 */
final class Patience implements AutoCloseable {
  private final Duration most;
  private final Runnable giveUp;
  private ChannelInput in;
  private long message;
  private boolean busy;
  private boolean lost;
  private boolean over;
  private Future<?> looking;
  private long seenMessage = -1;
  private long seenBytes = -1;

  Patience(Duration most, Runnable giveUp) {
    this.most = most;
    this.giveUp = giveUp;
  }

  /** Watches an input from now on; the first call begins. */
  synchronized void watch(ChannelInput from) {
    in = from;
    if (looking == null && !over) {
      long half = Math.max(1, most.toMillis() / 2);
      looking =
          ForkJoinPool.commonPool()
              .scheduleWithFixedDelay(this::look, half, half, TimeUnit.MILLISECONDS);
    }
  }

  /** A message began. */
  synchronized void busy() {
    busy = true;
    message++;
  }

  /** It ended. */
  synchronized void idle() {
    busy = false;
  }

  synchronized boolean isLost() {
    return lost;
  }

  private void look() {
    synchronized (this) {
      if (over) {
        return;
      }
      boolean stalls = busy && message == seenMessage && in.total() == seenBytes;
      seenMessage = busy ? message : -1;
      seenBytes = in.total();
      if (!stalls) {
        return;
      }
      lost = true;
      close();
    }
    // closing a line may wait for it
    Thread.ofVirtual().name("display-patience").start(giveUp);
  }

  @Override
  public synchronized void close() {
    over = true;
    if (looking != null) {
      looking.cancel(false);
    }
  }
}
