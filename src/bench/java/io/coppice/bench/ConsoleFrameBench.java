package io.coppice.bench;

import io.coppice.boot.Screens;
import io.coppice.display.server.PaintedScreen;
import io.coppice.display.server.RfbServer;
import io.coppice.display.server.ServedFrame;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;

/**
 * From the first byte of a full-screen change of 1920x1080 on a socket of this machine to the frame
 * in which its last pixel is shown, in a whole console that the software pipeline draws without a
 * display. The server writes from the same process; waiting for the next of 60 frames a second is
 * part of it, 8.3 ms on the average.
 */
public final class ConsoleFrameBench implements Bench {
  private static final int WARM = 60;
  private static final int CHANGES = 200;

  @Override
  public String name() {
    return "console-frame";
  }

  /** Notes when the first byte of a change was written. */
  private static final class Noted implements ByteChannel {
    final AtomicLong first = new AtomicLong();
    private final SocketChannel line;

    Noted(SocketChannel line) {
      this.line = line;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return line.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      first.compareAndSet(0, System.nanoTime());
      return line.write(from);
    }

    @Override
    public boolean isOpen() {
      return line.isOpen();
    }

    @Override
    public void close() throws IOException {
      line.close();
    }
  }

  @Override
  public void run(Out out) throws Exception {
    List<MovingPictures.Still> pictures = MovingPictures.of(3);
    PaintedScreen screen = new PaintedScreen(pictures.getFirst());
    AtomicReference<Noted> noted = new AtomicReference<>();
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4));
    try (ServerSocketChannel server = ServerSocketChannel.open();
        LiveConsole console =
            LiveConsole.open(
                session, Locale.ENGLISH, theme -> Screens.all(theme, Path.of("bench")))) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      Thread.ofVirtual().start(() -> serve(server, screen, noted));
      console.go(new Place.Console("127.0.0.1::" + port));
      ImageView view = view(console);
      AtomicReference<CompletableFuture<Long>> seen = new AtomicReference<>();
      AtomicReference<Integer> wanted = new AtomicReference<>(0);
      LiveConsole.onFx(
          () -> {
            console
                .scene()
                .addPostLayoutPulseListener(
                    () -> {
                      CompletableFuture<Long> waiting = seen.get();
                      PixelReader pixels = view.getImage().getPixelReader();
                      int last =
                          pixels.getArgb(MovingPictures.WIDTH - 1, MovingPictures.HEIGHT - 1);
                      if (waiting != null && !waiting.isDone() && last == wanted.get()) {
                        waiting.complete(System.nanoTime());
                      }
                    });
            return null;
          });
      double[] times = new double[CHANGES];
      for (int i = -WARM; i < CHANGES; i++) {
        ServedFrame next = marked(pictures.get(Math.floorMod(i, pictures.size())), i);
        CompletableFuture<Long> shown = new CompletableFuture<>();
        wanted.set(0xFF000000 | i + WARM + 1);
        seen.set(shown);
        noted.get().first.set(0);
        screen.show(next);
        long at = shown.get(30, TimeUnit.SECONDS);
        if (i >= 0) {
          times[i] = (at - noted.get().first.get()) / 1e6;
        }
      }
      seen.set(null);
      Arrays.sort(times);
      out.figure("p50", PageMapBench.percentile(times, 50), "ms");
      out.figure("p95", PageMapBench.percentile(times, 95), "ms");
    }
  }

  /** The last pixel tells which picture it is. */
  private static ServedFrame marked(MovingPictures.Still picture, int number) {
    int[] pixels = picture.pixels().clone();
    pixels[pixels.length - 1] = 0xFF000000 | number + WARM + 1;
    return new MovingPictures.Still(pixels);
  }

  private static void serve(
      ServerSocketChannel server, PaintedScreen screen, AtomicReference<Noted> noted) {
    try {
      Noted line = new Noted(server.accept());
      noted.set(line);
      new RfbServer(line, screen, 1).run();
    } catch (IOException _) {
      // the bench is over
    }
  }

  private static ImageView view(LiveConsole console) throws Exception {
    console.until(
        () -> {
          Node screen = console.scene().lookup("#console-screen");
          return screen instanceof Parent parent
              && parent.getChildrenUnmodifiable().getFirst() instanceof ImageView view
              && view.getImage() != null;
        });
    return LiveConsole.onFx(
        () ->
            (ImageView)
                ((Parent) console.scene().lookup("#console-screen"))
                    .getChildrenUnmodifiable()
                    .getFirst());
  }
}
