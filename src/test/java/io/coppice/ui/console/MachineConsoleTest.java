package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Consoles;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Speed;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.QuietToolkit;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MachineConsoleTest {
  private static final MachineId ON = new MachineId(1);

  /** Lines that a guest's screen shows together with the commands before and after them. */
  private static final int SCREENFUL = 17;

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of(new ConsoleTab()))), List.of(), List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private static void onFx(Runnable action) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, action);
  }

  private String text() {
    return console
        .context()
        .session()
        .site()
        .consoles()
        .flatMap(consoles -> consoles.text(ON))
        .map(Consoles.ScreenText::all)
        .orElseThrow();
  }

  @Test
  void machinesPageShowsItsScreenAndTakesKeys() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    assertFalse(text().contains("login: r"), text());
    onFx(
        () -> {
          view.requestFocus();
          view.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.R, false, false, false, false));
          view.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_TYPED, "r", "", KeyCode.UNDEFINED, false, false, false, false));
        });
    console.until(() -> text().contains("login: r"));
    assertTrue(view.isFocused());
  }

  /** Whatever animates has JavaFX beat sixty times a second, also behind another page. */
  @Test
  void aScreenOnWhichNothingHappensLetsTheBeatRest() throws InterruptedException {
    QuietToolkit.assumed(console.node("tabs", Node.class).getScene());
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    Label facts = console.node("console-facts", Label.class);
    console.until(() -> !facts.getText().isEmpty());
    QuietToolkit.assertRests(view.getScene());
  }

  /** What stands above the screen never makes the page wider than its window. */
  @Test
  void everyPartOfTheBarIsSeenInANarrowPageAlsoWhileTheKeysGoToTheMachine() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    Region all = console.node("machine-console", Region.class);
    onFx(
        () -> {
          view.requestFocus();
          all.setManaged(false);
          for (int wide : new int[] {1_400, 900, 600, 460}) {
            all.resize(wide, 700);
            all.applyCss();
            all.layout();
            double right = all.localToScene(all.getLayoutBounds()).getMaxX();
            for (String part : List.of("console-size", "console-bar-reconnect", "console-hint")) {
              Node node = all.lookup("#" + part);
              Bounds seen = node.localToScene(node.getLayoutBounds());
              assertTrue(node.isVisible(), part);
              assertTrue(seen.getMaxX() <= right + 0.5, part + " at " + wide + ": " + seen);
            }
          }
        });
  }

  /** Every part of the picture lies inside whatever holds it, however high that is. */
  @Test
  void wholeScreenIsSeenWhateverTheHeightOfItsPlace() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    Region all = console.node("machine-console", Region.class);
    onFx(
        () -> {
          view.requestFocus();
          all.setManaged(false);
          for (int high = 120; high <= 1_000; high++) {
            all.resize(900, high);
            all.layout();
            Node image = view.getChildrenUnmodifiable().getFirst();
            Bounds seen = image.localToScene(image.getLayoutBounds());
            for (Parent holder = view; holder != all.getParent(); holder = holder.getParent()) {
              Bounds place = holder.localToScene(holder.getLayoutBounds());
              assertTrue(
                  seen.getMaxY() <= place.getMaxY() + 0.5
                      && seen.getMinY() >= place.getMinY() - 0.5,
                  high + ": " + seen + " is not inside " + holder + ", " + place);
            }
          }
        });
  }

  /** In a narrow window the bar has rows: the way out of the machine's keyboard is always seen. */
  @Test
  void wholeBarIsSeenInANarrowWindow() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    Region all = console.node("machine-console", Region.class);
    Parent bar = console.node("console-bar", Parent.class);
    console.until(
        () -> {
          view.requestFocus();
          return view.isFocused();
        });
    onFx(
        () -> {
          all.setManaged(false);
          for (int wide = 420; wide <= 900; wide += 40) {
            all.resize(wide, 500);
            all.layout();
            for (Node each : bar.getChildrenUnmodifiable()) {
              if (each.isManaged()) {
                double right = each.getBoundsInParent().getMaxX();
                assertTrue(right <= wide + 0.5, wide + ": " + each + " ends at " + right);
              }
            }
            Node hint = bar.lookup("#console-hint");
            assertTrue(hint.isVisible());
            assertTrue(
                hint.localToScene(hint.getLayoutBounds()).getWidth() >= hint.prefWidth(-1) - 0.5);
          }
        });
  }

  private static void press(FramebufferView view, KeyCode code) {
    onFx(
        () -> {
          view.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
          view.fireEvent(
              new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, false, false));
        });
  }

  private static void type(FramebufferView view, String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      KeyCode code =
          c == ' ' ? KeyCode.SPACE : KeyCode.getKeyCode(String.valueOf(c).toUpperCase(Locale.ROOT));
      KeyCode pressed = code == null ? KeyCode.UNDEFINED : code;
      onFx(
          () -> {
            view.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", pressed, false, false, false, false));
            view.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_TYPED,
                    String.valueOf(c),
                    "",
                    KeyCode.UNDEFINED,
                    false,
                    false,
                    false,
                    false));
            view.fireEvent(
                new KeyEvent(KeyEvent.KEY_RELEASED, "", "", pressed, false, false, false, false));
          });
    }
    press(view, KeyCode.ENTER);
  }

  @Test
  void whoLogsInLooksAtAddressesAndPingsANeighbour() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    onFx(view::requestFocus);
    type(view, "root");
    type(view, "secret");
    console.until(() -> text().contains("root@vm-001"));
    assertFalse(text().contains("secret"), "a password is not shown");
    type(view, "ip addr");
    console.until(() -> text().contains("inet 10.0.0.1/16"));
    type(view, "ping -c 2 vm-002");
    console.until(() -> text().contains("icmp_seq=1 ttl=64"));
    onFx(
        () ->
            console
                .context()
                .session()
                .site()
                .time()
                .orElseThrow()
                .setSpeed(io.coppice.backend.Speed.X10));
    console.until(() -> text().contains("2 packets transmitted, 2 received"));
    assertTrue(
        console.context().session().snapshot().jobs().count() >= 4, "each line is an operation");
    assertFalse(
        operations().stream().anyMatch(typed -> typed.contains("secret")),
        "a password is in no operation");
  }

  /** Lines of a shell whose words are every character that the keyboard has, in random order. */
  private static String commands(int length, StringBuilder words) {
    Random chance = new Random(4_096);
    StringBuilder all = new StringBuilder();
    String end = "' >> note\n";
    while (all.length() < length) {
      all.append("echo '");
      int most = Math.min(64, length - all.length() - end.length());
      for (int i = 0; i < most; i++) {
        char c = (char) chance.nextInt('!', '~' + 1);
        char word = i % 9 == 4 ? ' ' : c == '\'' ? '_' : c;
        all.append(word);
        words.append(word);
      }
      all.append(end);
      words.append('\n');
    }
    return all.toString();
  }

  @Test
  void allOfAClipboardOf4096CharactersArrives() throws IOException {
    StringBuilder words = new StringBuilder();
    String commands = commands(4_096, words);
    assertEquals(4_096, commands.length());
    Consoles consoles = console.context().session().site().consoles().orElseThrow();
    SessionListener nobody = new SessionListener() {};
    try (RfbSession line =
        new RfbSession(consoles.open(ON), SessionOptions.local(Gatekeeper.NOBODY), nobody)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  line.run();
                } catch (IOException _) {
                  // the test is over
                }
              });
      Keyboard keyboard = new Keyboard(line::key, KeyboardLayout.US);
      ClipboardTyping typing = new ClipboardTyping(console.context(), keyboard, () -> {});
      console.until(() -> line.facts().isPresent());
      paste(typing, "root\nsecret\n");
      console.until(() -> text().contains("root@vm-001"));
      paste(typing, commands);
      List<String> lines = words.toString().lines().toList();
      for (int from = 0; from < lines.size(); from += SCREENFUL) {
        List<String> part = lines.subList(from, Math.min(lines.size(), from + SCREENFUL));
        int end = from + part.size();
        paste(typing, "clear; head -n " + end + " note | tail -n " + part.size() + "\n");
        console.until(() -> text().contains(String.join("\n", part)));
      }
    }
  }

  /** A frame's characters after a frame's, without the time between. */
  private static void paste(ClipboardTyping typing, String text) {
    onFx(
        () -> {
          typing.type(text);
          while (typing.stopButton().isVisible()) {
            typing.typeSome();
          }
        });
  }

  /** What was typed goes with the machine; whoever sits there sees it start, and types again. */
  @Test
  void consoleOutlivesACrashOfItsHost() {
    onFx(() -> console.context().navigation().open(new Place.Page(ON, "console")));
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(() -> view.picture().filter(picture -> picture.width() > 100).isPresent());
    onFx(view::requestFocus);
    type(view, "root");
    console.until(() -> text().contains("Password:"));
    HostId host = console.context().session().snapshot().inventory().machine(ON).host();
    onFx(
        () -> {
          console
              .context()
              .session()
              .submit("a crash", List.of(new FaultOperation.CrashHost(host)));
          console.context().session().site().time().orElseThrow().setSpeed(Speed.X60);
        });
    console.until(() -> !text().contains("Password:"));
    press(view, KeyCode.Z);
    if (!console.context().session().snapshot().inventory().machine(ON).isOn()) {
      onFx(
          () ->
              console
                  .context()
                  .session()
                  .submit("start", List.of(new MachineOperation.PowerOn(ON))));
    }
    console.until(() -> text().stripTrailing().endsWith("vm-001 login:"));
    onFx(view::requestFocus);
    type(view, "root");
    console.until(() -> text().contains("Password:"));
  }

  private List<String> operations() {
    List<String> all = new java.util.ArrayList<>();
    console
        .context()
        .session()
        .snapshot()
        .jobs()
        .forEach(job -> all.add(job.operation().toString()));
    return all;
  }
}
