package io.coppice.sim.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.Consoles;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.server.Viewer;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.SimSites;
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
          try (Viewer viewer = new Viewer(consoles.open(ON), options())) {
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

  /** The machine is the same object before and after. */
  @Test
  void aChildThatWasLookedAtWhileItWasForkedIsSeenToGoOn() {
    Worlds worlds = Worlds.of(SmallSite.of(2, 6));
    worlds.start(new ForkOperation.Fork(ON, ForkSpec.of(1, "child-#")));
    MachineId child = new MachineId(6);
    for (int i = 0; i < 10_000 && !isOn(worlds, child); i++) {
      worlds.pass(Duration.ofMillis(1));
    }
    PublishedWorld[] newest = {published(worlds)};
    try (GuestConsoles forked =
        new GuestConsoles(() -> newest[0], _ -> CompletableFuture.completedFuture(null))) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            try (Viewer viewer = new Viewer(forked.open(child), options())) {
              viewer.untilDrawn();
              assertTrue(forked.text(child).orElseThrow().all().contains("FORKING"));
              while (state(worlds, child) == ForkMember.State.STARTING) {
                assertTrue(forked.text(child).isPresent());
                worlds.pass(Duration.ofNanos(100_000));
                newest[0] = published(worlds);
                forked.published();
              }
              viewer.untilTrue(() -> !forked.text(child).orElseThrow().all().contains("FORKING"));
            }
          });
    }
  }

  private static boolean isOn(Worlds worlds, MachineId machine) {
    Machine there = worlds.snapshot().inventory().machine(machine);
    return there != null && there.isOn();
  }

  private static ForkMember.State state(Worlds worlds, MachineId machine) {
    return worlds.snapshot().forks().member(machine).orElseThrow().state();
  }

  private static PublishedWorld published(Worlds worlds) {
    return new PublishedWorld(worlds.snapshot(), Guests.of(worlds.world()));
  }

  @Test
  void screensExistWhileSomebodyLooks() {
    assertEquals(0, consoles.screens());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Viewer first = new Viewer(consoles.open(ON), options());
          Viewer second = new Viewer(consoles.open(ON, 720 / 5, 400 / 5), options().asThumbnail());
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
    assertThrows(IOException.class, () -> consoles.open(new MachineId(99)));
    assertTrue(consoles.text(new MachineId(99)).isEmpty());
  }

  @Test
  void letterIsEchoedWhileTheWorldStandsStill() throws IOException {
    OperationLog counting = entries -> asked.addAll(entries);
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(2, 6));
    try (Backend site = new SimSites().open(past, counting)) {
      Consoles there = site.consoles().orElseThrow();
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            try (Viewer viewer = new Viewer(there.open(ON), options())) {
              viewer.untilDrawn();
              int[] before = viewer.picture().pixels().clone();
              type(viewer, "r");
              viewer.untilTrue(() -> !java.util.Arrays.equals(before, viewer.picture().pixels()));
              assertEquals(0, asked.size(), "a letter is no operation");
              type(viewer, "oot\r");
              viewer.untilTrue(() -> written(there).contains("Password:"));
              type(viewer, "hush\rhistory\r");
              viewer.untilTrue(() -> written(there).contains("1  history"));
              assertEquals(
                  List.of("root", "", "history"),
                  asked.stream()
                      .map(entry -> ((ConsoleOperation.Enter) entry.operation()).line())
                      .toList());
            }
          });
    }
  }

  private final List<OperationLog.Entry> asked = new java.util.concurrent.CopyOnWriteArrayList<>();

  private static String written(Consoles there) {
    return there.text(ON).map(Consoles.ScreenText::all).orElse("").stripTrailing();
  }

  private static void type(Viewer viewer, String keys) {
    for (int i = 0; i < keys.length(); i++) {
      int keysym = keys.charAt(i) == '\r' ? 0xFF0D : keys.charAt(i);
      viewer.session().key(true, keysym, 0);
      viewer.session().key(false, keysym, 0);
    }
  }

  @Test
  void lineIsEditedRecalledAndCompletedAsInAShell() throws IOException {
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(2, 6));
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      Consoles there = site.consoles().orElseThrow();
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            try (Viewer viewer = new Viewer(there.open(ON), options())) {
              viewer.untilDrawn();
              type(viewer, "root\r\recho hallo\r");
              viewer.untilTrue(() -> written(there).contains("\nhallo\n"));
              press(viewer, 0xFF52); // up
              viewer.untilTrue(() -> written(there).endsWith("echo hallo"));
              press(viewer, 0xFF08); // backspace
              press(viewer, 0xFF50); // home
              press(viewer, 0xFFFF); // delete
              viewer.untilTrue(() -> written(there).endsWith("# cho hall"));
              control(viewer, 'u');
              control(viewer, 'k');
              type(viewer, "hostn");
              press(viewer, 0xFF09); // tab
              viewer.untilTrue(() -> written(there).endsWith("# hostname"));
              control(viewer, 'u');
              type(viewer, "cat /etc/host");
              press(viewer, 0xFF09);
              press(viewer, 0xFF09);
              viewer.untilTrue(() -> written(there).contains("\nhostname  hosts\n"));
              type(viewer, "n");
              press(viewer, 0xFF09);
              viewer.untilTrue(() -> written(there).endsWith("# cat /etc/hostname"));
              control(viewer, 'c');
              viewer.untilTrue(() -> written(there).contains("^C"));
            }
          });
    }
  }

  @Test
  void aSearchLeavesTheScreenWithTheKeyThatEndsIt() throws IOException {
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(2, 6));
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      Consoles there = site.consoles().orElseThrow();
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            try (Viewer viewer = new Viewer(there.open(ON), options())) {
              viewer.untilDrawn();
              type(viewer, "root\r\recho hallo\r");
              viewer.untilTrue(() -> written(there).contains("\nhallo\n"));
              control(viewer, 'r');
              type(viewer, "ec");
              viewer.untilTrue(() -> written(there).endsWith("(reverse-i-search)`ec': echo hallo"));
              press(viewer, 0xFF53); // right: the cursor stands at the end
              viewer.untilTrue(() -> written(there).endsWith("# echo hallo"));
            }
          });
    }
  }

  private static void press(Viewer viewer, int keysym) {
    viewer.session().key(true, keysym, 0);
    viewer.session().key(false, keysym, 0);
  }

  private static void control(Viewer viewer, int keysym) {
    viewer.session().key(true, 0xFFE3, 0);
    press(viewer, keysym);
    viewer.session().key(false, 0xFFE3, 0);
  }

  @Test
  void desktopIsDrawnAndItsTextConsoleIsAKeyAway() {
    MachineId desktop = new MachineId(8);
    Snapshot larger = Worlds.of(SmallSite.of(2, 10)).snapshot();
    GuestConsoles here =
        new GuestConsoles(
            () -> new PublishedWorld(larger, new Guests(larger.time())),
            _ -> CompletableFuture.completedFuture(null));
    assertTrue(here.text(desktop).isEmpty(), "a desktop is no text");
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          try (Viewer viewer = new Viewer(here.open(desktop), options());
              Viewer small =
                  new Viewer(here.open(desktop, 720 / 5, 400 / 5), options().asThumbnail())) {
            viewer.untilDrawn();
            small.untilDrawn();
            assertEquals(1024, viewer.picture().width());
            assertEquals(1024 / 9, small.picture().width());
            viewer.untilTrue(
                () -> java.util.Arrays.stream(viewer.picture().pixels()).distinct().count() > 50);
            viewer.session().key(true, 0xFFE3, 0);
            viewer.session().key(true, 0xFFE9, 0);
            press(viewer, 0xFFC0);
            viewer.untilTrue(() -> viewer.picture().width() == 720);
            small.untilTrue(() -> small.picture().width() == 720 / 5);
            assertTrue(here.text(desktop).orElseThrow().all().contains("login:"));
          }
        });
    here.close();
  }
}
