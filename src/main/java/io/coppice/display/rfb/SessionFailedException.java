package io.coppice.display.rfb;

import io.coppice.display.encoding.Encoding;
import java.io.IOException;
import java.util.Optional;

/**
 * A session ended because of what the server said, or did not say, or of how it was read; tells
 * where.
 */
public final class SessionFailedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Its kind. */
  public enum Kind {
    /** The server broke the protocol or a bound. */
    PROTOCOL,
    /** The server went away. */
    ENDED,
    /** The server said nothing in the middle of a message. */
    STALLED,
    /** This side failed to read it: the memory ran out, or a fault of ours. */
    BROKEN
  }

  private final Kind kind;
  private final transient Optional<Encoding> encoding;
  private final String place;
  private final long bytes;

  SessionFailedException(
      Kind kind,
      String message,
      Optional<Encoding> encoding,
      String place,
      long bytes,
      Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.encoding = encoding;
    this.place = place;
    this.bytes = bytes;
  }

  public Kind kind() {
    return kind;
  }

  /** The encoding in whose rectangle it happened. */
  public Optional<Encoding> encoding() {
    return encoding;
  }

  /** Which message and rectangle; empty before the first. */
  public String place() {
    return place;
  }

  /** Bytes that came so far. */
  public long bytes() {
    return bytes;
  }
}
