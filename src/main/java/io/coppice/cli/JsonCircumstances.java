package io.coppice.cli;

import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.Stop;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes as JSON what is told of a packet between its time and its layers: interface, lengths,
 * comments, drop and where the walk stopped. Few packets of a capture differ in that, so what was
 * written stands ready for the next. One thread.
 */
final class JsonCircumstances {
  private static final int KEPT = 256;
  private static final byte[] INTERFACE = ascii("\",\"interface\":");
  private static final byte[] LENGTH = ascii(",\"length\":");
  private static final byte[] CAPTURED = ascii(",\"captured\":");
  private static final byte[] STOP = ascii(",\"stop\":\"");
  private static final byte[] STOPPED_AT = ascii("\",\"stoppedAt\":");
  private static final byte[] LAYERS = ascii(",\"layers\":");

  private final Known[] kept = new Known[KEPT];

  private record Known(
      int interfaceIndex,
      int original,
      int length,
      DropReason drop,
      Stop stop,
      int stoppedAt,
      boolean presumed,
      boolean fitsVxlan,
      byte[] text) {

    boolean isOf(PacketBatch.Packet packet) {
      LayerStack stack = packet.stack();
      return interfaceIndex == packet.interfaceIndex()
          && original == packet.original()
          && length == packet.length()
          && drop == packet.drop()
          && stop == stack.stop()
          && stoppedAt == stack.stoppedAt() - packet.at()
          && presumed == stack.lengthPresumed()
          && fitsVxlan == stack.fitsVxlan();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Of a packet of the capture. */
  void write(TextBuffer text, PacketBatch.Packet packet) {
    if (!packet.comments().isEmpty()) {
      tell(text, packet);
      return;
    }
    int stoppedAt = packet.stack().stoppedAt() - packet.at();
    int slot = 31 * packet.original() + stoppedAt & KEPT - 1;
    Known known = kept[slot];
    if (known != null && known.isOf(packet)) {
      text.encoded(known.text());
      return;
    }
    int from = text.length();
    tell(text, packet);
    kept[slot] = known(packet, stoppedAt, text.since(from));
  }

  private static Known known(PacketBatch.Packet packet, int stoppedAt, byte[] text) {
    LayerStack stack = packet.stack();
    return new Known(
        packet.interfaceIndex(),
        packet.original(),
        packet.length(),
        packet.drop(),
        stack.stop(),
        stoppedAt,
        stack.lengthPresumed(),
        stack.fitsVxlan(),
        text);
  }

  private static void tell(TextBuffer text, PacketBatch.Packet packet) {
    text.encoded(INTERFACE).decimal(packet.interfaceIndex());
    text.encoded(LENGTH).decimal(packet.original());
    text.encoded(CAPTURED).decimal(packet.length());
    List<String> comments = packet.comments();
    if (!comments.isEmpty()) {
      text.text(",\"comments\":[").quoted(comments.getFirst());
      comments.stream().skip(1).forEach(comment -> text.character(',').quoted(comment));
      text.character(']');
    }
    if (packet.drop() != null) {
      text.text(",\"drop\":\"").text(packet.drop().code());
      text.text("\",\"rule\":\"").text(packet.drop().section()).character('"');
    }
    walk(text, packet);
  }

  /** Of a whole put together of parts. */
  void writeJoined(TextBuffer text, PacketBatch.Packet packet) {
    text.encoded(LENGTH).decimal(packet.length());
    walk(text, packet);
  }

  private static void walk(TextBuffer text, PacketBatch.Packet packet) {
    LayerStack stack = packet.stack();
    text.encoded(STOP).text(stack.stop().code()).encoded(STOPPED_AT);
    text.decimal(stack.stoppedAt() - packet.at());
    if (stack.lengthPresumed()) {
      text.text(",\"lengthPresumed\":true");
    }
    if (stack.fitsVxlan()) {
      text.text(",\"fitsVxlan\":true");
    }
    text.encoded(LAYERS);
  }
}
