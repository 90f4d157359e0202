package io.coppice.wire.dissect;

/**
 * Takes the fields of a packet in the order of their bytes: layers, in them fields, and groups of
 * fields (an option, the flags). Bits are counted from the first bit of the array the packet is in.
 */
public interface FieldSink {
  /** What the bytes of a field are worth. */
  enum Verdict {
    PLAIN,
    GOOD,
    BAD,
    /** Unusual, and no fault. */
    NOTE
  }

  /**
   * Whether it has described that header already and does so again: then nothing more is given of
   * it.
   *
   * @param context what its fields say besides what its own bytes do, as a number
   * @param free whether headers of that kind and context differ from each other in nothing but the
   *     values of free fields, if the rest of their bytes is the same
   */
  default boolean repeats(LayerKind kind, int context, boolean free, int start, int end) {
    return false;
  }

  void layer(LayerKind kind, int start, int end);

  /**
   * @param meaning what the value says in words; null where it says all itself
   */
  void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning);

  /** Begins a field that has fields of its own. */
  void group(FieldSpec spec, int bit, int bits, String meaning);

  void endGroup();

  void endLayer();
}
