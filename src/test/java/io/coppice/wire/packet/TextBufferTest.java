package io.coppice.wire.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextBufferTest {
  private final TextBuffer text = new TextBuffer(1);

  private String written() {
    String written = text.toString();
    text.truncate(0);
    return written;
  }

  @Test
  void numbersAreWrittenAsTheLanguageWritesThem() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >>> random.nextInt(Long.SIZE);
      text.decimal(value);
      assertEquals(Long.toUnsignedString(value), written());
      text.hex(value, 16);
      assertEquals(HexFormat.of().toHexDigits(value), written());
      int digits = 1 + random.nextInt(16);
      text.hex(value, digits);
      assertEquals(HexFormat.of().toHexDigits(value, digits), written());
      text.mac(value);
      assertEquals(MacBits.format(value & 0xffff_ffff_ffffL), written());
      if (value >= 0) {
        assertEquals(Long.toString(value).length(), TextBuffer.digits(value));
      }
    }
  }

  @Test
  void numbersArePaddedWithZerosAndCutToTheirLastDigits() {
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >>> 1 + random.nextInt(Long.SIZE - 1);
      int digits = 1 + random.nextInt(20);
      text.padded(value, digits);
      String zeros = "0".repeat(20) + value;
      assertEquals(zeros.substring(zeros.length() - digits), written());
    }
  }

  @Test
  void bytesAreWrittenInTheirOrder() {
    text.hex("\0abc\u007f".getBytes(StandardCharsets.US_ASCII), 1, 4);
    assertEquals("6162637f", written());
  }

  @Test
  void whatStandsIsWrittenOver() {
    text.text("port 12345, sum 0x0000, more");
    text.replaceDecimal(5, 10, 80);
    text.replaceHex(18, 22, 0xbeefL);
    assertEquals("port 00080, sum 0xbeef, more", written());
  }

  @Test
  void whatWasTakenBackIsGivenBackButForWhatWasWrittenSince() {
    text.text("from 1 to 3");
    int end = text.length();
    text.truncate(5);
    text.decimal(2).restore(end);
    assertEquals("from 2 to 3", written());
  }
}
