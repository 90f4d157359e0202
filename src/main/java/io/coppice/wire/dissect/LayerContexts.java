package io.coppice.wire.dissect;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Udp;
import io.coppice.wire.tunnel.Gre;
import java.util.Arrays;

/**
 * What is told of each layer of a walked packet besides what follows from its header's own bytes,
 * and which headers differ from others in nothing but free fields. Filled anew for each packet; one
 * thread.
 */
final class LayerContexts {
  /** Of a run; deeper tunnels are several. */
  private static final int MOST_LAYERS = 12;

  /** A run is no longer than some headers with their options. */
  private static final int MOST_BYTES = 512;

  /** More is told than a number says. */
  private static final int UNKNOWN = -1;

  private byte[] bytes;
  private LayerStack stack;
  private Checksums.State[] checksums = new Checksums.State[16];
  private long[] forms = new long[16];
  private int[] runs = new int[16];

  LayerContexts fill(byte[] b, LayerStack walked) {
    bytes = b;
    stack = walked;
    int size = walked.size();
    if (size > forms.length) {
      checksums = new Checksums.State[2 * size];
      forms = new long[2 * size];
      runs = new int[2 * size];
    }
    for (int i = size - 1; i >= 0; i--) {
      fill(i, size);
    }
    return this;
  }

  /**
   * Whether what is said of a header depends on its free fields no further than its context does. A
   * length of 0 has a meaning of its own, and so has a checksum that is wrong.
   */
  private void fill(int index, int size) {
    LayerKind kind = stack.kind(index);
    int at = stack.start(index);
    switch (kind) {
      case ETHERNET -> put(kind, index, LinkFields.addressKind(bytes, at), true);
      case VXLAN -> put(kind, index, 0, true);
      case IPV4 -> {
        boolean right = Ipv4.checksumRight(bytes, at, stack.headerEnd(index));
        put(kind, index, 0, right && Ipv4.totalLength(bytes, at) != 0);
      }
      case IPV6 -> put(kind, index, 0, Ipv6.payloadLength(bytes, at) != 0);
      case UDP -> put(kind, index, summed(index, 1, 0), Udp.length(bytes, at) != 0);
      case ICMP, ICMPV6 -> put(kind, index, summed(index, 1, 0), true);
      case TCP -> {
        boolean stt = TransportFields.isStt(stack, index);
        put(kind, index, summed(index, 2, stt ? 1 : 0), !stt);
      }
      case GRE, NVGRE -> {
        boolean summed = (Gre.flags(bytes, at) & Gre.CHECKSUM_PRESENT) != 0;
        put(kind, index, summed ? UNKNOWN : 0, false);
      }
      case QUOTED, STT -> put(kind, index, UNKNOWN, false);
      default -> put(kind, index, 0, false);
    }
    if (runs[index] == 1 && index + 1 < size && stack.start(index + 1) == stack.headerEnd(index)) {
      join(index, runs[index + 1]);
    }
  }

  /** The context of a header with a checksum over what it carries; unknown if that is wrong. */
  private int summed(int index, int states, int more) {
    Checksums.State state = LayerChecksums.state(bytes, stack, index);
    checksums[index] = state;
    return state == Checksums.State.WRONG ? UNKNOWN : states * state.ordinal() + more;
  }

  private void put(LayerKind kind, int index, int context, boolean free) {
    int length = stack.headerEnd(index) - stack.start(index);
    boolean known = context != UNKNOWN;
    forms[index] = known ? (long) length << 32 | context << 8 | kind.ordinal() : UNKNOWN;
    runs[index] = known && free && length <= MOST_BYTES ? 1 : 0;
  }

  private void join(int index, int next) {
    boolean fits = next > 0 && next < MOST_LAYERS;
    if (fits && stack.headerEnd(index + next) - stack.start(index) <= MOST_BYTES) {
      runs[index] = next + 1;
    }
  }

  /** The array that the packet is in. */
  byte[] bytes() {
    return bytes;
  }

  LayerStack stack() {
    return stack;
  }

  /** Of a header that has one over what it carries. */
  Checksums.State checksum(int index) {
    return checksums[index];
  }

  /** Whether all that is told of a layer follows from its header's bytes and its {@link #form}. */
  boolean isKnown(int index) {
    return forms[index] >= 0;
  }

  /** A known layer's kind, context and header length as one number. */
  long form(int index) {
    return forms[index];
  }

  /** The forms of so many layers. */
  long[] forms(int index, int count) {
    return Arrays.copyOfRange(forms, index, index + count);
  }

  /** Whether so many layers from an index on have these forms. */
  boolean hasForms(int index, int count, long[] wanted) {
    if (count != wanted.length) {
      return false;
    }
    for (int i = count - 1; i >= 0; i--) {
      if (forms[index + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many headers from an index on stand behind each other and differ from headers of the same
   * forms in nothing but the values of free fields, if the rest of their bytes is the same.
   */
  int run(int index) {
    return runs[index];
  }

  int start(int index) {
    return stack.start(index);
  }

  int end(int index) {
    return stack.headerEnd(index);
  }
}
