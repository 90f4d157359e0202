package io.coppice.imported.answers;

import io.coppice.model.overlay.SourceText;
import java.util.Optional;

/**
 * Reads rows of {@code bridge -j fdb} where they stand, without making anything of their members: a
 * large fabric's hosts have millions, all alike. It knows the members that iproute2 writes
 * (bridge/fdb.c, {@code print_fdb}) and takes nothing else: what a row says otherwise, or twice, or
 * with escapes, is left to {@link JsonReader}, with which it agrees on all that it takes.
 */
final class ForwardingScanner {
  private static final String[] MEMBERS = {
    "\"mac\"", "\"ifname\"", "\"dst\"", "\"used\"", "\"updated\"", "\"flags\"", "\"master\"",
    "\"state\"", "\"vlan\"", "\"port\"", "\"vni\"", "\"src_vni\"", "\"nhid\"", "\"dev\""
  };
  private static final int MAC = 0;
  private static final int IFNAME = 1;
  private static final int DST = 2;
  private static final int USED = 3;
  private static final int UPDATED = 4;
  private static final int FLAGS = 5;
  private static final int MASTER = 6;
  private static final int STATE = 7;
  private static final int VLAN = 8;
  private static final int PORT = 9;
  private static final int VNI = 10;
  private static final int SRC_VNI = 11;
  private static final int NHID = 12;
  private static final int DEV = 13;

  /** So many digits are a number that needs no care. */
  private static final int MOST_DIGITS = 9;

  private final String text;
  private final ForwardingRow row;
  private final KnownTexts known = new KnownTexts();

  /** Of each member the text that was read last: rows that follow each other often say the same. */
  private final String[] last = new String[MEMBERS.length];

  /** After each member, the one that followed it last; at first the one that begins a row. */
  private final int[] follower = new int[MEMBERS.length + 1];

  private int at;
  private long vni;
  private String dev;

  ForwardingScanner(SourceText source) {
    this.text = source.text();
    this.row = new ForwardingRow(source);
  }

  /** The row that was read last. */
  ForwardingRow row(Optional<String> host) {
    row.host = host;
    return row;
  }

  /** Reads the row that begins there: where it ends, or -1 if it is none that is taken here. */
  int read(int from) {
    at = from;
    if (!take('{')) {
      return -1;
    }
    begin(from);
    int seen = 0;
    int before = MEMBERS.length;
    while (true) {
      skipSpace();
      int member = member(before);
      if (member < 0 || (seen & 1 << member) != 0 || before == MEMBERS.length && member != MAC) {
        return -1;
      }
      seen |= 1 << member;
      before = member;
      skipSpace();
      if (!take(':')) {
        return -1;
      }
      skipSpace();
      if (!value(member)) {
        return -1;
      }
      skipSpace();
      if (take('}')) {
        return ended(seen) ? at : -1;
      }
      if (!take(',')) {
        return -1;
      }
    }
  }

  private void begin(int from) {
    row.start = from;
    row.device = null;
    row.remote = null;
    row.state = "";
    row.vlan = 0;
    row.port = 0;
    row.id = -1;
    row.used = -1;
    row.updated = -1;
    row.nextHop = 0;
    row.self = false;
    row.ofBridge = false;
    row.external = false;
    vni = -1;
    dev = null;
  }

  private boolean ended(int seen) {
    row.end = at;
    row.ofBridge |= (seen & 1 << MASTER) != 0;
    if ((seen & 1 << SRC_VNI) == 0) {
      row.id = vni;
    }
    if (row.device == null) {
      row.device = dev;
    }
    return row.device != null;
  }

  /** Passes over a member's name: which it is, or -1. */
  private int member(int before) {
    int likely = follower[before];
    if (takeAll(MEMBERS[likely])) {
      return likely;
    }
    for (int i = 0; i < MEMBERS.length; i++) {
      if (takeAll(MEMBERS[i])) {
        follower[before] = i;
        return i;
      }
    }
    return -1;
  }

  private boolean value(int member) {
    return switch (member) {
      case MAC -> mac();
      case IFNAME -> (row.device = string(IFNAME)) != null;
      case DEV -> (dev = string(DEV)) != null;
      case DST -> (row.remote = string(DST)) != null;
      case MASTER -> string(MASTER) != null;
      case STATE -> (row.state = string(STATE)) != null;
      case FLAGS -> flags();
      default -> number(member);
    };
  }

  private boolean number(int member) {
    int begin = at;
    int value = 0;
    for (char c; at < text.length() && (c = text.charAt(at)) >= '0' && c <= '9'; at++) {
      value = value * 10 + c - '0';
    }
    int digits = at - begin;
    if (digits == 0 || digits > MOST_DIGITS || at == text.length() || !ends(text.charAt(at))) {
      return false;
    }
    switch (member) {
      case USED -> row.used = value;
      case UPDATED -> row.updated = value;
      case VLAN -> row.vlan = value;
      case PORT -> row.port = value;
      case VNI -> vni = value;
      case SRC_VNI -> row.id = value;
      case NHID -> row.nextHop = value;
      default -> throw new IllegalArgumentException(MEMBERS[member]);
    }
    return true;
  }

  private static boolean ends(char c) {
    return c == ',' || c == '}' || c == ' ' || c == '\n';
  }

  /** Six groups of two digits, as the kernel's tools write them. */
  private boolean mac() {
    if (at + 18 >= text.length() || text.charAt(at) != '"' || text.charAt(at + 18) != '"') {
      return false;
    }
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      int place = at + 1 + 3 * i;
      int high = digit(text.charAt(place));
      int low = digit(text.charAt(place + 1));
      if ((high | low) < 0 || i < 5 && text.charAt(place + 2) != ':') {
        return false;
      }
      bits = bits << 8 | high << 4 | low;
    }
    row.mac = bits;
    at += 19;
    return true;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** A text without escapes; null if it is anything else. */
  private String string(int member) {
    String before = last[member];
    if (before != null && JsonCursor.isQuoted(text, at, before)) {
      at += before.length() + 2;
      return before;
    }
    int begin = at + 1;
    if (!skipString()) {
      return null;
    }
    last[member] = known.of(text, begin, at - 1);
    return last[member];
  }

  private boolean skipString() {
    if (!take('"')) {
      return false;
    }
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\\') {
        return false;
      }
    }
    return false;
  }

  /** A list of texts without escapes. */
  private boolean flags() {
    if (!take('[')) {
      return false;
    }
    skipSpace();
    if (take(']')) {
      return true;
    }
    while (true) {
      skipSpace();
      int begin = at;
      if (!skipString()) {
        return false;
      }
      row.self |= isFlag(begin, "\"self\"");
      row.ofBridge |= isFlag(begin, "\"master\"");
      row.external |= isFlag(begin, "\"extern_learn\"");
      skipSpace();
      if (take(']')) {
        return true;
      }
      if (!take(',')) {
        return false;
      }
    }
  }

  private boolean isFlag(int begin, String flag) {
    return at - begin == flag.length() && text.startsWith(flag, begin);
  }

  private boolean takeAll(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}
