package io.coppice.display.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Bytes to say, kept until they are sent; big-endian. Not for two threads at once. */
public final class ByteOutput {
  private static final int CAPACITY = 4096;

  /** Enough for whoever says little at once. */
  public static final int SMALL = 256;

  private final ByteBuffer buffer;
  private final WritableByteChannel channel;

  public ByteOutput(WritableByteChannel channel) {
    this(channel, CAPACITY);
  }

  public ByteOutput(WritableByteChannel channel, int capacity) {
    this.channel = channel;
    buffer = ByteBuffer.allocate(capacity);
  }

  public ByteOutput u8(int value) throws IOException {
    room(1).put((byte) value);
    return this;
  }

  public ByteOutput u16(int value) throws IOException {
    room(2).putShort((short) value);
    return this;
  }

  public ByteOutput s32(int value) throws IOException {
    room(4).putInt(value);
    return this;
  }

  public ByteOutput bytes(byte[] value) throws IOException {
    return bytes(value, value.length);
  }

  /** The first bytes of an array. */
  public ByteOutput bytes(byte[] value, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, room(1).remaining());
      buffer.put(value, done, part);
      done += part;
    }
    return this;
  }

  /** Sends all that was said. */
  public void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }
}
