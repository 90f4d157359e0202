package io.coppice.sim.image;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an image, one after the other, through a buffer of its own: those of the library
 * take a lock for each byte, and a large world has some millions. One thread.
 */
final class ImageInput {
  private static final int ROOM = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[ROOM];
  private int at;
  private int end;

  ImageInput(InputStream in) {
    this.in = in;
  }

  private boolean fill() throws IOException {
    end = Math.max(0, in.read(buffer, 0, ROOM));
    at = 0;
    return end > 0;
  }

  /** Whether nothing follows. */
  boolean isAtEnd() throws IOException {
    return at == end && !fill();
  }

  /** The next byte, from 0 to 255. */
  int next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException();
    }
    return buffer[at++] & 0xff;
  }

  /** Seven bits a byte, the lowest first, the highest bit set where another follows. */
  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = next();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new ImageException("A number does not end");
  }

  short nextShort() throws IOException {
    return (short) (next() << 8 | next());
  }

  long nextLong() throws IOException {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  /** So many bytes as UTF-8. */
  String text(int length) throws IOException {
    if (length <= end - at) {
      at += length;
      return new String(buffer, at - length, length, StandardCharsets.UTF_8);
    }
    // The length is believed only as far as bytes follow.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int left = length; left > 0; ) {
      if (isAtEnd()) {
        throw new EOFException();
      }
      int some = Math.min(left, end - at);
      bytes.write(buffer, at, some);
      at += some;
      left -= some;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
