package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;

/**
 * Writes layers and fields as JSON: an array of layers, each with {@code layer}, {@code at}, {@code
 * length} and {@code fields}; a field has {@code key}, {@code value}, {@code bit} and {@code bits},
 * and where there is something to say {@code meaning}, {@code verdict}, {@code section} and {@code
 * fields}.
 */
public final class JsonFields implements FieldSink {
  private final TextBuffer text;
  private byte[] b;
  private int base;
  private boolean first;

  public JsonFields(TextBuffer text) {
    this.text = text;
  }

  /** Begins a packet whose first byte is at {@code from}. */
  public void begin(byte[] bytes, int from) {
    b = bytes;
    base = from;
    first = true;
    text.character('[');
  }

  public void end() {
    text.character(']');
  }

  private void comma() {
    if (!first) {
      text.character(',');
    }
    first = false;
  }

  @Override
  public void layer(LayerKind kind, int start, int end) {
    comma();
    text.text("{\"layer\":\"").text(kind.key()).text("\",\"at\":").decimal(start - base);
    text.text(",\"length\":").decimal(end - start).text(",\"fields\":[");
    first = true;
  }

  @Override
  public void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    head(spec, bit, bits, meaning);
    if (verdict != Verdict.PLAIN) {
      text.text(",\"verdict\":\"").text(name(verdict)).character('"');
    }
    text.character('}');
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case PLAIN -> "plain";
      case GOOD -> "good";
      case BAD -> "bad";
      case NOTE -> "note";
    };
  }

  private void head(FieldSpec spec, int bit, int bits, String meaning) {
    comma();
    text.text("{\"key\":\"").text(spec.key()).text("\",\"value\":\"");
    FieldValues.append(text, spec.format(), b, bit, bits);
    text.text("\",\"bit\":").decimal(bit - base * 8L).text(",\"bits\":").decimal(bits);
    if (meaning != null) {
      text.text(",\"meaning\":").quoted(meaning);
    }
    if (!spec.section().isEmpty()) {
      text.text(",\"section\":\"").text(spec.section()).character('"');
    }
  }

  @Override
  public void group(FieldSpec spec, int bit, int bits, String meaning) {
    head(spec, bit, bits, meaning);
    text.text(",\"fields\":[");
    first = true;
  }

  @Override
  public void endGroup() {
    text.text("]}");
    first = false;
  }

  @Override
  public void endLayer() {
    text.text("]}");
    first = false;
  }
}
