package io.coppice.cli;

import io.coppice.wire.dissect.JsonFields;
import io.coppice.wire.packet.TextBuffer;
import java.nio.charset.StandardCharsets;

/** Writes packets as JSON. Knows what it wrote before, for headers that come again; one thread. */
final class JsonPackets {
  private static final byte[] NUMBER = ascii("{\"number\":");
  private static final byte[] TIME = ascii(",\"time\":\"");
  private static final byte[] JOINED = ascii("{\"joinedFrom\":");
  private static final byte[] BETWEEN = ascii(",\n");

  private final JsonCircumstances circumstances = new JsonCircumstances();
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
        text.encoded(JOINED).decimal(packet.parts());
        circumstances.writeJoined(text, packet);
      } else {
        text.encoded(NUMBER).decimal(packet.number());
        text.encoded(TIME).decimal(Math.floorDiv(packet.time(), 1_000_000_000L));
        text.character('.').padded(Math.floorMod(packet.time(), 1_000_000_000L), 9);
        circumstances.write(text, packet);
      }
      fields.write(text, batch.bytes(), packet.at(), packet.stack());
      text.character('}');
    }
  }
}
