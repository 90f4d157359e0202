package io.coppice.wire.capture;

import io.coppice.wire.packet.LinkType;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads a capture packet by packet in bounded memory, whatever its size: pcap in both byte orders
 * with micro- or nanoseconds, pcapng with any number of sections and interfaces, either packed with
 * gzip. A file that is cut off or broken gives every packet before the fault, then ends with a
 * {@link CaptureFault}. One thread.
 */
public abstract sealed class CaptureReader implements Closeable permits PcapReader, PcapngReader {
  /** The longest packet taken, in bytes; BIG TCP's are below 1 MiB. */
  public static final int LONGEST = 16 << 20;

  private final InputStream stream;
  final CaptureInput in;
  int at;
  int length;
  int original;
  long time;
  LinkType link = LinkType.UNKNOWN;
  int interfaceIndex;
  private long packets;
  private CaptureFault fault;
  private boolean ended;

  CaptureReader(InputStream stream, CaptureInput in) {
    this.stream = stream;
    this.in = in;
  }

  /** What opening gives. */
  public sealed interface Opened {
    record Reading(CaptureReader reader) implements Opened {}

    record Refused(CaptureFault fault) implements Opened {}
  }

  /** Reads the head of a stream and says what it is. The stream is the reader's to close. */
  public static Opened open(InputStream stream) throws IOException {
    BufferedInputStream head = new BufferedInputStream(stream, 1 << 16);
    head.mark(2);
    boolean packed = head.read() == 0x1f && head.read() == 0x8b;
    head.reset();
    InputStream plain = packed ? new GZIPInputStream(head, 1 << 16) : head;
    CaptureInput in = new CaptureInput(plain);
    if (!in.has(4)) {
      CaptureFault.Kind kind =
          in.available() == 0 ? CaptureFault.Kind.EMPTY : CaptureFault.Kind.NOT_A_CAPTURE;
      return new Opened.Refused(new CaptureFault(kind, 0, in.available()));
    }
    int magic = in.i32(0);
    if (magic == PcapngReader.SECTION) {
      return new Opened.Reading(new PcapngReader(plain, in));
    }
    if (!PcapReader.knows(magic)) {
      return new Opened.Refused(
          new CaptureFault(CaptureFault.Kind.NOT_A_CAPTURE, 0, magic & 0xffff_ffffL));
    }
    if (!in.has(PcapReader.FILE_HEADER)) {
      return new Opened.Refused(
          new CaptureFault(CaptureFault.Kind.CUT, in.available(), PcapReader.FILE_HEADER));
    }
    return new Opened.Reading(new PcapReader(plain, in, magic));
  }

  /** Goes to the next packet; false at the end, then {@link #fault} says whether it was a whole. */
  public final boolean next() {
    if (ended) {
      return false;
    }
    try {
      if (advance()) {
        packets++;
        return true;
      }
    } catch (IOException e) {
      fail(CaptureFault.Kind.UNREADABLE, in.offset(), 0);
    }
    ended = true;
    return false;
  }

  abstract boolean advance() throws IOException;

  final boolean fail(CaptureFault.Kind kind, long offset, long value) {
    fault = new CaptureFault(kind, offset, value);
    return false;
  }

  /** The stream ends: fine between packets, a fault within one. */
  final boolean endsWithin() {
    return in.available() == 0 ? false : fail(CaptureFault.Kind.CUT, in.offset(), in.available());
  }

  /** The array the packet is in, until the next one. */
  public final byte[] bytes() {
    return in.bytes();
  }

  public final int at() {
    return at;
  }

  /** Bytes captured. */
  public final int length() {
    return length;
  }

  /** Bytes on the wire. */
  public final int original() {
    return original;
  }

  /** Nanoseconds since 1970. */
  public final long time() {
    return time;
  }

  public final LinkType link() {
    return link;
  }

  public final int interfaceIndex() {
    return interfaceIndex;
  }

  /** Comments on this packet. */
  public List<String> comments() {
    return List.of();
  }

  /** Packets given out so far: the number of this one, counted from 1. */
  public final long packets() {
    return packets;
  }

  /** What ended the reading before the capture was over. */
  public final Optional<CaptureFault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public final void close() throws IOException {
    stream.close();
  }
}
