package io.coppice.imported.answers;

/**
 * Texts that were read before, found by the characters where they stand, so that a table's names
 * are made once and not for each of its rows. One thread.
 */
final class KnownTexts {
  private static final int LEAST = 64;

  /** Where as many others stand in the way, a text is made anew, whoever chose them so. */
  private static final int MOST_PROBES = 16;

  private String[] slots = new String[LEAST];
  private int count;

  /** The characters of a text from {@code from} to before {@code to}. */
  String of(String text, int from, int to) {
    int slot = hash(text, from, to) & slots.length - 1;
    for (int i = 0; i < MOST_PROBES; i++) {
      String known = slots[slot];
      if (known == null) {
        String made = text.substring(from, to);
        slots[slot] = made;
        if (++count > slots.length / 2) {
          grow();
        }
        return made;
      }
      if (known.length() == to - from && text.startsWith(known, from)) {
        return known;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return text.substring(from, to);
  }

  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return hash ^ hash >>> 15;
  }

  private void grow() {
    String[] before = slots;
    slots = new String[2 * before.length];
    count = 0;
    for (String known : before) {
      if (known != null) {
        put(known);
      }
    }
  }

  private void put(String known) {
    int slot = hash(known, 0, known.length()) & slots.length - 1;
    for (int i = 0; i < MOST_PROBES; i++) {
      if (slots[slot] == null) {
        slots[slot] = known;
        count++;
        return;
      }
      slot = slot + 1 & slots.length - 1;
    }
  }
}
