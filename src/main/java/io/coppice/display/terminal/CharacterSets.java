package io.coppice.display.terminal;

/**
 * The four character sets G0 to G3 that a terminal holds, which of them is shifted in, and which
 * one for the next character alone (ISO 2022). One thread.
 */
final class CharacterSets {
  private static final Charset[] USUAL = {
    Charset.ASCII, Charset.ASCII, Charset.ASCII, Charset.ASCII
  };

  private Charset[] sets = USUAL.clone();
  private int shift;
  private int once = -1;

  /** What DECSC keeps of them. */
  record Kept(Charset[] sets, int shift) {
    static final Kept USUAL = new Kept(CharacterSets.USUAL, 0);
  }

  /** What a byte or code point stands for now; uses up a shift for one character. */
  int map(int c) {
    int set = once >= 0 ? once : shift;
    once = -1;
    return c < 0x80 ? sets[set].map(c) : c;
  }

  void designate(int set, Charset as) {
    sets[set] = as;
  }

  void shift(int set) {
    shift = set;
  }

  void shiftOnce(int set) {
    once = set;
  }

  void forgetShiftOnce() {
    once = -1;
  }

  Kept kept() {
    return new Kept(sets.clone(), shift);
  }

  void restore(Kept kept) {
    sets = kept.sets().clone();
    shift = kept.shift();
  }
}
