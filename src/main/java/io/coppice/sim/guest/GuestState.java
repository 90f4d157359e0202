package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is special about one guest: when it booted, what somebody did in it. Machines in which
 * nothing happened have none. Immutable, so a fork begins with its parent's own.
 *
 * @param booted when its kernel started; empty for before the world began, or while it never ran
 * @param forked when it came out of a fork, with the name of whom it was forked from
 * @param panicked when its kernel gave up
 * @param login who sits in front of it
 * @param history lines typed in the shell, oldest first
 * @param files by path, where they differ from a fresh system
 * @param transcript the newest lines on the screen
 * @param scrolled lines that are older than the transcript
 * @param running what runs in front
 * @param background what runs behind
 * @param programs how many were ever started, which numbers them
 */
public record GuestState(
    MachineId machine,
    Optional<Boot> booted,
    Optional<Fork> forked,
    Optional<SimTime> panicked,
    Login login,
    List<String> history,
    Map<String, GuestFile> files,
    List<String> transcript,
    long scrolled,
    Optional<Work.Running> running,
    List<Work.Background> background,
    int programs) {
  static final int MOST_HISTORY = 200;
  static final int MOST_TRANSCRIPT = 240;

  /** Lines that one program says at once at most; more would not be seen any more. */
  public static final int MOST_LINES = 1000;

  static final int LONGEST = 512;
  static final int MOST_FILES = 256;
  static final int LARGEST_TEXT = 16 * 1024;

  /**
   * When its kernel started, and when it is up.
   *
   * @param asks whether it asked for leases while it started, or is to
   * @param leases what came of that
   */
  public record Boot(SimTime at, SimTime up, boolean asks, List<LeaseOutcome> leases) {
    public Boot {
      leases = List.copyOf(leases);
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object absent(String component) {
      return component.equals("asks") ? false : List.of();
    }
  }

  /**
   * What came of a question for a lease.
   *
   * @param device by its name
   * @param address of the offer that was acknowledged; empty if nobody offered any
   * @param server empty if nobody offered any
   */
  public record LeaseOutcome(String device, String address, String server) {}

  /** The moment of a fork. */
  public record Fork(SimTime at, String from) {}

  /**
   * Who sits in front of the terminal.
   *
   * @param user empty while nobody does
   * @param asked whether his password is still asked for
   * @param folder where he is
   * @param status what the last program ended with
   * @param before the folder where he was before that; empty if he did not move yet
   */
  public record Login(String user, boolean asked, String folder, int status, String before) {
    public static final Login NOBODY = new Login("", false, "/", 0);

    /** Of somebody who did not move yet. */
    public Login(String user, boolean asked, String folder, int status) {
      this(user, asked, folder, status, "");
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object absent(String component) {
      return component.equals("before") ? "" : null;
    }

    /** The same place in front of it, as another user. */
    public Login as(String other) {
      return new Login(other, asked, folder, status, before);
    }

    public boolean isIn() {
      return !user.isEmpty() && !asked;
    }

    Login in(String other) {
      return new Login(user, asked, other, status, folder);
    }

    Login ending(int other) {
      return new Login(user, asked, folder, other, before);
    }
  }

  public GuestState {
    history = List.copyOf(history);
    files = Map.copyOf(files);
    transcript = List.copyOf(transcript);
    background = List.copyOf(background);
  }

  /** Of a machine in which nothing happened. */
  public static GuestState fresh(MachineId machine) {
    return new GuestState(
        machine,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Login.NOBODY,
        List.of(),
        Map.of(),
        List.of(),
        0,
        Optional.empty(),
        List.of(),
        0);
  }

  /** What stays on disk when the power goes; the kernel starts then, if it does. */
  public GuestState restarted(Optional<Boot> boots) {
    return new GuestState(
        machine,
        boots,
        Optional.empty(),
        Optional.empty(),
        Login.NOBODY,
        history,
        disk(),
        List.of(),
        0,
        Optional.empty(),
        List.of(),
        programs);
  }

  /** What stands in memory only is gone. */
  private Map<String, GuestFile> disk() {
    if (files.keySet().stream().noneMatch(path -> path.startsWith("/run/"))) {
      return files;
    }
    Map<String, GuestFile> disk = new HashMap<>(files);
    disk.keySet().removeIf(path -> path.startsWith("/run/"));
    return disk;
  }

  /** The same memory and disk in another machine. */
  public GuestState forkedInto(MachineId child, SimTime kernel, Fork fork) {
    return new GuestState(
        child,
        Optional.of(new Boot(kernel, kernel, false, List.of())),
        Optional.of(fork),
        panicked,
        login,
        history,
        files,
        transcript,
        scrolled,
        running,
        background,
        programs);
  }

  /** The same disk in another machine, which never ran. */
  public GuestState copiedInto(MachineId other) {
    return forkedInto(other, SimTime.ZERO, new Fork(SimTime.ZERO, "")).restarted(Optional.empty());
  }

  /** What it asks of its machine besides its workload. */
  public Burden burden() {
    Burden sum = Burden.NONE;
    for (Work.Background one : background) {
      sum = sum.plus(one.burden());
    }
    return running.map(Work.Running::work).orElse(null) instanceof Work.Stress stress
        ? sum.plus(stress.burden())
        : sum;
  }

  /** With more lines on the screen. */
  public GuestState say(List<String> lines) {
    if (lines.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(transcript);
    for (String line : lines) {
      all.add(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    }
    int drop = Math.max(0, all.size() - MOST_TRANSCRIPT);
    return with(login, history, files, all.subList(drop, all.size()), scrolled + drop);
  }

  public GuestState say(String line) {
    return say(List.of(line));
  }

  /** With an empty screen. */
  public GuestState cleared() {
    return with(login, history, files, List.of(), scrolled + transcript.size());
  }

  /** With the user in another folder. */
  public GuestState inFolder(String folder) {
    return with(login.in(folder));
  }

  /** With the status the last program ended with. */
  public GuestState ending(int status) {
    return with(login.ending(status));
  }

  /** With somebody else in front of it. */
  public GuestState with(Login other) {
    return with(other, history, files, transcript, scrolled);
  }

  /** With one more line of history; what is typed twice stands there once. */
  public GuestState remember(String line) {
    if (line.isBlank() || !history.isEmpty() && history.getLast().equals(line)) {
      return this;
    }
    List<String> all = new ArrayList<>(history);
    all.add(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    return with(
        login,
        all.subList(Math.max(0, all.size() - MOST_HISTORY), all.size()),
        files,
        transcript,
        scrolled);
  }

  public GuestState with(Map<String, GuestFile> others) {
    return with(login, history, others, transcript, scrolled);
  }

  private GuestState with(
      Login log, List<String> past, Map<String, GuestFile> disk, List<String> shown, long gone) {
    return new GuestState(
        machine,
        booted,
        forked,
        panicked,
        log,
        past,
        disk,
        shown,
        gone,
        running,
        background,
        programs);
  }

  /** With other programs; {@code started} is how many were so far. */
  public GuestState with(Optional<Work.Running> front, List<Work.Background> behind, int started) {
    return new GuestState(
        machine,
        booted,
        forked,
        panicked,
        login,
        history,
        files,
        transcript,
        scrolled,
        front,
        behind,
        started);
  }

  /** With another program in front, or none. */
  public GuestState with(Optional<Work.Running> front) {
    return with(front, background, programs);
  }

  /** Its kernel gave up. */
  public GuestState panics(SimTime at) {
    return new GuestState(
        machine,
        booted,
        forked,
        Optional.of(at),
        login,
        history,
        files,
        transcript,
        scrolled,
        Optional.empty(),
        List.of(),
        programs);
  }

  /** The same, which heard of leases: the newest of each adapter, and the older of the others. */
  public GuestState leased(List<LeaseOutcome> newer) {
    Map<String, LeaseOutcome> leases = new LinkedHashMap<>();
    booted.map(Boot::leases).orElse(List.of()).forEach(it -> leases.put(it.device(), it));
    newer.forEach(it -> leases.put(it.device(), it));
    return new GuestState(
        machine,
        booted.map(it -> new Boot(it.at(), it.up(), true, List.copyOf(leases.values()))),
        forked,
        panicked,
        login,
        history,
        files,
        transcript,
        scrolled,
        running,
        background,
        programs);
  }
}
