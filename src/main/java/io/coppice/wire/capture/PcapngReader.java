package io.coppice.wire.capture;

import io.coppice.wire.packet.LinkType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The newer format (draft-ietf-opsawg-pcapng): blocks, of which sections, interfaces and packets
 * are read and all others passed over.
 */
final class PcapngReader extends CaptureReader {
  static final int SECTION = 0x0a0d0d0a;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_COMMENT = 1;
  private static final int OPTION_RESOLUTION = 9;
  private static final int OPTION_OFFSET = 14;

  /** Interfaces remembered of one section. */
  private static final int MOST_INTERFACES = 65_536;

  private record Interface(LinkType link, long perSecond, long offset, long snap) {}

  private final List<Interface> interfaces = new ArrayList<>();
  private long pending;
  private int optionsAt;
  private int optionsEnd;

  PcapngReader(InputStream stream, CaptureInput in) {
    super(stream, in);
  }

  @Override
  boolean advance() throws IOException {
    optionsAt = 0;
    optionsEnd = 0;
    while (true) {
      if (!in.skip(pending)) {
        return fail(CaptureFault.Kind.CUT, in.offset(), 0);
      }
      pending = 0;
      if (!in.has(12)) {
        return endsWithin();
      }
      int type = in.i32(0);
      if (type == SECTION && !section()) {
        return false;
      }
      long size = in.u32(4);
      if (size < 12 || size % 4 != 0) {
        return fail(CaptureFault.Kind.BAD_LENGTH, in.offset() + 4, size);
      }
      pending = size;
      boolean packet = type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OLD_PACKET;
      if (packet || type == INTERFACE) {
        if (size > LONGEST) {
          return fail(CaptureFault.Kind.TOO_LONG, in.offset() + 4, size);
        }
        if (!in.has((int) size)) {
          return fail(CaptureFault.Kind.CUT, in.offset(), in.available());
        }
        if (in.u32((int) size - 4) != size) {
          return fail(CaptureFault.Kind.BAD_LENGTH, in.offset() + size - 4, in.u32((int) size - 4));
        }
        if (packet) {
          return packet(type, (int) size);
        }
        if (!describe((int) size)) {
          return false;
        }
      }
    }
  }

  private boolean section() {
    in.setLittleEndian(false);
    if (in.i32(8) != BYTE_ORDER) {
      in.setLittleEndian(true);
      if (in.i32(8) != BYTE_ORDER) {
        return fail(CaptureFault.Kind.NOT_A_CAPTURE, in.offset() + 8, in.u32(8));
      }
    }
    interfaces.clear();
    return true;
  }

  private boolean describe(int size) {
    if (size < 20) {
      return fail(CaptureFault.Kind.BAD_LENGTH, in.offset() + 4, size);
    }
    if (interfaces.size() == MOST_INTERFACES) {
      return fail(CaptureFault.Kind.BAD_INTERFACE, in.offset(), MOST_INTERFACES);
    }
    long perSecond = 1_000_000;
    long offset = 0;
    int at = 16;
    while (at + 4 <= size - 4) {
      int code = in.u16(at);
      int length = in.u16(at + 2);
      if (code == 0 || at + 4 + length > size - 4) {
        break;
      }
      if (code == OPTION_RESOLUTION && length >= 1) {
        perSecond = perSecond(in.bytes()[in.at() + at + 4]);
      } else if (code == OPTION_OFFSET && length >= 8) {
        offset = in.i64(at + 4);
      }
      at += 4 + (length + 3 & ~3);
    }
    interfaces.add(new Interface(LinkType.of(in.u16(8)), perSecond, offset, in.u32(12)));
    return true;
  }

  /** The powers of ten up to 18 and of two up to 62; beyond them time has no sense. */
  private static long perSecond(byte resolution) {
    int power = resolution & 0x7f;
    if (resolution < 0) {
      return 1L << Math.min(power, 62);
    }
    long result = 1;
    for (int i = 0; i < Math.min(power, 18); i++) {
      result *= 10;
    }
    return result;
  }

  private boolean packet(int type, int size) {
    boolean simple = type == SIMPLE_PACKET;
    int header = simple ? 12 : 28;
    if (size < header + 4) {
      return fail(CaptureFault.Kind.BAD_LENGTH, in.offset() + 4, size);
    }
    int index = simple ? 0 : type == OLD_PACKET ? in.u16(8) : in.i32(8);
    if (index < 0 || index >= interfaces.size()) {
      return fail(CaptureFault.Kind.BAD_INTERFACE, in.offset() + 8, index & 0xffff_ffffL);
    }
    Interface from = interfaces.get(index);
    long room = size - header - 4L;
    long wire = simple ? in.u32(8) : in.u32(24);
    long captured = simple ? Math.min(wire, from.snap == 0 ? wire : from.snap) : in.u32(20);
    if (captured > room) {
      return fail(CaptureFault.Kind.BAD_LENGTH, in.offset() + (simple ? 8 : 20), captured);
    }
    interfaceIndex = index;
    link = from.link;
    length = (int) captured;
    original = (int) Math.max(captured, Math.min(Integer.MAX_VALUE, wire));
    time = simple ? 0 : nanoseconds(in.u32(12) << 32 | in.u32(16), from);
    at = in.at() + header;
    optionsAt = in.at() + header + (length + 3 & ~3);
    optionsEnd = in.at() + size - 4;
    return true;
  }

  private static long nanoseconds(long ticks, Interface from) {
    long seconds = Long.divideUnsigned(ticks, from.perSecond);
    long rest = Long.remainderUnsigned(ticks, from.perSecond);
    long nanos =
        from.perSecond <= 1_000_000_000L
            ? rest * 1_000_000_000L / from.perSecond
            : (long) (rest * 1e9 / from.perSecond);
    return (seconds + from.offset) * 1_000_000_000L + nanos;
  }

  @Override
  public List<String> comments() {
    List<String> comments = new ArrayList<>();
    int option = optionsAt;
    while (option + 4 <= optionsEnd) {
      int code = in.u16(option - in.at());
      int size = in.u16(option - in.at() + 2);
      if (code == 0 || option + 4 + size > optionsEnd) {
        break;
      }
      if (code == OPTION_COMMENT) {
        comments.add(new String(in.bytes(), option + 4, size, StandardCharsets.UTF_8));
      }
      option += 4 + (size + 3 & ~3);
    }
    return comments;
  }
}
