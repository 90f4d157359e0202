package io.coppice.display.security;

import java.io.IOException;

/** The session did not begin: no common way, no or a wrong password, a certificate not trusted. */
public final class AccessDeniedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** The server offers only what is not spoken here, or not allowed. */
    NO_COMMON_TYPE,
    /** Anonymous TLS is all there is, and it was not allowed or this Java has it disabled. */
    ANONYMOUS_TLS,
    /** Nobody gave a password. */
    NO_CREDENTIALS,
    /** The server refused; the message is its own. */
    REFUSED,
    /** The certificate or key is not the one remembered, or was not accepted. */
    NOT_TRUSTED,
    /** The encrypted line could not be set up. */
    HANDSHAKE
  }

  private final Reason reason;

  public AccessDeniedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public AccessDeniedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
