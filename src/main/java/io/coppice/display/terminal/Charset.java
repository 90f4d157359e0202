package io.coppice.display.terminal;

/** A set of 94 graphic characters (VT510 reference manual, chapter 2). */
enum Charset {
  ASCII,
  BRITISH,
  LINES;

  /** What 0x5F to 0x7E give in DEC's special graphics. */
  private static final String GRAPHICS = "\u00A0◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

  /** The set that the last character of its designation means. */
  static Charset of(int last) {
    return switch (last) {
      case '0', '2' -> LINES;
      case 'A' -> BRITISH;
      default -> ASCII;
    };
  }

  int map(int c) {
    return switch (this) {
      case ASCII -> c;
      case BRITISH -> c == '#' ? '£' : c;
      case LINES -> c >= 0x5F && c <= 0x7E ? GRAPHICS.charAt(c - 0x5F) : c;
    };
  }
}
