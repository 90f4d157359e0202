package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ConsoleCases;
import io.coppice.display.Framebuffer;
import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfbSessionTest {
  private static final SessionOptions OPTIONS = SessionOptions.local(Gatekeeper.NOBODY);

  private static byte[] unzipped(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(ConsoleCases.file("vncdotool-goldens/" + name)))) {
      return in.readAllBytes();
    }
  }

  /** Keeps the checksum of the picture after each update. */
  private static final class Sums implements SessionListener {
    final List<String> sums = new ArrayList<>();
    Framebuffer picture;

    @Override
    public void screen(Framebuffer shown) {
      picture = shown;
    }

    @Override
    public void drawn(Framebuffer shown) {
      sums.add(Long.toHexString(shown.checksum()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, Integer.MAX_VALUE})
  void tigerVncsScenesAreDrawnToThePixel(int part) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    for (String name :
        List.of(
            "init.bin.gz",
            "step-01-0.bin.gz",
            "step-02-s.bin.gz",
            "step-03-d.bin.gz",
            "step-04-x.bin.gz",
            "step-05-g.bin.gz",
            "step-06-p.bin.gz",
            "step-07-c.bin.gz",
            "step-08-f.bin.gz")) {
      script.writeBytes(unzipped(name));
    }
    Sums sums = new Sums();
    RfbSession session =
        new RfbSession(new ScriptedChannel(script.toByteArray(), part), OPTIONS, sums);
    SessionFailedException end = assertThrows(SessionFailedException.class, session::run);
    assertEquals(SessionFailedException.Kind.ENDED, end.kind());
    List<String> scenes =
        List.of(
            "3ec95c7b",
            "76ca6b0e",
            "33647251",
            "3832b78b",
            "fb4c6528",
            "33731360",
            "acbb6ca0",
            "71cce5fe");
    assertEquals(scenes, sums.sums.stream().filter(scenes::contains).distinct().toList());
    assertEquals("71cce5fe", sums.sums.getLast());
    assertTrue(session.facts().orElseThrow().extendedKeys());
  }

  /** A greeting, no security, a screen, and what the test adds. */
  private static ByteBuffer server(String version, int width, int height) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    out.put(version.getBytes(StandardCharsets.ISO_8859_1));
    boolean old = version.equals("RFB 003.003\n") || version.equals("RFB 003.005\n");
    if (old) {
      out.putInt(1);
    } else {
      out.put((byte) 1).put((byte) 1);
      if (!version.equals("RFB 003.007\n")) {
        out.putInt(0);
      }
    }
    out.putShort((short) width).putShort((short) height);
    out.put(io.coppice.display.encoding.PixelFormat.OWN.toBytes());
    out.putInt(4).put("desk".getBytes(StandardCharsets.ISO_8859_1));
    return out;
  }

  private static ScriptedChannel channel(ByteBuffer script) {
    byte[] bytes = new byte[script.position()];
    script.flip().get(bytes);
    return new ScriptedChannel(bytes);
  }

  /** A person who takes twice as long as a server may be silent. */
  private static final class Slow implements Gatekeeper {
    @Override
    public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
      return new CompletableFuture<Optional<Credentials>>()
          .completeOnTimeout(
              Optional.of(new Credentials("", "secret")), 2_200, TimeUnit.MILLISECONDS)
          .join();
    }

    @Override
    public boolean trusts(String fingerprint, String subject) {
      return true;
    }
  }

  @Test
  void whoeverLooksForAPasswordMayTakeLongerThanAServer() {
    ByteBuffer script = ByteBuffer.allocate(256);
    script.put("RFB 003.008\n".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 2);
    script.put(new byte[16]).putInt(0).putShort((short) 8).putShort((short) 8);
    script.put(io.coppice.display.encoding.PixelFormat.OWN.toBytes()).putInt(0);
    RfbSession session =
        new RfbSession(
            channel(script),
            SessionOptions.local(new Slow()).withPatience(Duration.ofSeconds(1)),
            new SessionListener() {});
    SessionFailedException end = assertThrows(SessionFailedException.class, session::run);
    assertEquals(SessionFailedException.Kind.ENDED, end.kind());
    assertEquals(8, session.facts().orElseThrow().width());
  }

  private static ByteBuffer rectangle(ByteBuffer out, int x, int y, int wide, int high, int kind) {
    return out.putShort((short) x)
        .putShort((short) y)
        .putShort((short) wide)
        .putShort((short) high)
        .putInt(kind);
  }

  private static ByteBuffer update(ByteBuffer out, int rectangles) {
    return out.put((byte) 0).put((byte) 0).putShort((short) rectangles);
  }

  private static SessionFailedException failure(ByteBuffer script, SessionListener listener) {
    return assertThrows(
        SessionFailedException.class,
        () -> new RfbSession(channel(script), OPTIONS, listener).run());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RFB 003.003\n",
        "RFB 003.005\n",
        "RFB 003.007\n",
        "RFB 003.008\n",
        "RFB 003.889\n",
        "RFB 004.001\n"
      })
  void everyVersionBeginsASession(String version) {
    Sums sums = new Sums();
    SessionFailedException end = failure(server(version, 40, 30), sums);
    assertEquals(SessionFailedException.Kind.ENDED, end.kind(), end.getMessage());
    assertEquals(40, sums.picture.width());
  }

  @Test
  void strangerIsToldFromAServer() {
    ByteBuffer ssh =
        ByteBuffer.allocate(64).put("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
    SessionFailedException end = failure(ssh, new SessionListener() {});
    assertTrue(end.getMessage().contains("SSH-2.0-Open"), end.getMessage());
  }

  @Test
  void serversReasonIsHeard() {
    ByteBuffer out =
        ByteBuffer.allocate(200).put("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) 0).putInt(9).put("too\u0007 many".getBytes(StandardCharsets.ISO_8859_1));
    AccessDeniedException denied =
        assertThrows(
            AccessDeniedException.class,
            () -> new RfbSession(channel(out), OPTIONS, new SessionListener() {}).run());
    assertEquals(AccessDeniedException.Reason.REFUSED, denied.reason());
    assertEquals("too\uFFFD many", denied.getMessage());
  }

  /** A server without a certificate, say: no other password would help. */
  @Test
  void encryptionThatTheServerCannotBeginIsNoQuestionOfThePassword() {
    ByteBuffer out =
        ByteBuffer.allocate(200).put("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) 1).put((byte) SecurityType.VENCRYPT).put((byte) 0).put((byte) 2).put((byte) 0);
    out.put((byte) 1).putInt(SecurityType.X509_VNC.number()).put((byte) 0);
    AccessDeniedException denied =
        assertThrows(
            AccessDeniedException.class,
            () -> new RfbSession(channel(out), OPTIONS, new SessionListener() {}).run());
    assertEquals(AccessDeniedException.Reason.HANDSHAKE, denied.reason());
  }

  @Test
  void unknownSecurityIsNamed() {
    ByteBuffer out =
        ByteBuffer.allocate(200).put("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) 2).put((byte) 30).put((byte) 113);
    AccessDeniedException denied =
        assertThrows(
            AccessDeniedException.class,
            () -> new RfbSession(channel(out), OPTIONS, new SessionListener() {}).run());
    assertEquals(AccessDeniedException.Reason.NO_COMMON_TYPE, denied.reason());
    assertTrue(denied.getMessage().contains("Apple"), denied.getMessage());
    assertTrue(denied.getMessage().contains("UltraVNC"), denied.getMessage());
  }

  @Test
  void screenBeyondBoundsIsRefusedBeforeItIsMade() {
    SessionFailedException end = failure(server("RFB 003.008\n", 65_535, 65_535), new Sums());
    assertEquals(SessionFailedException.Kind.PROTOCOL, end.kind());
    assertTrue(end.getMessage().contains("65535 x 65535"), end.getMessage());
  }

  @Test
  void screenOfNoPixelsIsAScreen() {
    Sums sums = new Sums();
    assertEquals(
        SessionFailedException.Kind.ENDED, failure(server("RFB 003.008\n", 0, 0), sums).kind());
    assertEquals(0, sums.picture.pixels().length);
  }

  @Test
  void failureNamesRectangleEncodingAndBytes() {
    ByteBuffer out = server("RFB 003.008\n", 64, 48);
    update(out, 2);
    rectangle(out, 0, 0, 1, 1, 0).putInt(0x00112233);
    rectangle(out, 60, 40, 8, 8, 5);
    SessionFailedException end = failure(out, new Sums());
    assertEquals(Optional.of(Encoding.HEXTILE), end.encoding());
    assertEquals("rectangle 2 of 2, 8 x 8 at 60, 40", end.place());
    assertEquals(out.limit(), end.bytes());
  }

  @Test
  void refusedResizeLeavesThePictureAsItIs() {
    ByteBuffer out = server("RFB 003.008\n", 4, 4);
    update(out, 1);
    rectangle(out, 0, 0, 4, 4, 0);
    for (int i = 0; i < 16; i++) {
      out.putInt(0xEFCDAB00); // little-endian
    }
    update(out, 1);
    rectangle(out, 1, 1, 9, 9, -308).put((byte) 0).put((byte) 0).putShort((short) 0);
    List<SessionListener.ResizeRefusal> refusals = new ArrayList<>();
    List<Framebuffer> screens = new ArrayList<>();
    failure(
        out,
        new SessionListener() {
          @Override
          public void screen(Framebuffer picture) {
            screens.add(picture);
          }

          @Override
          public void resizeRefused(ResizeRefusal refusal) {
            refusals.add(refusal);
          }
        });
    assertEquals(List.of(SessionListener.ResizeRefusal.PROHIBITED), refusals);
    assertEquals(1, screens.size());
    assertEquals(0xFFABCDEF, screens.getFirst().pixels()[15]);
  }

  @Test
  void sizeThatTheServerChangesIsNotAnsweredWithAResize() {
    ByteBuffer out = server("RFB 003.008\n", 4, 4);
    update(out, 1);
    rectangle(out, 0, 0, 8, 6, -308).put((byte) 1).put((byte) 0).putShort((short) 0);
    out.putInt(7)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 8)
        .putShort((short) 6)
        .putInt(0);
    ScriptedChannel channel = channel(out);
    Sums sums = new Sums();
    assertThrows(SessionFailedException.class, () -> new RfbSession(channel, OPTIONS, sums).run());
    assertEquals(8, sums.picture.width());
    byte[] said = channel.said();
    // version, security, shared, then fixed-length messages: none of them is SetDesktopSize (251)
    String hex = java.util.HexFormat.of().formatHex(said, said.length - 10, said.length);
    assertEquals(
        "03010000000000080006", hex, "the last word is a request for changes of the new size");
  }

  @Test
  void clipboardOfAGigabyteTakesNoMemory() {
    ByteBuffer out = server("RFB 003.008\n", 4, 4);
    out.put((byte) 3).put(new byte[3]).putInt(1 << 30).put(new byte[1000]);
    long[] told = new long[1];
    SessionFailedException end =
        failure(
            out,
            new SessionListener() {
              @Override
              public void clipboardTooLarge(long bytes) {
                told[0] = bytes;
              }
            });
    assertEquals(SessionFailedException.Kind.ENDED, end.kind());
    assertEquals("clipboard", end.place());
    assertEquals(0, told[0], "it is told when it has passed");
  }

  @Test
  void silenceInTheMiddleOfAMessageIsAStall() throws Exception {
    try (java.nio.channels.ServerSocketChannel server =
        java.nio.channels.ServerSocketChannel.open()
            .bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0))) {
      java.nio.channels.SocketChannel client =
          java.nio.channels.SocketChannel.open(server.getLocalAddress());
      try (java.nio.channels.SocketChannel peer = server.accept()) {
        ByteBuffer out = server("RFB 003.008\n", 4, 4);
        update(out, 1);
        peer.write(out.flip());
        SessionFailedException end =
            assertThrows(
                SessionFailedException.class,
                () ->
                    new RfbSession(
                            client,
                            OPTIONS.withPatience(Duration.ofMillis(40)),
                            new SessionListener() {})
                        .run());
        assertEquals(SessionFailedException.Kind.STALLED, end.kind());
      }
    }
  }
}
