package io.coppice.display.stream;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes to read, with a window of them in an array: a decoder asks for so many with {@link
 * #require} and then reads the array itself, so that no byte is copied twice. Numbers are
 * big-endian, as all of the protocol's are. One thread.
 */
public abstract class ByteInput {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] buffer;
  private int position;
  private int limit;

  protected ByteInput(int capacity) {
    buffer = new byte[capacity];
  }

  /**
   * Reads some bytes into an array.
   *
   * @return how many, at least one; -1 when there are no more
   */
  protected abstract int read(byte[] into, int from, int most) throws IOException;

  /** The window; valid between {@link #position} and {@link #limit} until the next require. */
  public final byte[] buffer() {
    return buffer;
  }

  public final int position() {
    return position;
  }

  /** How many bytes can be read without waiting. */
  public final int available() {
    return limit - position;
  }

  /** The most that can be asked for at once. */
  public final int capacity() {
    return buffer.length;
  }

  /**
   * Waits until so many bytes stand in the window.
   *
   * @return where they begin
   * @throws EOFException if the stream ends before
   */
  public final int require(int bytes) throws IOException {
    if (limit - position < bytes) {
      fill(bytes);
    }
    return position;
  }

  private void fill(int bytes) throws IOException {
    if (bytes > buffer.length) {
      throw new IllegalArgumentException(bytes + " bytes at once, of " + buffer.length);
    }
    if (position > 0 && (position == limit || buffer.length - position < bytes)) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    while (limit - position < bytes) {
      int got = read(buffer, limit, buffer.length - limit);
      if (got < 0) {
        throw new EOFException("the stream ended");
      }
      limit += got;
    }
  }

  /** Goes on over bytes that stand in the window. */
  public final void advance(int bytes) {
    position += bytes;
  }

  public final int u8() throws IOException {
    int at = require(1);
    position++;
    return buffer[at] & 0xFF;
  }

  public final int u16() throws IOException {
    int at = require(2);
    position += 2;
    return (short) SHORT.get(buffer, at) & 0xFFFF;
  }

  public final int s32() throws IOException {
    int at = require(4);
    position += 4;
    return (int) INT.get(buffer, at);
  }

  public final long u32() throws IOException {
    return s32() & 0xFFFFFFFFL;
  }

  /** Fills an array. */
  public final void readFully(byte[] into) throws IOException {
    int done = 0;
    while (done < into.length) {
      if (position == limit) {
        require(1);
      }
      int part = Math.min(into.length - done, limit - position);
      System.arraycopy(buffer, position, into, done, part);
      position += part;
      done += part;
    }
  }

  /** Passes over bytes, however many. */
  public final void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      if (position == limit) {
        require(1);
      }
      int part = (int) Math.min(left, limit - position);
      position += part;
      left -= part;
    }
  }

  /** Forgets what stands in the window. */
  protected final void clear() {
    position = 0;
    limit = 0;
  }
}
