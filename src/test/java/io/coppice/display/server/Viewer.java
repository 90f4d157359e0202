package io.coppice.display.server;

import io.coppice.display.Framebuffer;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** The client of this house in front of a screen, for tests: waits until it sees something. */
public final class Viewer implements SessionListener, AutoCloseable {
  private final RfbSession session;
  private final Thread thread;
  private Framebuffer picture;
  private String name = "";
  private IOException failure;
  private boolean ended;
  private boolean drawn;

  /** In front of a server of its own over a screen. */
  public Viewer(ServedScreen screen, int width, int height, SessionOptions options) {
    this(served(screen, width, height), options);
  }

  /** In front of a server of its own over a whole screen. */
  public Viewer(ServedScreen screen, SessionOptions options) {
    this(screen, RfbServer.WHOLE, RfbServer.WHOLE, options);
  }

  /** At a channel. */
  public Viewer(ByteChannel line, SessionOptions options) {
    session = new RfbSession(line, options, this);
    thread = Thread.ofVirtual().start(this::hold);
  }

  private static ByteChannel served(ServedScreen screen, int width, int height) {
    Pipe pipe = new Pipe(1024, 64 * 1024);
    RfbServer server = new RfbServer(pipe.far(), screen, width, height);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                server.run();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return pipe.near();
  }

  private void hold() {
    try {
      session.run();
    } catch (IOException e) {
      failure = e;
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  public RfbSession session() {
    return session;
  }

  public synchronized Framebuffer picture() {
    return picture;
  }

  public synchronized String name() {
    return name;
  }

  @Override
  public synchronized void screen(Framebuffer now) {
    picture = now;
    notifyAll();
  }

  @Override
  public synchronized void drawn(Framebuffer now) {
    drawn = true;
    notifyAll();
  }

  @Override
  public synchronized void named(String now) {
    name = now;
    notifyAll();
  }

  /** Waits until it was sent a picture. */
  public void untilDrawn() throws InterruptedException {
    untilTrue(() -> drawn);
  }

  /** Waits until it shows those pixels. */
  public void until(int[] pixels) throws InterruptedException {
    untilTrue(() -> picture != null && Arrays.equals(picture.pixels(), pixels));
  }

  /** Waits until something holds; looks with every update and now and then. */
  public synchronized void untilTrue(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      if (ended) {
        throw new AssertionError("the session ended", failure);
      }
      session.requestUpdate();
      wait(20);
    }
  }

  @Override
  public void close() {
    session.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
