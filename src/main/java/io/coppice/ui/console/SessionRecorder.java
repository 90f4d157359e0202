package io.coppice.ui.console;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.rfb.RecordingWriter;
import io.coppice.display.rfb.SessionListener;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * Records what a screen shows into a file, through reconnections, until it is stopped. Hears of the
 * session on its thread; everything else on the FX thread.
 */
final class SessionRecorder implements SessionListener, AutoCloseable {
  private final UiContext context;
  private final Supplier<Window> window;
  private final ReadOnlyBooleanWrapper recording = new ReadOnlyBooleanWrapper();
  private volatile RecordingWriter writer;
  private Path file;

  SessionRecorder(UiContext context, Supplier<Window> window) {
    this.context = context;
    this.window = window;
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  ReadOnlyBooleanProperty recordingProperty() {
    return recording.getReadOnlyProperty();
  }

  /** Asks for a file, and begins. */
  void ask(Framebuffer now, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("record"));
    chooser.setInitialFileName(name.replaceAll("[^\\p{Alnum}._-]+", "-") + ".fbs");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(text("record.files"), "*.fbs"));
    File chosen = chooser.showSaveDialog(window.get());
    if (chosen != null) {
      begin(chosen.toPath(), now, name);
    }
  }

  void begin(Path to, Framebuffer now, String name) {
    stop();
    file = to;
    context
        .gate()
        .async(
            () ->
                new RecordingWriter(
                    to, now, name, () -> System.nanoTime() / 1_000_000, this::failed),
            begun -> {
              writer = begun;
              recording.set(true);
            },
            this::tell);
  }

  private void failed(IOException why) {
    context.gate().later(() -> tell(why));
  }

  private void tell(Throwable why) {
    writer = null;
    recording.set(false);
    context.dialogs().toast(text("record.failed", file, String.valueOf(why.getMessage())));
  }

  void stop() {
    RecordingWriter now = writer;
    writer = null;
    recording.set(false);
    if (now != null) {
      now.close();
      context.dialogs().toast(text("record.done", file));
    }
  }

  /** Shows what was recorded last. */
  void play() {
    if (file != null) {
      context.navigation().open(new Place.Named("recording", file.toString()));
    }
  }

  /** How long it is, in seconds. */
  long seconds() {
    RecordingWriter now = writer;
    return now == null ? 0 : now.millis() / 1000;
  }

  @Override
  public void screen(Framebuffer picture) {
    RecordingWriter now = writer;
    if (now != null) {
      now.screen(picture);
    }
  }

  @Override
  public void drawn(Framebuffer picture, Area changed) {
    RecordingWriter now = writer;
    if (now != null) {
      now.drawn(picture, changed);
    }
  }

  @Override
  public void cursor(CursorShape shape) {
    RecordingWriter now = writer;
    if (now != null) {
      now.cursor(shape);
    }
  }

  @Override
  public void bell() {
    RecordingWriter now = writer;
    if (now != null) {
      now.bell();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
