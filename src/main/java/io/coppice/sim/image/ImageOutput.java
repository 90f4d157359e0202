package io.coppice.sim.image;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of an image through a buffer of its own, as {@link ImageInput} reads them. */
final class ImageOutput {
  private static final int ROOM = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer = new byte[ROOM];
  private int size;

  ImageOutput(OutputStream out) {
    this.out = out;
  }

  /** Gives on what is left. */
  void flush() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  void put(int value) throws IOException {
    if (size == ROOM) {
      flush();
    }
    buffer[size++] = (byte) value;
  }

  /** As {@link ImageInput#number} reads it. */
  void number(long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  void putShort(int value) throws IOException {
    put(value >>> 8);
    put(value);
  }

  void putLong(long value) throws IOException {
    for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) {
      put((int) (value >>> shift));
    }
  }

  void put(byte[] bytes) throws IOException {
    if (bytes.length > ROOM - size) {
      flush();
    }
    if (bytes.length > ROOM) {
      out.write(bytes);
    } else {
      System.arraycopy(bytes, 0, buffer, size, bytes.length);
      size += bytes.length;
    }
  }
}
