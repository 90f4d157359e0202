package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork.DataPath;
import io.coppice.sim.network.GuestNetwork.Streaming;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is fetched into one of the guest's own files, as {@code curl} and {@code wget} do: a large
 * one as a flow (see {@link IperfProgram}), with the last of what the program shows of it when it
 * is there.
 */
final class DownloadProgram {
  /** From here on a file is fetched as a flow; smaller ones are frames, every byte. */
  static final long LARGE = 1 << 20;

  private static final int MOST_SECONDS = 86_400;
  private static final long SECOND = 1_000_000;

  /** What curl ends with where it may not write (libcurl, CURLE_WRITE_ERROR). */
  private static final int NOT_WRITTEN = 23;

  /** The same of wget ("Exit Status" in its manual), and what it ends with where a line fails. */
  private static final int WGET_NOT_WRITTEN = 3;

  static final int WGET_NETWORK = 4;
  static final int WGET_SERVER = 8;

  private static final List<String> HEAD =
      List.of(
          "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current",
          "                                 Dload  Upload   Total   Spent    Left  Speed");

  private DownloadProgram() {}

  /**
   * Where what is fetched is to be written; empty for the screen.
   *
   * @param path of the file at the server
   */
  static Optional<String> into(Call call, String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String name = last.isEmpty() ? "index.html" : last;
    return named(call)
        .or(
            () ->
                isWget(call)
                    ? Optional.of(unused(call, name))
                    : call.has("-O", "--remote-name") ? Optional.of(name) : Optional.empty())
        .filter(file -> !file.equals("-"));
  }

  /** No file of that name is written over. */
  private static String unused(Call call, String name) {
    String free = name;
    for (int i = 1; call.session().disk().find(call.session().path(free)).isPresent(); i++) {
      free = name + "." + i;
    }
    return free;
  }

  /** The file that is given by name: curl's -O is another than wget's. */
  static Optional<String> named(Call call) {
    return isWget(call) ? call.value("-O", "--output-document") : call.value("-o", "--output");
  }

  static boolean isWget(Call call) {
    return call.name().equals("wget");
  }

  /**
   * Writes a file that came as frames, and says so but where silence is asked for.
   *
   * @param from the path of the file at the server
   */
  static int small(Call call, String from, String into, List<String> lines, long micros) {
    CommandLineRun session = call.session();
    String text = String.join("\n", lines) + "\n";
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    GuestFile file = new GuestFile(GuestFile.Kind.FILE, text, size, session.facts().now());
    boolean loud = !isQuiet(call);
    if (loud && isWget(call)) {
      session.say(WgetReport.coming(into, from, size));
    } else if (loud) {
      HEAD.forEach(session::say);
      session.say(meter(size, micros));
    }
    if (session.write(session.path(into), file) != 0) {
      return isWget(call) ? WGET_NOT_WRITTEN : NOT_WRITTEN;
    }
    if (loud && isWget(call)) {
      session.say(WgetReport.saved(session.facts().clock(), into, size, micros));
    }
    return session.begin(new Work.Script(List.of(), micros, List.of()));
  }

  private static boolean isQuiet(Call call) {
    return call.letter('s') || call.letter('q');
  }

  /** Whether what is fetched does not go where a report of it would. */
  static boolean isLoud(Call call, String path) {
    return !isQuiet(call) && into(call, path).isPresent();
  }

  /**
   * Begins, when the server has said how large the file is.
   *
   * @param from the path of the file at the server
   */
  static int begin(Call call, IpAddress to, int port, String from, long size) {
    CommandLineRun session = call.session();
    Optional<String> into = into(call, from);
    if (into.isEmpty()) {
      session.fail("Warning: Binary output can mess up your terminal: use -o FILE or -O");
      return NOT_WRITTEN;
    }
    GuestFacts facts = session.facts();
    int number = facts.state().programs();
    Streaming first = IperfProgram.probe(facts, to.toString(), port, number, false);
    if (first.path().isEmpty()) {
      String why = ReachCommands.unreachable(first.unreachable());
      return isWget(call)
          ? session.fail(readError(0, size, why), WGET_NETWORK)
          : session.fail("curl: (56) Recv failure: " + why, 56);
    }
    DataPath path = first.path().get();
    if (isWget(call)) {
      session.say(WgetReport.coming(into.get(), from, size));
    } else {
      HEAD.forEach(session::say);
    }
    session.effect(new Effect.Stream(path, size));
    return session.begin(
        new Work.Bulk(
            to.toString(),
            false,
            size,
            MOST_SECONDS,
            number,
            path.links(),
            path.segment() / (double) path.onWire(),
            0,
            0,
            0,
            1,
            0,
            port,
            session.path(into.get()),
            isWget(call) ? into.get() : ""));
  }

  private static String readError(long gone, long size, String why) {
    return "Read error at byte " + gone + "/" + size + " (" + why + "). Giving up.";
  }

  /** Nobody has answered for long. */
  static IperfProgram.Step broken(Work.Bulk work, long gone) {
    boolean wget = !work.saving().isEmpty();
    String why = "Connection timed out";
    return new IperfProgram.Step(
        work,
        List.of(wget ? readError(gone, work.bytes(), why) : "curl: (56) Recv failure: " + why),
        List.of(new Effect.EndStream()),
        Optional.of(wget ? WGET_NETWORK : 56));
  }

  /** All of it is there. */
  static IperfProgram.Step done(GuestFacts facts, Work.Bulk work, long micros) {
    GuestFile file = new GuestFile(GuestFile.Kind.FILE, "", work.bytes(), facts.now());
    return new IperfProgram.Step(
        work,
        work.saving().isEmpty()
            ? List.of(meter(work.bytes(), micros))
            : WgetReport.saved(facts.clock(), work.saving(), work.bytes(), micros),
        List.of(
            new Effect.EndStream(),
            new Effect.Put(work.into(), file),
            new Effect.WriteDisk(work.bytes())),
        Optional.of(0));
  }

  /** The last line of curl's meter. */
  private static String meter(long bytes, long micros) {
    long rate = (long) (bytes * 1e6 / Math.max(1, micros));
    String time = time(micros / SECOND);
    String all = shortened(bytes);
    return String.format(
        Locale.ROOT,
        "100 %5s  100 %5s    0     0  %5s      0 %s %s --:--:-- %5s",
        all,
        all,
        shortened(rate),
        time,
        time,
        shortened(rate));
  }

  private static String time(long seconds) {
    return String.format(
        Locale.ROOT, "%2d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** As curl's meter shortens: at most five characters, multiples of 1024. */
  private static String shortened(long bytes) {
    String units = "kMGTP";
    double number = bytes;
    int unit = -1;
    while (number >= 9_999.5 && unit + 1 < units.length()) {
      number /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.0f", number) + (unit < 0 ? "" : units.charAt(unit));
  }
}
