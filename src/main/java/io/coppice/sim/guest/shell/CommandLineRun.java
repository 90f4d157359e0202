package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line being run: the guest as it becomes, what was said, what is to be done. One thread. */
public final class CommandLineRun {
  private GuestFacts facts;
  private List<String> out = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private Optional<Work> work = Optional.empty();
  private boolean cleared;

  CommandLineRun(GuestFacts facts) {
    this.facts = facts;
  }

  public GuestFacts facts() {
    return facts;
  }

  public GuestState state() {
    return facts.state();
  }

  void become(GuestState changed) {
    facts = facts.become(changed);
  }

  GuestDisk disk() {
    return new GuestDisk(facts);
  }

  /** An absolute path. */
  String path(String given) {
    return GuestDisk.resolve(state(), given);
  }

  void say(String line) {
    out.add(line);
  }

  void say(List<String> lines) {
    out.addAll(lines);
  }

  /** Says lines; the status of a program that had nothing else to do. */
  int sayAll(List<String> lines) {
    out.addAll(lines);
    return 0;
  }

  /** Says what is wrong; the status of a program that failed. */
  int fail(String line) {
    return fail(line, 1);
  }

  /** Complains; the status. */
  int fail(String line, int status) {
    errors.add(line);
    return status;
  }

  /** What takes its time from now on. */
  int begin(Work that) {
    work = Optional.of(that);
    return 0;
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** Writes a file; the status. */
  int write(String path, GuestFile file) {
    if (path.equals("/dev/null")) {
      return 0;
    }
    String folder = GuestDisk.parent(path);
    if (!disk().isFolder(folder)) {
      return fail("-bash: " + path + ": No such file or directory");
    }
    if (disk().isFolder(path) && file.kind() == GuestFile.Kind.FILE) {
      return fail("-bash: " + path + ": Is a directory");
    }
    if (!state().login().user().equals("root") && isSystem(path)) {
      return fail("-bash: " + path + ": Permission denied");
    }
    Optional<GuestState> written = GuestDisk.write(state(), path, file);
    if (written.isEmpty()) {
      return fail("-bash: " + path + ": No space left on device");
    }
    become(written.get());
    effects.add(new Effect.WriteDisk(Math.max(4096, file.size())));
    return 0;
  }

  private boolean isSystem(String path) {
    return !path.startsWith("/tmp/") && !path.startsWith("/home/" + state().login().user() + "/");
  }

  void clear() {
    cleared = true;
    out.clear();
  }

  /** Whether the screen is to be empty first. */
  boolean takeCleared() {
    boolean taken = cleared;
    cleared = false;
    return taken;
  }

  List<String> takeOutput() {
    List<String> taken = out;
    out = new ArrayList<>();
    return taken;
  }

  List<String> takeErrors() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  Optional<Work> takeWork() {
    Optional<Work> taken = work;
    work = Optional.empty();
    return taken;
  }

  List<Effect> effects() {
    return effects;
  }
}
