package io.coppice.sim.image;

/**
 * Numbers strings by the order in which they first came, from 1. Open addressing in two arrays: a
 * large world has a hundred thousand strings, and as many small objects that live while an image is
 * written are what a young collection copies.
 */
final class StringNumbering {
  private String[] keys;
  private int[] numbers;
  private int count;

  StringNumbering() {
    this(new String[1024], new int[1024], 0);
  }

  private StringNumbering(String[] keys, int[] numbers, int count) {
    this.keys = keys;
    this.numbers = numbers;
    this.count = count;
  }

  StringNumbering copy() {
    return new StringNumbering(keys.clone(), numbers.clone(), count);
  }

  /** The number of a string that came before, or 0 for one that came now. */
  int put(String text) {
    int at = place(text);
    if (keys[at] != null) {
      return numbers[at];
    }
    keys[at] = text;
    numbers[at] = ++count;
    if (count * 2 > keys.length) {
      grow();
    }
    return 0;
  }

  private int place(String text) {
    int hash = text.hashCode();
    int mask = keys.length - 1;
    int at = (hash ^ hash >>> 16) & mask;
    while (keys[at] != null && !keys[at].equals(text)) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    String[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new String[oldKeys.length * 2];
    numbers = new int[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] != null) {
        int at = place(oldKeys[old]);
        keys[at] = oldKeys[old];
        numbers[at] = oldNumbers[old];
      }
    }
  }
}
