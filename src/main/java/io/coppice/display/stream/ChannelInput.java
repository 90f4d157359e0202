package io.coppice.display.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** What a channel says. */
public final class ChannelInput extends ByteInput {
  /** Room for the longest row at 32 bits a pixel (65,535) and then some. */
  private static final int CAPACITY = 512 * 1024;

  /** Enough for a thumbnail, whose rows are short; longer ones are read in parts. */
  public static final int SMALL = 512;

  private final ReadableByteChannel channel;
  private final ByteBuffer window;
  private final AtomicLong total = new AtomicLong();

  public ChannelInput(ReadableByteChannel channel) {
    this(channel, CAPACITY);
  }

  public ChannelInput(ReadableByteChannel channel, int capacity) {
    super(capacity);
    this.channel = channel;
    window = ByteBuffer.wrap(buffer());
  }

  /**
   * Goes on with another channel; what was read ahead of the first is lost, and must be nothing.
   */
  public ChannelInput over(ReadableByteChannel other) throws ProtocolException {
    if (available() > 0) {
      throw new ProtocolException("the server spoke before its turn");
    }
    return new ChannelInput(other, capacity());
  }

  /** Bytes that came so far; any thread. */
  public long total() {
    return total.get();
  }

  @Override
  protected int read(byte[] into, int from, int most) throws IOException {
    window.clear().position(from).limit(from + most);
    int got = channel.read(window);
    if (got > 0) {
      total.addAndGet(got);
    }
    return got;
  }
}
