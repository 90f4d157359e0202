package io.coppice.wire.dissect;

/**
 * The templates of each kind of header, the one used last in front: most packets of a capture have
 * few forms of a header, at few places. A kind that has more than are kept gives up the one that
 * was not used for longest. One thread.
 */
final class LayerTemplates {
  private static final int KEPT = 12;

  /** Of headers without a template, once as many are kept, one in so many gives one. */
  private static final int SELDOM = 8;

  private final LayerTemplate[][] ofKind = new LayerTemplate[LayerKind.values().length][];
  private int missed;

  /** The template that fits; null if there is none yet. */
  LayerTemplate of(LayerKind kind, int context, int place, byte[] b, int start, int end) {
    LayerTemplate[] kept = ofKind[kind.ordinal()];
    if (kept == null) {
      return null;
    }
    for (int i = 0; i < KEPT; i++) {
      LayerTemplate template = kept[i];
      if (template == null) {
        return null;
      }
      if (template.fits(kind, context, place, b, start, end)) {
        if (i > 0) {
          kept[i] = kept[i - 1];
          kept[i - 1] = template;
        }
        return template;
      }
    }
    return null;
  }

  /** Whether one is to be made of a header for which there is none. */
  boolean isWanted(LayerKind kind) {
    LayerTemplate[] kept = ofKind[kind.ordinal()];
    return kept == null || kept[KEPT - 1] == null || ++missed % SELDOM == 0;
  }

  void add(LayerKind kind, LayerTemplate template) {
    LayerTemplate[] kept = ofKind[kind.ordinal()];
    if (kept == null) {
      kept = new LayerTemplate[KEPT];
      ofKind[kind.ordinal()] = kept;
    }
    int last = 0;
    while (last < KEPT - 1 && kept[last] != null) {
      last++;
    }
    kept[last] = template;
  }
}
