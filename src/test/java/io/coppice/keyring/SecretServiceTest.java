package io.coppice.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.session.Passwords.Login;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The keyring of GNOME on a bus of the test's own, with a home of its own. Skipped where neither is
 * installed.
 */
class SecretServiceTest {
  private static final String SERVER = "192.0.2.10:1";

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process each : started.reversed()) {
      each.destroy();
      if (!each.waitFor(5, TimeUnit.SECONDS)) {
        each.destroyForcibly().waitFor();
      }
    }
  }

  private static void needs(String program) {
    assumeTrue(
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
        program + " is not installed on this machine");
  }

  private Process start(Optional<String> bus, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(home.resolve(command[0] + ".log").toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("DISPLAY");
    environment.put("HOME", home.toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("XDG_RUNTIME_DIR", home.toString());
    bus.ifPresent(address -> environment.put("DBUS_SESSION_BUS_ADDRESS", address));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** A bus that starts nobody by itself, whatever is installed. */
  private String bus() throws IOException {
    needs("dbus-daemon");
    Path settings =
        Files.writeString(
            home.resolve("bus.conf"),
            """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
              "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """
                .formatted(home.resolve("bus.socket")));
    Process daemon =
        start(
            Optional.empty(),
            "dbus-daemon",
            "--config-file=" + settings,
            "--nofork",
            "--print-address");
    BufferedReader said = daemon.inputReader();
    return said.readLine();
  }

  /** A bus with a keyring on it that is open. */
  private String keyring() throws IOException {
    needs("gnome-keyring-daemon");
    String bus = bus();
    Process daemon =
        start(
            Optional.of(bus),
            "gnome-keyring-daemon",
            "--foreground",
            "--unlock",
            "--components=secrets");
    daemon.getOutputStream().write("open sesame".getBytes(StandardCharsets.UTF_8));
    daemon.getOutputStream().close();
    // it says where it listens once it does
    daemon.inputReader().readLine();
    return bus;
  }

  @Test
  void passwordIsKeptByTheDesktopAndFoundAgain() throws IOException {
    SecretService passwords = new SecretService(Optional.of(keyring()));
    assertTrue(passwords.isThere());
    assertEquals(Optional.empty(), passwords.find(SERVER));

    assertTrue(passwords.keep(SERVER, new Login("", "s3cret äöü 🦊")));
    assertTrue(passwords.keep("192.0.2.10:2", new Login("root", "another")));
    assertEquals(Optional.of(new Login("", "s3cret äöü 🦊")), passwords.find(SERVER));
    assertEquals(Optional.of(new Login("root", "another")), passwords.find("192.0.2.10:2"));

    assertTrue(passwords.keep(SERVER, new Login("admin", "changed")));
    assertEquals(Optional.of(new Login("admin", "changed")), passwords.find(SERVER));

    passwords.forget(SERVER);
    assertEquals(Optional.empty(), passwords.find(SERVER));
    assertTrue(passwords.find("192.0.2.10:2").isPresent());
  }

  @Test
  void desktopWithoutKeyringHasNone() throws IOException {
    SecretService passwords = new SecretService(Optional.of(bus()));
    assertFalse(passwords.isThere());
    assertEquals(Optional.empty(), passwords.find(SERVER));
    assertFalse(passwords.keep(SERVER, new Login("", "x")));
  }

  @Test
  void machineWithoutBusHasNone() {
    SecretService none = SecretService.ofSession(Map.of());
    assertFalse(none.isThere());
    SecretService gone = new SecretService(Optional.of("unix:path=" + home.resolve("nowhere")));
    assertFalse(gone.isThere());
    assertEquals(Optional.empty(), gone.find(SERVER));
  }

  @Test
  void busIsFoundWhereTheSessionSaysOrWhereSystemdPutsIt() throws IOException {
    Files.createFile(home.resolve("bus"));
    assertEquals(
        SecretService.ofSession(Map.of("XDG_RUNTIME_DIR", home.toString())).address(),
        Optional.of("unix:path=" + home.resolve("bus")));
    assertEquals(
        SecretService.ofSession(
                Map.of("DBUS_SESSION_BUS_ADDRESS", "tcp:host=x,port=1;unix:path=/run/b"))
            .address(),
        Optional.of("unix:path=/run/b"));
  }
}
