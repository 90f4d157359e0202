package io.coppice.wire.capture;

import io.coppice.wire.packet.LinkType;
import java.io.IOException;
import java.io.InputStream;

/** The old format (draft-ietf-opsawg-pcap): a header of 24 bytes, then records of 16 and data. */
final class PcapReader extends CaptureReader {
  static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MICRO = 0xa1b2c3d4;
  private static final int NANO = 0xa1b23c4d;

  private final int unit;
  private int pending;

  PcapReader(InputStream stream, CaptureInput in, int magic) {
    super(stream, in);
    boolean little = magic != MICRO && magic != NANO;
    int read = little ? Integer.reverseBytes(magic) : magic;
    in.setLittleEndian(little);
    unit = read == NANO ? 1 : 1000;
    link = LinkType.of(in.i32(20) & 0xffff);
    in.advance(FILE_HEADER);
  }

  /** Whether the first four bytes, read with the most significant first, are this format's. */
  static boolean knows(int magic) {
    int turned = Integer.reverseBytes(magic);
    return magic == MICRO || magic == NANO || turned == MICRO || turned == NANO;
  }

  @Override
  boolean advance() throws IOException {
    in.advance(pending);
    pending = 0;
    if (!in.has(RECORD_HEADER)) {
      return endsWithin();
    }
    long captured = in.u32(8);
    if (captured > LONGEST) {
      return fail(CaptureFault.Kind.TOO_LONG, in.offset() + 8, captured);
    }
    if (!in.has(RECORD_HEADER + (int) captured)) {
      return fail(CaptureFault.Kind.CUT, in.offset(), in.available());
    }
    time = in.u32(0) * 1_000_000_000L + in.u32(4) * unit;
    length = (int) captured;
    original = (int) Math.max(captured, Math.min(Integer.MAX_VALUE, in.u32(12)));
    at = in.at() + RECORD_HEADER;
    pending = RECORD_HEADER + length;
    return true;
  }
}
