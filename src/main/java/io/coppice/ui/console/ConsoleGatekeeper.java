package io.coppice.ui.console;

import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import io.coppice.session.Passwords;
import io.coppice.session.Passwords.Login;
import io.coppice.session.Preferences;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks the person for a password, unless the desktop keeps it, and once about a server's
 * fingerprint, which is remembered: a server that shows another one later is refused. A password is
 * held for as long as the screen is open, to come back after a restart; only the desktop ever
 * writes it down, and only if the person wants that. Called on a session's thread.
 */
final class ConsoleGatekeeper implements Gatekeeper {
  private static final String FINGERPRINT = "console.fingerprint.";

  /** What a person says. */
  record Answer(Credentials credentials, boolean keep) {}

  /**
   * What to ask, and where the answer goes; asked on the FX thread.
   *
   * @param keepable whether the desktop could keep it
   */
  record Question(
      SecurityType type,
      boolean withUser,
      boolean keepable,
      CompletableFuture<Optional<Answer>> answer) {}

  /** Whether to trust; asked on the FX thread. */
  record Stranger(String fingerprint, String subject, CompletableFuture<Boolean> answer) {}

  private final String address;
  private final Preferences preferences;
  private final Passwords passwords;
  private final Consumer<Question> ask;
  private final Consumer<Stranger> introduce;
  private volatile Optional<Credentials> given = Optional.empty();
  private volatile Optional<Login> wanted = Optional.empty();
  private volatile CompletableFuture<Optional<Answer>> asking = new CompletableFuture<>();
  private volatile CompletableFuture<Boolean> introducing = new CompletableFuture<>();
  private volatile boolean refused;
  private volatile boolean changed;

  ConsoleGatekeeper(
      String address,
      Preferences preferences,
      Passwords passwords,
      Consumer<Question> ask,
      Consumer<Stranger> introduce) {
    this.address = address;
    this.preferences = preferences;
    this.passwords = passwords;
    this.ask = ask;
    this.introduce = introduce;
  }

  @Override
  public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
    if (given.isEmpty() && !refused) {
      given =
          passwords
              .find(address)
              .filter(login -> !withUser || !login.user().isEmpty())
              .map(login -> new Credentials(login.user(), login.password()));
    }
    if (given.isEmpty()) {
      CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();
      asking = answer;
      ask.accept(new Question(type, withUser, passwords.isThere(), answer));
      Optional<Answer> said = answer.join();
      given = said.map(Answer::credentials);
      wanted =
          said.filter(Answer::keep)
              .map(Answer::credentials)
              .map(each -> new Login(each.user(), each.password()));
    }
    return given;
  }

  /**
   * Nobody will answer any more what was asked: the screen was closed, or is connected anew. The
   * session that waits for it gives up.
   */
  void giveUp() {
    asking.complete(Optional.empty());
    introducing.complete(false);
  }

  /** The password was wrong: the person is asked, also if the desktop keeps one. */
  void forget() {
    given = Optional.empty();
    wanted = Optional.empty();
    refused = true;
  }

  /** What the person wants to be kept, once; to be kept when the server took it. */
  Optional<Login> takeWanted() {
    Optional<Login> now = wanted;
    wanted = Optional.empty();
    return now;
  }

  @Override
  public boolean trusts(String fingerprint, String subject) {
    Optional<String> known = preferences.get(FINGERPRINT + address);
    if (known.isPresent()) {
      changed = !known.get().equals(fingerprint);
      return !changed;
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    introducing = answer;
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
