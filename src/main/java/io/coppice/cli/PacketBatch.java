package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.DropReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A few packets of a capture that were walked, copied out of the reader, and the text that is
 * written of them: one thread fills it, another writes the text, the first takes that. Used again
 * and again.
 */
final class PacketBatch {
  /** Enough that handing it over costs little beside them; their text stays in a core's cache. */
  private static final int PACKETS = 24;

  private static final int BYTES = 1 << 16;

  /** What a batch that held something long gives back. */
  private static final int KEPT = 1 << 20;

  /**
   * One of its packets.
   *
   * @param number 0 for a whole put together of parts
   * @param parts how many those were
   * @param at of its first byte in the batch
   * @param drop what the receiver asked about would drop it for; null for nothing
   */
  record Packet(
      long number,
      int parts,
      long time,
      int interfaceIndex,
      int original,
      int at,
      int length,
      List<String> comments,
      DropReason drop,
      LayerStack stack) {}

  private final List<Packet> packets = new ArrayList<>(PACKETS);
  private final List<LayerStack> stacks = new ArrayList<>(PACKETS);
  private final Semaphore written = new Semaphore(0);
  private byte[] bytes = new byte[BYTES];
  private int length;
  private boolean first;
  private TextBuffer text = new TextBuffer(4 * BYTES);
  private Throwable failure;

  /**
   * Begins anew.
   *
   * @param isFirst whether there is no batch before it
   */
  void clear(boolean isFirst) {
    packets.clear();
    length = 0;
    first = isFirst;
    if (bytes.length > KEPT) {
      bytes = new byte[BYTES];
    }
    if (text.room() > KEPT) {
      text = new TextBuffer(4 * BYTES);
    }
  }

  void add(CaptureReader packet, LayerStack stack, DropReason drop) {
    add(
        new Packet(
            packet.packets(),
            0,
            packet.time(),
            packet.interfaceIndex(),
            packet.original(),
            copied(packet.bytes(), packet.at(), packet.length()),
            packet.length(),
            packet.comments(),
            drop,
            copied(stack, length - packet.length() - packet.at())));
  }

  void add(PacketJoiner whole) {
    add(
        new Packet(
            0,
            whole.parts(),
            0,
            0,
            whole.length(),
            copied(whole.bytes(), 0, whole.length()),
            whole.length(),
            List.of(),
            null,
            copied(whole.stack(), length - whole.length())));
  }

  private void add(Packet packet) {
    packets.add(packet);
  }

  private int copied(byte[] b, int at, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(b, at, bytes, length, count);
    length += count;
    return length - count;
  }

  private LayerStack copied(LayerStack stack, int moved) {
    if (stacks.size() == packets.size()) {
      stacks.add(new LayerStack());
    }
    LayerStack copy = stacks.get(packets.size());
    stack.copyTo(copy, moved);
    return copy;
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  boolean isFull() {
    return packets.size() >= PACKETS || length >= BYTES;
  }

  List<Packet> packets() {
    return packets;
  }

  /** The array that its packets are in. */
  byte[] bytes() {
    return bytes;
  }

  boolean isFirst() {
    return first;
  }

  TextBuffer text() {
    return text;
  }

  /** Writes its text and says that it is there. Any thread, one at a time. */
  void write(JsonPackets writer) {
    try {
      writer.write(this);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      written.release();
    }
  }

  boolean isWritten() {
    return written.availablePermits() > 0;
  }

  /** Waits for the text; a failure to write it is this thread's. */
  void await() throws InterruptedException {
    written.acquire();
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
