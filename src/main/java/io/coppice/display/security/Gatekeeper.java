package io.coppice.display.security;

import java.util.Optional;

/**
 * Answers what only a person, or what he told before, can answer. Called on the session's thread,
 * and may block it.
 */
public interface Gatekeeper {
  /** A name and a password; the name is empty where only a password is asked for. */
  record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /**
   * The password for a session.
   *
   * @param type what asks for it
   * @param withUser whether a user's name is wanted too
   * @return empty to give up
   */
  Optional<Credentials> credentials(SecurityType type, boolean withUser);

  /**
   * Whether the server is the one it should be: an unknown fingerprint is asked about once, a
   * changed one is refused.
   *
   * @param fingerprint SHA-256 of its certificate or public key, as pairs of hex digits with colons
   * @param subject what the certificate says of its owner; empty for a bare key
   */
  boolean trusts(String fingerprint, String subject);

  /** Gives no password and trusts nobody. */
  Gatekeeper NOBODY =
      new Gatekeeper() {
        @Override
        public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
          return Optional.empty();
        }

        @Override
        public boolean trusts(String fingerprint, String subject) {
          return false;
        }
      };
}
