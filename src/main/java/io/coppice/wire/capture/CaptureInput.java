package io.coppice.wire.capture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A stream through a window that grows up to the longest record, in either byte order. */
final class CaptureInput {
  private static final int WINDOW = 1 << 18;
  private static final VarHandle INT_LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final InputStream in;
  private byte[] window = new byte[WINDOW];
  private int at;
  private int end;
  private long base;
  private boolean little;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  void setLittleEndian(boolean value) {
    little = value;
  }

  byte[] bytes() {
    return window;
  }

  int at() {
    return at;
  }

  /** Bytes before the next one, from the stream's first. */
  long offset() {
    return base + at;
  }

  /** Whether so many bytes are there; they then stand in {@link #bytes} from {@link #at} on. */
  boolean has(int count) throws IOException {
    if (end - at >= count) {
      return true;
    }
    if (at + count > window.length) {
      byte[] target = count > window.length ? new byte[Math.max(count, window.length * 2)] : window;
      System.arraycopy(window, at, target, 0, end - at);
      window = target;
      base += at;
      end -= at;
      at = 0;
    }
    while (end - at < count) {
      int read = in.read(window, end, window.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  int available() {
    return end - at;
  }

  void advance(int count) {
    at += count;
  }

  /** Passes over bytes without keeping them; false if the stream ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int here = (int) Math.min(left, end - at);
      at += here;
      left -= here;
      if (left > 0 && !has(1)) {
        return false;
      }
    }
    return true;
  }

  /** At so many bytes from {@link #at}. */
  int i32(int from) {
    return little ? (int) INT_LITTLE.get(window, at + from) : (int) INT_BIG.get(window, at + from);
  }

  long u32(int from) {
    return i32(from) & 0xffff_ffffL;
  }

  long i64(int from) {
    return little ? u32(from + 4) << 32 | u32(from) : u32(from) << 32 | u32(from + 4);
  }

  int u16(int from) {
    int first = window[at + from] & 0xff;
    int second = window[at + from + 1] & 0xff;
    return little ? second << 8 | first : first << 8 | second;
  }

  byte[] copy(int from, int length) {
    return Arrays.copyOfRange(window, at + from, at + from + length);
  }
}
