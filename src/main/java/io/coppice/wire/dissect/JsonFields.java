package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;

/**
 * Writes layers and fields as JSON: an array of layers, each with {@code layer}, {@code at}, {@code
 * length} and {@code fields}; a field has {@code key}, {@code value}, {@code bit} and {@code bits},
 * and where there is something to say {@code meaning}, {@code verdict}, {@code section} and {@code
 * fields}.
 *
 * <p>Most of it is the same for every packet of a flow. Headers of which only free fields differ
 * from some before are written by their {@link LayerTemplate}, as many as there are one behind the
 * other, or else each alone; another that comes again is copied whole ({@link LayerTexts}).
 */
public final class JsonFields implements FieldSink {
  private static final byte[] BIT = utf8("\",\"bit\":");
  private static final byte[] BITS = utf8(",\"bits\":");
  private static final byte[] MEANING = utf8(",\"meaning\":");
  private TextBuffer text;

  /** What stands around each field's value, encoded once: there are some hundred of them. */
  private final IdentityHashMap<FieldSpec, Frame> frames = new IdentityHashMap<>();

  private final LayerTexts layers = new LayerTexts();

  /** Of headers that stand behind each other. A run has many forms, and its text is long. */
  private final LayerTemplates runs = new LayerTemplates(32, 64);

  /** Of single headers. */
  private final LayerTemplates templates = new LayerTemplates(12, 8);

  private final LayerContexts contexts = new LayerContexts();

  private byte[] b;
  private int base;
  private boolean first;

  /** The header that is being written, if it is to be known by what is written of it. */
  private LayerTexts.Entry learnt;

  /** Of the headers that are being written, if a template is made of them. */
  private LayerTemplate.Draft draft;

  /** Whether those are several, and the first one's kind. */
  private boolean isRun;

  private LayerKind kind;
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

  /**
   * Writes all layers of a walked packet.
   *
   * @param from of its first byte
   */
  public void write(TextBuffer to, byte[] bytes, int from, LayerStack stack) {
    text = to;
    b = bytes;
    base = from;
    first = true;
    learnt = null;
    draft = null;
    text.character('[');
    FieldDescriber.describe(contexts.fill(bytes, stack), this);
    text.character(']');
  }

  private void comma() {
    if (!first) {
      text.character(',');
    }
    first = false;
  }

  @Override
  public int repeats(LayerContexts of, int index) {
    if (draft != null || !of.isKnown(index)) {
      return 0;
    }
    int run = of.run(index);
    if (run == 0) {
      return copies(of, index) ? 1 : 0;
    }
    if (run > 1 && fills(runs, of, index, run)) {
      return run;
    }
    return draft == null && fills(templates, of, index, 1) ? 1 : 0;
  }

  private boolean copies(LayerContexts of, int index) {
    int from = of.start(index);
    LayerTexts.Entry entry = layers.of(of.form(index), from - base, b, from, of.end(index));
    if (entry == null || entry.text() == null) {
      learnt = entry;
      return false;
    }
    comma();
    text.encoded(entry.text());
    return true;
  }

  /** Whether a template wrote so many headers; if not, one may have been begun. */
  private boolean fills(LayerTemplates known, LayerContexts of, int index, int count) {
    int from = of.start(index);
    LayerTemplate template = known.of(of, index, count, from - base);
    if (template != null) {
      comma();
      template.write(text, b, from);
      return true;
    }
    if (known.isWanted(of.stack().kind(index))) {
      int begin = text.length() + (first ? 0 : 1);
      draft = new LayerTemplate.Draft(of, index, count, from - base, begin);
      isRun = count > 1;
      kind = of.stack().kind(index);
    }
    return false;
  }

  @Override
  public void layer(LayerKind header, int from, int to) {
    comma();
    writtenFrom = text.length();
    text.text("{\"layer\":\"").text(header.key()).text("\",\"at\":").decimal(from - base);
    text.text(",\"length\":").decimal(to - from).text(",\"fields\":[");
    first = true;
  }

  @Override
  public void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
    Frame frame = frame(spec);
    value(frame, spec, bit, bits, draft != null && spec.isFree());
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
    int from = text.length();
    FieldValues.append(text, spec.format(), b, bit, bits);
    if (gap) {
      draft.gap(spec.format(), bit, bits, from, text);
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
    if (draft != null && draft.endsLayer()) {
      (isRun ? runs : templates).add(kind, draft.template(text));
      draft = null;
    }
  }
}
