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
   * How many layers from an index on it has described already and does so again: then nothing more
   * is given of them. 0 for none.
   */
  default int repeats(LayerContexts contexts, int index) {
    return 0;
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
