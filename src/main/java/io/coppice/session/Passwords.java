package io.coppice.session;

import java.util.Optional;

/**
 * A place outside this program where passwords lie, such as the desktop's keyring; nothing that
 * belongs to this program ever writes one down. May be called on any thread but the FX thread: it
 * may block while the person unlocks the place.
 */
public interface Passwords {
  /** A user's name, empty where only a password is asked for, and the password. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** Whether there is such a place on this desktop. */
  boolean isThere();

  /** What was kept for a server; empty also if the person does not unlock the place. */
  Optional<Login> find(String server);

  /** Keeps a login in place of what was kept for the server; false if the place did not take it. */
  boolean keep(String server, Login login);

  /** Removes what was kept for a server. */
  void forget(String server);

  /** There is no such place: passwords are asked for. */
  Passwords NOWHERE =
      new Passwords() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public Optional<Login> find(String server) {
          return Optional.empty();
        }

        @Override
        public boolean keep(String server, Login login) {
          return false;
        }

        @Override
        public void forget(String server) {}
      };
}
