package io.coppice.sim.guest.shell;

import io.coppice.model.Bytes;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestFile.Kind;
import io.coppice.sim.guest.shell.Command.Call;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that look at files and change them. */
final class FileCommands {
  private static final DateTimeFormatter CHANGED =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String FOLDER = "\u001b[94m";
  private static final String PLAIN = "\u001b[0m";

  private FileCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("ls", FileCommands::list);
    all.put(
        "ll", call -> list(new Call(call.session(), "ls", with(call.args(), "-l"), call.input())));
    all.put("cd", FileCommands::enter);
    all.put(
        "pwd",
        call -> {
          call.session().say(call.session().state().login().folder());
          return 0;
        });
    all.put("echo", FileCommands::echo);
    all.put("touch", FileCommands::touch);
    all.put("mkdir", FileCommands::makeFolder);
    all.put("rm", FileCommands::remove);
    all.put(
        "rmdir",
        call -> remove(new Call(call.session(), "rmdir", with(call.args(), "-r"), call.input())));
    all.put("cp", call -> copy(call, false));
    all.put("mv", call -> copy(call, true));
    all.put("df", FileCommands::free);
    all.put("du", FileCommands::used);
    all.put("lsblk", FileCommands::blocks);
  }

  private static List<String> with(List<String> args, String more) {
    List<String> all = new ArrayList<>(args);
    all.addFirst(more);
    return all;
  }

  /** Writes lines to a file; the status. */
  static int write(CommandLineRun session, String name, List<String> lines, boolean append) {
    String path = session.path(name);
    if (path.equals("/proc/sysrq-trigger")) {
      return PowerCommands.trigger(session, lines);
    }
    Optional<GuestFile> there = session.disk().find(path);
    String before = append ? there.map(GuestFile::text).orElse("") : "";
    String text = before + (lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    return session.write(path, GuestDisk.text(text, session.facts().now()));
  }

  private static int echo(Call call) {
    List<String> words = new ArrayList<>(call.args());
    boolean escapes = !words.isEmpty() && words.getFirst().equals("-e");
    if (escapes || !words.isEmpty() && words.getFirst().equals("-n")) {
      words.removeFirst();
    }
    String text = String.join(" ", words);
    for (String line :
        (escapes ? text.replace("\\n", "\n").replace("\\t", "\t") : text).split("\n", -1)) {
      call.session().say(line);
    }
    return 0;
  }

  private static int enter(Call call) {
    CommandLineRun session = call.session();
    String given = call.args().isEmpty() ? "~" : call.args().getFirst();
    String before = session.state().login().before();
    boolean back = given.equals("-");
    if (back && before.isEmpty()) {
      return session.fail("-bash: cd: OLDPWD not set");
    }
    String wanted = back ? before : given;
    String path = session.path(wanted);
    if (!session.disk().isFolder(path)) {
      boolean file = session.disk().find(path).isPresent();
      return session.fail(
          "-bash: cd: " + wanted + (file ? ": Not a directory" : ": No such file or directory"));
    }
    session.become(session.state().inFolder(path));
    if (back) {
      session.say(path);
    }
    return 0;
  }

  private static int list(Call call) {
    CommandLineRun session = call.session();
    GuestDisk disk = session.disk();
    List<String> names = call.operands().isEmpty() ? List.of(".") : call.operands();
    int status = 0;
    for (String name : names) {
      String path = session.path(name);
      Optional<GuestFile> file = disk.find(path);
      if (file.isEmpty()) {
        status = call.fail("cannot access '" + name + "': No such file or directory");
      } else if (file.get().kind() == Kind.FILE) {
        session.say(call.letter('l') ? entry(name, file.get(), call.letter('h')) : name);
      } else {
        if (names.size() > 1) {
          session.say(name + ":");
        }
        listFolder(call, disk, path);
      }
    }
    return status;
  }

  private static void listFolder(Call call, GuestDisk disk, String path) {
    List<String> shown = new ArrayList<>();
    int widest = 0;
    List<String> names = new ArrayList<>(call.letter('a') ? List.of(".", "..") : List.of());
    disk.list(path).stream()
        .filter(name -> call.letter('a') || call.letter('A') || !name.startsWith("."))
        .forEach(names::add);
    if (call.letter('l')) {
      // in blocks of 1 KiB, of which a file takes four at a time
      long blocks =
          names.stream().mapToLong(name -> (in(disk, path, name).size() + 4095) / 4096 * 4).sum();
      call.session().say("total " + (call.letter('h') ? human(blocks * 1024) : blocks));
    }
    for (String name : names) {
      GuestFile file = in(disk, path, name);
      if (call.letter('l')) {
        call.session().say(entry(coloured(name, file), file, call.letter('h')));
      } else {
        shown.add(coloured(name, file));
        widest = Math.max(widest, name.length());
      }
    }
    columns(call.session(), shown, widest + 2);
  }

  private static GuestFile in(GuestDisk disk, String folder, String name) {
    String path =
        switch (name) {
          case "." -> folder;
          case ".." -> GuestDisk.parent(folder);
          default -> folder.equals("/") ? "/" + name : folder + "/" + name;
        };
    return disk.find(path).orElseThrow();
  }

  private static String coloured(String name, GuestFile file) {
    return file.kind() == Kind.FOLDER ? FOLDER + name + PLAIN : name;
  }

  private static void columns(CommandLineRun session, List<String> names, int width) {
    int across = Math.max(1, 80 / Math.max(1, width));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      line.append(name).repeat(" ", width - TextCommands.plain(name).length());
      if ((i + 1) % across == 0 || i + 1 == names.size()) {
        session.say(line.toString().stripTrailing());
        line.setLength(0);
      }
    }
  }

  private static String entry(String name, GuestFile file, boolean human) {
    return String.format(
        Locale.ROOT,
        "%s 1 root root %8s %s %s",
        file.kind() == Kind.FOLDER ? "drwxr-xr-x" : "-rw-r--r--",
        human ? human(file.size()) : String.valueOf(file.size()),
        CHANGED.format(file.changed().instant()),
        name);
  }

  /** A size as {@code -h} shows it. */
  static String human(long bytes) {
    if (bytes < 1024) {
      return String.valueOf(bytes);
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 3) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f%c" : "%.0f%c", value, "KMGT".charAt(unit));
  }

  private static int touch(Call call) {
    int status = call.operands().isEmpty() ? call.fail("missing file operand") : 0;
    for (String name : call.operands()) {
      String path = call.session().path(name);
      GuestFile before =
          call.session().disk().find(path).orElse(GuestDisk.text("", call.session().facts().now()));
      status |=
          call.session()
              .write(
                  path,
                  new GuestFile(
                      before.kind(), before.text(), before.size(), call.session().facts().now()));
    }
    return status;
  }

  private static int makeFolder(Call call) {
    CommandLineRun session = call.session();
    int status = call.operands().isEmpty() ? call.fail("missing operand") : 0;
    for (String name : call.operands()) {
      String path = session.path(name);
      if (session.disk().find(path).isPresent()) {
        status =
            call.letter('p')
                ? status
                : call.fail("cannot create directory '" + name + "': File exists");
        continue;
      }
      List<String> missing = new ArrayList<>();
      for (String at = path; !session.disk().isFolder(at); at = GuestDisk.parent(at)) {
        missing.addFirst(at);
      }
      if (missing.size() > 1 && !call.letter('p')) {
        status = call.fail("cannot create directory '" + name + "': No such file or directory");
        continue;
      }
      for (String one : missing) {
        status |= session.write(one, new GuestFile(Kind.FOLDER, "", 4096, session.facts().now()));
      }
    }
    return status;
  }

  private static int remove(Call call) {
    CommandLineRun session = call.session();
    int status = call.operands().isEmpty() ? call.fail("missing operand") : 0;
    for (String name : call.operands()) {
      String path = session.path(name);
      Optional<GuestFile> file = session.disk().find(path);
      if (file.isEmpty()) {
        status =
            call.letter('f')
                ? status
                : call.fail("cannot remove '" + name + "': No such file or directory");
      } else if (file.get().kind() == Kind.FOLDER && !call.letter('r') && !call.letter('R')) {
        status = call.fail("cannot remove '" + name + "': Is a directory");
      } else if (path.equals("/") || path.startsWith("/proc") || path.startsWith("/dev")) {
        status = call.fail("cannot remove '" + name + "': Operation not permitted");
      } else {
        status |= removeAll(session, path);
      }
    }
    return status;
  }

  private static int removeAll(CommandLineRun session, String path) {
    int status = 0;
    for (String below : session.disk().list(path)) {
      status |= removeAll(session, path + "/" + below);
    }
    return status | session.write(path, new GuestFile(Kind.REMOVED, "", 0, session.facts().now()));
  }

  private static int copy(Call call, boolean move) {
    CommandLineRun session = call.session();
    List<String> words = call.operands();
    if (words.size() != 2) {
      return call.fail("give a source and a destination");
    }
    String from = session.path(words.getFirst());
    String to = session.path(words.getLast());
    Optional<GuestFile> file = session.disk().find(from);
    if (file.isEmpty()) {
      return call.fail("cannot stat '" + words.getFirst() + "': No such file or directory");
    }
    if (file.get().kind() == Kind.FOLDER) {
      return call.fail("'" + words.getFirst() + "' is a directory; one file at a time");
    }
    String target = session.disk().isFolder(to) ? to + from.substring(from.lastIndexOf('/')) : to;
    int status =
        session.write(
            target,
            new GuestFile(Kind.FILE, file.get().text(), file.get().size(), session.facts().now()));
    return status == 0 && move ? removeAll(session, from) : status;
  }

  private static int free(Call call) {
    boolean human = call.letter('h');
    long[] space = call.session().disk().space();
    long memory = call.session().facts().memoryMib() * Bytes.MIB;
    call.session()
        .say(
            String.format(
                "%-14s %10s %10s %10s %4s %s",
                "Filesystem", human ? "Size" : "1K-blocks", "Used", "Avail", "Use%", "Mounted on"));
    call.session().say(volume("/dev/sda1", space[0], space[1], "/", human));
    call.session().say(volume("tmpfs", memory / 2, 0, "/dev/shm", human));
    call.session().say(volume("tmpfs", memory / 10, 812 * 1024, "/run", human));
    return 0;
  }

  private static String volume(String name, long all, long used, String at, boolean human) {
    long percent = all == 0 ? 0 : (used * 100 + all - 1) / all;
    return String.format(
        Locale.ROOT,
        "%-14s %10s %10s %10s %3d%% %s",
        name,
        human ? human(all) : all / 1024,
        human ? human(used) : used / 1024,
        human ? human(all - used) : (all - used) / 1024,
        percent,
        at);
  }

  private static int used(Call call) {
    CommandLineRun session = call.session();
    String name = call.operands().isEmpty() ? "." : call.operands().getFirst();
    long size = size(session.disk(), session.path(name));
    session.say((call.letter('h') ? human(size) : size / 1024) + "\t" + name);
    return 0;
  }

  private static long size(GuestDisk disk, String path) {
    long sum = disk.find(path).map(GuestFile::size).orElse(0L);
    for (String below : disk.list(path)) {
      sum += size(disk, path.equals("/") ? "/" + below : path + "/" + below);
    }
    return sum;
  }

  private static int blocks(Call call) {
    call.session().say("NAME   MAJ:MIN RM   SIZE RO TYPE MOUNTPOINTS");
    int number = 0;
    for (var disk : call.session().facts().machine().hardware().disks()) {
      char letter = (char) ('a' + number);
      call.session()
          .say(
              String.format(
                  Locale.ROOT,
                  "sd%c      8:%-3d  0 %6s  0 disk",
                  letter,
                  16 * number,
                  human(disk.capacity().value())));
      if (number == 0) {
        call.session()
            .say(
                String.format(
                    Locale.ROOT,
                    "\u2514\u2500sda1   8:1    0 %6s  0 part /",
                    human(disk.capacity().value())));
      }
      number++;
    }
    return 0;
  }
}
