package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.session.Passwords;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.PointerEvents;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SerialScreenTest {
  private final List<Socket> lines = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private ConsoleWindow console;
  private ServerSocket server;

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
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket line = server.accept();
        lines.add(line);
        Thread.ofVirtual().start(() -> serve(line));
      }
    } catch (IOException _) {
      // the test is over
    }
  }

  private void serve(Socket line) {
    try {
      line.getOutputStream()
          .write("\u001b[32mlogin:\u001b[0m ".getBytes(StandardCharsets.US_ASCII));
      int next = line.getInputStream().read();
      while (next >= 0) {
        heard.write(next);
        next = line.getInputStream().read();
      }
    } catch (IOException _) {
      // it was closed
    }
  }

  @AfterEach
  void stop() throws IOException {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
    server.close();
    for (Socket line : lines) {
      line.close();
    }
  }

  private TerminalView open() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () ->
            console
                .context()
                .navigation()
                .open(new Place.Console("serial:127.0.0.1:" + server.getLocalPort())));
    TerminalView view = console.node("terminal", TerminalView.class);
    console.until(() -> first(view).startsWith("login:"));
    return view;
  }

  private static String first(TerminalView view) {
    return view.terminal().text().getFirst();
  }

  private static void press(TerminalView view, KeyCode code, String typed, boolean control) {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          view.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
          view.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_TYPED, typed, "", KeyCode.UNDEFINED, false, control, false, false));
          view.fireEvent(
              new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, control, false, false));
        });
  }

  @Test
  void serialConsoleIsSeenAndTypedInto() {
    TerminalView view = open();
    console.until(view::isFocused);
    press(view, KeyCode.R, "r", false);
    press(view, KeyCode.ENTER, "\r", false);
    press(view, KeyCode.C, "\u0003", true);
    press(view, KeyCode.UP, "", false);
    press(view, KeyCode.UNDEFINED, "ü", false);
    console.until(() -> heard.toString(StandardCharsets.UTF_8).equals("r\r\u0003\u001b[Aü"));
    assertEquals(
        "login:", first(view).strip(), "it shows what the machine says, not what is typed");
  }

  @Test
  void aClickGivesItTheKeyboard() {
    TerminalView view = open();
    console.until(view::isFocused);
    Node button = console.node("console-bar-serial-size", Node.class);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          button.requestFocus();
          view.fireEvent(pressed());
        });
    assertEquals(view, view.getScene().getFocusOwner());
  }

  private static MouseEvent pressed() {
    return PointerEvents.primary(MouseEvent.MOUSE_PRESSED, 20, 20);
  }

  @Test
  void lineComesBackAndWhatWasWrittenStays() throws IOException {
    TerminalView view = open();
    lines.getFirst().close();
    console.until(() -> first(view).startsWith("login: login:"));
    assertEquals(2, lines.size());
  }

  @Test
  void aLineThatComesBackLeavesTheKeyboardWhereItIs() throws IOException {
    TerminalView view = open();
    console.until(view::isFocused);
    lines.getFirst().close();
    console.until(() -> first(view).startsWith("login: login:") && view.isFocused());
    Node button = console.node("console-bar-serial-size", Node.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, button::requestFocus);
    lines.getLast().close();
    console.until(() -> view.getScene().lookup("#console-ended") != null);
    console.until(() -> view.getScene().lookup("#console-ended") == null);
    assertEquals(button, view.getScene().getFocusOwner());
  }

  @Test
  void selectedTextIsWhatWasWritten() {
    TerminalView view = open();
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> view.selection().selectAll());
    assertTrue(view.selection().text().startsWith("login:"), view.selection().text());
    assertTrue(view.selection().has(0, 0));
  }
}
