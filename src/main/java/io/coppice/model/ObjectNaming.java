package io.coppice.model;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The one rule of names: what may be one, and which two are the same. A name has 1 to {@link #MOST}
 * characters as a person counts them (grapheme clusters, Unicode Standard Annex 29) and shows all
 * of itself: it has no control characters, nothing that turns the direction of what stands beside
 * it, nothing of no width, and no space at its ends. Two names are the same if they are so after
 * compatibility normalisation and without regard to case (Unicode 3.13, D145 and D146).
 */
public final class ObjectNaming {
  /** Characters (VMware's limit for inventory names). */
  public static final int MOST = 80;

  /** UTF-16 units: a character may be made of several, but not of any number of marks. */
  private static final int MOST_UNITS = 1_000;

  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int DOTLESS_I = 0x131;

  private ObjectNaming() {}

  /** What keeps a text from being a name. */
  public enum Flaw {
    /** There is nothing, or nothing but spaces. */
    EMPTY,
    LONG,
    /** A space of any sort at its beginning or end. */
    SPACE,
    /** A character that is not shown, or shows something else than it is. */
    CHARACTER;

    /** The code of the problem that says so; its arguments are {@link #shown} and {@link #MOST}. */
    public String code() {
      return "name." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** What keeps the text from being a name; empty if it is one. */
  public static Optional<Flaw> flaw(String text) {
    if (text.codePoints().allMatch(ObjectNaming::isSpace)) {
      return Optional.of(Flaw.EMPTY);
    }
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (isHidden(text, at)) {
        return Optional.of(Flaw.CHARACTER);
      }
    }
    if (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()))) {
      return Optional.of(Flaw.SPACE);
    }
    return text.length() > MOST_UNITS || length(text) > MOST
        ? Optional.of(Flaw.LONG)
        : Optional.empty();
  }

  public static boolean isValid(String text) {
    return flaw(text).isEmpty();
  }

  /** What is wrong with a name, about an object or what it would lie in. */
  public static Optional<Problem> problem(String text, EntityId about) {
    return flaw(text).map(flaw -> Problem.error(flaw.code(), about, shown(text), MOST));
  }

  /**
   * The text as a name: without what is not shown and without spaces at its ends, no longer than a
   * name may be. A name stays as it is; of what has nothing to show comes {@code otherwise}.
   */
  public static String mended(String text, String otherwise) {
    String mended = text;
    // To take one character out may leave another without what it stood on.
    for (int pass = 0; pass < MOST && flaw(mended).isPresent(); pass++) {
      mended = cut(trimmed(withoutHidden(mended)));
    }
    return isValid(mended) ? mended : otherwise;
  }

  private static String withoutHidden(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      if (!isHidden(text, at)) {
        kept.appendCodePoint(point);
      } else if (isSpace(point)) {
        kept.append(' ');
      }
    }
    return kept.toString();
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && isSpace(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  /** As many whole characters as a name may have. */
  private static String cut(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = 0;
    for (int count = 0; count < MOST; count++) {
      int next = characters.next();
      if (next == BreakIterator.DONE || next > MOST_UNITS) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  /** Characters as a person counts them. */
  public static int length(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int count = 0;
    while (characters.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  /** Equal for two names exactly if they are the same name. */
  public static String key(String name) {
    if (isPlain(name)) {
      return name;
    }
    String folded = name;
    // Folding can undo normalisation and the reverse; twice is enough (Unicode 3.13, D146).
    for (int pass = 0; pass < 2; pass++) {
      folded = fold(Normalizer.normalize(folded, Normalizer.Form.NFKC));
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  public static boolean same(String one, String other) {
    return one.equals(other) || key(one).equals(key(other));
  }

  /** Of the names of a large site nearly all are their own key. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            at -> {
              String letter = Character.toString(at);
              if (at == DOTLESS_I) {
                folded.append(letter);
              } else if (!isVariation(at)) {
                folded.append(letter.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
              }
            });
    return folded.toString();
  }

  /** Chooses how the character before it is drawn, not which it is. */
  private static boolean isVariation(int at) {
    return at >= 0xfe00 && at <= 0xfe0f;
  }

  private static boolean isSpace(int at) {
    return Character.isWhitespace(at) || Character.isSpaceChar(at);
  }

  private static boolean isHidden(String text, int index) {
    int at = text.codePointAt(index);
    if (at == ZERO_WIDTH_JOINER) {
      return !joinsEmoji(text, index);
    }
    return switch (Character.getType(at)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> !isShownFormat(at);
      case Character.UNASSIGNED -> isNonCharacter(at);
      default -> isFiller(at) || (isVariation(at) && (index == 0 || !isDrawnAsEmoji(text, index)));
    };
  }

  /** A family of emoji is one character, of several that are joined. */
  private static boolean joinsEmoji(String text, int index) {
    return index > 0
        && index + 1 < text.length()
        && isDrawnAsEmoji(text, index)
        && Character.isEmoji(text.codePointAt(index + 1));
  }

  private static boolean isDrawnAsEmoji(String text, int index) {
    int before = text.codePointBefore(index);
    if (isVariation(before) && index > 1) {
      before = text.codePointBefore(index - 1);
    }
    return Character.isEmoji(before) || Character.isEmojiModifier(before);
  }

  /** Marks of Arabic, Syriac and Kaithi numbers: formats that are drawn (Unicode 9.2). */
  private static boolean isShownFormat(int at) {
    return (at >= 0x600 && at <= 0x605)
        || at == 0x6dd
        || at == 0x70f
        || at == 0x890
        || at == 0x891
        || at == 0x8e2
        || at == 0x110bd
        || at == 0x110cd;
  }

  private static boolean isNonCharacter(int at) {
    return (at & 0xfffe) == 0xfffe || (at >= 0xfdd0 && at <= 0xfdef);
  }

  /**
   * Letters and marks that are drawn as nothing: joiner, Hangul fillers, the empty Braille cell.
   */
  private static boolean isFiller(int at) {
    return at == 0x34f
        || at == 0x115f
        || at == 0x1160
        || at == 0x17b4
        || at == 0x17b5
        || (at >= 0x180b && at <= 0x180f)
        || at == 0x2800
        || at == 0x3164
        || at == 0xffa0
        || (at >= 0xe0100 && at <= 0xe01ef);
  }

  /**
   * A text as a message may show it on one line of a terminal or a window: what is not shown, or
   * turns what stands beside it, is written as {@code \\u200b}; long ones are cut.
   */
  public static String shown(String text) {
    return shown(text, MOST);
  }

  /** Likewise, cut after so many characters. */
  public static String shown(String text, int most) {
    StringBuilder shown = new StringBuilder();
    int characters = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (characters++ >= most) {
        return shown.append('…').toString();
      }
      int point = text.codePointAt(at);
      if (isHidden(text, at) || (isSpace(point) && point != ' ')) {
        shown.append(escaped(point));
      } else {
        shown.appendCodePoint(point);
      }
    }
    return shown.toString();
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point <= 0xffff
              ? String.format(Locale.ROOT, "\\u%04x", point)
              : String.format(
                  Locale.ROOT,
                  "\\u%04x\\u%04x",
                  (int) Character.highSurrogate(point),
                  (int) Character.lowSurrogate(point));
    };
  }
}
