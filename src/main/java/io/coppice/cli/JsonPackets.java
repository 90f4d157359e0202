package io.coppice.cli;

import io.coppice.wire.dissect.FieldDescriber;
import io.coppice.wire.dissect.JsonFields;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.packet.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes packets as JSON. Knows what it wrote before, for headers that come again; one thread. */
final class JsonPackets {
  private static final byte[] NUMBER = ascii("{\"number\":");
  private static final byte[] TIME = ascii(",\"time\":\"");
  private static final byte[] INTERFACE = ascii("\",\"interface\":");
  private static final byte[] LENGTH = ascii(",\"length\":");
  private static final byte[] CAPTURED = ascii(",\"captured\":");
  private static final byte[] STOP = ascii(",\"stop\":\"");
  private static final byte[] STOPPED_AT = ascii("\",\"stoppedAt\":");
  private static final byte[] LAYERS = ascii(",\"layers\":");
  private static final byte[] BETWEEN = ascii(",\n");

  private final JsonFields fields = new JsonFields();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Fills a batch's text. */
  void write(PacketBatch batch) {
    TextBuffer text = batch.text();
    boolean first = batch.isFirst();
    for (PacketBatch.Packet packet : batch.packets()) {
      if (first) {
        text.character('\n');
      } else {
        text.encoded(BETWEEN);
      }
      first = false;
      if (packet.number() == 0) {
        text.text("{\"joinedFrom\":").decimal(packet.parts());
        text.encoded(LENGTH).decimal(packet.length());
      } else {
        head(text, packet);
      }
      layers(text, batch.bytes(), packet.at(), packet.stack());
    }
  }

  private static void head(TextBuffer text, PacketBatch.Packet packet) {
    text.encoded(NUMBER).decimal(packet.number());
    text.encoded(TIME).decimal(Math.floorDiv(packet.time(), 1_000_000_000L));
    text.character('.').padded(Math.floorMod(packet.time(), 1_000_000_000L), 9);
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
  }

  private void layers(TextBuffer text, byte[] b, int from, LayerStack stack) {
    text.encoded(STOP).text(stack.stop().code()).encoded(STOPPED_AT);
    text.decimal(stack.stoppedAt() - from);
    if (stack.lengthPresumed()) {
      text.text(",\"lengthPresumed\":true");
    }
    if (stack.fitsVxlan()) {
      text.text(",\"fitsVxlan\":true");
    }
    text.encoded(LAYERS);
    fields.begin(text, b, from);
    FieldDescriber.describe(b, stack, fields);
    fields.end();
    text.character('}');
  }
}
