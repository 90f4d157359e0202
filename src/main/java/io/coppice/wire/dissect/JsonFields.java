package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * Writes layers and fields as JSON: an array of layers, each with {@code layer}, {@code at}, {@code
 * length} and {@code fields}; a field has {@code key}, {@code value}, {@code bit} and {@code bits},
 * and where there is something to say {@code meaning}, {@code verdict}, {@code section} and {@code
 * fields}.
 */
public final class JsonFields implements FieldSink {
  private static final byte[] BIT = utf8("\",\"bit\":");
  private static final byte[] BITS = utf8(",\"bits\":");
  private static final byte[] MEANING = utf8(",\"meaning\":");
  private final TextBuffer text;

  /** What stands around each field's value, encoded once: there are some hundred of them. */
  private final IdentityHashMap<FieldSpec, Frame> frames = new IdentityHashMap<>();

  private final LayerTexts layers = new LayerTexts();

  private byte[] b;
  private int base;
  private boolean first;

  /** The header that is being written, if it is to be known by what is written of it. */
  private LayerTexts.Entry learnt;

  private int learntFrom;

  /** The field before this one, which knows what followed it last. */
  private Written before = new Written(null, null, 0, 0);

  private record Frame(byte[] before, byte[] after, Written[] written) {
    /** As many places as a header of tunnels in tunnels usually has its fields at. */
    private static final int PLACES = 4;

    static Frame of(FieldSpec spec) {
      String section = spec.section().isEmpty() ? "" : ",\"section\":\"" + spec.section() + '"';
      return new Frame(
          utf8("{\"key\":\"" + spec.key() + "\",\"value\":\""), utf8(section), new Written[PLACES]);
    }

    /** What was written of the field at that place; the last is given up where there are more. */
    Written at(FieldSpec spec, long bit, int bits) {
      for (int i = 0; i < PLACES; i++) {
        Written one = written[i];
        if (one == null || i == PLACES - 1 && !one.isAt(spec, bit, bits)) {
          written[i] = new Written(spec, this, bit, bits);
          return written[i];
        }
        if (one.isAt(spec, bit, bits)) {
          return one;
        }
      }
      throw new IllegalStateException();
    }
  }

  /**
   * A field as it was written last at a place. Packets of one flow differ in few fields: one that
   * says the same again is copied whole. It is kept from the second time on, so that fields that
   * always change cost nothing more.
   */
  private static final class Written {
    private final FieldSpec spec;
    private final Frame frame;
    private final long bit;
    private final int bits;

    /** The field that followed last; most packets of a capture have theirs in the same order. */
    private Written next;

    private long value;
    private Verdict verdict;
    private String meaning;
    private byte[] text;

    Written(FieldSpec spec, Frame frame, long bit, int bits) {
      this.spec = spec;
      this.frame = frame;
      this.bit = bit;
      this.bits = bits;
    }

    @SuppressWarnings("ReferenceEquality") // each field has one specification
    boolean isAt(FieldSpec field, long place, int size) {
      return spec == field && bit == place && bits == size;
    }

    /** Whether it says what it said last; else it is taken to be what is said now. */
    boolean repeats(long said, Verdict judged, String meant) {
      if (verdict == judged && value == said && Objects.equals(meaning, meant)) {
        return true;
      }
      value = said;
      verdict = judged;
      meaning = meant;
      text = null;
      return false;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

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
  public boolean repeats(LayerKind kind, int context, int start, int end) {
    LayerTexts.Entry entry = layers.of(kind, context, start - base, b, start, end);
    if (entry == null || entry.text() == null) {
      learnt = entry;
      return false;
    }
    comma();
    text.encoded(entry.text());
    return true;
  }

  @Override
  public void layer(LayerKind kind, int start, int end) {
    comma();
    learntFrom = text.length();
    text.text("{\"layer\":\"").text(kind.key()).text("\",\"at\":").decimal(start - base);
    text.text(",\"length\":").decimal(end - start).text(",\"fields\":[");
    first = true;
  }

  @Override
  public void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    if (bits > Long.SIZE) {
      write(frame(spec), spec, bit, bits, verdict, meaning);
      return;
    }
    Written last = written(spec, bit - base * 8L, bits);
    boolean again = last.repeats(FieldValues.number(b, bit, bits), verdict, meaning);
    if (again && last.text != null) {
      comma();
      text.encoded(last.text);
      return;
    }
    int from = text.length() + (first ? 0 : 1);
    write(last.frame, spec, bit, bits, verdict, meaning);
    if (again) {
      last.text = text.since(from);
    }
  }

  private Written written(FieldSpec spec, long place, int bits) {
    Written likely = before.next;
    if (likely == null || !likely.isAt(spec, place, bits)) {
      likely = frame(spec).at(spec, place, bits);
      before.next = likely;
    }
    before = likely;
    return likely;
  }

  private void write(
      Frame frame, FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    head(frame, spec, bit, bits, meaning);
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

  private Frame frame(FieldSpec spec) {
    Frame frame = frames.get(spec);
    if (frame == null) {
      frame = Frame.of(spec);
      frames.put(spec, frame);
    }
    return frame;
  }

  private void head(Frame frame, FieldSpec spec, int bit, int bits, String meaning) {
    comma();
    text.encoded(frame.before());
    FieldValues.append(text, spec.format(), b, bit, bits);
    text.encoded(BIT).decimal(bit - base * 8L).encoded(BITS).decimal(bits);
    if (meaning != null) {
      text.encoded(MEANING).quoted(meaning);
    }
    text.encoded(frame.after());
  }

  @Override
  public void group(FieldSpec spec, int bit, int bits, String meaning) {
    head(frame(spec), spec, bit, bits, meaning);
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
    if (learnt != null) {
      learnt.learn(text.since(learntFrom));
      learnt = null;
    }
  }
}
