package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Programs that read lines and say some of them. */
final class TextCommands {
  private TextCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("cat", call -> lines(call, call.operands()).map(call.session()::sayAll).orElse(1));
    all.put("grep", TextCommands::grep);
    all.put("egrep", TextCommands::grep);
    all.put("head", call -> ends(call, true));
    all.put("tail", call -> ends(call, false));
    all.put("less", call -> lines(call, call.operands()).map(call.session()::sayAll).orElse(1));
    all.put("more", all.get("less"));
    all.put("wc", TextCommands::count);
    all.put("sort", TextCommands::sort);
    all.put("uniq", TextCommands::unique);
    all.put("tee", TextCommands::tee);
    all.put("cut", FieldCommands::cut);
    all.put("tr", FieldCommands::translate);
  }

  /** What files or the pipe hold; empty if something was missing, which was said. */
  static Optional<List<String>> lines(Call call, List<String> files) {
    if (files.isEmpty()) {
      return Optional.of(call.input().orElse(List.of()));
    }
    List<String> all = new ArrayList<>();
    boolean found = true;
    for (String name : files) {
      String path = call.session().path(name);
      Optional<GuestFile> file = call.session().disk().find(path);
      if (file.isEmpty()) {
        call.fail(name + ": No such file or directory");
        found = false;
      } else if (file.get().kind() == GuestFile.Kind.FOLDER) {
        call.fail(name + ": Is a directory");
        found = false;
      } else if (path.startsWith("/dev/") && !path.equals("/dev/null")) {
        call.fail(name + ": only its beginning is read, and this has none");
        found = false;
      } else {
        all.addAll(split(file.get().text()));
      }
    }
    return found ? Optional.of(all) : Optional.empty();
  }

  static List<String> split(String text) {
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  private static int grep(Call call) {
    List<String> words = call.operands();
    if (words.isEmpty()) {
      return call.session().fail("Usage: grep [-ivcn] PATTERN [FILE]...");
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(words.getFirst(), call.letter('i') ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      return call.fail("Invalid regular expression: " + e.getDescription());
    }
    Optional<List<String>> in = lines(call, words.subList(1, words.size()));
    if (in.isEmpty()) {
      return 2;
    }
    int number = 0;
    int found = 0;
    for (String line : in.get()) {
      number++;
      if (pattern.matcher(plain(line)).find() != call.letter('v')) {
        found++;
        if (!call.letter('c') && !call.letter('q')) {
          call.session().say(call.letter('n') ? number + ":" + line : line);
        }
      }
    }
    if (call.letter('c')) {
      call.session().say(String.valueOf(found));
    }
    return found > 0 ? 0 : 1;
  }

  /** Without colours. */
  static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
  }

  private static int ends(Call call, boolean first) {
    int count = 10;
    List<String> files = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      String arg = call.args().get(i);
      if (!first && arg.matches("-[fF]|--follow")) {
        return call.fail(arg + ": files do not grow by themselves in this guest");
      }
      String digits = arg.replaceFirst("^-n?", "");
      if (arg.equals("-n") && i + 1 < call.args().size()) {
        digits = call.args().get(++i);
      } else if (!arg.startsWith("-")) {
        files.add(arg);
        continue;
      }
      Optional<Long> number = Call.number(digits.replaceFirst("^[-+]", ""));
      if (number.isEmpty()) {
        return call.fail("invalid number of lines: '" + digits + "'");
      }
      count = (int) Math.min(Integer.MAX_VALUE, number.get());
    }
    Optional<List<String>> in = lines(call, files);
    if (in.isEmpty()) {
      return 1;
    }
    int size = in.get().size();
    call.session()
        .say(
            first
                ? in.get().subList(0, Math.min(count, size))
                : in.get().subList(Math.max(0, size - count), size));
    return 0;
  }

  private static int count(Call call) {
    Optional<List<String>> in = lines(call, call.operands());
    if (in.isEmpty()) {
      return 1;
    }
    long words = 0;
    long characters = 0;
    for (String line : in.get()) {
      words += line.isBlank() ? 0 : line.strip().split("\\s+").length;
      characters += line.length() + 1;
    }
    boolean all = !call.letter('l') && !call.letter('w') && !call.letter('c');
    StringBuilder said = new StringBuilder();
    if (all || call.letter('l')) {
      said.append(String.format("%7d ", in.get().size()));
    }
    if (all || call.letter('w')) {
      said.append(String.format("%7d ", words));
    }
    if (all || call.letter('c')) {
      said.append(String.format("%7d ", characters));
    }
    String text = all ? said.toString() : said.toString().strip() + " ";
    call.session().say((text + String.join(" ", call.operands())).stripTrailing());
    return 0;
  }

  private static int sort(Call call) {
    Optional<List<String>> in = lines(call, call.operands());
    if (in.isEmpty()) {
      return 1;
    }
    List<String> all = new ArrayList<>(in.get());
    all.sort(null);
    if (call.letter('n')) {
      all.sort((a, b) -> Double.compare(leading(a), leading(b)));
    }
    if (call.letter('u')) {
      all = new ArrayList<>(new java.util.LinkedHashSet<>(all));
    }
    call.session().say(call.letter('r') ? all.reversed() : all);
    return 0;
  }

  private static double leading(String line) {
    java.util.regex.Matcher number = Pattern.compile("^\\s*(-?\\d+(\\.\\d+)?)").matcher(line);
    return number.find() ? Double.parseDouble(number.group(1)) : 0;
  }

  private static int unique(Call call) {
    Optional<List<String>> in = lines(call, call.operands());
    if (in.isEmpty()) {
      return 1;
    }
    String before = null;
    int same = 0;
    for (String line : in.get()) {
      if (!line.equals(before)) {
        tell(call, before, same);
        same = 0;
      }
      before = line;
      same++;
    }
    tell(call, before, same);
    return 0;
  }

  private static void tell(Call call, String line, int times) {
    if (line != null) {
      call.session().say(call.letter('c') ? String.format("%7d %s", times, line) : line);
    }
  }

  private static int tee(Call call) {
    List<String> in = call.input().orElse(List.of());
    int status = 0;
    for (String name : call.operands()) {
      status |= FileCommands.write(call.session(), name, in, call.letter('a'));
    }
    call.session().say(in);
    return status;
  }
}
