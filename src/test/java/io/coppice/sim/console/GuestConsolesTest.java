package io.coppice.sim.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Consoles;
import io.coppice.backend.Snapshot;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.server.Viewer;
import io.coppice.model.EntityId.MachineId;
import io.coppice.sim.guest.Guests;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestConsolesTest {
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId ON = new MachineId(1);

  private final Snapshot snapshot = Worlds.of(SmallSite.of(2, 6)).snapshot();
  private final GuestConsoles consoles =
      new GuestConsoles(
          () -> new PublishedWorld(snapshot, new Guests(snapshot.time())),
          _ -> CompletableFuture.completedFuture(null));

  @AfterEach
  void close() {
    consoles.close();
  }

  private static SessionOptions options() {
    return SessionOptions.local(Gatekeeper.NOBODY)
        .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE));
  }

  private String text(MachineId machine) {
    return consoles.text(machine).map(Consoles.ScreenText::all).orElseThrow();
  }

  @Test
  void machineThatIsOnAsksForALoginAndShowsWhatIsTyped() {
    assertTrue(text(ON).contains("vm-001 login:"), text(ON));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try (Viewer viewer = new Viewer(consoles.open(ON, 1), options())) {
            viewer.untilDrawn();
            assertEquals("vm-001", viewer.name());
            viewer.session().key(true, 'r', 0);
            viewer.session().key(false, 'r', 0);
            viewer.untilTrue(() -> text(ON).contains("login: r"));
          }
        });
  }

  @Test
  void machineThatIsOffSaysSo() {
    assertTrue(text(OFF).contains("powered off"), text(OFF));
  }

  @Test
  void screensExistWhileSomebodyLooks() {
    assertEquals(0, consoles.screens());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Viewer first = new Viewer(consoles.open(ON, 1), options());
          Viewer second = new Viewer(consoles.open(ON, 5), options().asThumbnail());
          first.untilTrue(() -> first.picture() != null && first.picture().width() == 720);
          second.untilTrue(() -> second.picture() != null && second.picture().width() == 144);
          assertEquals(1, consoles.screens());
          first.close();
          second.close();
          while (consoles.screens() > 0) {
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void noSuchMachineIsSaid() {
    assertThrows(IOException.class, () -> consoles.open(new MachineId(99), 1));
    assertTrue(consoles.text(new MachineId(99)).isEmpty());
  }
}
