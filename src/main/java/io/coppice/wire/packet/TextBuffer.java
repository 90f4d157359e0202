package io.coppice.wire.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text that grows, and is written out and used again. One thread. */
public final class TextBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The decimal digits of 0 to 99, two each: a division gives two of them. */
  private static final byte[] PAIRS = pairs();

  private byte[] b;
  private int length;

  public TextBuffer(int room) {
    b = new byte[room];
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  private void need(int more) {
    if (length + more > b.length) {
      b = Arrays.copyOf(b, Math.max(b.length * 2, length + more));
    }
  }

  public int length() {
    return length;
  }

  /** Bytes that it takes without growing. */
  public int room() {
    return b.length;
  }

  /** Takes back what came after. */
  public void truncate(int to) {
    length = Math.min(to, length);
  }

  public TextBuffer text(String s) {
    int size = s.length();
    need(size);
    for (int i = 0; i < size; i++) {
      char c = s.charAt(i);
      if (c >= 128) {
        return encoded(s.substring(i));
      }
      b[length++] = (byte) c;
    }
    return this;
  }

  private TextBuffer encoded(String s) {
    return encoded(s.getBytes(StandardCharsets.UTF_8));
  }

  public TextBuffer character(char c) {
    need(1);
    b[length++] = (byte) c;
    return this;
  }

  public TextBuffer spaces(int count) {
    need(Math.max(0, count));
    for (int i = 0; i < count; i++) {
      b[length++] = ' ';
    }
    return this;
  }

  /** UTF-8 that was encoded before. */
  public TextBuffer encoded(byte[] bytes) {
    need(bytes.length);
    System.arraycopy(bytes, 0, b, length, bytes.length);
    length += bytes.length;
    return this;
  }

  /** A part of UTF-8 that was encoded before. */
  public TextBuffer encoded(byte[] bytes, int from, int to) {
    need(to - from);
    System.arraycopy(bytes, from, b, length, to - from);
    length += to - from;
    return this;
  }

  /** Unsigned. */
  public TextBuffer decimal(long value) {
    if (value < 0) {
      return text(Long.toUnsignedString(value));
    }
    need(20);
    if (value < 10) {
      b[length++] = (byte) ('0' + value);
      return this;
    }
    return value <= Integer.MAX_VALUE
        ? padded((int) value, digits((int) value))
        : padded(value, digits(value));
  }

  /** Without division, which costs more than all else. */
  private static int digits(int value) {
    int digits = 2;
    for (int above = 100; digits < 10 && value >= above; above *= 10) {
      digits++;
    }
    return digits;
  }

  private static int digits(long value) {
    int digits = 10;
    for (long above = 10_000_000_000L; digits < 19 && value >= above; above *= 10) {
      digits++;
    }
    return digits;
  }

  private TextBuffer padded(int value, int digits) {
    int rest = value;
    int at = length + digits;
    for (; at - 2 >= length; at -= 2) {
      int hundredth = rest / 100;
      int pair = 2 * (rest - hundredth * 100);
      b[at - 1] = PAIRS[pair + 1];
      b[at - 2] = PAIRS[pair];
      rest = hundredth;
    }
    if (at > length) {
      b[length] = (byte) ('0' + rest % 10);
    }
    length += digits;
    return this;
  }

  /** The last so many digits, with zeros in front. */
  public TextBuffer padded(long value, int digits) {
    need(digits);
    if (value >= 0 && value <= Integer.MAX_VALUE) {
      return padded((int) value, digits);
    }
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      b[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** The last so many hexadecimal digits. */
  public TextBuffer hex(long value, int digits) {
    need(digits);
    for (int i = digits - 1; i >= 0; i--) {
      b[length++] = HEX[(int) (value >>> 4 * i) & 15];
    }
    return this;
  }

  public TextBuffer hex(byte[] bytes, int at, int count) {
    need(2 * count);
    for (int i = 0; i < count; i++) {
      b[length++] = HEX[bytes[at + i] >> 4 & 15];
      b[length++] = HEX[bytes[at + i] & 15];
    }
    return this;
  }

  public TextBuffer mac(long mac) {
    for (int i = 40; i >= 0; i -= 8) {
      hex(mac >>> i, 2);
      if (i > 0) {
        character(':');
      }
    }
    return this;
  }

  public TextBuffer ipv4(int address) {
    need(15);
    octet(address >>> 24).dot().octet(address >>> 16 & 0xff).dot();
    return octet(address >>> 8 & 0xff).dot().octet(address & 0xff);
  }

  private TextBuffer octet(int value) {
    if (value >= 100) {
      b[length++] = (byte) ('0' + value / 100);
    }
    if (value >= 10) {
      b[length++] = (byte) ('0' + value / 10 % 10);
    }
    b[length++] = (byte) ('0' + value % 10);
    return this;
  }

  private TextBuffer dot() {
    b[length++] = '.';
    return this;
  }

  public TextBuffer ipv6(byte[] bytes, int at) {
    return text(IpAddress.v6(bytes, at).toString());
  }

  /** A JSON string with its quotes. */
  public TextBuffer quoted(String s) {
    character('"');
    int from = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20 || c == 0x7f) {
        text(s.substring(from, i)).text("\\u").hex(c, 4);
        from = i + 1;
      }
    }
    return text(from == 0 ? s : s.substring(from)).character('"');
  }

  /** What was written from there on. */
  public byte[] since(int from) {
    return Arrays.copyOfRange(b, from, length);
  }

  /** Writes everything and begins anew. */
  public void drainTo(OutputStream out) throws IOException {
    out.write(b, 0, length);
    length = 0;
  }

  @Override
  public String toString() {
    return new String(b, 0, length, StandardCharsets.UTF_8);
  }
}
