package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        end instanceof SessionFailedException || end instanceof AccessDeniedException,
        end.toString());
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
