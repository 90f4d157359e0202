package io.coppice.wire.dissect;

import io.coppice.wire.dissect.FieldSink.Verdict;
import io.coppice.wire.packet.Octets;

/** Gives the fields of one header to a sink, with offsets from the header's first byte. */
final class FieldPen {
  final byte[] b;
  final int at;
  final int end;
  private final FieldSink sink;

  FieldPen(FieldSink sink, byte[] b, int at, int end) {
    this.sink = sink;
    this.b = b;
    this.at = at;
    this.end = end;
  }

  /** Fields that lie beyond the header at hand are left out. */
  void put(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    if (at * 8 + bit + bits <= end * 8) {
      sink.field(spec, at * 8 + bit, bits, verdict, meaning);
    }
  }

  void put(FieldSpec spec, int bit, int bits, String meaning) {
    put(spec, bit, bits, Verdict.PLAIN, meaning);
  }

  void put(FieldSpec spec, int bit, int bits) {
    put(spec, bit, bits, Verdict.PLAIN, null);
  }

  /** Bits that must be zero are a note where they are not. */
  void reserved(FieldSpec spec, int bit, int bits) {
    boolean zero = FieldValues.number(b, at * 8 + bit, bits) == 0;
    put(spec, bit, bits, zero ? Verdict.PLAIN : Verdict.NOTE, zero ? null : "not zero");
  }

  void flag(FieldSpec spec, int bit) {
    put(spec, bit, 1, FieldValues.number(b, at * 8 + bit, 1) == 1 ? "set" : "not set");
  }

  void group(FieldSpec spec, int bit, int bits, String meaning) {
    sink.group(spec, at * 8 + bit, bits, meaning);
  }

  void endGroup() {
    sink.endGroup();
  }

  int u8(int offset) {
    return Octets.u8(b, at + offset);
  }

  int u16(int offset) {
    return Octets.u16(b, at + offset);
  }
}
