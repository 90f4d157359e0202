package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.Conversation;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.FieldDescriber;
import io.coppice.wire.dissect.JsonFields;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One JSON document with {@code packets}, {@code conversations} and, where the capture ended early,
 * {@code fault}. Written by hand, because it must keep up with the capture.
 */
final class JsonReport implements PacketReport {
  private static final byte[] NUMBER = ascii("{\"number\":");
  private static final byte[] TIME = ascii(",\"time\":\"");
  private static final byte[] INTERFACE = ascii("\",\"interface\":");
  private static final byte[] LENGTH = ascii(",\"length\":");
  private static final byte[] CAPTURED = ascii(",\"captured\":");
  private static final byte[] STOP = ascii(",\"stop\":\"");
  private static final byte[] STOPPED_AT = ascii("\",\"stoppedAt\":");
  private static final byte[] LAYERS = ascii(",\"layers\":");

  private final TextBuffer text;
  private final JsonFields fields;
  private boolean first = true;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  JsonReport(TextBuffer text) {
    this.text = text;
    this.fields = new JsonFields(text);
  }

  @Override
  public void begin() {
    text.text("{\"packets\":[");
  }

  private void open() {
    text.text(first ? "\n" : ",\n");
    first = false;
  }

  @Override
  public void packet(CaptureReader packet, LayerStack stack, DropReason drop) {
    open();
    text.encoded(NUMBER).decimal(packet.packets());
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
    if (drop != null) {
      text.text(",\"drop\":\"").text(drop.code()).text("\",\"rule\":\"").text(drop.section());
      text.character('"');
    }
    layers(packet.bytes(), packet.at(), stack);
  }

  private void layers(byte[] b, int from, LayerStack stack) {
    text.encoded(STOP).text(stack.stop().code()).encoded(STOPPED_AT);
    text.decimal(stack.stoppedAt() - from);
    if (stack.lengthPresumed()) {
      text.text(",\"lengthPresumed\":true");
    }
    if (stack.fitsVxlan()) {
      text.text(",\"fitsVxlan\":true");
    }
    text.encoded(LAYERS);
    fields.begin(b, from);
    FieldDescriber.describe(b, stack, fields);
    fields.end();
    text.character('}');
  }

  @Override
  public void joined(PacketJoiner whole) {
    open();
    text.text("{\"joinedFrom\":").decimal(whole.parts());
    text.text(",\"length\":").decimal(whole.length());
    layers(whole.bytes(), 0, whole.stack());
  }

  @Override
  public void end(CaptureReader reader, ConversationTable table) {
    text.text("\n],\"conversations\":[");
    first = true;
    table.conversations().forEach(this::conversation);
    text.text("\n],\"conversationsBeyond\":").decimal(table.beyond());
    reader
        .fault()
        .ifPresent(
            fault -> {
              text.text(",\"fault\":{\"kind\":\"").text(fault.kind().code());
              text.text("\",\"offset\":").decimal(fault.offset()).character('}');
            });
    text.text("}\n");
  }

  private void conversation(Conversation c) {
    open();
    text.text("{\"protocol\":").quoted(c.protocol());
    text.text(",\"from\":").quoted(c.from()).text(",\"to\":").quoted(c.to());
    text.text(",\"tunnels\":");
    scopes(c.scopes());
    text.text(",\"tunnelsBack\":");
    scopes(c.backScopes());
    text.text(",\"packets\":").decimal(c.packets());
    text.text(",\"packetsBack\":").decimal(c.packetsBack());
    text.text(",\"bytes\":").decimal(c.bytes());
    text.text(",\"bytesBack\":").decimal(c.bytesBack()).character('}');
  }

  private void scopes(List<Conversation.Scope> scopes) {
    text.character('[');
    for (int i = 0; i < scopes.size(); i++) {
      Conversation.Scope scope = scopes.get(i);
      text.text(i == 0 ? "" : ",").text("{\"kind\":\"").text(scope.kind().key());
      text.text("\",\"id\":\"").decimal(scope.id()).text("\"}");
    }
    text.character(']');
  }
}
