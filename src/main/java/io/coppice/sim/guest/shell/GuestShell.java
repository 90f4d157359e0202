package io.coppice.sim.guest.shell;

import io.coppice.model.SimTime;
import io.coppice.sim.guest.Burden;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Processes;
import io.coppice.sim.guest.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads lines and runs the programs in them. */
public final class GuestShell {
  private static final int NOT_FOUND = 127;
  private static final int MOST_PIPELINES = 64;

  /** Words that begin more than a pipeline. */
  private static final Set<String> COMPOUND =
      Set.of("if", "for", "while", "until", "case", "select", "function", "{", "(", "[[", "!");

  /** What a line left behind. */
  public record Ran(GuestState state, List<Effect> effects) {}

  private GuestShell() {}

  /** What stands before the cursor. */
  public static String prompt(GuestFacts facts) {
    GuestState.Login login = facts.state().login();
    boolean root = login.user().equals("root");
    String home = root ? "/root" : "/home/" + login.user();
    String folder =
        login.folder().equals(home) || login.folder().startsWith(home + "/")
            ? "~" + login.folder().substring(home.length())
            : login.folder();
    return "\u001b[1;32m"
        + login.user()
        + "@"
        + facts.hostName()
        + "\u001b[0m:\u001b[1;34m"
        + folder
        + "\u001b[0m"
        + (root ? "# " : "$ ");
  }

  /** Runs a line, until its end or until a program takes its time. */
  public static Ran run(GuestFacts facts, String line) {
    CommandLineRun session = new CommandLineRun(facts);
    execute(session, line, true);
    return new Ran(session.state(), List.copyOf(session.effects()));
  }

  /**
   * Goes on with what stands behind a program that ended.
   *
   * @param rest begins with what joins it
   */
  static void resume(CommandLineRun session, String rest) {
    boolean succeeded = session.state().login().status() == 0;
    String join = join(rest);
    if (!rest.isEmpty() && runs(join, succeeded)) {
      execute(session, rest.substring(join.length()), true);
    }
  }

  private static String join(String rest) {
    return rest.startsWith("&&") || rest.startsWith("||")
        ? rest.substring(0, 2)
        : rest.startsWith(";") ? ";" : "";
  }

  private static boolean runs(String join, boolean succeeded) {
    return switch (join) {
      case "&&" -> succeeded;
      case "||" -> !succeeded;
      default -> true;
    };
  }

  private static void execute(CommandLineRun session, String whole, boolean begins) {
    String line = whole;
    boolean run = begins;
    for (int i = 0; i < MOST_PIPELINES && !line.isBlank(); i++) {
      CommandLine command = CommandLine.parse(line, name -> variable(session, name));
      if (command.problem().isPresent()) {
        finish(session, command, List.of(command.problem().get()), List.of(), 2);
        return;
      }
      Optional<String> compound =
          command.stages().stream().map(List::getFirst).filter(COMPOUND::contains).findFirst();
      if (compound.isPresent()) {
        String why = "-bash: " + compound.get() + ": this guest runs programs and pipes only";
        finish(session, command, List.of(why), List.of(), 2);
        return;
      }
      if (run && !command.stages().isEmpty() && pipeline(session, command)) {
        return;
      }
      line = command.rest();
      run = runs(command.join(), session.state().login().status() == 0);
    }
  }

