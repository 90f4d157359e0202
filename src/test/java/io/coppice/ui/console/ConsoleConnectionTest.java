package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.JpegImages;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.rfb.ServerConnection;
import io.coppice.display.rfb.SessionListener.KeyboardLights;
import io.coppice.display.rfb.SessionListener.ResizeRefusal;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.testkit.ImmediateGate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whatever ends a session's thread, whoever looks on hears of it. */
class ConsoleConnectionTest {
  /** Keeps the end. */
  private static final class Heard implements ConsoleConnection.Observer {
    final CompletableFuture<ConsoleConnection.Ended> end = new CompletableFuture<>();

    @Override
    public void screen(Framebuffer picture) {}

    @Override
    public void drawn() {}

    @Override
    public void named(String name) {}

    @Override
    public void cursor(CursorShape shape) {}

    @Override
    public void clipboard(String text) {}

    @Override
    public void lights(KeyboardLights lights) {}

    @Override
    public void resizeRefused(ResizeRefusal refusal) {}

    @Override
    public void ended(ConsoleConnection.Ended why) {
      end.complete(why);
    }
  }

  private static ConsoleConnection.Ended end(ServerConnection.Line line, JpegImages jpeg) {
    Heard heard = new Heard();
    new ConsoleConnection(new ImmediateGate(), heard)
        .open("a server", line, SessionOptions.remote(Gatekeeper.NOBODY, Optional.of(jpeg)));
    return heard.end.join();
  }

  /** A server that shows a JPEG of four bytes in a Tight rectangle of 8 x 8. */
  private static byte[] script() {
    return ByteBuffer.allocate(42 + 16 + 6)
        .put("RFB 003.008\n".getBytes(StandardCharsets.ISO_8859_1))
        .put(new byte[] {1, 1, 0, 0, 0, 0, 0, 16, 0, 16})
        .put(PixelFormat.OWN.toBytes())
        .putInt(0)
        .put(new byte[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0, 8, 0, 0, 0, 7})
        .put(new byte[] {(byte) 0x90, 4, 1, 2, 3, 4})
        .array();
  }

  @Test
  void memorysEndInADecoderIsToldWithItsEncoding() {
    ConsoleConnection.Ended why =
        end(
            () -> new ScriptedChannel(script()),
            (_, _, _) -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertEquals(ConsoleConnection.Ended.Kind.BROKEN, why.kind());
    assertEquals(Optional.of(Encoding.TIGHT), why.encoding());
    assertTrue(why.detail().endsWith("OutOfMemoryError: Java heap space"), why.detail());
    assertTrue(why.detail().startsWith("rectangle 1 of 1"), why.detail());
  }

  @Test
  void errorsBeforeASessionAreToldToo() {
    ConsoleConnection.Ended why =
        end(
            () -> {
              throw new NoClassDefFoundError("sun/nio/ch/UnixDomainSockets");
            },
            (_, _, _) -> new int[0]);
    assertEquals(ConsoleConnection.Ended.Kind.BROKEN, why.kind());
  }

  /** VeNCrypt with anonymous TLS alone, beside RSA-AES: the first is not allowed, the second is. */
  @Test
  void whatIsBesideVencryptIsTriedOnALineOfItsOwn() {
    List<ScriptedChannel> lines = new ArrayList<>();
    ConsoleConnection.Ended why =
        end(
            () -> {
              ByteBuffer said = ByteBuffer.allocate(12 + 4 + 3 + 1 + 5);
              said.put("RFB 003.008\n".getBytes(StandardCharsets.ISO_8859_1));
              said.put(new byte[] {3, 2, 19, 5});
              if (lines.isEmpty()) {
                said.put(new byte[] {0, 2, 0}).put((byte) 1).putInt(258);
              }
              byte[] bytes = new byte[said.position()];
              said.flip().get(bytes);
              lines.add(new ScriptedChannel(bytes));
              return lines.getLast();
            },
            (_, _, _) -> new int[0]);
    assertEquals(2, lines.size());
    assertEquals(5, lines.getLast().said()[12], "RSA-AES was chosen");
    assertEquals(ConsoleConnection.Ended.Kind.HUNG_UP, why.kind());
  }
}
