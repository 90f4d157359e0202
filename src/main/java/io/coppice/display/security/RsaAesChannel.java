package io.coppice.display.security;

import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.GeneralSecurityException;

/**
 * The encrypted line of RSA-AES: messages of at most 65,535 bytes, each with its length in front
 * (which the tag covers) and numbered by its nonce.
 */
final class RsaAesChannel implements ByteChannel {
  private static final int LONGEST = 8192;

  private final ByteChannel line;
  private final ByteInput in;
  private final AesEax reading;
  private final AesEax writing;
  private final byte[] readNonce = new byte[16];
  private final byte[] writeNonce = new byte[16];
  private ByteBuffer opened = ByteBuffer.allocate(0);

  /**
   * A line under new keys.
   *
   * @param in what comes on the line, of which some may have been read ahead
   */
  RsaAesChannel(ByteChannel line, ByteInput in, byte[] readKey, byte[] writeKey)
      throws GeneralSecurityException {
    this.line = line;
    this.in = in;
    reading = new AesEax(readKey);
    writing = new AesEax(writeKey);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!opened.hasRemaining()) {
      byte[] head = new byte[2];
      in.readFully(head);
      byte[] body = new byte[((head[0] & 0xFF) << 8 | head[1] & 0xFF) + AesEax.TAG];
      in.readFully(body);
      try {
        opened = ByteBuffer.wrap(reading.open(readNonce, head, body));
      } catch (GeneralSecurityException e) {
        throw new ProtocolException("a message was changed on its way", e);
      }
      next(readNonce);
    }
    int part = Math.min(into.remaining(), opened.remaining());
    into.put(opened.slice().limit(part));
    opened.position(opened.position() + part);
    return part;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = 0;
    while (from.hasRemaining()) {
      byte[] text = new byte[Math.min(from.remaining(), LONGEST)];
      from.get(text);
      byte[] head = {(byte) (text.length >> 8), (byte) text.length};
      try {
        byte[] sealed = writing.seal(writeNonce, head, text);
        ByteBuffer out = ByteBuffer.allocate(head.length + sealed.length);
        out.put(head).put(sealed).flip();
        while (out.hasRemaining()) {
          line.write(out);
        }
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
      next(writeNonce);
      written += text.length;
    }
    return written;
  }

  /** A little-endian number, one more. */
  private static void next(byte[] nonce) {
    for (int i = 0; i < nonce.length && ++nonce[i] == 0; i++) {}
  }

  @Override
  public boolean isOpen() {
    return line.isOpen();
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
