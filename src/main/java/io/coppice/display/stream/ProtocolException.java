package io.coppice.display.stream;

import java.io.IOException;

/** The other side said something that the protocol does not allow, or that is beyond a bound. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
