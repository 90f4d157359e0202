package io.coppice.display.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A terminal at the end of a line. {@link #run} blocks on a thread of its own until the line ends;
 * {@link #send} never blocks, and may be called on any thread.
 */
public final class TerminalSession implements AutoCloseable {
  /** Bytes at once: the terminal's lock is held no longer than they take. */
  private static final int CHUNK = 4096;

  /** Bytes that wait to be sent at most; a machine that reads nothing gets no more. */
  private static final int MOST_WAITING = 1 << 20;

  private final ByteChannel line;
  private final Terminal terminal;
  private final Runnable changed;
  private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private volatile boolean closed;

  /**
   * A session to come.
   *
   * @param line closed with the session
   * @param terminal whose answers come to {@link #send}
   * @param changed told, on the session's thread, when something came
   */
  public TerminalSession(ByteChannel line, Terminal terminal, Runnable changed) {
    this.line = line;
    this.terminal = terminal;
    this.changed = changed;
  }

  /**
   * Holds the session until {@link #close} or the end of the line.
   *
   * @throws IOException if the line broke
   */
  public void run() throws IOException {
    Thread writer = Thread.ofVirtual().name("terminal-writer").start(this::write);
    try {
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      while (line.read(buffer) >= 0) {
        received.addAndGet(buffer.flip().remaining());
        terminal.feed(buffer);
        buffer.clear();
        changed.run();
      }
    } catch (ClosedChannelException e) {
      if (!closed) {
        throw e;
      }
    } finally {
      close();
      writer.interrupt();
    }
  }

  private void write() {
    try {
      while (!closed) {
        byte[] next = waiting.take();
        ByteBuffer out = ByteBuffer.wrap(next);
        while (out.hasRemaining()) {
          line.write(out);
        }
        waitingBytes.addAndGet(-next.length);
      }
    } catch (InterruptedException | IOException _) {
      close();
    }
  }

  /** Sends bytes; false if too many wait already, and these are not sent. */
  public boolean send(byte[] bytes) {
    if (bytes.length == 0) {
      return true;
    }
    if (closed || waitingBytes.get() + bytes.length > MOST_WAITING) {
      return false;
    }
    waitingBytes.addAndGet(bytes.length);
    return waiting.add(bytes);
  }

  /** Bytes that came so far. */
  public long received() {
    return received.get();
  }

  @Override
  public void close() {
    closed = true;
    try {
      line.close();
    } catch (IOException _) {
      // it is closed, or as good as closed
    }
  }
}
