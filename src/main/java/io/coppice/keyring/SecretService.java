package io.coppice.keyring;

import io.coppice.session.Passwords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.freedesktop.dbus.exceptions.DBusException;

/**
 * Passwords in the keyring of GNOME, KDE or whoever else answers as {@code org.freedesktop.secrets}
 * ("Secret Service API" of freedesktop.org, 0.2), each found by the attributes {@code application}
 * and {@code server}. The bus is a socket of the user's own, so secrets cross it as they are (the
 * algorithm "plain", which every such service has). A connection lives as long as one question.
 */
public final class SecretService implements Passwords {
  private static final Logger LOG = Logger.getLogger(SecretService.class.getName());

  private static final String APPLICATION = "io.coppice";

  private final Optional<String> bus;

  /**
   * @param bus the address of the session's bus; empty if there is none
   */
  public SecretService(Optional<String> bus) {
    this.bus = bus;
  }

  /** That of the session in which this program runs. */
  public static SecretService ofSession(Map<String, String> environment) {
    Optional<String> said =
        Optional.ofNullable(environment.get("DBUS_SESSION_BUS_ADDRESS")).stream()
            .flatMap(addresses -> Arrays.stream(addresses.split(";")))
            .filter(address -> address.startsWith("unix:"))
            .findFirst();
    // where systemd puts it (sd_bus_open_user)
    return new SecretService(
        said.or(
            () ->
                Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                    .map(folder -> Path.of(folder, "bus"))
                    .filter(Files::exists)
                    .map(socket -> "unix:path=" + socket)));
  }

  Optional<String> address() {
    return bus;
  }

  /** What is done with an open keyring. */
  private interface Question<A> {
    A ask(SecretBus keyring) throws DBusException;
  }

  private <A> Optional<A> asked(Question<A> question) {
    if (bus.isEmpty()) {
      return Optional.empty();
    }
    try (SecretBus keyring = new SecretBus(bus.get())) {
      return Optional.ofNullable(question.ask(keyring));
    } catch (DBusException | RuntimeException e) {
      // the library throws both, also for a bus that is gone
      LOG.log(Level.INFO, () -> "the desktop's keyring does not answer: " + e);
      return Optional.empty();
    }
  }

  @Override
  public boolean isThere() {
    return asked(SecretBus::isThere).orElse(false);
  }

  private static Map<String, String> key(String server) {
    return Map.of("application", APPLICATION, "server", server);
  }

  @Override
  public Optional<Login> find(String server) {
    return asked(keyring -> keyring.isThere() ? login(keyring, server) : Optional.<Login>empty())
        .flatMap(Function.identity());
  }

  private static Optional<Login> login(SecretBus keyring, String server) throws DBusException {
    Optional<String> item = keyring.unlocked(keyring.search(key(server)));
    if (item.isEmpty()) {
      return Optional.empty();
    }
    String password = new String(keyring.secret(item.get()), StandardCharsets.UTF_8);
    return Optional.of(new Login(keyring.attribute(item.get(), "user"), password));
  }

  @Override
  public boolean keep(String server, Login login) {
    return asked(
            keyring -> {
              if (!keyring.isThere()) {
                return false;
              }
              List<String> before = keyring.search(key(server)).all();
              Map<String, String> attributes =
                  Map.of(
                      "application", APPLICATION,
                      "server", server,
                      "user", login.user());
              Optional<String> made =
                  keyring.create(
                      "Coppice: " + server,
                      attributes,
                      login.password().getBytes(StandardCharsets.UTF_8));
              for (String item : before) {
                if (made.isPresent() && !made.get().equals(item)) {
                  keyring.delete(item);
                }
              }
              return made.isPresent();
            })
        .orElse(false);
  }

  @Override
  public void forget(String server) {
    asked(
        keyring -> {
          if (keyring.isThere()) {
            for (String item : keyring.search(key(server)).all()) {
              keyring.delete(item);
            }
          }
          return true;
        });
  }
}
