package io.coppice.wire.dissect;

import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.TextBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is written of headers that stand behind each other and differ from others in nothing but
 * their free fields: the bytes and the text of some, which are the model. Headers are compared with
 * it eight bytes at a time; where a bit differs that is of no free field, the template is not
 * theirs, and only fields with a bit that differs are written anew. Where headers have long had
 * other values than the model, some of them become it. One thread.
 */
final class LayerTemplate {
  /** After so many with more values unlike the model's than are usual, the next are it. */
  private static final int PATIENCE = 64;

  private final long[] forms;
  private final int place;
  private final int length;
  private final TemplateText text;

  /** The model's words. */
  private final long[] model;

  /** Of each word, the bits that are of no free field. */
  private final long[] masks;

  /** Which gaps reach into the words, word by word, and with which of their bits. */
  private final int[] reaching;

  private final long[] bits;

  /** Of each word, where its gaps end in those. */
  private final int[] reachingTo;

  /** What in the headers that fitted last is not as in the model, and in which words. */
  private final long[] differs;

  private long unlikeWords;
  private int unlike;

  /** A template in the making, while the text of its model is written. */
  static final class Draft {
    private final LayerContexts contexts;
    private final int first;
    private final int count;
    private final int place;
    private final int writtenFrom;
    private final List<TemplateText.Gap> gaps = new ArrayList<>();
    private int left;

    /**
     * Of headers of eight bytes at least.
     *
     * @param first the index of the outermost
     * @param place of its first byte in the packet
     * @param writtenFrom where their text begins
     */
    Draft(LayerContexts contexts, int first, int count, int place, int writtenFrom) {
      this.contexts = contexts;
      this.first = first;
      this.count = count;
      this.place = place;
      this.writtenFrom = writtenFrom;
      left = count;
    }

    /** A free field was written, its value from there on. */
    void gap(FieldSpec.Format format, int bit, int bits, int from, TextBuffer to) {
      int at = bit - contexts.start(first) * Byte.SIZE;
      int end = to.length() - writtenFrom;
      gaps.add(new TemplateText.Gap(format, at, bits, from - writtenFrom, end));
    }

    /** Whether the header that was written is the last one. */
    boolean endsLayer() {
      return --left == 0;
    }

    LayerTemplate template(TextBuffer to) {
      return new LayerTemplate(this, new TemplateText(to.since(writtenFrom), gaps));
    }
  }

  private LayerTemplate(Draft draft, TemplateText text) {
    int start = draft.contexts.start(draft.first);
    this.text = text;
    forms = draft.contexts.forms(draft.first, draft.count);
    place = draft.place;
    length = draft.contexts.end(draft.first + draft.count - 1) - start;
    int words = (length + Long.BYTES - 1) / Long.BYTES;
    model = new long[words];
    differs = new long[words];
    masks = new long[words];
    Arrays.fill(masks, -1);
    reaching = new int[text.gaps() * words];
    bits = new long[text.gaps() * words];
    reachingTo = new int[words];
    reach();
    take(draft.contexts.bytes(), start);
  }

  private void reach() {
    int count = 0;
    for (int word = 0; word < masks.length; word++) {
      for (int i = 0; i < text.gaps(); i++) {
        long common = text.gap(i).bitsOf(at(word) * Byte.SIZE);
        if (common != 0) {
          masks[word] &= ~common;
          reaching[count] = i;
          bits[count++] = common;
        }
      }
      reachingTo[word] = count;
    }
  }

  /** Of a word; the last one reaches back over bytes of the one before it. */
  private int at(int word) {
    return Math.min(word * Long.BYTES, length - Long.BYTES);
  }

  private void take(byte[] b, int start) {
    for (int i = 0; i < model.length; i++) {
      model[i] = Octets.i64(b, start + at(i));
    }
  }

  /**
   * Whether it is theirs: of so many headers from an index on.
   *
   * @param at of the first one's first byte in the packet
   */
  boolean fits(LayerContexts contexts, int index, int count, int at) {
    if (place != at || !contexts.hasForms(index, count, forms)) {
      return false;
    }
    byte[] b = contexts.bytes();
    int start = contexts.start(index);
    long words = 0;
    for (int i = 0; i < model.length; i++) {
      long other = Octets.i64(b, start + at(i)) ^ model[i];
      if ((other & masks[i]) != 0) {
        return false;
      }
      differs[i] = other;
      words |= other == 0 ? 0 : 1L << i;
    }
    unlikeWords = words;
    return true;
  }

  /** Writes the headers that fitted last. */
  void write(TextBuffer to, byte[] b, int start) {
    if (unlike == PATIENCE) {
      text.become(to, b, start);
      take(b, start);
      unlike = 0;
      return;
    }
    text.begin(to);
    int values = 0;
    int next = 0;
    for (long words = unlikeWords; words != 0; words &= words - 1) {
      int word = Long.numberOfTrailingZeros(words);
      long other = differs[word];
      for (int i = word == 0 ? 0 : reachingTo[word - 1]; i < reachingTo[word]; i++) {
        if ((other & bits[i]) != 0 && reaching[i] >= next) {
          text.value(reaching[i], b, start);
          next = reaching[i] + 1;
          values++;
        }
      }
    }
    text.end();
    if (values > forms.length + 1) {
      unlike++;
    }
  }
}
