package io.coppice.display.rfb;

import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.InflatedInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;

/** Clipboards in Unicode ("Extended Clipboard Pseudo-Encoding"): the messages' bodies. */
final class ExtendedClipboard {
  /** Bytes of text that are taken over at most. */
  static final int LONGEST = 8 * 1024 * 1024;

  static final int TEXT = 1;
  static final int CAPABILITIES = 1 << 24;
  static final int REQUEST = 1 << 25;
  static final int PEEK = 1 << 26;
  static final int NOTIFY = 1 << 27;
  static final int PROVIDE = 1 << 28;

  private static final int WINDOW = 16 * 1024;

  private ExtendedClipboard() {}

  /** Text only, and never unasked: size 0 makes every change a notice. */
  static byte[] capabilities() {
    return ByteBuffer.allocate(8)
        .putInt(CAPABILITIES | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT)
        .putInt(0)
        .array();
  }

  static byte[] notice() {
    return ByteBuffer.allocate(4).putInt(NOTIFY | TEXT).array();
  }

  static byte[] request() {
    return ByteBuffer.allocate(4).putInt(REQUEST | TEXT).array();
  }

  static byte[] provision(String text) {
    byte[] bytes =
        (text.replace("\r\n", "\n").replace("\n", "\r\n") + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] plain = ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[plain.length + plain.length / 1000 + 64];
      int length = deflater.deflate(out);
      return ByteBuffer.allocate(4 + length).putInt(PROVIDE | TEXT).put(out, 0, length).array();
    }
  }

  /**
   * The text that a provision holds.
   *
   * @param compressed bytes of the message after its flags
   * @return empty if it is none or too long
   */
  static Optional<String> text(ByteInput in, int flags, long compressed) throws IOException {
    if ((flags & TEXT) == 0) {
      in.skip(compressed);
      return Optional.empty();
    }
    try (InflatedInput inflated = new InflatedInput(WINDOW)) {
      inflated.begin(in, compressed);
      long size = inflated.u32();
      if (size > LONGEST) {
        throw new ProtocolException("a clipboard of " + size + " bytes");
      }
      byte[] bytes = grown(inflated, (int) size);
      inflated.end();
      int end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
      return Optional.of(new String(bytes, 0, end, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
  }

  /** Reads so many bytes, and never holds much more than came. */
  static byte[] grown(ByteInput in, int size) throws IOException {
    byte[] bytes = new byte[Math.min(size, WINDOW)];
    int done = 0;
    while (done < size) {
      int part = Math.min(size - done, in.capacity());
      if (in.available() == 0) {
        in.require(1);
      }
      part = Math.min(part, in.available());
      if (done + part > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(size, Math.max(2 * bytes.length, done + part)));
      }
      System.arraycopy(in.buffer(), in.position(), bytes, done, part);
      in.advance(part);
      done += part;
    }
    return bytes;
  }

  /** Text as RFC 6143 has it: Latin-1, lines ended by a newline; what is not in it becomes "?". */
  static byte[] latin(String text) {
    return text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
