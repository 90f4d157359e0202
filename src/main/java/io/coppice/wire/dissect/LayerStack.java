package io.coppice.wire.dissect;

import java.util.Arrays;

/**
 * The layers of one packet, outermost first, as offsets into its bytes. Made to be used again for
 * the next packet: nothing is allocated once it has grown to the deepest one.
 */
public final class LayerStack {
  private LayerKind[] kinds = new LayerKind[16];
  private int[] starts = new int[16];
  private int[] headerEnds = new int[16];
  private int[] ends = new int[16];
  private int[] declared = new int[16];
  private int size;
  private Stop stop = Stop.END;
  private int stoppedAt;
  private boolean presumed;
  private boolean offered;

  void clear() {
    size = 0;
    stop = Stop.END;
    stoppedAt = 0;
    presumed = false;
    offered = false;
  }

  /**
   * @param end where the layer's content ends among the captured bytes
   * @param declaredEnd where its own length field says that it ends, perhaps beyond them
   */
  void add(LayerKind kind, int start, int headerEnd, int end, int declaredEnd) {
    if (size == kinds.length) {
      room(size * 2);
    }
    kinds[size] = kind;
    starts[size] = start;
    headerEnds[size] = headerEnd;
    ends[size] = end;
    declared[size++] = declaredEnd;
  }

  private void room(int layers) {
    if (layers > kinds.length) {
      kinds = Arrays.copyOf(kinds, layers);
      starts = Arrays.copyOf(starts, layers);
      headerEnds = Arrays.copyOf(headerEnds, layers);
      ends = Arrays.copyOf(ends, layers);
      declared = Arrays.copyOf(declared, layers);
    }
  }

  /**
   * Copies it for the same packet elsewhere.
   *
   * @param moved by how many bytes the packet's copy stands later
   */
  public void copyTo(LayerStack copy, int moved) {
    copy.clear();
    copy.room(size);
    System.arraycopy(kinds, 0, copy.kinds, 0, size);
    move(starts, copy.starts, moved);
    move(headerEnds, copy.headerEnds, moved);
    move(ends, copy.ends, moved);
    for (int i = 0; i < size; i++) {
      copy.declared[i] = (int) Math.min(Integer.MAX_VALUE, declared[i] + (long) moved);
    }
    copy.size = size;
    copy.stop(stop, stoppedAt + moved);
    copy.presumed = presumed;
    copy.offered = offered;
  }

  private void move(int[] from, int[] to, int moved) {
    for (int i = 0; i < size; i++) {
      to[i] = from[i] + moved;
    }
  }

  void stop(Stop why, int at) {
    stop = why;
    stoppedAt = at;
  }

  void presumeLength() {
    presumed = true;
  }

  void offer() {
    offered = true;
  }

  public int size() {
    return size;
  }

  public LayerKind kind(int index) {
    return kinds[index];
  }

  /** Of the header's first byte. */
  public int start(int index) {
    return starts[index];
  }

  /** Where the header ends and what it carries begins. */
  public int headerEnd(int index) {
    return headerEnds[index];
  }

  /** Where the layer's content ends among the bytes at hand. */
  public int end(int index) {
    return ends[index];
  }

  /** Whether all bytes that the layer says it has are at hand. */
  public boolean isWhole(int index) {
    return declared[index] <= ends[index];
  }

  /** Where the layer says it ends; beyond {@link #end} if bytes are missing. */
  public int declaredEnd(int index) {
    return declared[index];
  }

  public Stop stop() {
    return stop;
  }

  /** The offset of the byte where the walk stopped. */
  public int stoppedAt() {
    return stoppedAt;
  }

  /** A length field said 0, as in BIG TCP; the length was taken from the capture. */
  public boolean lengthPresumed() {
    return presumed;
  }

  /** The innermost UDP payload is on a port nobody knows, and fits VXLAN. */
  public boolean fitsVxlan() {
    return offered;
  }

  /** The innermost layer of a kind; -1 if there is none. */
  public int last(LayerKind kind) {
    for (int i = size - 1; i >= 0; i--) {
      if (kinds[i] == kind) {
        return i;
      }
    }
    return -1;
  }

  /** The outermost layer of a kind; -1 if there is none. */
  public int first(LayerKind kind) {
    for (int i = 0; i < size; i++) {
      if (kinds[i] == kind) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the next IPv4 or IPv6 header outwards from a layer; -1 if there is none. */
  public int ipAround(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (kinds[i] == LayerKind.IPV4 || kinds[i] == LayerKind.IPV6) {
        return i;
      }
    }
    return -1;
  }
}
