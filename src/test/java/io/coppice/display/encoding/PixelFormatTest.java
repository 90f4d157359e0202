package io.coppice.display.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.ScriptedChannel;
import io.coppice.display.stream.ChannelInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelFormatTest {
  /** Colours that every depth below has exactly: each part is off or full. */
  private static final int[] CORNERS = {
    0xFF000000, 0xFF0000FF, 0xFF00FF00, 0xFF00FFFF, 0xFFFF0000, 0xFFFF00FF, 0xFFFFFF00, 0xFFFFFFFF
  };

  private static final List<PixelFormat> FORMATS =
      List.of(
          PixelFormat.OWN,
          new PixelFormat(32, 24, true, true, 255, 255, 255, 16, 8, 0),
          new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16),
          new PixelFormat(32, 24, false, true, 255, 255, 255, 24, 16, 8),
          new PixelFormat(32, 24, true, true, 255, 255, 255, 24, 16, 8),
          new PixelFormat(32, 30, false, true, 1023, 1023, 1023, 20, 10, 0),
          new PixelFormat(32, 16, false, true, 31, 63, 31, 11, 5, 0),
          new PixelFormat(16, 16, false, true, 31, 63, 31, 11, 5, 0),
          new PixelFormat(16, 16, true, true, 31, 63, 31, 11, 5, 0),
          new PixelFormat(16, 15, true, true, 31, 31, 31, 10, 5, 0),
          new PixelFormat(8, 8, false, true, 7, 7, 3, 0, 3, 6),
          new PixelFormat(8, 6, false, true, 3, 3, 3, 4, 2, 0));

  /** A pixel's bytes, from the format's own sixteen. */
  private static byte[] wire(PixelFormat format, int argb) {
    byte[] told = format.toBytes();
    int[] maxima = format.maxima();
    int[] shifts = format.shifts();
    long value = 0;
    for (int part = 0; part < 3; part++) {
      int eight = argb >> (16 - 8 * part) & 0xFF;
      value |= (long) (eight * maxima[part] / 255) << shifts[part];
    }
    byte[] out = new byte[format.bytes];
    for (int i = 0; i < out.length; i++) {
      int at = told[2] != 0 ? out.length - 1 - i : i;
      out[at] = (byte) (value >> 8 * i);
    }
    return out;
  }

  @Test
  void everyDepthAndByteOrderGivesTheSamePicture() throws IOException {
    for (PixelFormat format : FORMATS) {
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      for (int colour : CORNERS) {
        raw.writeBytes(wire(format, colour));
      }
      Framebuffer picture = new Framebuffer(4, 2);
      ChannelInput in = new ChannelInput(new ScriptedChannel(raw.toByteArray()));
      try (Decoders decoders = new Decoders(Optional.empty(), 1024)) {
        decoders.decode(Encoding.RAW, in, format, picture, new Area(0, 0, 4, 2));
      }
      assertArrayEquals(CORNERS, picture.pixels(), format.toString());
      PixelFormat read = PixelFormat.read(new ChannelInput(new ScriptedChannel(format.toBytes())));
      assertArrayEquals(format.toBytes(), read.toBytes());
    }
  }

  @Test
  void threeBytesOfAZrlePixelAreTheOnesThatCount() {
    for (PixelFormat format : FORMATS.subList(0, 5)) {
      assertEquals(3, format.compressedBytes, format.toString());
      for (int colour : CORNERS) {
        byte[] four = wire(format, colour);
        boolean bigEndian = format.toBytes()[2] != 0;
        boolean high = format.shifts()[0] + format.shifts()[2] > 24;
        byte[] three = new byte[3];
        System.arraycopy(four, high != bigEndian ? 1 : 0, three, 0, 3);
        assertEquals(colour, format.compressedPixel(three, 0), format + " " + colour);
      }
    }
    assertEquals(4, FORMATS.get(5).compressedBytes);
  }

  @Test
  void rowsOfPixelsAreWhatTheirPixelsAreOneByOne() {
    for (PixelFormat format : FORMATS) {
      for (int wide = 1; wide <= 40; wide++) {
        byte[] row = new byte[1 + 4 * wide];
        new Random(wide).nextBytes(row);
        int[] compressed = new int[wide + 2];
        format.compressedPixels(row, 1, compressed, 1, wide);
        int[] tight = new int[wide + 2];
        format.tightPixels(row, 1, tight, 1, wide);
        for (int i = 0; i < wide; i++) {
          String place = format + ", pixel " + i + " of " + wide;
          int at = 1 + format.compressedBytes * i;
          assertEquals(format.compressedPixel(row, at), compressed[1 + i], place);
          assertEquals(format.tightPixel(row, 1 + format.tightBytes * i), tight[1 + i], place);
        }
        assertEquals(0, compressed[0] | compressed[wide + 1] | tight[0] | tight[wide + 1]);
      }
    }
  }

  @Test
  void coloursOfAMapAreWhatTheServerSaysLast() {
    PixelFormat format = new PixelFormat(8, 8, false, false, 0, 0, 0, 0, 0, 0);
    byte[] pixel = {7};
    assertEquals(0xFF000000, format.pixel(pixel, 0));
    format.colour(7, 0xFFFF, 0x8000, 0x00FF);
    assertEquals(0xFFFF8000, format.pixel(pixel, 0));
    format.colour(70_000, 1, 1, 1);
  }
}
