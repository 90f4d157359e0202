package io.coppice.wire.dissect;

import io.coppice.wire.packet.FragmentJoiner;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.SttReassembler;

/**
 * Joins what a capture holds in parts, outside of any tunnel: fragments of IP packets and segments
 * of STT frames. The whole stands in the joiner until the next packet. Bounded; one thread.
 */
public final class PacketJoiner {
  private static final int UNDER_WAY = 256;

  private final PacketWalker walker;
  private final FragmentJoiner fragments = new FragmentJoiner(UNDER_WAY);
  private final SttReassembler segments;
  private final LayerStack stack = new LayerStack();
  private byte[] bytes;
  private int length;
  private int parts;
  private DropReason drop;

  public PacketJoiner(PacketWalker walker, SttReassembler.Lost lost) {
    this.walker = walker;
    this.segments = new SttReassembler(UNDER_WAY, lost);
  }

  /**
   * Takes a walked packet; true if it was a part and made its packet or frame whole.
   *
   * @param now nanoseconds, of the capture
   */
  public boolean join(byte[] b, LayerStack walked, long now) {
    drop = null;
    if (walked.stop() != Stop.CONTINUES) {
      return false;
    }
    for (int i = 0; i < walked.size(); i++) {
      switch (walked.kind(i)) {
        case IPV4 -> {
          if (Ipv4.isFragment(b, walked.start(i))) {
            return walked.isWhole(i)
                && joined(fragments.fragment4(b, walked.start(i), walked.end(i), now));
          }
        }
        case IPV6_FRAGMENT -> {
          int ip = walked.start(walked.ipAround(i));
          return walked.isWhole(i)
              && joined(fragments.fragment6(b, ip, walked.start(i), walked.end(i), now));
        }
        case TCP -> {
          return segment(b, walked, i, now);
        }
        default -> {
          if (walked.kind(i).isTunnel()) {
            return false;
          }
        }
      }
    }
    return false;
  }

  private boolean joined(FragmentJoiner.Result result) {
    if (result instanceof FragmentJoiner.Result.Overlap) {
      drop = DropReason.FRAGMENTS_OVERLAP;
    }
    if (!(result instanceof FragmentJoiner.Result.Whole whole)) {
      return false;
    }
    bytes = whole.packet();
    length = bytes.length;
    parts = whole.fragments();
    walker.walk(bytes, 0, length, length, LinkType.RAW, stack);
    return true;
  }

  private boolean segment(byte[] b, LayerStack walked, int tcp, long now) {
    int around = walked.ipAround(tcp);
    if (around < 0 || !walked.isWhole(tcp)) {
      return false;
    }
    int ip = walked.start(around);
    boolean v6 = walked.kind(around) == LayerKind.IPV6;
    IpAddress source = v6 ? IpAddress.v6(b, ip + 8) : IpAddress.v4(b, ip + 12);
    IpAddress destination = v6 ? IpAddress.v6(b, ip + 24) : IpAddress.v4(b, ip + 16);
    SttReassembler.Result result =
        segments.segment(source, destination, b, walked.start(tcp), walked.end(tcp), now);
    drop = result.drop();
    if (result.frame().isEmpty()) {
      return false;
    }
    SttReassembler.Whole whole = result.frame().get();
    bytes = whole.bytes();
    length = whole.length();
    parts = whole.segments();
    walker.walkStt(bytes, 0, length, stack);
    return true;
  }

  /** Why the last part was dropped; null if it was not. */
  public DropReason drop() {
    return drop;
  }

  /** The whole, of which {@link #length} bytes count. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** How many parts it came in. */
  public int parts() {
    return parts;
  }

  /** The layers of the whole. */
  public LayerStack stack() {
    return stack;
  }

  /** The capture has ended: what is not whole is lost. */
  public void end() {
    segments.end();
  }

  /** IP packets given up or still not whole. */
  public int fragmentsLost() {
    return fragments.forgotten() + fragments.underWay();
  }
}
