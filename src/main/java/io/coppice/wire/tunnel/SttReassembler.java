package io.coppice.wire.tunnel;

import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins STT segments (draft-davie-stt-08): any order, keyed by source, destination and packet id.
 * Overlap and duplicates are dropped, and what is not whole 30 seconds after its first segment is
 * given up; part of a frame is never delivered. Bounded: the oldest frame goes when there are too
 * many under way, and no frame holds more than 64 KiB. One thread.
 */
public final class SttReassembler {
  /** In nanoseconds. */
  public static final long TIMEOUT = 30_000_000_000L;

  private static final int SPARE = 4;

  private record Key(IpAddress source, IpAddress destination, long packetId) {}

  /**
   * What became of a segment.
   *
   * @param drop why it was dropped, or null
   * @param frame the inner frame, if this segment made it whole
   */
  public record Result(DropReason drop, Optional<Whole> frame) {
    static final Result WAITING = new Result(null, Optional.empty());
  }

  /**
   * A whole STT frame: header and inner frame in {@code bytes[0, length)}, which are the
   * reassembler's again at its next segment.
   *
   * @param segments how many it came in
   */
  public record Whole(byte[] bytes, int length, long contextId, int segments) {
    public int innerAt() {
      return Stt.HEADER;
    }

    public int innerLength() {
      return length - Stt.HEADER;
    }
  }

  /** Told about frames that are given up. */
  @FunctionalInterface
  public interface Lost {
    void frame(DropReason reason, int segments, long firstSeen);
  }

  private static final class Partial {
    byte[] bytes;
    int total;
    int received;
    int segments;
    long firstSeen;
    long[] spans = new long[8];
    int spanCount;

    /** Takes [from, to); false if it meets what is there. Spans are kept sorted and merged. */
    boolean take(int from, int to) {
      int i = spanCount;
      while (i > 0 && (int) (spans[i - 1] >>> 32) > from) {
        i--;
      }
      if (i > 0 && (int) spans[i - 1] > from || i < spanCount && (int) (spans[i] >>> 32) < to) {
        return false;
      }
      boolean left = i > 0 && (int) spans[i - 1] == from;
      boolean right = i < spanCount && (int) (spans[i] >>> 32) == to;
      if (left && right) {
        spans[i - 1] = spans[i - 1] & ~0xffff_ffffL | (int) spans[i];
        System.arraycopy(spans, i + 1, spans, i, spanCount - i - 1);
        spanCount--;
      } else if (left) {
        spans[i - 1] = spans[i - 1] & ~0xffff_ffffL | to;
      } else if (right) {
        spans[i] = (long) from << 32 | (int) spans[i];
      } else {
        if (spanCount == spans.length) {
          spans = Arrays.copyOf(spans, spanCount * 2);
        }
        System.arraycopy(spans, i, spans, i + 1, spanCount - i);
        spans[i] = (long) from << 32 | to;
        spanCount++;
      }
      return true;
    }

    boolean has(int from, int to) {
      for (int i = 0; i < spanCount; i++) {
        if ((int) (spans[i] >>> 32) <= from && to <= (int) spans[i]) {
          return true;
        }
      }
      return false;
    }
  }

  private final int most;
  private final Lost lost;
  private final Map<Key, Partial> partials = new LinkedHashMap<>();
  private final byte[][] spare = new byte[SPARE][];
  private int spares;
  private Partial delivered;

  /**
   * @param most frames under way at once
   */
  public SttReassembler(int most, Lost lost) {
    this.most = most;
    this.lost = lost;
  }

  public int underWay() {
    return partials.size();
  }

  /**
   * Takes one segment whose TCP header, of {@link Stt#looksLikeSegment}, begins at {@code tcp}. Its
   * checksum is the caller's to judge.
   *
   * @param end where the segment's payload ends
   * @param now nanoseconds on any clock that does not go back
   */
  public Result segment(
      IpAddress source, IpAddress destination, byte[] b, int tcp, int end, long now) {
    recycle();
    expire(now);
    int payload = end - tcp - Tcp.HEADER;
    int total = Stt.total(b, tcp);
    int offset = Stt.offset(b, tcp);
    DropReason faulty = faulty(b, tcp, payload, total, offset);
    if (faulty != null) {
      return new Result(faulty, Optional.empty());
    }
    Key key = new Key(source, destination, Stt.packetId(b, tcp));
    Partial partial = partials.get(key);
    if (partial == null) {
      partial = begin(key, total, now);
    } else if (partial.total != total) {
      return new Result(DropReason.STT_OVERLAP, Optional.empty());
    }
    if (!partial.take(offset, offset + payload)) {
      boolean again = partial.has(offset, offset + payload);
      return new Result(
          again ? DropReason.STT_DUPLICATE : DropReason.STT_OVERLAP, Optional.empty());
    }
    System.arraycopy(b, tcp + Tcp.HEADER, partial.bytes, offset, payload);
    partial.received += payload;
    partial.segments++;
    return partial.received < total ? Result.WAITING : deliver(key, partial);
  }

  private static DropReason faulty(byte[] b, int tcp, int payload, int total, int offset) {
    if (payload <= 0) {
      return DropReason.STT_EMPTY;
    }
    if (offset + payload > total) {
      return DropReason.STT_BEYOND_TOTAL;
    }
    if (total < Stt.HEADER + 14) {
      return DropReason.STT_TOO_SHORT;
    }
    return offset == 0 && Stt.version(b, tcp + Tcp.HEADER) != 0 ? DropReason.STT_VERSION : null;
  }

  private Partial begin(Key key, int total, long now) {
    if (partials.size() >= most) {
      Iterator<Partial> oldest = partials.values().iterator();
      giveUp(oldest.next(), DropReason.STT_CROWDED);
      oldest.remove();
    }
    Partial partial = new Partial();
    partial.total = total;
    partial.firstSeen = now;
    partial.bytes = spares > 0 && spare[spares - 1].length >= total ? spare[--spares] : null;
    if (partial.bytes == null) {
      partial.bytes = new byte[total];
    }
    partials.put(key, partial);
    return partial;
  }

  private Result deliver(Key key, Partial partial) {
    partials.remove(key);
    if (Stt.version(partial.bytes, 0) != 0) {
      return new Result(DropReason.STT_VERSION, Optional.empty());
    }
    delivered = partial;
    return new Result(
        null,
        Optional.of(
            new Whole(
                partial.bytes, partial.total, Octets.i64(partial.bytes, 8), partial.segments)));
  }

  private void recycle() {
    if (delivered != null && spares < SPARE) {
      spare[spares++] = delivered.bytes;
    }
    delivered = null;
  }

  /** Gives up what is older than 30 seconds. */
  public void expire(long now) {
    Iterator<Partial> oldest = partials.values().iterator();
    while (oldest.hasNext()) {
      Partial partial = oldest.next();
      if (now - partial.firstSeen < TIMEOUT) {
        return;
      }
      giveUp(partial, DropReason.STT_INCOMPLETE);
      oldest.remove();
    }
  }

  /** Gives up everything: the input has ended. */
  public void end() {
    partials.values().forEach(partial -> giveUp(partial, DropReason.STT_INCOMPLETE));
    partials.clear();
  }

  private void giveUp(Partial partial, DropReason reason) {
    lost.frame(reason, partial.segments, partial.firstSeen);
  }
}
