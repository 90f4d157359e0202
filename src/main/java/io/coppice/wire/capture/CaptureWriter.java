package io.coppice.wire.capture;

import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a capture packet by packet with nanoseconds: pcapng (draft-ietf-opsawg-pcapng) with
 * interfaces and comments, or pcap (draft-ietf-opsawg-pcap), which has neither. One thread.
 */
public final class CaptureWriter implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final LinkType only;
  private byte[] buffer = new byte[BUFFER];
  private int filled;
  private int interfaces;

  private CaptureWriter(OutputStream out, LinkType only) {
    this.out = out;
    this.only = only;
  }

  /** Begins a pcapng capture; describe an interface before its first packet. */
  public static CaptureWriter pcapng(OutputStream out) throws IOException {
    CaptureWriter writer = new CaptureWriter(out, null);
    int at = writer.room(28);
    byte[] b = writer.buffer;
    Octets.put32(b, at, 0x0a0d_0d0aL);
    Octets.put32(b, at + 4, 28);
    Octets.put32(b, at + 8, 0x1a2b_3c4dL);
    Octets.put32(b, at + 12, 0x0001_0000L);
    Octets.put64(b, at + 16, -1);
    Octets.put32(b, at + 24, 28);
    return writer;
  }

  /** Begins a pcap capture of one link type. */
  public static CaptureWriter pcap(OutputStream out, LinkType link) throws IOException {
    CaptureWriter writer = new CaptureWriter(out, link);
    int at = writer.room(24);
    byte[] b = writer.buffer;
    Octets.put32(b, at, 0xa1b2_3c4dL);
    Octets.put32(b, at + 4, 0x0002_0004L);
    Octets.put64(b, at + 8, 0);
    Octets.put32(b, at + 16, 262_144);
    Octets.put32(b, at + 20, link.number());
    return writer;
  }

  /** Whether packets of this link type can be written at all. */
  public boolean takes(LinkType link) {
    return only == null ? link != LinkType.UNKNOWN : only == link;
  }

  /** Describes an interface of a pcapng capture; returns its index. */
  public int addInterface(LinkType link, String name) throws IOException {
    if (only != null) {
      throw new IllegalStateException("pcap has one interface without a name");
    }
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int padded = text.length + 3 & ~3;
    int size = 16 + 4 + padded + 8 + 4 + 4;
    int at = room(size);
    byte[] b = buffer;
    Octets.put32(b, at, 1);
    Octets.put32(b, at + 4, size);
    Octets.put16(b, at + 8, link.number());
    Octets.put16(b, at + 10, 0);
    Octets.put32(b, at + 12, 0);
    Octets.put32(b, at + 16, 2 << 16 | text.length);
    System.arraycopy(text, 0, b, at + 20, text.length);
    int next = at + 20 + padded;
    Arrays.fill(b, at + 20 + text.length, next, (byte) 0);
    Octets.put32(b, next, 9 << 16 | 1);
    Octets.put32(b, next + 4, 9L << 24);
    Octets.put32(b, next + 8, 0);
    Octets.put32(b, next + 12, size);
    return interfaces++;
  }

  /**
   * Writes a packet.
   *
   * @param time nanoseconds since 1970
   * @param original its length on the wire
   * @param comment told with the packet in pcapng, for example why it was dropped; null for none
   */
  public void packet(
      int index, long time, byte[] b, int at, int length, int original, String comment)
      throws IOException {
    if (only != null) {
      int to = room(16 + length);
      Octets.put32(buffer, to, Math.floorDiv(time, 1_000_000_000L));
      Octets.put32(buffer, to + 4, Math.floorMod(time, 1_000_000_000L));
      Octets.put32(buffer, to + 8, length);
      Octets.put32(buffer, to + 12, original);
      System.arraycopy(b, at, buffer, to + 16, length);
      return;
    }
    if (index < 0 || index >= interfaces) {
      throw new IllegalArgumentException("No interface " + index);
    }
    byte[] text = comment == null ? null : comment.getBytes(StandardCharsets.UTF_8);
    int options = text == null ? 0 : 4 + (text.length + 3 & ~3) + 4;
    int padded = length + 3 & ~3;
    int size = 28 + padded + options + 4;
    int to = room(size);
    Octets.put32(buffer, to, 6);
    Octets.put32(buffer, to + 4, size);
    Octets.put32(buffer, to + 8, index);
    Octets.put64(buffer, to + 12, time);
    Octets.put32(buffer, to + 20, length);
    Octets.put32(buffer, to + 24, original);
    System.arraycopy(b, at, buffer, to + 28, length);
    Arrays.fill(buffer, to + 28 + length, to + size - 4, (byte) 0);
    if (text != null) {
      Octets.put32(buffer, to + 28 + padded, 1 << 16 | text.length);
      System.arraycopy(text, 0, buffer, to + 32 + padded, text.length);
    }
    Octets.put32(buffer, to + size - 4, size);
  }

  private int room(int size) throws IOException {
    if (filled + size > buffer.length) {
      drain();
      if (size > buffer.length) {
        buffer = new byte[size];
      }
    }
    int at = filled;
    filled += size;
    return at;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  /** Hands everything on, so that a reader at the other end of a pipe sees it. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
