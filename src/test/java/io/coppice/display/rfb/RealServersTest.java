package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.keyboard.KeyboardLayout;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions with other people's servers. What we show is compared, pixel by pixel, with a picture
 * taken on the server's own side. Skipped where a server is not installed.
 */
class RealServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private final List<RfbSession> sessions = new ArrayList<>();

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

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static void needs(String... programs) {
    for (String program : programs) {
      assumeTrue(installed(program), program + " is not installed on this machine");
    }
  }

  private Process start(String display, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DISPLAY", display);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        folder.resolve(Path.of(command[0]) + "." + started.size() + ".log").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Object pause = new Object();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "never: " + what);
      synchronized (pause) {
        pause.wait(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String freeDisplay() throws IOException {
    Random random = new Random();
    while (true) {
      int number = 600 + random.nextInt(3000);
      if (!Files.exists(Path.of("/tmp/.X11-unix/X" + number))
          && !Files.exists(Path.of("/tmp/.X" + number + "-lock"))) {
        return ":" + number;
      }
    }
  }

  private static Optional<ByteChannel> connected(int port) {
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.of(channel);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static ByteChannel connect(int port) throws InterruptedException {
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
  private final class Running implements SessionListener {
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
  private record Dump(int width, int height, int[] pixels) {}

  private Dump dump(String display) throws IOException, InterruptedException {
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
  private Process draw(String display, int width, int height, long seed) throws IOException {
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

  private void assertSamePicture(Running running, String display) throws Exception {
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

  private int tigerVnc(String display, String... options) throws Exception {
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

  private static SessionOptions only(Encoding encoding) {
    return SessionOptions.local(Gatekeeper.NOBODY).withEncodings(List.of(encoding));
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "COPY_RECT", "RRE", "HEXTILE", "TIGHT", "ZRLE"})
  void tigerVncShowsWhatWeShow(Encoding encoding) throws Exception {
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(encoding));
    running.begun();
    draw(display, 640, 480, 1);
    assertSamePicture(running, display);
    draw(display, 400, 300, 2);
    assertSamePicture(running, display);
    if (encoding != Encoding.COPY_RECT && encoding != Encoding.RRE) { // noise is cheaper raw
      assertEquals(Optional.of(encoding), running.session.facts().orElseThrow().lastEncoding());
    }
    assertTrue(running.session.requestSize(800, 600));
    await("another size", () -> running.picture.width() == 800);
    draw(display, 800, 600, 3);
    assertSamePicture(running, display);
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "COPY_RECT", "RRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
  void x11vncShowsWhatWeShow(Encoding encoding) throws Exception {
    needs("x11vnc", "Xvfb", "xwd", "xwud");
    String display = freeDisplay();
    start(display, "Xvfb", display, "-screen", "0", "640x480x24", "-ac", "-nolisten", "tcp");
    await("a screen", () -> Files.exists(Path.of("/tmp/.X11-unix/X" + display.substring(1))));
    int port = freePort();
    start(
        display,
        "x11vnc",
        "-display",
        display,
        "-rfbport",
        Integer.toString(port),
        "-localhost",
        "-nopw",
        "-forever",
        "-nocursor",
        "-noxdamage",
        "-wait",
        "20",
        "-defer",
        "20");
    Running running = new Running(connect(port), only(encoding));
    running.begun();
    draw(display, 640, 480, 4);
    assertSamePicture(running, display);
    draw(display, 333, 222, 5);
    assertSamePicture(running, display);
  }

  @Test
  void keysTypedArriveWithCapitalsAndSymbols() throws Exception {
    needs("xev");
    String display = freeDisplay();
    int port = tigerVnc(display, "-SecurityTypes", "None");
    Running running = new Running(connect(port), only(Encoding.RAW));
    running.begun();
    Process xev = start(display, "xev", "-display", display, "-geometry", "300x200+0+0");
    Path log = folder.resolve("xev." + (started.size() - 1) + ".log");
    running.session.pointer(100, 100, 0);
    await("a window under the pointer", () -> text(log).contains("MapNotify"));
    await(
        "the pointer over the window",
        () -> {
          running.session.pointer(100 + (int) (System.nanoTime() % 50), 100, 0);
          return text(log).contains("MotionNotify");
        });
    Keyboard keyboard = new Keyboard(running.session::key, KeyboardLayout.US);
    String wanted = "Ab1!xY@Zz#$%^&*()_+{}|:\"<>?~`-=[]\\;',./ Q";
    wanted.codePoints().forEach(keyboard::type);
    await("the keys", () -> typed(text(log)).length() >= wanted.length());
    assertEquals(wanted, typed(text(log)));
    assertTrue(keyboard.isIdle());
    assertTrue(xev.isAlive());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  /** What xev's presses gave: each is told as a number of bytes, hex and text. */
  private static String typed(String log) {
    StringBuilder out = new StringBuilder();
    for (String event : log.split("\n\n")) {
      int at = event.indexOf("XLookupString gives 1 bytes: (");
      if (event.contains("KeyPress event") && at >= 0) {
        out.append((char) Integer.parseInt(event.substring(at + 30, at + 32), 16));
      }
    }
    return out.toString();
  }

  /** Has a password, and remembers which server it trusted. */
  private static final class Person implements Gatekeeper {
    final List<SecurityType> asked = new ArrayList<>();
    final List<String> fingerprints = new ArrayList<>();
    private final String password;

    Person(String password) {
      this.password = password;
    }

    @Override
    public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
      asked.add(type);
      return Optional.of(new Credentials("root", password));
    }

    @Override
    public boolean trusts(String fingerprint, String subject) {
      fingerprints.add(fingerprint);
      return true;
    }
  }

  private Path passwordFile(String password) throws IOException {
    // vncpasswd's file: the password under a fixed key, the same DES as on the wire
    byte[] key = HexFormat.of().parseHex("17526b06234e5807");
    byte[] reversed = new byte[8];
    for (int i = 0; i < 8; i++) {
      reversed[i] = (byte) (Integer.reverse(key[i]) >>> 24);
    }
    try {
      javax.crypto.Cipher des = javax.crypto.Cipher.getInstance("DES/ECB/NoPadding");
      des.init(
          javax.crypto.Cipher.ENCRYPT_MODE, new javax.crypto.spec.SecretKeySpec(reversed, "DES"));
      byte[] text = java.util.Arrays.copyOf(password.getBytes(StandardCharsets.ISO_8859_1), 8);
      return Files.write(folder.resolve("passwd"), des.doFinal(text));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void beginsWith(SecurityType type, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-PasswordFile", passwordFile("secret").toString()));
    String display = freeDisplay();
    int port = tigerVnc(display, all.toArray(String[]::new));
    Person person = new Person("secret");
    Running running = new Running(connect(port), SessionOptions.local(person));
    running.begun();
    assertEquals(type, running.session.facts().orElseThrow().security());
    draw(display, 640, 480, 6);
    assertSamePicture(running, display);
    assertEquals(List.of(type), person.asked);
    assertEquals(type.isEncrypted() ? 1 : 0, person.fingerprints.size());

    Running wrong = new Running(connect(port), SessionOptions.local(new Person("wrong")));
    await("a refusal", () -> wrong.end != null);
    AccessDeniedException denied = (AccessDeniedException) wrong.end;
    assertEquals(AccessDeniedException.Reason.REFUSED, denied.reason());
  }

  @Test
  void passwordOpensTigerVnc() throws Exception {
    beginsWith(SecurityType.VNC_PASSWORD, "-SecurityTypes", "VncAuth");
  }

  @Test
  void rsaAesOpensTigerVnc() throws Exception {
    needs("openssl");
    Path key = folder.resolve("rsa.pem");
    Process openssl =
        start("", "openssl", "genrsa", "-traditional", "-out", key.toString(), "2048");
    openssl.waitFor();
    String help =
        new String(
            new ProcessBuilder("Xtigervnc", "-help")
                .redirectErrorStream(true)
                .start()
                .getInputStream()
                .readAllBytes(),
            StandardCharsets.ISO_8859_1);
    assumeTrue(help.contains("RSAKey"), "this TigerVNC has no RSA-AES");
    beginsWith(SecurityType.RSA_AES, "-SecurityTypes", "RA2", "-RSAKey", key.toString());
  }

  @Test
  void certificateOpensTigerVncAndIsToldByItsFingerprint() throws Exception {
    needs("openssl");
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    Process openssl =
        start(
            "",
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=console.example",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString());
    openssl.waitFor();
    beginsWith(
        SecurityType.X509_VNC,
        "-SecurityTypes",
        "X509Vnc,TLSVnc,VncAuth",
        "-X509Key",
        key.toString(),
        "-X509Cert",
        certificate.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
  void qemusFirmwareIsShown(Encoding encoding) throws Exception {
    needs("qemu-system-x86_64");
    Path socket = folder.resolve("vnc.sock");
    Path control = folder.resolve("qmp.sock");
    start(
        "",
        "qemu-system-x86_64",
        "-machine",
        "pc,accel=tcg",
        "-m",
        "32",
        "-nodefaults",
        "-vga",
        "std",
        "-display",
        "vnc=unix:" + socket,
        "-qmp",
        "unix:" + control + ",server=on,wait=off");
    await("a socket", () -> Files.exists(socket) && Files.exists(control));
    SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
    line.connect(UnixDomainSocketAddress.of(socket));
    Running running = new Running(line, only(encoding));
    running.begun();
    try (SocketChannel qmp = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      qmp.connect(UnixDomainSocketAddress.of(control));
      say(qmp, "{\"execute\":\"qmp_capabilities\"}");
      Path shot = folder.resolve("shot.ppm");
      await(
          "QEMU's own picture",
          () -> {
            say(qmp, "{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"" + shot + "\"}}");
            return running.end != null || sameAsPortablePixmap(running.picture, shot);
          });
    }
    assertEquals(null, running.end);
    assertTrue(running.session.facts().orElseThrow().extendedKeys());
  }

  private static void say(SocketChannel qmp, String text) {
    try {
      qmp.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      do {
        if (qmp.read(answer) < 0) {
          return;
        }
      } while (!new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
          .contains("\"return\""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean sameAsPortablePixmap(Framebuffer shown, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException _) {
      return false;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.ISO_8859_1);
    String[] words = head.split("\\s+");
    if (words.length < 4 || !words[0].equals("P6")) {
      return false;
    }
    int width = Integer.parseInt(words[1]);
    int height = Integer.parseInt(words[2]);
    int from = bytes.length - width * height * 3;
    if (shown.width() != width || shown.height() != height || from < 0) {
      return false;
    }
    boolean anything = false;
    for (int i = 0; i < width * height; i++) {
      int truth =
          0xFF000000
              | (bytes[from + 3 * i] & 0xFF) << 16
              | (bytes[from + 3 * i + 1] & 0xFF) << 8
              | bytes[from + 3 * i + 2] & 0xFF;
      if (shown.pixels()[i] != truth) {
        return false;
      }
      anything |= truth != 0xFF000000;
    }
    return anything;
  }
}
