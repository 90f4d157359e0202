package io.coppice.wire.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text that grows, and is written out and used again. One thread. */
public final class TextBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The decimal digits of 0 to 99, two each: a division gives two of them. */
  private static final char[] PAIRS = pairs(10);

  /** The hexadecimal digits of each byte. */
  private static final char[] HEX_PAIRS = pairs(16);

  private byte[] b;
  private int length;

  public TextBuffer(int room) {
    b = new byte[room];
  }

  private static char[] pairs(int base) {
    char[] pairs = new char[base * base];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (char) (HEX[i / base] << 8 | HEX[i % base]);
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

  /** Gives back what {@link #truncate} took, but for the bytes that were written since. */
  public void restore(int to) {
    length = Math.clamp(to, length, b.length);
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
    return padded(value, digits(value));
  }

  private static int digits(int value) {
    if (value < 100_000) {
      return value < 100 ? value < 10 ? 1 : 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
    }
    int digits = 6;
    for (int above = 1_000_000; digits < 10 && value >= above; above *= 10) {
      digits++;
    }
    return digits;
  }

  /** How many decimal digits a value of 0 or more has. */
  public static int digits(long value) {
    if (value <= Integer.MAX_VALUE) {
      return digits((int) value);
    }
    int digits = 10;
    for (long above = 10_000_000_000L; digits < 19 && value >= above; above *= 10) {
      digits++;
    }
    return digits;
  }

  /** The last so many digits, with zeros in front. */
  public TextBuffer padded(long value, int digits) {
    need(digits);
    length += digits;
    replaceDecimal(length - digits, length, value);
    return this;
  }

  /** Writes the last digits of a value of 0 or more over what stands there. */
  public void replaceDecimal(int from, int to, long value) {
    int at = to;
    long large = value;
    while (large > Integer.MAX_VALUE && at > from) {
      b[--at] = (byte) ('0' + large % 10);
      large /= 10;
    }
    int rest = (int) large;
    while (at - 2 >= from) {
      at -= 2;
      int hundredth = rest / 100;
      Octets.put16(b, at, PAIRS[rest - hundredth * 100]);
      rest = hundredth;
    }
    if (at > from) {
      b[from] = (byte) ('0' + rest % 10);
    }
  }

  /** The last so many hexadecimal digits. */
  public TextBuffer hex(long value, int digits) {
    need(digits);
    length += digits;
    replaceHex(length - digits, length, value);
    return this;
  }

  /** Writes a value over what stands there, in as many hexadecimal digits. */
  public void replaceHex(int from, int to, long value) {
    long rest = value;
    int at = to;
    for (; at - 2 >= from; rest >>>= 8) {
      at -= 2;
      Octets.put16(b, at, HEX_PAIRS[(int) rest & 0xff]);
    }
    if (at > from) {
      b[from] = HEX[(int) rest & 15];
    }
  }

  public TextBuffer hex(byte[] bytes, int at, int count) {
    need(2 * count);
    for (int i = 0; i < count; i++) {
      Octets.put16(b, length + 2 * i, HEX_PAIRS[bytes[at + i] & 0xff]);
    }
    length += 2 * count;
    return this;
  }

  public TextBuffer mac(long mac) {
    need(17);
    for (int i = 40; i > 0; i -= 8) {
      Octets.put16(b, length, HEX_PAIRS[(int) (mac >>> i) & 0xff]);
      b[length + 2] = ':';
      length += 3;
    }
    return hex(mac, 2);
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
