package io.coppice.wire.dissect;

/**
 * The templates of headers by the outermost one's kind, the one used last in front: most packets of
 * a capture have few forms of headers, at few places. A kind that has more than are kept gives up
 * the one that was not used for longest. One thread.
 */
final class LayerTemplates {
  private final LayerTemplate[][] ofKind = new LayerTemplate[LayerKind.values().length][];
  private final int kept;
  private final int seldom;
  private int missed;

  /**
   * @param kept how many of each kind
   * @param seldom of headers without a template, once as many are kept, one in so many gives one
   */
  LayerTemplates(int kept, int seldom) {
    this.kept = kept;
    this.seldom = seldom;
  }

  /**
   * The template of so many headers from an index on; null if there is none yet.
   *
   * @param place of their first byte in the packet
   */
  LayerTemplate of(LayerContexts contexts, int index, int count, int place) {
    LayerTemplate[] known = ofKind[contexts.stack().kind(index).ordinal()];
    if (known == null) {
      return null;
    }
    for (int i = 0; i < kept; i++) {
      LayerTemplate template = known[i];
      if (template == null) {
        return null;
      }
      if (template.fits(contexts, index, count, place)) {
        if (i > 0) {
          known[i] = known[i - 1];
          known[i - 1] = template;
        }
        return template;
      }
    }
    return null;
  }

  /** Whether one is to be made of headers for which there is none. */
  boolean isWanted(LayerKind kind) {
    LayerTemplate[] known = ofKind[kind.ordinal()];
    return known == null || known[kept - 1] == null || ++missed % seldom == 0;
  }

  void add(LayerKind kind, LayerTemplate template) {
    LayerTemplate[] known = ofKind[kind.ordinal()];
    if (known == null) {
      known = new LayerTemplate[kept];
      ofKind[kind.ordinal()] = known;
    }
    int last = 0;
    while (last < kept - 1 && known[last] != null) {
      last++;
    }
    known[last] = template;
  }
}
