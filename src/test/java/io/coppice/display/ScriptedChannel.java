package io.coppice.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;

/** A server that says what stands in a script, in parts of a given size, and then hangs up. */
public final class ScriptedChannel implements ByteChannel {
  private final ByteBuffer script;
  private final int most;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private volatile boolean open = true;

  public ScriptedChannel(byte[] script) {
    this(script, Integer.MAX_VALUE);
  }

  public ScriptedChannel(byte[] script, int most) {
    this.script = ByteBuffer.wrap(script);
    this.most = most;
  }

  /** What the client said. */
  public byte[] said() {
    return said.toByteArray();
  }

  @Override
  public int read(ByteBuffer into) throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (!script.hasRemaining()) {
      return -1;
    }
    int part = Math.min(most, Math.min(into.remaining(), script.remaining()));
    into.put(script.slice().limit(part));
    script.position(script.position() + part);
    return part;
  }

  @Override
  public int write(ByteBuffer from) {
    int length = from.remaining();
    byte[] bytes = new byte[length];
    from.get(bytes);
    said.writeBytes(bytes);
    return length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
