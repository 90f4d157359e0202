package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.rfb.RecordingWriter;
import io.coppice.session.Passwords;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RecordingScreenTest {
  private static final int SECONDS = 30;

  @TempDir Path folder;
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ConsoleScreens(Passwords.NOWHERE), ConsoleScreens.recordings()),
                List.of(),
                List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private static void onFx(Runnable action) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, action);
  }

  /** A screen whose blue is the second. */
  private Path recorded() throws IOException {
    Path file = folder.resolve("session.fbs");
    AtomicLong clock = new AtomicLong();
    Framebuffer picture = new Framebuffer(64, 48);
    try (RecordingWriter writer = new RecordingWriter(file, picture, "desk", clock::get, _ -> {})) {
      for (int second = 1; second <= SECONDS; second++) {
        clock.set(second * 1000L);
        picture.fill(0, 0, 64, 48, 0xFF000000 | second);
        writer.drawn(picture, new Area(0, 0, 64, 48));
      }
    }
    return file;
  }

  private static int blue(FramebufferView view) {
    return view.picture().map(picture -> picture.pixels()[0] & 0xFF).orElse(-1);
  }

  private Slider open(Path file) {
    onFx(() -> console.context().navigation().open(new Place.Named("recording", file.toString())));
    Slider time = console.node("recording-time", Slider.class);
    console.until(() -> time.getMax() > 1);
    return time;
  }

  @Test
  void timeLineGoesToEveryInstant() throws IOException {
    Slider time = open(recorded());
    FramebufferView view = console.node("recording-picture", FramebufferView.class);
    assertEquals(SECONDS * 1000, time.getMax());
    for (int second : new int[] {7, 29, 12, 3, 30, 1}) {
      onFx(() -> time.setValue(second * 1000 + 400));
      console.until(() -> blue(view) == second);
    }
  }

  @Test
  void playingMovesOnAndStopsAtTheEnd() throws IOException {
    Slider time = open(recorded());
    FramebufferView view = console.node("recording-picture", FramebufferView.class);
    ToggleButton play = console.node("recording-play", ToggleButton.class);
    onFx(
        () -> {
          time.setValue(28_500);
          play.setSelected(true);
        });
    console.until(() -> !play.isSelected());
    console.until(() -> blue(view) == SECONDS);
  }

  @Test
  void whatIsNoRecordingIsSaid() throws IOException {
    Path other = Files.writeString(folder.resolve("other.fbs"), "GIF89a and more than that");
    onFx(() -> console.context().navigation().open(new Place.Named("recording", other.toString())));
    Label why = console.node("recording-failed", Label.class);
    assertTrue(why.getText().startsWith("other.fbs"), why.getText());
  }
}
