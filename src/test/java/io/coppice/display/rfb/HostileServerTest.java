package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.JpegImages;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Servers that lie. Whatever they say, a session ends with a reason and nothing else escapes. */
class HostileServerTest {
  private static final SessionOptions OPTIONS = SessionOptions.local(Gatekeeper.NOBODY);

  private static byte[] beginning(int width, int height) {
    return ByteBuffer.allocate(12 + 2 + 4 + 4 + 16 + 4)
        .put("RFB 003.008\n".getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) 1)
        .put((byte) 1)
        .putInt(0)
        .putShort((short) width)
        .putShort((short) height)
        .put(PixelFormat.OWN.toBytes())
        .putInt(0)
        .array();
  }

  private static void survives(byte[] script, Random random) {
    ScriptedChannel channel = new ScriptedChannel(script, 1 + random.nextInt(200));
    IOException end =
        assertThrows(
            IOException.class,
            () -> new RfbSession(channel, OPTIONS, new SessionListener() {}).run());
    assertTrue(
        end instanceof SessionFailedException failed
                && failed.kind() != SessionFailedException.Kind.BROKEN
            || end instanceof AccessDeniedException,
        end.toString());
  }

  private static SessionFailedException endOf(byte[] script, JpegImages jpeg) {
    SessionOptions options = SessionOptions.remote(Gatekeeper.NOBODY, Optional.of(jpeg));
    return assertThrows(
        SessionFailedException.class,
        () -> new RfbSession(new ScriptedChannel(script), options, new SessionListener() {}).run());
  }

  /** A JPEG of four bytes in a Tight rectangle of 8 x 8. */
  private static byte[] jpegUpdate() {
    byte[] head = beginning(16, 16);
    return ByteBuffer.allocate(head.length + 16 + 6)
        .put(head)
        .put(new byte[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0, 8, 0, 0, 0, 7})
        .put(new byte[] {(byte) 0x90, 4, 1, 2, 3, 4})
        .array();
  }

  /** A thumbnail's window is smaller than a row of Tight can be that is not compressed. */
  @Test
  void rowsLargerThanAThumbnailsWindowEndWithAReason() {
    byte[] head = beginning(2048, 16);
    byte[] script =
        ByteBuffer.allocate(head.length + 17 + 3 * 2048)
            .put(head)
            .put(new byte[] {0, 0, 0, 1, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0, 0, 7})
            .put((byte) 0xA0)
            .array();
    SessionFailedException end =
        assertThrows(
            SessionFailedException.class,
            () ->
                new RfbSession(
                        new ScriptedChannel(script),
                        OPTIONS.asThumbnail(),
                        new SessionListener() {})
                    .run());
    assertEquals(SessionFailedException.Kind.PROTOCOL, end.kind());
  }

  /** Whatever a decoder dies of, the session tells it, with its encoding. */
  @Test
  void errorsInADecoderEndWithAReason() {
    for (Throwable why :
        List.of(
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("com/sun/javafx/iio/jpeg/JPEGImageLoader"),
            new IllegalStateException("a fault"))) {
      SessionFailedException end =
          endOf(
              jpegUpdate(),
              (_, _, _) -> {
                if (why instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) why;
              });
      assertEquals(SessionFailedException.Kind.BROKEN, end.kind());
      assertEquals(Optional.of(Encoding.TIGHT), end.encoding());
      assertEquals(why, end.getCause());
      assertTrue(end.getMessage().startsWith(why.getClass().getSimpleName()), end.getMessage());
    }
  }

  /** Rectangles of every encoding with bytes at random in them. */
  @Test
  void randomRectanglesEndWithAReason() {
    Random random = new Random(7);
    int[] numbers = java.util.Arrays.stream(Encoding.values()).mapToInt(Encoding::number).toArray();
    for (int round = 0; round < 30_000; round++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      byte[] head = beginning(random.nextInt(100), random.nextInt(100));
      ByteBuffer out = ByteBuffer.allocate(head.length + 16 + noise.length);
      out.put(head).put((byte) 0).put((byte) 0).putShort((short) (1 + random.nextInt(3)));
      out.putShort((short) random.nextInt(4)).putShort((short) random.nextInt(4));
      out.putShort((short) random.nextInt(100)).putShort((short) random.nextInt(100));
      out.putInt(numbers[random.nextInt(numbers.length)]).put(noise);
      survives(out.array(), random);
    }
  }

  /** Handshakes and messages with bytes at random in them. */
  @Test
  void randomMessagesEndWithAReason() {
    Random random = new Random(8);
    for (int round = 0; round < 20_000; round++) {
      byte[] head = beginning(16, 16);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      int kept = random.nextInt(4) == 0 ? random.nextInt(head.length) : head.length;
      ByteBuffer out = ByteBuffer.allocate(kept + 1 + noise.length);
      out.put(head, 0, kept);
      out.put((byte) new int[] {0, 1, 2, 3, 150, 248, 255}[random.nextInt(7)]).put(noise);
      survives(out.array(), random);
    }
  }
}