  /** Runs programs one into the other; whether one of them takes its time. */
  private static boolean pipeline(CommandLineRun session, CommandLine command) {
    Optional<List<String>> input = Optional.empty();
    if (command.input().isPresent()) {
      Optional<GuestFile> file = session.disk().find(session.path(command.input().get()));
      if (file.isEmpty()) {
        String why = "-bash: " + command.input().get() + ": No such file or directory";
        finish(session, command, List.of(), List.of(why), 1);
        return false;
      }
      input = Optional.of(TextCommands.split(file.get().text()));
    }
    int status = 0;
    List<List<String>> stages = command.stages();
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      status = stage(session, globbed(session, stages.get(i)), input);
      errors.addAll(session.takeErrors());
      Optional<Work> work = session.takeWork();
      if (work.isPresent()) {
        return begin(session, command, work.get(), stages.subList(i + 1, stages.size()), errors);
      }
      if (i + 1 < stages.size()) {
        input = Optional.of(session.takeOutput());
      }
    }
    finish(session, command, session.takeOutput(), errors, status);
    return false;
  }

  private static int stage(
      CommandLineRun session, List<String> words, Optional<List<String>> input) {
    String name = words.getFirst().replaceFirst("^(/usr)?/s?bin/", "");
    List<String> args = words.subList(1, words.size());
    if (name.equals("sudo")) {
      return args.isEmpty() ? session.fail("usage: sudo COMMAND") : asRoot(session, args, input);
    }
    if (name.matches("[A-Za-z_]\\w*=.*") || name.equals("export")) {
      return session.fail("-bash: variables are not kept in this guest");
    }
    Command command = Commands.all().get(name);
    if (command == null) {
      session.fail("-bash: " + words.getFirst() + ": command not found");
      return NOT_FOUND;
    }
    return command.run(new Command.Call(session, name, args, input));
  }

  private static int asRoot(
      CommandLineRun session, List<String> words, Optional<List<String>> input) {
    GuestState.Login before = session.state().login();
    session.become(session.state().with(before.as("root")));
    int status = stage(session, words, input);
    GuestState.Login now = session.state().login();
    if (now.isIn()) {
      session.become(session.state().with(now.as(before.user())));
    }
    return status;
  }

  /** A star stands for what is there. */
  private static List<String> globbed(CommandLineRun session, List<String> words) {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      if (all.isEmpty() || !word.contains("*") || words.getFirst().equals("grep")) {
        all.add(word);
        continue;
      }
      int slash = word.lastIndexOf('/');
      String folder = slash < 0 ? "" : word.substring(0, slash + 1);
      String pattern =
          java.util.regex.Pattern.quote(word.substring(slash + 1)).replace("*", "\\E.*\\Q");
      List<String> found = new ArrayList<>();
      for (String name : session.disk().list(session.path(folder.isEmpty() ? "." : folder))) {
        if (name.matches(pattern) && !name.startsWith(".")) {
          found.add(folder + name);
        }
      }
      all.addAll(found.isEmpty() ? List.of(word) : found);
    }
    return all;
  }

  /** What is said goes where it should. */
  private static void finish(
      CommandLineRun session,
      CommandLine command,
      List<String> out,
      List<String> errors,
      int status) {
    List<String> shown = new ArrayList<>();
    List<String> lines = new ArrayList<>(out);
    if (command.errorsToo()) {
      lines.addAll(errors);
    } else if (!command.errorsGone()) {
      shown.addAll(errors);
    }
    int ended = status;
    if (command.output().isPresent()) {
      Work.Redirect to = command.output().get();
      ended |= FileCommands.write(session, to.path(), plain(lines), to.append());
      shown.addAll(session.takeErrors());
      shown.addAll(session.takeOutput());
    } else {
      shown.addAll(0, lines);
    }
    if (session.takeCleared()) {
      session.become(session.state().cleared());
    }
    session.become(session.state().say(bounded(shown)).ending(ended));
  }

  private static List<String> plain(List<String> lines) {
    return lines.stream().map(TextCommands::plain).toList();
  }

  private static List<String> bounded(List<String> lines) {
    return lines.size() <= GuestState.MOST_LINES
        ? lines
        : lines.subList(lines.size() - GuestState.MOST_LINES, lines.size());
  }

  /** A program takes its time, in front or behind. */
  private static boolean begin(
      CommandLineRun session,
      CommandLine command,
      Work work,
      List<List<String>> pipe,
      List<String> errors) {
    List<String> said = session.takeOutput();
    GuestState state = session.state();
    String line = String.join(" ", command.stages().get(command.stages().size() - pipe.size() - 1));
    int number = state.programs() + 1;
    if (command.background()) {
      background(session, work, line, number);
      return false;
    }
    boolean gathers = !pipe.isEmpty() || command.output().isPresent();
    Work.Running running =
        new Work.Running(
            line,
            session.facts().now(),
            number,
            work,
            0,
            pipe,
            command.output(),
            gathers ? said : List.of(),
            command.rest().isEmpty() ? "" : command.join() + command.rest());
    List<String> shown = new ArrayList<>(gathers ? List.of() : said);
    shown.addAll(errors);
    session.become(
        state.say(shown).with(Optional.of(running), state.background(), number).ending(0));
    return true;
  }

  private static void background(CommandLineRun session, Work work, String line, int number) {
    GuestState state = session.state();
    long lasts =
        switch (work) {
          case Work.Stress stress -> stress.micros() == 0 ? Long.MAX_VALUE : stress.micros();
          case Work.Script script when script.lines().isEmpty() -> script.micros();
          default -> 0;
        };
    if (lasts == 0) {
      session.become(state.say("-bash: " + line + ": runs only in front in this guest").ending(1));
      return;
    }
    Burden burden = work instanceof Work.Stress stress ? stress.burden() : Burden.NONE;
    SimTime until =
        lasts == Long.MAX_VALUE
            ? new SimTime(Long.MAX_VALUE)
            : session.facts().now().plusMicros(lasts);
    List<Work.Background> all = new ArrayList<>(state.background());
    int job = all.stream().mapToInt(Work.Background::job).max().orElse(0) + 1;
    int process = Processes.FIRST_PROGRAM + number;
    all.add(new Work.Background(job, process, line, burden, until));
    session.become(
        state.say("[" + job + "] " + process).with(state.running(), all, number).ending(0));
  }

  /**
   * What was gathered for a pipe goes through it, now that its program ended.
   *
   * @return what is left for the screen
   */
  static List<String> through(CommandLineRun session, Work.Running front, List<String> gathered) {
    List<String> lines = gathered;
    for (List<String> words : front.pipe()) {
      stage(session, words, Optional.of(lines));
      lines = session.takeOutput();
    }
    if (front.into().isPresent()) {
      FileCommands.write(
          session, front.into().get().path(), plain(lines), front.into().get().append());
      lines = session.takeOutput();
    }
    List<String> all = new ArrayList<>(lines);
    all.addAll(session.takeErrors());
    return all;
  }

  /** The value of a name, as the shell puts it in. */
  static String variable(CommandLineRun session, String name) {
    GuestState.Login login = session.state().login();
    return switch (name) {
      case "HOSTNAME" -> session.facts().hostName();
      case "USER" -> login.user();
      case "HOME" -> login.user().equals("root") ? "/root" : "/home/" + login.user();
      case "PWD" -> login.folder();
      case "OLDPWD" -> login.before();
      case "SHELL" -> "/bin/bash";
      case "TERM" -> "linux";
      case "PATH" -> "/usr/sbin:/usr/bin:/sbin:/bin";
      case "?" -> String.valueOf(login.status());
      case "RANDOM" ->
          String.valueOf(
              Math.floorMod(
                  io.coppice.sim.world.RandomSource.mix(
                      session.facts().now().micros() + session.state().programs()),
                  32_768));
      default -> "";
    };
  }

  /**
   * What a line could become when Tab is pressed.
   *
   * @return words that the last word of the line may be; the program's name if it is the first
   */
  public static List<String> completions(GuestFacts facts, String line) {
    int space = line.lastIndexOf(' ');
    String word = line.substring(space + 1);
    TreeSet<String> found = new TreeSet<>();
    String before = line.substring(0, space + 1).strip();
    if (before.isEmpty() || before.endsWith("|") || before.endsWith(";") || before.endsWith("&&")) {
      Commands.all().keySet().stream().filter(name -> name.startsWith(word)).forEach(found::add);
      return List.copyOf(found);
    }
    int slash = word.lastIndexOf('/');
    String folder = slash < 0 ? "" : word.substring(0, slash + 1);
    GuestDisk disk = new GuestDisk(facts);
    String path = GuestDisk.resolve(facts.state(), folder.isEmpty() ? "." : folder);
    for (String name : disk.list(path)) {
      if (name.startsWith(word.substring(slash + 1))) {
        boolean isFolder = disk.isFolder(path.equals("/") ? "/" + name : path + "/" + name);
        found.add(folder + name + (isFolder ? "/" : ""));
      }
    }
    return List.copyOf(found);
  }
}
