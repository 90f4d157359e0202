package io.coppice.wire.packet;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Joins fragments of IPv4 (RFC 791 section 3.2) and IPv6 (RFC 8200 section 4.5) packets. Any order;
 * what overlaps is never joined, and the whole packet is given up (RFC 5722 section 4, RFC 1858
 * section 4). A packet that is not whole 30 seconds after its first fragment is forgotten. Bounded
 * in packets, and each in bytes. One thread.
 */
public final class FragmentJoiner {
  /** In nanoseconds. */
  public static final long TIMEOUT = 30_000_000_000L;

  private static final int LONGEST = 65_535;

  private record Key(IpAddress source, IpAddress destination, int protocol, long identification) {}

  /** What became of a fragment. */
  public sealed interface Result {
    /** More are needed. */
    record Waiting() implements Result {}

    /** It met bytes already there; the packet is given up. */
    record Overlap() implements Result {}

    /** It reaches past the longest packet, or its length is no multiple of 8. */
    record Faulty() implements Result {}

    /** The packet without its fragmentation: IP header and payload. */
    record Whole(byte[] packet, int fragments) implements Result {}
  }

  private static final class Partial {
    byte[] payload = new byte[2048];
    byte[] header;
    long[] taken = new long[(LONGEST + 1) / 8 / 64 + 1];
    int received;
    int total = -1;
    int fragments;
    long firstSeen;
  }

  private final int most;
  private final Map<Key, Partial> partials = new LinkedHashMap<>();
  private int forgotten;

  /**
   * @param most packets under way at once; the oldest goes
   */
  public FragmentJoiner(int most) {
    this.most = most;
  }

  public int underWay() {
    return partials.size();
  }

  /** Packets given up since the start, those still under way not counted. */
  public int forgotten() {
    return forgotten;
  }

  /**
   * Takes one IPv4 fragment whose header begins at {@code ip} and is whole.
   *
   * @param now nanoseconds on any clock that does not go back
   */
  public Result fragment4(byte[] b, int ip, int end, long now) {
    int header = Ipv4.headerLength(b, ip);
    int stop = Math.min(end, ip + Ipv4.totalLength(b, ip));
    Key key =
        new Key(
            IpAddress.v4(b, ip + 12),
            IpAddress.v4(b, ip + 16),
            Ipv4.protocol(b, ip),
            Ipv4.identification(b, ip));
    int offset = Ipv4.fragmentOffset(b, ip);
    byte[] first = offset == 0 ? Arrays.copyOfRange(b, ip, ip + header) : null;
    return take(key, first, b, ip + header, stop, offset, Ipv4.moreFragments(b, ip), now);
  }

  /**
   * Takes one IPv6 fragment.
   *
   * @param fragment where its fragment header begins
   */
  public Result fragment6(byte[] b, int ip, int fragment, int end, long now) {
    int word = Octets.u16(b, fragment + 2);
    Key key =
        new Key(
            IpAddress.v6(b, ip + 8),
            IpAddress.v6(b, ip + 24),
            Octets.u8(b, fragment),
            Octets.u32(b, fragment + 4));
    byte[] first = null;
    if ((word & 0xfff8) == 0) {
      first = Arrays.copyOfRange(b, ip, ip + Ipv6.HEADER);
      first[6] = b[fragment];
    }
    return take(key, first, b, fragment + 8, end, word & 0xfff8, (word & 1) == 1, now);
  }

  private Result take(
      Key key, byte[] first, byte[] b, int at, int end, int offset, boolean more, long now) {
    expire(now);
    int length = end - at;
    if (length <= 0 || offset + length > LONGEST || more && length % 8 != 0) {
      return new Result.Faulty();
    }
    Partial partial = partials.computeIfAbsent(key, _ -> begin(now));
    if (overlaps(partial, offset, length, more)) {
      partials.remove(key);
      forgotten++;
      return new Result.Overlap();
    }
    if (offset + length > partial.payload.length) {
      int wanted = Math.min(LONGEST + 1, Math.max(2 * partial.payload.length, offset + length));
      partial.payload = Arrays.copyOf(partial.payload, wanted);
    }
    System.arraycopy(b, at, partial.payload, offset, length);
    partial.received += length;
    partial.fragments++;
    if (first != null) {
      partial.header = first;
    }
    if (!more) {
      partial.total = offset + length;
    }
    makeRoom();
    if (partial.header == null || partial.received != partial.total) {
      return new Result.Waiting();
    }
    partials.remove(key);
    return whole(partial);
  }

  private static boolean overlaps(Partial partial, int offset, int length, boolean more) {
    if (partial.total >= 0 && (offset + length > partial.total || !more)) {
      return true;
    }
    boolean met = false;
    for (int unit = offset / 8; unit <= (offset + length - 1) / 8; unit++) {
      met |= (partial.taken[unit >> 6] >>> (unit & 63) & 1) == 1;
      partial.taken[unit >> 6] |= 1L << (unit & 63);
    }
    return met;
  }

  private static Result whole(Partial partial) {
    int header = partial.header.length;
    byte[] packet = Arrays.copyOf(partial.header, header + partial.total);
    System.arraycopy(partial.payload, 0, packet, header, partial.total);
    if (Ipv4.version(packet, 0) == 4) {
      if (packet.length > LONGEST) {
        return new Result.Faulty();
      }
      Octets.put16(packet, 2, packet.length);
      Octets.put16(packet, 6, 0);
      Ipv4.updateChecksum(packet, 0);
    } else {
      Octets.put16(packet, 4, partial.total);
    }
    return new Result.Whole(packet, partial.fragments);
  }

  private static Partial begin(long now) {
    Partial partial = new Partial();
    partial.firstSeen = now;
    return partial;
  }

  private void makeRoom() {
    if (partials.size() > most) {
      Iterator<Partial> oldest = partials.values().iterator();
      oldest.next();
      oldest.remove();
      forgotten++;
    }
  }

  private void expire(long now) {
    Iterator<Partial> oldest = partials.values().iterator();
    while (oldest.hasNext() && now - oldest.next().firstSeen >= TIMEOUT) {
      oldest.remove();
      forgotten++;
    }
  }
}
