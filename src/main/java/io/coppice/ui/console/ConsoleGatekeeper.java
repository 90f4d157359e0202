package io.coppice.ui.console;

import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import io.coppice.session.Preferences;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks the person for a password, and once about a server's fingerprint, which is remembered: a
 * server that shows another one later is refused. A password is kept for as long as the screen is
 * open, to come back after a restart, and never written down. Called on a session's thread.
 */
final class ConsoleGatekeeper implements Gatekeeper {
  private static final String FINGERPRINT = "console.fingerprint.";

  /** What to ask, and where the answer goes; asked on the FX thread. */
  record Question(
      SecurityType type, boolean withUser, CompletableFuture<Optional<Credentials>> answer) {}

  /** Whether to trust; asked on the FX thread. */
  record Stranger(String fingerprint, String subject, CompletableFuture<Boolean> answer) {}

  private final String address;
  private final Preferences preferences;
  private final Consumer<Question> ask;
  private final Consumer<Stranger> introduce;
  private volatile Optional<Credentials> given = Optional.empty();
  private volatile boolean changed;

  ConsoleGatekeeper(
      String address,
      Preferences preferences,
      Consumer<Question> ask,
      Consumer<Stranger> introduce) {
    this.address = address;
    this.preferences = preferences;
    this.ask = ask;
    this.introduce = introduce;
  }

  @Override
  public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
    if (given.isEmpty()) {
      CompletableFuture<Optional<Credentials>> answer = new CompletableFuture<>();
      ask.accept(new Question(type, withUser, answer));
      given = answer.join();
    }
    return given;
  }

  /** The password was wrong: it is asked for again. */
  void forget() {
    given = Optional.empty();
  }

  @Override
  public boolean trusts(String fingerprint, String subject) {
    Optional<String> known = preferences.get(FINGERPRINT + address);
    if (known.isPresent()) {
      changed = !known.get().equals(fingerprint);
      return !changed;
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    introduce.accept(new Stranger(fingerprint, subject, answer));
    boolean trusted = answer.join();
    if (trusted) {
      preferences.put(FINGERPRINT + address, fingerprint);
    }
    return trusted;
  }

  /** Whether the server showed another fingerprint than it did before. */
  boolean isChanged() {
    return changed;
  }

  /** Forgets the server: it was set up anew, and the person says so. */
  void forgetServer() {
    preferences.remove(FINGERPRINT + address);
    changed = false;
  }
}
