package io.coppice.bench;

import io.coppice.boot.Screens;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.image.ImageView;

/**
 * From the first byte of a full-screen change of 1920x1080 on a socket of this machine to the frame
 * in which its last pixel is shown, in a whole console that the software pipeline draws without a
 * display. Pixels are Raw, as a machine's on the same workstation are, and the server only writes
 * bytes that were made before. Changes come alone, each at a random moment after the one before was
 * shown, so that they find JavaFX's sixty beats a second at any phase; the wait for a frame is part
 * of the figure, painting it is not. {@code received} is when the last byte had left the server.
 */
public final class ConsoleFrameBench implements Bench {
  private static final int WARM = 30;
  private static final int CHANGES = 150;
  private static final long LEAST_PAUSE = 20_000_000;
  private static final long MOST_PAUSE = 60_000_000;

  /** Of what a server says: version, security, its result, screen and format. */
  private static final int[] TURNS = {12, 14, 18, 42};

  /** What a viewer says to each but the last: its version, its choice, whether it shares. */
  private static final int[] ANSWERS = {12, 1, 1};

  @Override
  public String name() {
    return "console-frame";
  }

  @Override
  public void run(Out out) throws Exception {
    List<MovingPictures.Still> pictures = MovingPictures.of(1);
    for (int i = 0; i < pictures.size(); i++) {
      int[] pixels = pictures.get(i).pixels();
      pixels[pixels.length - 1] = last(i);
    }
    byte[] said = new RecordedServer(Encoding.RAW, PixelFormat.OWN.toBytes()).session(pictures);
    int update = (said.length - TURNS[3]) / pictures.size();
    // outside the heap, so that the server does not copy them on their way out
    ByteBuffer ready = ByteBuffer.allocateDirect(said.length).put(said);
    Path folder = Files.createTempDirectory("frame");
    Path path = folder.resolve("vnc");
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        LiveConsole console =
            LiveConsole.open(
                session, Locale.ENGLISH, theme -> Screens.all(theme, Path.of("bench")))) {
      server.bind(UnixDomainSocketAddress.of(path));
      CompletableFuture<SocketChannel> met = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> greet(server, said, met));
      console.go(new Place.Console("unix:" + path));
      SocketChannel line = met.get(60, TimeUnit.SECONDS);
      ImageView view = view(console);
      AtomicReference<Change> expected = new AtomicReference<>();
      LiveConsole.onFx(
          () -> {
            console.scene().addPostLayoutPulseListener(() -> look(view, expected.get()));
            return null;
          });
      double[] times = new double[CHANGES];
      double[] sent = new double[CHANGES];
      Random chance = new Random(1);
      for (int i = -WARM; i < CHANGES; i++) {
        int which = Math.floorMod(i, pictures.size());
        Change change = new Change(last(which), new CompletableFuture<>());
        expected.set(change);
        ByteBuffer bytes = ready.slice(TURNS[3] + which * update, update);
        LockSupport.parkNanos(chance.nextLong(LEAST_PAUSE, MOST_PAUSE));
        long from = System.nanoTime();
        while (bytes.hasRemaining()) {
          line.write(bytes);
        }
        long written = System.nanoTime();
        long shown = change.shown().get(60, TimeUnit.SECONDS);
        if (i >= 0) {
          times[i] = (shown - from) / 1e6;
          sent[i] = (written - from) / 1e6;
        }
      }
      expected.set(null);
      line.close();
      Arrays.sort(times);
      Arrays.sort(sent);
      out.figure("p50", PageMapBench.percentile(times, 50), "ms");
      out.figure("p95", PageMapBench.percentile(times, 95), "ms");
      out.figure("received-p50", PageMapBench.percentile(sent, 50), "ms");
    } finally {
      Files.deleteIfExists(path);
      Files.deleteIfExists(folder);
    }
  }

  /**
   * A picture that is on its way.
   *
   * @param last its last pixel
   * @param shown when that was found on the screen
   */
  private record Change(int last, CompletableFuture<Long> shown) {}

  private static int last(int picture) {
    return 0xFF000000 | picture + 1;
  }

  private static void look(ImageView view, Change expected) {
    if (expected != null
        && view.getImage() != null
        && view.getImage()
                .getPixelReader()
                .getArgb(MovingPictures.WIDTH - 1, MovingPictures.HEIGHT - 1)
            == expected.last()) {
      expected.shown().complete(System.nanoTime());
    }
  }

  /** Begins a session, and then reads whatever the viewer says. */
  private static void greet(
      ServerSocketChannel server, byte[] said, CompletableFuture<SocketChannel> met) {
    try (SocketChannel line = server.accept()) {
      int from = 0;
      for (int i = 0; i < TURNS.length; i++) {
        line.write(ByteBuffer.wrap(said, from, TURNS[i] - from));
        from = TURNS[i];
        ByteBuffer answer = ByteBuffer.allocate(i < ANSWERS.length ? ANSWERS[i] : 1);
        while (answer.hasRemaining() && line.read(answer) >= 0) {
          // not all of it yet
        }
      }
      met.complete(line);
      ByteBuffer rest = ByteBuffer.allocate(1024);
      while (line.read(rest.clear()) >= 0) {
        // nothing that it says changes what is sent
      }
    } catch (IOException e) {
      met.completeExceptionally(e);
    }
  }

  private static ImageView view(LiveConsole console) throws Exception {
    console.until(
        () ->
            console.scene().lookup("#console-screen") instanceof Parent screen
                && screen.getChildrenUnmodifiable().getFirst() instanceof ImageView view
                && view.getImage() != null);
    return LiveConsole.onFx(
        () -> {
          Node screen = console.scene().lookup("#console-screen");
          return (ImageView) ((Parent) screen).getChildrenUnmodifiable().getFirst();
        });
  }
}
