package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.session.Passwords;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.PointerEvents;
import io.coppice.testkit.RecordingDialogs;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ConsoleScreenTest {
  private ConsoleWindow console;
  private SmallServer server;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4)),
            Locale.ENGLISH,
            new Shell.Parts(List.of(new ConsoleScreens(Passwords.NOWHERE)), List.of(), List.of()));
  }

  @BeforeEach
  void serve() throws IOException {
    server = new SmallServer();
  }

  @AfterEach
  void stop() throws IOException {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
    server.close();
  }

  private static void onFx(Runnable action) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, action);
  }

  private void open(String address) {
    onFx(() -> console.context().navigation().open(new Place.Console(address)));
  }

  private FramebufferView screen() {
    open(server.address());
    console.until(() -> server.sessions.get() == 1);
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(
        () ->
            view.picture().isPresent()
                && view.picture().get().pixels()[5 * SmallServer.WIDTH + 5] == 0xFFC08040);
    console.until(view::isFocused);
    return view;
  }

  private static void key(Node to, KeyCode code, String typed, boolean control, boolean alt) {
    onFx(
        () -> {
          to.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, alt, false));
          if (!typed.isEmpty()) {
            to.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_TYPED, typed, "", KeyCode.UNDEFINED, false, control, alt, false));
          }
        });
  }

  private static void up(Node to, KeyCode code) {
    onFx(
        () ->
            to.fireEvent(
                new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, false, false)));
  }

  @Test
  void machinesScreenIsShownAndTakesEveryKey() {
    FramebufferView view = screen();
    key(view, KeyCode.A, "a", false, false);
    up(view, KeyCode.A);
    console.until(() -> server.keys.equals(List.of("+61", "-61")));
    // Ctrl+W would close the tab; it belongs to the machine now
    key(view, KeyCode.CONTROL, "", true, false);
    key(view, KeyCode.W, "\u0017", true, false);
    up(view, KeyCode.W);
    up(view, KeyCode.CONTROL);
    console.until(() -> server.keys.equals(List.of("+61", "-61", "+ffe3", "+77", "-77", "-ffe3")));
    assertTrue(view.getScene() != null, "the tab is still open");
  }

  @Test
  void controlAndAltTogetherGiveTheKeyboardBackWithNoKeyDown() {
    FramebufferView view = screen();
    key(view, KeyCode.CONTROL, "", true, false);
    key(view, KeyCode.ALT, "", true, true);
    up(view, KeyCode.ALT);
    console.until(() -> !view.isFocused());
    console.until(() -> server.keys.size() == 4);
    assertEquals(
        List.of("+ffe3", "+ffe9"), server.keys.stream().filter(k -> k.startsWith("+")).toList());
    key(view, KeyCode.B, "b", false, false);
    onFx(view::requestFocus);
    key(view, KeyCode.C, "c", false, false);
    console.until(() -> server.keys.size() == 5);
    assertEquals("+63", server.keys.getLast(), "b came while nobody sat there");
  }

  @Test
  void connectionComesBackByItself() throws IOException {
    screen();
    server.hangUp();
    console.until(() -> server.sessions.get() == 2);
  }

  /** What is typed elsewhere while a server restarts, a password say, is not for its machine. */
  @Test
  void aConnectionThatComesBackTakesNobodysKeyboard() throws IOException {
    FramebufferView view = screen();
    Button elsewhere = console.node("palette-button", Button.class);
    onFx(elsewhere::requestFocus);
    console.until(elsewhere::isFocused);
    server.hangUp();
    console.until(() -> server.sessions.get() == 2);
    Node keys = console.node("console-keys", Node.class);
    console.until(() -> !keys.isDisabled());
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(elsewhere.isFocused());
    assertFalse(view.isFocused());
  }

  @Test
  void whoeverWaitedForAConnectionThatWasRefusedAsksAgainWithEnter() {
    server.refuse(true);
    open(server.address());
    Button again = console.node("console-reconnect", Button.class);
    console.until(again::isFocused);
    server.refuse(false);
    onFx(again::fire);
    FramebufferView view = console.node("console-screen", FramebufferView.class);
    console.until(view::isFocused);
  }

  /** Keys that go down are added. */
  private ClipboardTyping typing(List<Integer> typed) {
    return typing(console.context(), typed);
  }

  private static ClipboardTyping typing(UiContext context, List<Integer> typed) {
    Keyboard keyboard =
        new Keyboard(
            (down, keysym, _) -> {
              if (down) {
                typed.add(keysym);
              }
            },
            KeyboardLayout.US);
    return new ClipboardTyping(context, keyboard, () -> {});
  }

  @Test
  void noKeyGoesDownOnceTypingTheClipboardIsStopped() {
    List<Integer> typed = new CopyOnWriteArrayList<>();
    ClipboardTyping typing = typing(typed);
    onFx(() -> typing.type("a".repeat(4096)));
    console.until(() -> typed.size() >= 6);
    int[] then = {0};
    onFx(
        () -> {
          typing.stopButton().fire();
          then[0] = typed.size();
        });
    // as many further frames as would have typed more
    int[] frames = {0};
    Runnable count = () -> frames[0]++;
    Scene scene = console.node("menus", Node.class).getScene();
    onFx(() -> scene.addPostLayoutPulseListener(count));
    console.until(
        () -> {
          Platform.requestNextPulse();
          return frames[0] > 5;
        });
    onFx(() -> scene.removePostLayoutPulseListener(count));
    assertEquals(then[0], typed.size());
    assertFalse(typing.stopButton().isVisible());
  }

  @Test
  void thePictureIsCopiedOneForOne() {
    screen();
    MenuButton pictures = console.node("console-picture", MenuButton.class);
    onFx(() -> pictures.getItems().getFirst().fire());
    onFx(
        () -> {
          Image copied = Clipboard.getSystemClipboard().getImage();
          assertEquals(SmallServer.WIDTH, copied.getWidth());
          assertEquals(SmallServer.HEIGHT, copied.getHeight());
          assertEquals(0xFFC08040, copied.getPixelReader().getArgb(5, 5));
        });
  }

  @Test
  void thePictureIsWrittenToAFilePixelByPixel(@TempDir Path folder) throws IOException {
    Framebuffer picture = screen().picture().orElseThrow();
    Path file = folder.resolve("console.png");
    RecordingDialogs dialogs = new RecordingDialogs();
    onFx(
        () ->
            ConsolePictures.save(
                console.context().with(dialogs), ConsolePictures.image(picture), file));
    console.until(() -> dialogs.toasts().stream().anyMatch(said -> said.contains("console.png")));
    try (InputStream in = Files.newInputStream(file)) {
      Image read = new Image(in);
      assertEquals(picture.width(), read.getWidth());
      assertEquals(picture.height(), read.getHeight());
      int[] pixels = new int[picture.width() * picture.height()];
      read.getPixelReader()
          .getPixels(
              0,
              0,
              picture.width(),
              picture.height(),
              PixelFormat.getIntArgbInstance(),
              pixels,
              0,
              picture.width());
      assertArrayEquals(picture.pixels(), pixels);
    }
  }

  @Test
  void nothingIsTypedAfterItWasStopped() {
    List<Integer> typed = new CopyOnWriteArrayList<>();
    ClipboardTyping typing = typing(console.context(), typed);
    onFx(
        () -> {
          typing.type("a".repeat(10_000));
          typing.typeSome();
          int before = typed.size();
          assertTrue(before > 0, "it began");
          typing.stop();
          typing.typeSome();
          assertEquals(before, typed.size());
        });
  }

  @Test
  void whatIsTooLongToBeTypedIsSaidBeforeTheFirstKey() {
    List<Integer> typed = new CopyOnWriteArrayList<>();
    RecordingDialogs dialogs = new RecordingDialogs();
    ClipboardTyping typing = typing(console.context().with(dialogs), typed);
    onFx(
        () -> {
          copy("a".repeat(65_535) + "\r\n" + "b".repeat(100));
          typing.ask();
          typing.stop();
          // a character of two parts stands where the text ends
          copy("a".repeat(65_535) + "\ud83d\ude00");
          typing.ask();
          typing.stop();
          copy("a".repeat(65_536));
          typing.ask();
          typing.stop();
        });
    assertEquals(
        List.of(
            "Only the first 65,536 of 65,636 characters are typed; take a file for longer texts.\n"
                + "65,536 characters are typed on the keyboard English (US).",
            "Only the first 65,535 of 65,536 characters are typed; take a file for longer texts.\n"
                + "65,535 characters are typed on the keyboard English (US).",
            "65,536 characters are typed on the keyboard English (US)."),
        dialogs.questions());
    assertEquals(List.of(), typed);
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  @Test
  void nothingIsThereToBeStoppedWhenAllOfTheClipboardIsTyped() {
    List<Integer> typed = new CopyOnWriteArrayList<>();
    ClipboardTyping typing = typing(typed);
    onFx(() -> typing.type("ab"));
    console.until(() -> typed.equals(List.of((int) 'a', (int) 'b')));
    console.until(() -> !typing.stopButton().isVisible());
  }

  @Test
  void brokenEncodingIsNamedAndCanBeLeftOut() {
    server.breakWith(16);
    open(server.address());
    Label why = console.node("console-ended", Label.class);
    assertTrue(why.getText().contains("not allowed"), why.getText());
    Button without = console.node("console-without", Button.class);
    assertTrue(without.getText().contains("ZRLE"), without.getText());
    server.breakWith(0);
    onFx(without::fire);
    console.until(() -> server.sessions.get() == 2);
  }

  /** A session that died of an error here is told of, with the ways back. */
  @Test
  void whatCouldNotBeReadHereIsSaidWithTheWayBack() {
    onFx(
        () -> {
          ConsoleScreen screen =
              new ConsoleScreen(
                  new Place.Console(server.address()), console.context(), Passwords.NOWHERE);
          screen.ended(
              new ConsoleConnection.Ended(
                  ConsoleConnection.Ended.Kind.BROKEN,
                  "rectangle 1 of 1, Tight, 64 B: OutOfMemoryError: Java heap space",
                  Optional.of(Encoding.TIGHT),
                  true));
          Label why = (Label) screen.node().lookup("#console-ended");
          assertTrue(why.getText().startsWith("What " + server.address()), why.getText());
          Button without = (Button) screen.node().lookup("#console-without");
          assertTrue(without.getText().contains("Tight"), without.getText());
          assertTrue(screen.node().lookup("#console-reconnect") instanceof Button);
          screen.close();
        });
  }

  @Test
  void addressIsAskedForCheckedAndRemembered() {
    open("");
    TextField address = console.node("console-address", TextField.class);
    Label wrong = console.node("console-address-wrong", Label.class);
    onFx(
        () -> {
          address.setText("no address");
          address.fireEvent(new javafx.event.ActionEvent());
        });
    assertTrue(wrong.isVisible());
    onFx(
        () -> {
          address.setText(server.address());
          address.fireEvent(new javafx.event.ActionEvent());
        });
    console.until(() -> server.sessions.get() == 1);
    console.until(
        () ->
            new RememberedServers(console.context().session().preferences())
                .all()
                .equals(List.of(server.address())));
  }

  @Test
  void nobodyThereIsSaidWithTheCure() throws IOException {
    String address = server.address();
    server.close();
    open(address);
    Label why = console.node("console-ended", Label.class);
    assertTrue(why.getText().startsWith("Nobody answers"), why.getText());
  }

  /** The most ways there are: each button as wide as its words. */
  @Test
  void waysBackAreReadWhole() {
    server.breakWith(16);
    open(server.address());
    Button without = console.node("console-without", Button.class);
    console.until(() -> without.getWidth() > 0);
    for (String id : List.of("console-other", "console-without", "console-reconnect")) {
      Button way = console.node(id, Button.class);
      onFx(() -> assertTrue(way.getWidth() >= way.prefWidth(-1) - 1, id + " is cut"));
    }
  }

  private static void move(Node over, double y) {
    onFx(() -> over.fireEvent(PointerEvents.moved(100, y)));
  }

  /** The screen is at every edge, and takes every move of the pointer for its machine. */
  @Test
  void inFullScreenThePointerAtTheUpperEdgeBringsTheBarAndStaysOnIt() {
    FramebufferView view = screen();
    MenuButton windows = console.node("console-window", MenuButton.class);
    onFx(() -> windows.getItems().getLast().fire());
    console.until(() -> windows.getScene() == null);
    move(view, 1);
    console.until(() -> windows.getScene() != null && windows.getHeight() > 0);
    move(windows, windows.getHeight());
    onFx(windows::requestFocus);
    onFx(view::requestFocus);
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(windows.getScene() != null, "the pointer is on the bar");
    move(view, 300);
    console.until(() -> windows.getScene() == null);
    move(view, 0);
    console.until(() -> windows.getScene() != null);
    onFx(() -> windows.getItems().getFirst().fire());
    console.node("console-window", MenuButton.class);
  }

  @Test
  void screenGoesIntoAWindowOfItsOwnAndBack() {
    FramebufferView view = screen();
    Scene tabs = view.getScene();
    MenuButton windows = console.node("console-window", MenuButton.class);
    onFx(() -> windows.getItems().getFirst().fire());
    console.until(() -> view.getScene() != null && view.getScene() != tabs);
    Button back = console.node("console-window-back", Button.class);
    onFx(back::fire);
    console.until(() -> view.getScene() == tabs);
  }

  @Test
  void aTabThatWasOpenAtTheLastEndWaitsToBeAskedBeforeItConnects() {
    Place kept = Place.parse(new Place.Console(server.address()).print()).orElseThrow();
    onFx(() -> console.context().navigation().open(kept));
    Button connect = console.node("console-connect", Button.class);
    assertEquals(0, server.sessions.get());
    console.until(connect::isFocused);
    onFx(connect::fire);
    console.until(() -> server.sessions.get() == 1);
    console.node("console-screen", FramebufferView.class);
    onFx(() -> console.context().navigation().open(new Place.Console(server.address())));
    assertEquals(1, server.sessions.get(), "it is the same tab");
  }

  @Test
  void aTabThatWaitsConnectsWhenItsServerIsAskedForByName() {
    Place kept = Place.parse(new Place.Console(server.address()).print()).orElseThrow();
    onFx(() -> console.context().navigation().open(kept));
    console.node("console-connect", Button.class);
    onFx(() -> console.context().navigation().open(kept));
    console.node("console-connect", Button.class);
    assertEquals(0, server.sessions.get(), "to come back to the tab asks for nothing");
    onFx(() -> console.context().navigation().open(new Place.Console(server.address())));
    console.until(() -> server.sessions.get() == 1);
    console.node("console-screen", FramebufferView.class);
  }
}
