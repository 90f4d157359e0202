package io.coppice.keyring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.Variant;

/**
 * The words of the secret service, as calls on a bus. Items and collections are told by their
 * paths. One thread; a call waits for its answer at most {@link #PATIENCE} ms, a person is given
 * {@link #PERSON} seconds.
 */
final class SecretBus implements AutoCloseable {
  private static final long PATIENCE = 10_000;
  private static final long PERSON = 180;

  /** Milliseconds for a bus to take the connection. */
  private static final int CONNECT = 1_000;

  private static final String NAME = "org.freedesktop.secrets";
  private static final String SERVICE = "org.freedesktop.Secret.Service";
  private static final String COLLECTION = "org.freedesktop.Secret.Collection";
  private static final String ITEM = "org.freedesktop.Secret.Item";
  private static final String PROMPT = "org.freedesktop.Secret.Prompt";
  private static final String ROOT = "/org/freedesktop/secrets";

  /** In place of a path: nothing. */
  private static final String NOTHING = "/";

  private final DBusConnection connection;
  private String session = "";

  SecretBus(String address) throws DBusException {
    connection =
        DBusConnectionBuilder.forAddress(address)
            .withShared(false)
            .transportConfig()
            .withTimeout(CONNECT)
            .back()
            .build();
  }

  /** What a search found. */
  record Found(List<String> unlocked, List<String> locked) {
    List<String> all() {
      return Stream.concat(unlocked.stream(), locked.stream()).toList();
    }
  }

  private Object[] call(String to, String path, String type, String member, Object... signed)
      throws DBusException {
    String signature = signed.length == 0 ? null : (String) signed[0];
    Object[] arguments = new Object[Math.max(0, signed.length - 1)];
    System.arraycopy(signed, Math.min(1, signed.length), arguments, 0, arguments.length);
    MethodCall call =
        connection
            .getMessageFactory()
            .createMethodCall(null, to, path, type, member, (byte) 0, signature, arguments);
    connection.sendMessage(call);
    Message reply = call.getReply(PATIENCE);
    if (reply == null) {
      throw new DBusException(member + " got no answer");
    }
    if (reply instanceof Error error) {
      error.throwException();
    }
    return reply.getParameters();
  }

  /** Whether somebody answers to the name, or would be started to. */
  boolean isThere() throws DBusException {
    String bus = "org.freedesktop.DBus";
    String path = "/org/freedesktop/DBus";
    return (boolean) call(bus, path, bus, "NameHasOwner", "s", NAME)[0]
        || paths(call(bus, path, bus, "ListActivatableNames")[0]).contains(NAME);
  }

  private String session() throws DBusException {
    if (session.isEmpty()) {
      Object[] opened = call(NAME, ROOT, SERVICE, "OpenSession", "sv", "plain", new Variant<>(""));
      session = opened[1].toString();
    }
    return session;
  }

  /** Paths, or names, of an array. */
  private static List<String> paths(Object array) {
    return array instanceof Object[] many
        ? Stream.of(many).map(Object::toString).toList()
        : ((List<?>) array).stream().map(Object::toString).toList();
  }

  Found search(Map<String, String> attributes) throws DBusException {
    Object[] found = call(NAME, ROOT, SERVICE, "SearchItems", "a{ss}", attributes);
    return new Found(paths(found[0]), paths(found[1]));
  }

  /**
   * One of the items, unlocked by the person if need be; empty if there is none or it is refused.
   */
  Optional<String> unlocked(Found found) throws DBusException {
    if (!found.unlocked().isEmpty() || found.locked().isEmpty()) {
      return found.unlocked().stream().findFirst();
    }
    String item = found.locked().getFirst();
    return unlock(item) ? Optional.of(item) : Optional.empty();
  }

  private boolean unlock(String path) throws DBusException {
    Object[] answer =
        call(NAME, ROOT, SERVICE, "Unlock", "ao", (Object) new Object[] {objectPath(path)});
    return paths(answer[0]).contains(path) || prompted(answer[1].toString()).isPresent();
  }

  private static Object objectPath(String path) {
    return new org.freedesktop.dbus.DBusPath(path);
  }

  /** Lets the person answer what the service wants to know; empty if he declines. */
  private Optional<Object> prompted(String prompt) throws DBusException {
    if (prompt.equals(NOTHING)) {
      return Optional.empty();
    }
    CompletableFuture<Optional<Object>> answer = new CompletableFuture<>();
    DBusMatchRule completed =
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withInterface(PROMPT)
            .withMember("Completed")
            .withPath(prompt)
            .build();
    try (AutoCloseable _ =
        connection.addGenericSigHandler(completed, signal -> answer.complete(result(signal)))) {
      call(NAME, prompt, PROMPT, "Prompt", "s", "");
      return answer.get(PERSON, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (TimeoutException | ExecutionException e) {
      call(NAME, prompt, PROMPT, "Dismiss");
      return Optional.empty();
    } catch (DBusException e) {
      throw e;
    } catch (Exception e) {
      throw new DBusException("the prompt could not be left", e);
    }
  }

  private static Optional<Object> result(DBusSignal signal) {
    try {
      Object[] said = signal.getParameters();
      boolean dismissed = (boolean) said[0];
      Object value = said[1] instanceof Variant<?> variant ? variant.getValue() : said[1];
      return dismissed ? Optional.empty() : Optional.of(value);
    } catch (DBusException e) {
      return Optional.empty();
    }
  }

  byte[] secret(String item) throws DBusException {
    Object[] secret = (Object[]) call(NAME, item, ITEM, "GetSecret", "o", objectPath(session()))[0];
    return bytes(secret[2]);
  }

  private static byte[] bytes(Object array) {
    if (array instanceof byte[] plain) {
      return plain;
    }
    List<?> list = (List<?>) array;
    byte[] out = new byte[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) list.get(i);
    }
    return out;
  }

  /** An attribute of an item; empty text if it has none of that name. */
  String attribute(String item, String name) throws DBusException {
    Object value =
        call(NAME, item, "org.freedesktop.DBus.Properties", "Get", "ss", ITEM, "Attributes")[0];
    Map<?, ?> attributes = (Map<?, ?>) (value instanceof Variant<?> v ? v.getValue() : value);
    Object found = attributes.get(name);
    return found == null ? "" : found.toString();
  }

  /** A new item in the collection that the person uses by default; empty if he declines. */
  Optional<String> create(String label, Map<String, String> attributes, byte[] secret)
      throws DBusException {
    String collection = call(NAME, ROOT, SERVICE, "ReadAlias", "s", "default")[0].toString();
    if (collection.equals(NOTHING)) {
      throw new DBusException("the keyring has no default collection");
    }
    if (!unlock(collection)) {
      return Optional.empty();
    }
    Map<String, Variant<?>> properties =
        Map.of(
            ITEM + ".Label", new Variant<>(label),
            ITEM + ".Attributes", new Variant<>(attributes, "a{ss}"));
    Object[] wrapped = {objectPath(session()), new byte[0], secret, "text/plain"};
    Object[] made =
        call(
            NAME,
            collection,
            COLLECTION,
            "CreateItem",
            "a{sv}(oayays)b",
            properties,
            wrapped,
            true);
    return made[0].toString().equals(NOTHING)
        ? prompted(made[1].toString()).map(Object::toString)
        : Optional.of(made[0].toString());
  }

  void delete(String item) throws DBusException {
    prompted(call(NAME, item, ITEM, "Delete")[0].toString());
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
