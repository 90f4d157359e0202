package io.coppice.display.security;

import java.io.IOException;
import java.util.Optional;

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
  private final SecurityType beside;

  public AccessDeniedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    beside = null;
  }

  public AccessDeniedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    beside = null;
  }

  private AccessDeniedException(AccessDeniedException of, SecurityType beside) {
    super(of.getMessage(), of);
    this.reason = of.reason;
    this.beside = beside;
  }

  /** The same, where nothing common was found, with what the server takes on another line. */
  AccessDeniedException beside(Optional<SecurityType> other) {
    boolean nothing = reason == Reason.NO_COMMON_TYPE || reason == Reason.ANONYMOUS_TLS;
    return nothing && other.isPresent() ? new AccessDeniedException(this, other.get()) : this;
  }

  /** With which type, and no other, a new line to the same server would begin. */
  public Optional<SecurityType> beside() {
    return Optional.ofNullable(beside);
  }

  public Reason reason() {
    return reason;
  }
}
