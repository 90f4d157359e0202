package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestNames;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork.DataPath;
import io.coppice.sim.network.GuestNetwork.Ending;
import io.coppice.sim.network.GuestNetwork.Streaming;
import io.coppice.sim.network.GuestNetwork.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a connection as {@code iperf3} does. Some of its segments are frames, once a second, so
 * that the way is the real one and what stops frames stops it; the rest moves as a flow. It says a
 * line a second in iperf3's words: megabytes of 2^20 bytes, megabits of 10^6.
 */
final class IperfProgram {
  private static final long SECOND = 1_000_000;
  private static final int USUAL_SECONDS = 10;
  private static final int MOST_SECONDS = 86_400;

  /** Seconds without an answer after which TCP's user has enough of it; iperf3 waits likewise. */
  private static final int MOST_SILENT = 15;

  private static final double MEGABYTE = 1024 * 1024;
  private static final String BUSY =
      "iperf3: error - unable to connect to server: Connection refused";

  private IperfProgram() {}

  /** What a step came to; {@code ended} has the status of a program that is over. */
  record Step(Work.Bulk after, List<String> lines, List<Effect> effects, Optional<Integer> ended) {}

  static void addTo(Map<String, Command> all) {
    all.put("iperf3", IperfProgram::begin);
  }

  private static int begin(Call call) {
    CommandLineRun session = call.session();
    if (call.has("-s", "--server")) {
      return serve(call);
    }
    Optional<String> host = call.value("-c", "--client");
    if (host.isEmpty()) {
      return session.fail("Usage: iperf3 [-s [-D] | -c HOST [-R] [-t SECONDS | -n BYTES]]");
    }
    Optional<Long> seconds = call.value("-t", "--time").flatMap(Call::number);
    Optional<Long> bytes = call.value("-n", "--bytes").flatMap(Call::number);
    if (seconds.filter(it -> it < 1 || it > MOST_SECONDS).isPresent()
        || bytes.filter(it -> it < 1).isPresent()) {
      return session.fail("iperf3: parameter error - test duration or size out of range");
    }
    GuestFacts facts = session.facts();
    Optional<IpAddress> to = GuestNames.resolve(facts, host.get());
    if (to.isEmpty() || GuestNames.isOwn(facts, to.get())) {
      return session.fail("iperf3: error - unable to connect to server: Network is unreachable");
    }
    boolean towards = !call.has("-R", "--reverse");
    int number = facts.state().programs();
    Streaming first = probe(facts, to.get().toString(), ServiceTable.IPERF, number, towards);
    if (first.path().isEmpty()) {
      return failed(call, first);
    }
    DataPath path = first.path().get();
    long all = bytes.orElse(Long.MAX_VALUE);
    session.say("Connecting to host " + host.get() + ", port " + ServiceTable.IPERF);
    if (!towards) {
      session.say("Reverse mode, remote host " + host.get() + " is sending");
    }
    session.say(
        "[  5] local "
            + PingProgram.source(facts, to.get())
            + " connected to "
            + to.get()
            + " port "
            + ServiceTable.IPERF);
    session.say("[ ID] Interval           Transfer     Bitrate");
    session.effect(new Effect.Stream(path, all));
    return session.begin(
        new Work.Bulk(
            to.get().toString(),
            towards,
            all,
            (int) (bytes.isPresent() ? MOST_SECONDS : seconds.orElse((long) USUAL_SECONDS)),
            number,
            path.links(),
            path.segment() / (double) path.onWire(),
            0,
            0,
            0,
            SECOND,
            0,
            ServiceTable.IPERF,
            "",
            ""));
  }

  private static int serve(Call call) {
    CommandLineRun session = call.session();
    String listening = "Server listening on " + ServiceTable.IPERF;
    if (!call.has("-D", "--daemon")) {
      return session.begin(
          new Work.Script(List.of(new Work.Said(1, listening)), Long.MAX_VALUE, List.of()));
    }
    GuestFile mark = new GuestFile(GuestFile.Kind.FILE, "1\n", 2, session.facts().now());
    GuestDisk.write(session.state(), ServiceTable.IPERF_MARK, mark).ifPresent(session::become);
    return 0;
  }

  /** Some segments of a connection, as frames. */
  static Streaming probe(GuestFacts facts, String to, int port, int number, boolean towards) {
    return facts.network().stream(
        facts.machine().id(),
        PingProgram.overlay(IpAddress.parse(to).orElseThrow()),
        port,
        number,
        towards);
  }

