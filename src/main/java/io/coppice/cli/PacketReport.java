package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.tunnel.DropReason;

/** What a dissection writes, packet by packet. */
interface PacketReport {
  void begin();

  /**
   * @param drop what the receiver asked about would drop it for; null for nothing
   */
  void packet(CaptureReader packet, LayerStack stack, DropReason drop);

  /** The last packet made a whole of parts. */
  void joined(PacketJoiner whole);

  void end(CaptureReader reader, ConversationTable conversations);
}
