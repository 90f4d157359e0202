package io.coppice.ui.console;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.ServerAddress;
import io.coppice.display.rfb.ServerConnection;
import io.coppice.display.rfb.SessionFailedException;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.rfb.UnreachableException;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.ui.kit.FrameGate;
import java.io.IOException;
import java.util.Optional;

/**
 * One attempt to be connected: opens the line on a thread of its own, holds the session, and tells
 * what became of it on the FX thread. Closing it silences it.
 */
final class ConsoleConnection implements SessionListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ConsoleConnection.class.getName());

  /** Hears of the connection on the FX thread, but for {@link #drawn}. */
  interface Observer {
    void screen(Framebuffer picture);

    /** Any thread. */
    void drawn();

    void named(String name);

    void cursor(CursorShape shape);

    void clipboard(String text);

    void lights(KeyboardLights lights);

    void resizeRefused(ResizeRefusal refusal);

    void ended(Ended why);
  }

  /**
   * Why a connection is over.
   *
   * @param detail the server's or the system's words; may be empty
   * @param encoding in whose rectangle it broke
   * @param began whether there was a session at all
   */
  record Ended(Kind kind, String detail, Optional<Encoding> encoding, boolean began) {
    /** Each has a text under {@code console.ended.}. */
    enum Kind {
      UNREACHABLE,
      HUNG_UP,
      STALLED,
      BROKEN,
      PROTOCOL,
      NO_COMMON_TYPE,
      ANONYMOUS_TLS,
      NO_CREDENTIALS,
      REFUSED,
      NOT_TRUSTED,
      HANDSHAKE
    }
  }

  private final FrameGate gate;
  private final Observer observer;
  private volatile ServerConnection connection;
  private volatile boolean closed;
  private volatile boolean began;
  private volatile SessionListener also = new SessionListener() {};

  ConsoleConnection(FrameGate gate, Observer observer) {
    this.gate = gate;
    this.observer = observer;
  }

  /** Tells somebody else too, on the session's thread. */
  void listen(SessionListener other) {
    also = other;
  }

  void open(ServerAddress address, SessionOptions options) {
    open(address.toString(), address::open, options);
  }

  void open(String name, ServerConnection.Line to, SessionOptions options) {
    ServerConnection made = new ServerConnection(to, options, this);
    connection = made;
    if (closed) {
      made.close();
    }
    Thread.ofVirtual().name("console " + name).start(() -> hold(made));
  }

  private void hold(ServerConnection made) {
    Ended ended;
    try {
      made.run();
      ended = new Ended(Ended.Kind.HUNG_UP, "", Optional.empty(), began);
    } catch (UnreachableException e) {
      ended = new Ended(Ended.Kind.UNREACHABLE, e.getMessage(), Optional.empty(), false);
    } catch (AccessDeniedException e) {
      ended =
          new Ended(Ended.Kind.valueOf(e.reason().name()), e.getMessage(), Optional.empty(), began);
    } catch (SessionFailedException e) {
      Ended.Kind kind =
          switch (e.kind()) {
            case PROTOCOL -> Ended.Kind.PROTOCOL;
            case ENDED -> Ended.Kind.HUNG_UP;
            case STALLED -> Ended.Kind.STALLED;
            case BROKEN -> Ended.Kind.BROKEN;
          };
      if (kind == Ended.Kind.BROKEN) {
        LOG.log(System.Logger.Level.ERROR, "a console's session broke", e);
      }
      String place = e.place().isEmpty() ? "" : e.place() + ", ";
      String encoding = e.encoding().map(each -> each.title() + ", ").orElse("");
      ended =
          new Ended(
              kind, place + encoding + e.bytes() + " B: " + e.getMessage(), e.encoding(), began);
    } catch (IOException e) {
      ended = new Ended(Ended.Kind.HUNG_UP, said(e), Optional.empty(), began);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a console cannot be opened", e);
      ended = new Ended(Ended.Kind.BROKEN, e.toString(), Optional.empty(), began);
    }
    end(ended);
  }

  private static String said(IOException e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? name : e.getMessage();
  }

  private void end(Ended ended) {
    tell(() -> observer.ended(ended));
  }

  private void tell(Runnable told) {
    gate.later(
        () -> {
          if (!closed) {
            told.run();
          }
        });
  }

  Optional<RfbSession> session() {
    return Optional.ofNullable(connection).flatMap(ServerConnection::session);
  }

  @Override
  public void screen(Framebuffer picture) {
    began = true;
    also.screen(picture);
    tell(() -> observer.screen(picture));
  }

  @Override
  public void drawn(Framebuffer picture, Area changed) {
    also.drawn(picture, changed);
    observer.drawn();
  }

  @Override
  public void named(String name) {
    tell(() -> observer.named(name));
  }

  @Override
  public void cursor(CursorShape shape) {
    also.cursor(shape);
    tell(() -> observer.cursor(shape));
  }

  @Override
  public void clipboard(String text) {
    tell(() -> observer.clipboard(text));
  }

  @Override
  public void lights(KeyboardLights lights) {
    tell(() -> observer.lights(lights));
  }

  @Override
  public void bell() {
    also.bell();
  }

  @Override
  public void resizeRefused(ResizeRefusal refusal) {
    tell(() -> observer.resizeRefused(refusal));
  }

  @Override
  public void close() {
    closed = true;
    ServerConnection now = connection;
    if (now != null) {
      now.close();
    }
  }
}
