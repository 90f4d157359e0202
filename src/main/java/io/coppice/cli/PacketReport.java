package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.tunnel.DropReason;
import java.io.IOException;

/** Writes a dissection to a stream, packet by packet. */
interface PacketReport extends AutoCloseable {
  void begin() throws IOException;

  /**
   * @param drop what the receiver asked about would drop it for; null for nothing
   */
  void packet(CaptureReader packet, LayerStack stack, DropReason drop) throws IOException;

  /** The last packet made a whole of parts. */
  void joined(PacketJoiner whole) throws IOException;

  void end(CaptureReader reader, ConversationTable conversations) throws IOException;

  @Override
  void close();
}
