package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.security.Gatekeeper.Credentials;
import io.coppice.display.security.SecurityType;
import io.coppice.session.Passwords;
import io.coppice.session.Preferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConsoleGatekeeperTest {
  private static final String SERVER = "192.0.2.10:1";

  private final Map<String, String> written = new HashMap<>();
  private final Map<String, Passwords.Login> kept = new HashMap<>();
  private final List<ConsoleGatekeeper.Question> asked = new ArrayList<>();
  private Optional<ConsoleGatekeeper.Answer> answer = Optional.empty();
  private boolean keyring = true;

  private final Passwords passwords =
      new Passwords() {
        @Override
        public boolean isThere() {
          return keyring;
        }

        @Override
        public Optional<Login> find(String server) {
          return Optional.ofNullable(kept.get(server));
        }

        @Override
        public boolean keep(String server, Login login) {
          kept.put(server, login);
          return true;
        }

        @Override
        public void forget(String server) {
          kept.remove(server);
        }
      };

  private final Preferences preferences =
      new Preferences() {
        @Override
        public Optional<String> get(String key) {
          return Optional.ofNullable(written.get(key));
        }

        @Override
        public void put(String key, String value) {
          written.put(key, value);
        }

        @Override
        public void remove(String key) {
          written.remove(key);
        }

        @Override
        public Map<String, String> all(String prefix) {
          return written;
        }
      };

  private final ConsoleGatekeeper gatekeeper =
      new ConsoleGatekeeper(
          SERVER,
          preferences,
          passwords,
          question -> {
            asked.add(question);
            question.answer().complete(answer);
          },
          stranger -> stranger.answer().complete(false));

  private void says(String password, boolean keep) {
    answer = Optional.of(new ConsoleGatekeeper.Answer(new Credentials("", password), keep));
  }

  private Optional<String> given() {
    return gatekeeper.credentials(SecurityType.VNC_PASSWORD, false).map(Credentials::password);
  }

  @Test
  void passwordThatTheDesktopKeepsIsNotAskedFor() {
    kept.put(SERVER, new Passwords.Login("", "kept"));
    assertEquals(Optional.of("kept"), given());
    assertEquals(List.of(), asked);
    assertEquals(Optional.empty(), gatekeeper.takeWanted());
  }

  @Test
  void keptPasswordThatTheServerRefusesIsAskedForAndReplaced() {
    kept.put(SERVER, new Passwords.Login("", "old"));
    given();
    gatekeeper.forget();
    says("new", true);
    assertEquals(Optional.of("new"), given());
    assertEquals(Optional.of(new Passwords.Login("", "new")), gatekeeper.takeWanted());
    assertEquals(Optional.empty(), gatekeeper.takeWanted());
  }

  @Test
  void passwordIsOnlyKeptIfThePersonWantsItAndNeverWrittenDownHere() {
    says("secret", false);
    assertEquals(Optional.of("secret"), given());
    assertEquals(Optional.of("secret"), given());
    assertEquals(1, asked.size());
    assertEquals(Optional.empty(), gatekeeper.takeWanted());
    assertEquals(Map.of(), kept);
    assertEquals(Map.of(), written);
  }

  @Test
  void desktopWithoutKeyringIsNotOfferedAsAPlace() {
    keyring = false;
    given();
    assertTrue(asked.stream().noneMatch(ConsoleGatekeeper.Question::keepable));
  }

  @Test
  void loginWithoutUserDoesNotAnswerAServerThatWantsOne() {
    kept.put(SERVER, new Passwords.Login("", "kept"));
    answer = Optional.of(new ConsoleGatekeeper.Answer(new Credentials("root", "p"), false));
    assertEquals(
        Optional.of(new Credentials("root", "p")),
        gatekeeper.credentials(SecurityType.X509_PLAIN, true));
  }

  @Test
  void sessionThatWaitsForAnAnswerEndsWhenItsScreenIsClosed() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(2);
    ConsoleGatekeeper silent =
        new ConsoleGatekeeper(
            SERVER, preferences, passwords, _ -> waiting.countDown(), _ -> waiting.countDown());
    List<Object> ends = new CopyOnWriteArrayList<>();
    Thread asks =
        Thread.ofVirtual()
            .start(() -> ends.add(silent.credentials(SecurityType.VNC_PASSWORD, false)));
    Thread meets = Thread.ofVirtual().start(() -> ends.add(silent.trusts("AB:CD", "")));
    waiting.await();
    silent.giveUp();
    asks.join();
    meets.join();
    assertEquals(Set.of(Optional.empty(), false), Set.copyOf(ends));
    assertEquals(Map.of(), written, "a server that nobody trusted is not remembered");
  }
}
