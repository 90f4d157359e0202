package io.coppice.ui.console;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.rfb.Recording;
import io.coppice.display.rfb.SessionFacts;
import io.coppice.display.rfb.SessionListener;
import io.coppice.ui.kit.FrameGate;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Plays a recording on a thread of its own. Of many instants asked for while one is being played to
 * only the newest is gone to. Called on the FX thread, and answers there.
 */
final class RecordingPlayer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RecordingPlayer.class.getName());
  private static final long NOWHERE = -1;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("recording").factory());
  private final AtomicLong wanted = new AtomicLong(NOWHERE);
  private final FrameGate gate;
  private final FramebufferView view;
  private final Consumer<Facts> opened;
  private final Consumer<String> failed;
  private Recording recording;
  private final AtomicInteger file = new AtomicInteger();

  /** What a recording is. */
  record Facts(String name, int width, int height, long millis, boolean cut) {}

  RecordingPlayer(
      FrameGate gate, FramebufferView view, Consumer<Facts> opened, Consumer<String> failed) {
    this.gate = gate;
    this.view = view;
    this.opened = opened;
    this.failed = failed;
  }

  void open(Path path) {
    int number = file.incrementAndGet();
    thread.execute(() -> begin(path, number));
  }

  private void begin(Path path, int number) {
    shut();
    wanted.set(NOWHERE);
    try {
      recording = new Recording(path, new Shown());
      SessionFacts facts = recording.facts();
      Facts of =
          new Facts(
              facts.name(), facts.width(), facts.height(), recording.millis(), recording.isCut());
      gate.later(
          () -> {
            if (number == file.get()) {
              opened.accept(of);
            }
          });
    } catch (NoSuchFileException _) {
      tell(path.toString());
    } catch (IOException e) {
      tell(e.getMessage());
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  /** Goes to an instant, in milliseconds. */
  void go(long millis) {
    if (wanted.getAndSet(millis) == NOWHERE) {
      thread.execute(this::play);
    }
  }

  private void play() {
    long to = wanted.getAndSet(NOWHERE);
    if (recording == null || to == NOWHERE) {
      return;
    }
    try {
      recording.playTo(to);
    } catch (IOException e) {
      tell(e.getMessage());
    } catch (RuntimeException | Error e) {
      broken(e);
    }
    view.drawn();
  }

  /** A fault of ours, or the memory's end; what was read is of no use any more. */
  private void broken(Throwable why) {
    LOG.log(System.Logger.Level.ERROR, "a recording cannot be played", why);
    shut();
    tell(why.toString());
  }

  private void tell(String why) {
    gate.later(() -> failed.accept(why));
  }

  private final class Shown implements SessionListener {
    @Override
    public void screen(Framebuffer picture) {
      gate.later(() -> view.show(picture));
    }

    @Override
    public void drawn(Framebuffer picture, Area changed) {
      view.drawn();
    }
  }

  private void shut() {
    if (recording != null) {
      try {
        recording.close();
      } catch (IOException _) {
        // it was only read
      }
      recording = null;
    }
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      thread.execute(this::shut);
      thread.shutdown();
    }
  }
}
