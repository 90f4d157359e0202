package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs that take lines apart. */
final class FieldCommands {
  private FieldCommands() {}

  /** From one place to another, counted from 1. */
  private record Places(int first, int last) {}

  static int cut(Call call) {
    String delimiter = "\t";
    Optional<List<Places>> fields = Optional.empty();
    boolean characters = false;
    List<String> files = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      String arg = call.args().get(i);
      if (!arg.matches("(?s)-[dfcb].*")) {
        files.add(arg);
        continue;
      }
      boolean apart = arg.length() == 2 && i + 1 < call.args().size();
      String value = apart ? call.args().get(++i) : arg.substring(2);
      if (arg.charAt(1) == 'd') {
        if (value.codePointCount(0, value.length()) != 1) {
          return call.fail("the delimiter must be a single character");
        }
        delimiter = value;
      } else {
        characters = arg.charAt(1) != 'f';
        fields = places(value);
        if (fields.isEmpty()) {
          return call.fail("invalid field range: " + value);
        }
      }
    }
    if (fields.isEmpty()) {
      return call.fail("you must specify a list of bytes, characters, or fields");
    }
    Optional<List<String>> in = TextCommands.lines(call, files);
    if (in.isEmpty()) {
      return 1;
    }
    for (String line : in.get()) {
      call.session()
          .say(taken(TextCommands.plain(line), characters ? "" : delimiter, fields.get()));
    }
    return 0;
  }

  private static Optional<List<Places>> places(String text) {
    List<Places> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.matches("\\d{1,6}|\\d{1,6}-\\d{0,6}|-\\d{1,6}")) {
        return Optional.empty();
      }
      int dash = part.indexOf('-');
      String from = dash < 0 ? part : part.substring(0, dash);
      String to = dash < 0 ? part : part.substring(dash + 1);
      int first = from.isEmpty() ? 1 : Integer.parseInt(from);
      int last = to.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(to);
      if (first < 1 || last < first) {
        return Optional.empty();
      }
      all.add(new Places(first, last));
    }
    return Optional.of(all);
  }

  /** A line without the delimiter stays whole (POSIX cut, -f without -s). */
  private static String taken(String line, String delimiter, List<Places> places) {
    if (!delimiter.isEmpty() && !line.contains(delimiter)) {
      return line;
    }
    String[] parts =
        delimiter.isEmpty()
            ? line.codePoints().mapToObj(Character::toString).toArray(String[]::new)
            : line.split(Pattern.quote(delimiter), -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      int place = i + 1;
      if (places.stream().anyMatch(each -> place >= each.first && place <= each.last)) {
        kept.add(parts[i]);
      }
    }
    return String.join(delimiter, kept);
  }

  static int translate(Call call) {
    boolean delete = call.letter('d');
    boolean squeeze = call.letter('s');
    List<String> sets = call.operands();
    if (sets.size() != (delete || squeeze && sets.size() == 1 ? 1 : 2)) {
      return call.fail(sets.isEmpty() ? "missing operand" : "one set with -d or -s, two without");
    }
    int[] from = members(sets.getFirst());
    int[] to = sets.size() > 1 ? members(sets.get(1)) : from;
    if (to.length == 0) {
      return call.fail("when not truncating set1, string2 must be non-empty");
    }
    String in = String.join("\n", call.input().orElse(List.of()));
    StringBuilder out = new StringBuilder();
    int before = -1;
    for (int c : in.codePoints().toArray()) {
      int at = lastIndexOf(from, c);
      int now = at < 0 || delete ? c : to[Math.min(at, to.length - 1)];
      boolean repeated = squeeze && now == before && at >= 0;
      if (!(delete && at >= 0) && !repeated) {
        out.appendCodePoint(now);
        before = now;
      }
    }
    call.session().say(TextCommands.split(out.toString()));
    return 0;
  }

  private static int lastIndexOf(int[] set, int c) {
    for (int i = set.length - 1; i >= 0; i--) {
      if (set[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** A set with its ranges and classes written out. */
  private static int[] members(String set) {
    String text =
        set.replace("[:lower:]", "a-z")
            .replace("[:upper:]", "A-Z")
            .replace("[:digit:]", "0-9")
            .replace("[:space:]", " \t\n")
            .replace("\\n", "\n")
            .replace("\\t", "\t");
    int[] all = text.codePoints().toArray();
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      if (i + 2 < all.length && all[i + 1] == '-' && all[i + 2] >= all[i]) {
        for (int c = all[i]; c <= Math.min(all[i + 2], all[i] + 0xFF); c++) {
          out.add(c);
        }
        i += 2;
      } else {
        out.add(all[i]);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }
}
