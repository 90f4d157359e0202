package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes layers and fields as JSON: an array of layers, each with {@code layer}, {@code at}, {@code
 * length} and {@code fields}; a field has {@code key}, {@code value}, {@code bit} and {@code bits},
 * and where there is something to say {@code meaning}, {@code verdict}, {@code section} and {@code
 * fields}.
 *
 * <p>Most of it is the same for every packet of a flow. A header of which only free fields differ
 * from one before is written by its {@link LayerTemplate}; another that comes again is copied whole
 * ({@link LayerTexts}).
 */
public final class JsonFields implements FieldSink {
  private static final byte[] BIT = utf8("\",\"bit\":");
  private static final byte[] BITS = utf8(",\"bits\":");
  private static final byte[] MEANING = utf8(",\"meaning\":");
  private TextBuffer text;

  /** What stands around each field's value, encoded once: there are some hundred of them. */
  private final IdentityHashMap<FieldSpec, Frame> frames = new IdentityHashMap<>();

  private final LayerTexts layers = new LayerTexts();
  private final LayerTemplates templates = new LayerTemplates();

  private byte[] b;
  private int base;
  private boolean first;

  /** The header that is being written, if it is to be known by what is written of it. */
  private LayerTexts.Entry learnt;

  /** The free fields of the header that is being written, if a template is made of it. */
  private List<LayerTemplate.Gap> gaps;

  private LayerKind kind;
  private int context;
  private int start;
  private int end;
  private int writtenFrom;

  private record Frame(byte[] before, byte[] after) {
    static Frame of(FieldSpec spec) {
      String section = spec.section().isEmpty() ? "" : ",\"section\":\"" + spec.section() + '"';
      return new Frame(utf8("{\"key\":\"" + spec.key() + "\",\"value\":\""), utf8(section));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Begins a packet whose first byte is at {@code from}. */
  public void begin(TextBuffer to, byte[] bytes, int from) {
    text = to;
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
  public boolean repeats(LayerKind header, int in, boolean free, int from, int to) {
    if (free) {
      LayerTemplate template = templates.of(header, in, from - base, b, from, to);
      if (template == null) {
        learnTemplate(header, in, to);
        return false;
      }
      comma();
      template.write(text, b, from);
      return true;
    }
    LayerTexts.Entry entry = layers.of(header, in, from - base, b, from, to);
    if (entry == null || entry.text() == null) {
      learnt = entry;
      return false;
    }
    comma();
    text.encoded(entry.text());
    return true;
  }

  private void learnTemplate(LayerKind header, int in, int to) {
    if (templates.isWanted(header)) {
      gaps = new ArrayList<>();
      context = in;
      end = to;
    }
  }

  @Override
  public void layer(LayerKind header, int from, int to) {
    comma();
    kind = header;
    start = from;
    writtenFrom = text.length();
    text.text("{\"layer\":\"").text(header.key()).text("\",\"at\":").decimal(from - base);
    text.text(",\"length\":").decimal(to - from).text(",\"fields\":[");
    first = true;
  }

  @Override
  public void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    Frame frame = frame(spec);
    value(frame, spec, bit, bits, gaps != null && spec.isFree());
    rest(frame, bit, bits, meaning);
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

  private void value(Frame frame, FieldSpec spec, int bit, int bits, boolean gap) {
    comma();
    text.encoded(frame.before());
    int from = text.length() - writtenFrom;
    FieldValues.append(text, spec.format(), b, bit, bits);
    if (gap) {
      int to = text.length() - writtenFrom;
      gaps.add(new LayerTemplate.Gap(spec.format(), bit - start * 8, bits, from, to));
    }
  }

  private void rest(Frame frame, int bit, int bits, String meaning) {
    text.encoded(BIT).decimal(bit - base * 8L).encoded(BITS).decimal(bits);
    if (meaning != null) {
      text.encoded(MEANING).quoted(meaning);
    }
    text.encoded(frame.after());
  }

  @Override
  public void group(FieldSpec spec, int bit, int bits, String meaning) {
    Frame frame = frame(spec);
    value(frame, spec, bit, bits, false);
    rest(frame, bit, bits, meaning);
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
      learnt.learn(text.since(writtenFrom));
      learnt = null;
    }
    if (gaps != null) {
      byte[] written = text.since(writtenFrom);
      templates.add(
          kind, new LayerTemplate(kind, context, start - base, b, start, end, written, gaps));
      gaps = null;
    }
  }
}
