package io.coppice.ui.console;

import io.coppice.backend.Consoles;
import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.ServerConnection;
import io.coppice.display.rfb.SessionFailedException;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The small picture of one machine: a session that looks, disturbs nobody, and asks for what
 * changed only when it is told to. Its own thread waits for the machine; everything else is for any
 * thread.
 */
final class WallThumbnail implements SessionListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WallThumbnail.class.getName());

  private final AtomicBoolean changed = new AtomicBoolean();
  private final ServerConnection connection;
  private volatile Framebuffer picture;
  private volatile boolean over;
  private volatile long changedAt = System.nanoTime();
  private final Runnable tells;
  private final int width;

  /**
   * Sits down in front of a machine.
   *
   * @param width of the box that the picture is to fill, in pixels
   * @param tells is called when there is something to be shown or done; by any thread
   */
  WallThumbnail(Consoles consoles, MachineId machine, int width, int height, Runnable tells) {
    this.tells = tells;
    this.width = width;
    SessionOptions options =
        SessionOptions.local(Gatekeeper.NOBODY)
            .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE, Encoding.RAW))
            .asThumbnail();
    connection = new ServerConnection(() -> consoles.open(machine, width, height), options, this);
    Thread.ofVirtual().name("thumbnail of " + machine).start(this::hold);
  }

  private void hold() {
    try {
      connection.run();
    } catch (IOException e) {
      // a quiet tile; whoever shows it tries again after a while
      boolean broken =
          e instanceof SessionFailedException failed
              && failed.kind() == SessionFailedException.Kind.BROKEN;
      LOG.log(
          broken ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, "a thumbnail ended", e);
    } finally {
      over = true;
      tells.run();
    }
  }

  @Override
  public void screen(Framebuffer next) {
    picture = next;
    changed.set(true);
    tells.run();
  }

  @Override
  public void drawn(Framebuffer now, Area area) {
    changedAt = System.nanoTime();
    changed.set(true);
    tells.run();
  }

  /** Of the box that it was to fill. */
  int width() {
    return width;
  }

  /** Whether something was drawn since the last call. */
  boolean takeChanged() {
    return changed.getAndSet(false);
  }

  Optional<Framebuffer> picture() {
    return Optional.ofNullable(picture);
  }

  /** For how many seconds its picture has been as it is. */
  long stillSeconds() {
    return (System.nanoTime() - changedAt) / 1_000_000_000;
  }

  /** Asks for what changed, unless an answer is on its way. */
  void request() {
    connection.session().ifPresent(RfbSession::requestUpdate);
  }

  void key(boolean down, int keysym, int scancode) {
    connection.session().ifPresent(now -> now.key(down, keysym, scancode));
  }

  /** Whether it ended, or never began. */
  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    connection.close();
  }
}