  private static int failed(Call call, Streaming came) {
    Ending ending = came.ending();
    String why =
        switch (ending) {
          case REFUSED -> BUSY;
          case NO_ROUTE -> "iperf3: error - unable to connect to server: Network is unreachable";
          case NO_NEIGHBOUR -> "iperf3: error - unable to connect to server: No route to host";
          default ->
              "iperf3: error - unable to connect to server: "
                  + ReachCommands.unreachable(came.unreachable());
        };
    long after =
        switch (ending) {
          case NO_NEIGHBOUR, UNREACHABLE -> 3 * SECOND;
          case SILENT, STALLED -> 130 * SECOND;
          default -> 1;
        };
    return call.session().begin(Work.Script.failing(after, why, 1));
  }

  /** A second went by, or its last byte came there. */
  static Step step(GuestFacts facts, Work.Running front, Work.Bulk work) {
    Optional<Transfer> now = facts.network().transfer(facts.machine().id());
    // where the machine stood still, or is the fork of another, nothing moves any more
    long gone = now.map(it -> work.before() + it.gone()).orElse(work.last());
    long micros = facts.now().since(front.started()).toNanos() / 1000;
    List<String> lines = new ArrayList<>();
    if (!work.isDownload()) {
      lines.add(line(work.told() / 1e6, micros / 1e6, gone - work.last(), ""));
    }
    boolean over =
        work.bytes() == Long.MAX_VALUE
            ? micros >= work.seconds() * SECOND
            : now.filter(it -> it.left() == 0).isPresent();
    if (over && work.isDownload()) {
      return DownloadProgram.done(facts, work, micros);
    }
    if (over) {
      lines.add("- - - - - - - - - - - - - - - - - - - - - - - - -");
      lines.add(line(0, micros / 1e6, gone, "sender"));
      lines.add(line(0, micros / 1e6, gone, "receiver"));
      lines.add("");
      lines.add("iperf Done.");
      return new Step(work, lines, List.of(new Effect.EndStream()), Optional.of(0));
    }
    Streaming way = probe(facts, work.address(), work.port(), work.number(), work.towards());
    int silent = way.path().isPresent() ? 0 : work.silent() + 1;
    if (silent == MOST_SILENT) {
      if (work.isDownload()) {
        return DownloadProgram.broken(work, gone);
      }
      lines.add("iperf3: error - unable to receive control message: Connection timed out");
      return new Step(work, lines, List.of(new Effect.EndStream()), Optional.of(1));
    }
    return on(work, way.path(), now, gone, micros, lines);
  }

  private static Step on(
      Work.Bulk work,
      Optional<DataPath> way,
      Optional<Transfer> now,
      long gone,
      long micros,
      List<String> lines) {
    List<Effect> effects = new ArrayList<>();
    Work.Bulk after = work.told(gone, micros);
    if (way.isEmpty()) {
      effects.add(new Effect.EndStream());
      after = after.stopped(gone);
    } else if (now.isEmpty() || !way.get().links().equals(work.links())) {
      long left = work.bytes() == Long.MAX_VALUE ? Long.MAX_VALUE : work.bytes() - gone;
      effects.add(new Effect.Stream(way.get(), left));
      double part = way.get().segment() / (double) way.get().onWire();
      after = after.along(way.get().links(), part, gone);
    }
    long soon =
        now.filter(it -> it.rate() > 0 && work.bytes() < Long.MAX_VALUE)
            .map(it -> (long) Math.ceil(it.left() * 1e6 / it.rate()) + 1)
            .orElse(SECOND);
    return new Step(
        after.next(micros + Math.clamp(soon, 1, SECOND)), lines, effects, Optional.empty());
  }

  private static String line(double from, double until, long bytes, String who) {
    double bits = bytes * 8 / Math.max(1e-6, until - from);
    return String.format(
            Locale.ROOT,
            "[  5] %6.2f-%-6.2f sec  %s  %s  %s",
            from,
            until,
            bytes < 1024 * MEGABYTE
                ? String.format(Locale.ROOT, "%5.1f MBytes", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%5.2f GBytes", bytes / MEGABYTE / 1024),
            bits < 1e9
                ? String.format(Locale.ROOT, "%5.1f Mbits/sec", bits / 1e6)
                : String.format(Locale.ROOT, "%5.2f Gbits/sec", bits / 1e9),
            who)
        .stripTrailing();
  }
}
