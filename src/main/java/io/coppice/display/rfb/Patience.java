package io.coppice.display.rfb;

import io.coppice.display.stream.ChannelInput;
import java.time.Duration;

/**
 * Ends a session whose server stops in the middle of a message: twice in a row, half the time
 * apart, the same message is being read and no byte came. A screen on which nothing happens may be
 * silent for ever.
 */
final class Patience implements AutoCloseable {
  private final Duration most;
  private final Runnable giveUp;
  private ChannelInput in;
  private long message;
  private boolean busy;
  private boolean lost;
  private boolean over;
  private boolean begun;

  Patience(Duration most, Runnable giveUp) {
    this.most = most;
    this.giveUp = giveUp;
  }

  /** Watches an input from now on; the first call begins. */
  synchronized void watch(ChannelInput from) {
    in = from;
    if (!begun) {
      begun = true;
      Thread.ofVirtual().name("display-patience").start(this::await);
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

  private void await() {
    long seenMessage = -1;
    long seenBytes = -1;
    synchronized (this) {
      while (!over) {
        try {
          wait(Math.max(1, most.toMillis() / 2));
        } catch (InterruptedException _) {
          return;
        }
        if (over) {
          return;
        }
        if (busy && message == seenMessage && in.total() == seenBytes) {
          lost = true;
          break;
        }
        seenMessage = busy ? message : -1;
        seenBytes = in.total();
      }
    }
    giveUp.run();
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
  }
}
