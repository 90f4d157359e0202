package io.coppice.display.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ScriptedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stretches of one compressed stream, however they are cut. */
class InflatedInputTest {
  private static final String FIRST = "the quick brown fox jumps over the lazy dog";
  private static final String SECOND = "the lazy dog jumps over the quick brown fox";

  private final Deflater deflater = new Deflater();
  private final InflatedInput inflated = new InflatedInput(256);

  @AfterEach
  void end() {
    deflater.end();
    inflated.close();
  }

  private byte[] packed(String text, int flush) {
    deflater.setInput(text.getBytes(StandardCharsets.US_ASCII));
    if (flush == Deflater.NO_FLUSH) {
      deflater.finish();
    }
    byte[] bytes = new byte[256];
    return Arrays.copyOf(bytes, deflater.deflate(bytes, 0, bytes.length, flush));
  }

  private static ByteInput line(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return new ChannelInput(new ScriptedChannel(all.toByteArray(), 1));
  }

  private String text(int length) throws IOException {
    byte[] bytes = new byte[length];
    inflated.readFully(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void oneDictionaryServesAllStretches() throws IOException {
    byte[] first = packed(FIRST, Deflater.SYNC_FLUSH);
    byte[] second = packed(SECOND, Deflater.SYNC_FLUSH);
    ByteInput line = line(first, second);

    inflated.begin(line, first.length);
    assertEquals(FIRST, text(FIRST.length()));
    inflated.end();
    inflated.begin(line, second.length);
    assertEquals(SECOND, text(SECOND.length()));
    inflated.end();

    assertTrue(second.length < first.length, "the second was packed with what the first said");
  }

  @Test
  void whatNobodyAskedForGoesThroughTheDictionary() throws IOException {
    byte[] first = packed(FIRST, Deflater.SYNC_FLUSH);
    byte[] second = packed(SECOND, Deflater.SYNC_FLUSH);
    ByteInput line = line(first, second);

    inflated.begin(line, first.length);
    inflated.end();
    inflated.begin(line, second.length);

    assertEquals(SECOND, text(SECOND.length()));
  }

  @Test
  void aStreamMayBeCutInItsHead() throws IOException {
    byte[] all = packed(FIRST, Deflater.SYNC_FLUSH);
    ByteInput line = line(all);

    for (int stretch : new int[] {0, 1, 0, 1, 1}) {
      inflated.begin(line, stretch);
      inflated.end();
    }
    inflated.begin(line, all.length - 3);

    assertEquals(FIRST, text(FIRST.length()));
  }

  @Test
  void aNewDictionaryBeginsWithItsHead() throws IOException {
    byte[] first = packed(FIRST, Deflater.NO_FLUSH);
    deflater.reset();
    byte[] second = packed(FIRST, Deflater.NO_FLUSH);
    ByteInput line = line(first, second);

    inflated.begin(line, first.length);
    assertEquals(FIRST, text(FIRST.length()));
    inflated.end();
    inflated.reset();
    inflated.begin(line, second.length);
    assertEquals(FIRST, text(FIRST.length()));
    inflated.end();

    assertArrayEquals(first, second);
    assertThrows(IOException.class, () -> line.require(1), "both were read to their ends");
  }

  @Test
  void aHeadOfSomethingElseIsRefused() {
    int gzip = 0x1F8B;
    int noMultiple = 0x789D;
    int window = 0x881C;
    int method = 0x7918;
    int dictionary = 0x7820;
    for (int head : new int[] {gzip, noMultiple, window, method, dictionary}) {
      inflated.reset();
      byte[] bytes = {(byte) (head >> 8), (byte) head, 3, 0, 0, 0, 0, 1};
      inflated.begin(line(bytes), bytes.length);
      ProtocolException refused = assertThrows(ProtocolException.class, () -> inflated.require(1));
      String begin = "%04x".formatted(head);
      assertTrue(refused.getMessage().endsWith(begin), refused.getMessage());
    }
  }

  @Test
  void aStretchThatHoldsLessThanItShouldIsRefused() {
    byte[] all = packed(FIRST, Deflater.SYNC_FLUSH);
    inflated.begin(line(all), all.length);

    ProtocolException refused =
        assertThrows(ProtocolException.class, () -> text(FIRST.length() + 1));

    assertTrue(refused.getMessage().contains("less than it should"), refused.getMessage());
  }
}
