package io.coppice.ui.overlay.packet;

import java.util.BitSet;

/**
 * Which bytes of a packet differ from what it was before. Packets of different lengths are laid
 * against each other at their ends, because tunnels and tags put their headers in front.
 */
public final class ByteChanges {
  private ByteChanges() {}

  /** The bytes of {@code now} that are new or have another value. */
  public static BitSet of(byte[] before, byte[] now) {
    BitSet changed = new BitSet(now.length);
    int shift = now.length - before.length;
    for (int at = 0; at < now.length; at++) {
      int was = at - shift;
      changed.set(at, was < 0 || before[was] != now[at]);
    }
    return changed;
  }
}
