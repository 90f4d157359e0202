package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.security.Gatekeeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions with other people's servers. What we show is compared, pixel by pixel, with a picture
 * taken on the server's own side. Skipped where a server is not installed.
 */
abstract class RealServer {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  final List<Process> started = new ArrayList<>();
  final List<RfbSession> sessions = new ArrayList<>();
  private final Map<String, Compared> compared = new TreeMap<>();

  /** How many pictures, of which sizes, were equal to the server's own in every pixel. */
  private static final class Compared {
    int pictures;
    long pixels;
    final Set<String> sizes = new TreeSet<>();
  }

  /** Another picture is the server's own to the pixel; the sums are told when the test ends. */
  final void equal(String server, Encoding encoding, Framebuffer picture) {
    Compared sum = compared.computeIfAbsent(server + " " + encoding.title(), _ -> new Compared());
    sum.pictures++;
    sum.pixels += (long) picture.width() * picture.height();
    sum.sizes.add(picture.width() + "x" + picture.height());
  }

  @AfterEach
  void tellWhatWasCompared() {
    compared.forEach(
        (what, sum) ->
            System.out.printf(
                Locale.ROOT,
                "PIXELS %s: %d pictures (%s), %,d pixels, all equal%n",
                what,
                sum.pictures,
                String.join(" ", sum.sizes),
                sum.pixels));
  }

  @AfterEach
  void stopAll() throws Exception {
    sessions.forEach(RfbSession::close);
    for (Process process : started.reversed()) {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  static void needs(String... programs) {
    for (String program : programs) {
      assumeTrue(installed(program), program + " is not installed on this machine");
    }
  }

  Process start(String display, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DISPLAY", display);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        folder.resolve(Path.of(command[0]) + "." + started.size() + ".log").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Object pause = new Object();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "never: " + what);
      synchronized (pause) {
        pause.wait(20);
      }
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static String freeDisplay() throws IOException {
    Random random = new Random();
    while (true) {
      int number = 600 + random.nextInt(3000);
      if (!Files.exists(Path.of("/tmp/.X11-unix/X" + number))
          && !Files.exists(Path.of("/tmp/.X" + number + "-lock"))) {
        return ":" + number;
      }
    }
  }

  static Optional<ByteChannel> connected(int port) {
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.of(channel);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static ByteChannel connect(int port) throws InterruptedException {
    List<ByteChannel> found = new ArrayList<>();
    await(
        "a server on port " + port,
        () -> {
          connected(port).ifPresent(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** A session that runs on a thread of its own, and what became of it. */
  final class Running implements SessionListener {
    final RfbSession session;
    volatile Framebuffer picture;
    volatile Exception end;

    Running(ByteChannel line, SessionOptions options) {
      session = new RfbSession(line, options, this);
      sessions.add(session);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  session.run();
                } catch (Exception e) {
                  end = e;
                }
              });
    }

    @Override
    public void screen(Framebuffer shown) {
      picture = shown;
    }

    void begun() throws InterruptedException {
      await("a session", () -> picture != null || end != null);
      assertEquals(null, end);
    }
  }

  /** An X window dump (XWD version 7) of the whole screen, as opaque ARGB. */
  record Dump(int width, int height, int[] pixels) {}

  Dump dump(String display) throws IOException, InterruptedException {
    Path file = folder.resolve("screen.xwd");
    Process xwd =
        start(display, "xwd", "-root", "-silent", "-display", display, "-out", file.toString());
    xwd.waitFor();
    started.remove(xwd);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int head = bytes.getInt(0);
    int width = bytes.getInt(16);
    int height = bytes.getInt(20);
    boolean bigEndian = bytes.getInt(28) == 1;
    int stride = bytes.getInt(48);
    int colours = bytes.getInt(76);
    bytes.order(bigEndian ? java.nio.ByteOrder.BIG_ENDIAN : java.nio.ByteOrder.LITTLE_ENDIAN);
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = 0xFF000000 | bytes.getInt(head + 12 * colours + y * stride + 4 * x);
      }
    }
    return new Dump(width, height, pixels);
  }

  /** Shows a drawn picture on a display: noise, ramps, flat parts and text-like strokes. */
  Process draw(String display, int width, int height, long seed) throws IOException {
    Random random = new Random(seed);
    ByteBuffer out = ByteBuffer.allocate(101 + width * height * 4);
    int[] head = {
      101, 7, 2, 24, width, height, 0, 1, 32, 1, 32, 32, width * 4, 4, 0xFF0000, 0xFF00, 0xFF, 8, 0,
      0, width, height, 0, 0, 0
    };
    for (int value : head) {
      out.putInt(value);
    }
    out.put((byte) 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int kind = (x / 80 + y / 60) % 5;
        int colour =
            switch (kind) {
              case 0 -> random.nextInt(1 << 24);
              case 1 -> (x * 3 & 0xFF) << 16 | (y * 5 & 0xFF) << 8 | (x + y & 0xFF);
              case 2 -> (int) (seed * 0x3779B9) & 0xFFFFFF;
              case 3 -> (x * 7 + y * 13) % 11 < 3 ? 0x101010 : 0xF0F0E0;
              default -> (x / 4 * 31 + y / 4 * 17) % 7 * 0x234567 & 0xFFFFFF;
            };
        out.putInt(colour);
      }
    }
    Path file = Files.write(folder.resolve("drawn" + seed + ".xwd"), out.array());
    return start(display, "xwud", "-display", display, "-geometry", "+0+0", "-in", file.toString());
  }

  /** What we show becomes what the display itself shows, in every pixel. */
  void assertSamePicture(String server, Encoding encoding, Running running, String display)
      throws Exception {
    assertSamePicture(running, display);
    equal(server, encoding, running.picture);
  }

  void assertSamePicture(Running running, String display) throws Exception {
    List<Dump> last = new ArrayList<>();
    await(
        "the server's own picture",
        () -> {
          try {
            last.clear();
            last.add(dump(display));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          Framebuffer shown = running.picture;
          Dump truth = last.getFirst();
          return running.end != null
              || shown.width() == truth.width
                  && shown.height() == truth.height
                  && java.util.Arrays.equals(shown.pixels(), truth.pixels)
                  && java.util.Arrays.stream(truth.pixels).distinct().count() > 1000;
        });
    assertEquals(null, running.end);
  }

  int tigerVnc(String display, String... options) throws Exception {
    needs("Xtigervnc", "xwd", "xwud");
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "Xtigervnc",
                display,
                "-rfbport",
                Integer.toString(port),
                "-localhost",
                "-geometry",
                "640x480",
                "-depth",
                "24",
                "-ac",
                "-nocursor"));
    command.addAll(List.of(options));
    start(display, command.toArray(String[]::new));
    return port;
  }

  static SessionOptions only(Encoding encoding) {
    return SessionOptions.local(Gatekeeper.NOBODY).withEncodings(List.of(encoding));
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
