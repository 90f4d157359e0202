package io.coppice.wire.tunnel;

/** Takes packets one after the other; the bytes are the giver's again when the call returns. */
@FunctionalInterface
public interface PacketSink {
  void packet(byte[] b, int at, int length);
}
