package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.Conversation;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.DropReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One JSON document with {@code packets}, {@code conversations} and, where the capture ended early,
 * {@code fault}. Written by hand and on several threads, because it must keep up with the capture.
 */
final class JsonReport implements PacketReport {
  private final OutputStream out;
  private final TextBuffer text = new TextBuffer(1 << 16);
  private final BatchWriters writers;
  private PacketBatch batch;
  private boolean first = true;

  /**
   * @param processors how many threads write at once
   */
  JsonReport(OutputStream out, int processors) {
    this.out = out;
    this.writers = new BatchWriters(out, processors);
    this.batch = writers.next();
  }

  @Override
  public void begin() throws IOException {
    text.text("{\"packets\":[").drainTo(out);
  }

  @Override
  public void packet(CaptureReader packet, LayerStack stack, DropReason drop) throws IOException {
    batch.add(packet, stack, drop);
    submit();
  }

  @Override
  public void joined(PacketJoiner whole) throws IOException {
    batch.add(whole);
    submit();
  }

  private void submit() throws IOException {
    if (batch.isFull()) {
      writers.submit(batch);
      batch = writers.next();
    }
  }

  @Override
  public void end(CaptureReader reader, ConversationTable table) throws IOException {
    if (!batch.isEmpty()) {
      writers.submit(batch);
    }
    writers.flush();
    text.text("\n],\"conversations\":[");
    table.conversations().forEach(this::conversation);
    text.text("\n],\"conversationsBeyond\":").decimal(table.beyond());
    reader
        .fault()
        .ifPresent(
            fault -> {
              text.text(",\"fault\":{\"kind\":\"").text(fault.kind().code());
              text.text("\",\"offset\":").decimal(fault.offset()).character('}');
            });
    text.text("}\n").drainTo(out);
  }

  private void conversation(Conversation c) {
    text.text(first ? "\n" : ",\n");
    first = false;
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

  @Override
  public void close() {
    writers.close();
  }
}
