package io.coppice.display.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two byte channels that are each other's other end, within this process. Reading and writing
 * block; closing either end lets what was written be read on the other, and ends both.
 */
public final class Pipe {
  private final End near;
  private final End far;

  /**
   * A pipe.
   *
   * @param forth how many bytes wait at most on their way from near to far
   * @param back how many on their way from far to near
   */
  public Pipe(int forth, int back) {
    Lane there = new Lane(forth);
    Lane here = new Lane(back);
    near = new End(here, there);
    far = new End(there, here);
  }

  public ByteChannel near() {
    return near;
  }

  public ByteChannel far() {
    return far;
  }

  private record End(Lane in, Lane out) implements ByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return in.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return out.write(from);
    }

    @Override
    public boolean isOpen() {
      return in.isOpen();
    }

    @Override
    public void close() {
      in.stop();
      out.end();
    }
  }

  /** Bytes one way, in a ring. */
  private static final class Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring;
    private int from;
    private int count;
    private boolean ended;
    private boolean stopped;

    Lane(int capacity) {
      ring = new byte[capacity];
    }

    int read(ByteBuffer into) throws IOException {
      lock.lock();
      try {
        while (count == 0 && !ended && !stopped && into.hasRemaining()) {
          changed.await();
        }
        if (stopped) {
          throw new ClosedChannelException();
        }
        if (count == 0) {
          return into.hasRemaining() ? -1 : 0;
        }
        int all = Math.min(count, into.remaining());
        int first = Math.min(all, ring.length - from);
        into.put(ring, from, first).put(ring, 0, all - first);
        from = (from + all) % ring.length;
        count -= all;
        changed.signalAll();
        return all;
      } catch (InterruptedException _) {
        throw interrupted();
      } finally {
        lock.unlock();
      }
    }

    /** Writes all of it. */
    int write(ByteBuffer source) throws IOException {
      int written = source.remaining();
      lock.lock();
      try {
        while (source.hasRemaining()) {
          while (count == ring.length && !ended && !stopped) {
            changed.await();
          }
          if (ended || stopped) {
            throw new ClosedChannelException();
          }
          int at = (from + count) % ring.length;
          int part = Math.min(source.remaining(), Math.min(ring.length - count, ring.length - at));
          source.get(ring, at, part);
          count += part;
          changed.signalAll();
        }
        return written;
      } catch (InterruptedException _) {
        throw interrupted();
      } finally {
        lock.unlock();
      }
    }

    private static ClosedByInterruptException interrupted() {
      Thread.currentThread().interrupt();
      return new ClosedByInterruptException();
    }

    boolean isOpen() {
      lock.lock();
      try {
        return !stopped;
      } finally {
        lock.unlock();
      }
    }

    /** No more is written; what is there can be read. */
    void end() {
      lock.lock();
      try {
        ended = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Nobody reads any more. */
    void stop() {
      lock.lock();
      try {
        stopped = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
