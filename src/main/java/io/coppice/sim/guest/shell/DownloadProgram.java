package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork.DataPath;
import io.coppice.sim.network.GuestNetwork.Streaming;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that is too large for the screen, fetched into one of the guest's own as {@code curl}
 * does: as a flow (see {@link IperfProgram}), with the meter's last line when it is there.
 */
final class DownloadProgram {
  /** From here on a file is fetched as a flow; smaller ones are frames, every byte. */
  static final long LARGE = 1 << 20;

  private static final int MOST_SECONDS = 86_400;
  private static final long SECOND = 1_000_000;

  /** What curl ends with where it may not write (libcurl, CURLE_WRITE_ERROR). */
  private static final int NOT_WRITTEN = 23;

  private DownloadProgram() {}

  /**
   * Begins, when the server has said how large the file is.
   *
   * @param name of the file at the server
   */
  static int begin(Call call, IpAddress to, int port, String name, long size) {
    CommandLineRun session = call.session();
    Optional<String> into =
        call.value("-o", "--output", "--output-document")
            .or(
                () ->
                    call.has("-O", "--remote-name") || call.name().equals("wget")
                        ? Optional.of(name)
                        : Optional.empty());
    if (into.isEmpty()) {
      session.fail("Warning: Binary output can mess up your terminal: use -o FILE or -O");
      return NOT_WRITTEN;
    }
    GuestFacts facts = session.facts();
    int number = facts.state().programs();
    Streaming first = IperfProgram.probe(facts, to.toString(), port, number, false);
    if (first.path().isEmpty()) {
      return session.fail(
          "curl: (56) Recv failure: " + ReachCommands.unreachable(first.unreachable()));
    }
    DataPath path = first.path().get();
    session.say("  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current");
    session.say("                                 Dload  Upload   Total   Spent    Left  Speed");
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
            session.path(into.get())));
  }

  /** All of it is there. */
  static IperfProgram.Step done(GuestFacts facts, Work.Bulk work, long micros) {
    long rate = (long) (work.bytes() * 1e6 / Math.max(1, micros));
    String time = time(micros / SECOND);
    String all = shortened(work.bytes());
    String line =
        String.format(
            Locale.ROOT,
            "100 %5s  100 %5s    0     0  %5s      0 %s %s --:--:-- %5s",
            all,
            all,
            shortened(rate),
            time,
            time,
            shortened(rate));
    GuestFile file = new GuestFile(GuestFile.Kind.FILE, "", work.bytes(), facts.now());
    return new IperfProgram.Step(
        work,
        List.of(line),
        List.of(
            new Effect.EndStream(),
            new Effect.Put(work.into(), file),
            new Effect.WriteDisk(work.bytes())),
        Optional.of(0));
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
