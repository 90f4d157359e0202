package io.coppice.display.rfb;

import io.coppice.display.security.AccessDeniedException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * The way to one server: opens a line, holds the session on it, and chooses how it begins. What
 * VeNCrypt offers is told only to whoever has chosen it; where none of that is allowed, but the
 * server takes something else that hides what is said, the session begins again with that, on a
 * line of its own. {@link #run} blocks on a thread of its own; everything else is for any thread.
 */
public final class ServerConnection implements AutoCloseable {
  /** Gives a line to the server; may block. */
  public interface Line {
    ByteChannel open() throws IOException;
  }

  private final Line to;
  private final SessionOptions options;
  private final SessionListener listener;
  private volatile RfbSession session;
  private volatile boolean closed;

  public ServerConnection(Line to, SessionOptions options, SessionListener listener) {
    this.to = to;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Holds the session until {@link #close} or the server ends it.
   *
   * @throws UnreachableException if no line could be opened
   * @throws AccessDeniedException if the session may not begin in any way
   * @throws SessionFailedException if it ended otherwise than by {@link #close}
   */
  public void run() throws IOException {
    try {
      hold(options);
    } catch (AccessDeniedException e) {
      if (closed || e.beside().isEmpty()) {
        throw e;
      }
      hold(options.withSecurity(List.of(e.beside().get())));
    }
  }

  private void hold(SessionOptions how) throws IOException {
    ByteChannel line;
    try {
      line = to.open();
    } catch (IOException e) {
      throw new UnreachableException(e);
    }
    RfbSession now = new RfbSession(line, how, listener);
    session = now;
    if (closed) {
      now.close();
    }
    now.run();
  }

  /** The session that is held, or was last; empty before the first line was opened. */
  public Optional<RfbSession> session() {
    return Optional.ofNullable(session);
  }

  @Override
  public void close() {
    closed = true;
    session().ifPresent(RfbSession::close);
  }
}
