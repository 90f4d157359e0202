package io.coppice.ui.overlay.packet;

import io.coppice.wire.dissect.Dissection;
import io.coppice.wire.dissect.FieldSink;

/**
 * A line of the tree of a packet's fields.
 *
 * @param from the first byte it stands on
 * @param to the byte behind its last
 */
record FieldLine(String text, int from, int to, FieldSink.Verdict verdict) {
  static FieldLine of(Dissection.Layer layer) {
    return new FieldLine(
        layer.kind().label() + "  (" + (layer.end() - layer.start()) + " B)",
        layer.start(),
        layer.end(),
        FieldSink.Verdict.PLAIN);
  }

  static FieldLine of(Dissection.Field field) {
    StringBuilder text = new StringBuilder(field.spec().label());
    if (!field.value().isEmpty()) {
      text.append(": ").append(field.value());
    }
    if (!field.meaning().isEmpty()) {
      text.append("  – ").append(field.meaning());
    }
    if (!field.spec().section().isEmpty()) {
      text.append("   [").append(field.spec().section()).append(']');
    }
    return new FieldLine(
        text.toString(), field.bit() / 8, (field.bit() + field.bits() + 7) / 8, field.verdict());
  }
}
