package io.coppice.sim.guest;

import io.coppice.model.SimTime;
import io.coppice.sim.network.GuestNetwork;
import java.util.List;
import java.util.Optional;

/** What a program that takes its time does, as data: it goes on after a restart where it was. */
public sealed interface Work {
  /**
   * Says lines at their times, then does something and ends.
   *
   * @param micros when it ends, from its beginning; {@link Long#MAX_VALUE} for never
   * @param status that it ends with
   */
  record Script(List<Said> lines, long micros, List<Effect> effects, int status) implements Work {
    public Script {
      lines = List.copyOf(lines);
      effects = List.copyOf(effects);
    }

    /** One that succeeds. */
    public Script(List<Said> lines, long micros, List<Effect> effects) {
      this(lines, micros, effects, 0);
    }

    /** One that says why, after a while, and fails. */
    public static Script failing(long micros, String why, int status) {
      return new Script(List.of(new Said(micros, why)), micros, List.of(), status);
    }
  }

  /** A line, and when it is said from the beginning, in microseconds. */
  record Said(long micros, String line) {}

  /**
   * Sends an echo request a second.
   *
   * @param shown what was asked for
   * @param address dotted or colonned
   * @param count how many are sent; 0 for as long as nobody stops it
   * @param trips of those that came back, in microseconds
   * @param bytes after the ICMP header
   * @param errors how many ended with word that they could not come there
   */
  record Ping(
      String shown,
      String address,
      int count,
      long interval,
      int sent,
      List<Integer> trips,
      int bytes,
      GuestNetwork.Cutting cutting,
      int errors,
      int ttl)
      implements Work {
    /** What is sent where nothing else is asked for. */
    public static final int USUAL_BYTES = 56;

    public Ping {
      trips = List.copyOf(trips);
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object absent(String component) {
      return switch (component) {
        case "bytes" -> USUAL_BYTES;
        case "cutting" -> GuestNetwork.Cutting.BY_SENDER;
        case "ttl" -> GuestNetwork.EchoRequest.USUAL_TTL;
        default -> null;
      };
    }

    /**
     * One more was sent.
     *
     * @param error whether word came that it could not come there
     */
    public Ping after(List<Integer> came, boolean error) {
      int all = errors + (error ? 1 : 0);
      return new Ping(shown, address, count, interval, sent + 1, came, bytes, cutting, all, ttl);
    }
  }

  /**
   * Asks for the lease of an address, or gives one back.
   *
   * @param device by its name
   * @param adapter by its key
   * @param release whether it gives back
   * @param transaction tells it from others who ask
   * @param tries how often all were asked
   * @param next when it goes on, from its beginning; microseconds
   * @param done whether all is said, and it ends then
   */
  record Lease(
      String device,
      int adapter,
      boolean release,
      int transaction,
      int tries,
      long next,
      boolean done)
      implements Work {
    /** Nobody answered; it asks again, or gives up, after a while. */
    public Lease again(long micros) {
      return new Lease(device, adapter, release, transaction, tries + 1, next + micros, false);
    }

    /** All is said. */
    public Lease ending(long micros) {
      return new Lease(device, adapter, release, transaction, tries, next + micros, true);
    }
  }

  /**
   * Moves bulk data over a connection.
   *
   * @param address of the other
   * @param towards whether data go to it
   * @param bytes of data; {@link Long#MAX_VALUE} for as many as come through in the time
   * @param seconds that it lasts at most
   * @param number of the connection
   * @param links that its data go over now
   * @param part of what is on the wire that is data
   * @param before bytes of data that went other ways before
   * @param last bytes of data that were told of
   * @param told until when that was, from its beginning; microseconds
   * @param next when it goes on, from its beginning; microseconds
   * @param silent seconds for which nobody answered
   * @param port of the other
   * @param into the path of the file that what comes is put into; empty where it is only measured
   * @param saving what wget calls that file; empty of other programs
   */
  record Bulk(
      String address,
      boolean towards,
      long bytes,
      int seconds,
      int number,
      List<GuestNetwork.Crossing> links,
      double part,
      long before,
      long last,
      long told,
      long next,
      int silent,
      int port,
      String into,
      String saving)
      implements Work {
    public Bulk {
      links = List.copyOf(links);
    }

    /** Of an image that is older than downloads, or than wget's own. */
    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object absent(String component) {
      return switch (component) {
        case "port" -> ServiceTable.IPERF;
        case "into", "saving" -> "";
        default -> null;
      };
    }

    /** Whether what comes is put into a file; else it is only measured. */
    public boolean isDownload() {
      return !into.isEmpty();
    }

    private Bulk with(
        List<GuestNetwork.Crossing> way, double data, long gone, long micros, int quiet) {
      return new Bulk(
          address, towards, bytes, seconds, number, way, data, gone, last, told, micros, quiet,
          port, into, saving);
    }

    /** So much has come there until then. */
    public Bulk told(long gone, long micros) {
      return new Bulk(
          address, towards, bytes, seconds, number, links, part, before, gone, micros, next, silent,
          port, into, saving);
    }

    /** Nobody answers; so much came there before. */
    public Bulk stopped(long gone) {
      return with(links, part, gone, next, silent + 1);
    }

    /** It goes another way from now on. */
    public Bulk along(List<GuestNetwork.Crossing> way, double data, long gone) {
      return with(way, data, gone, next, 0);
    }

    /** It goes on then. */
    public Bulk next(long micros) {
      return with(links, part, before, micros, silent);
    }
  }

  /** Keeps the machine busy until it ends; 0 for as long as nobody stops it. */
  record Stress(Burden burden, long micros) implements Work {}

  /** Fills the screen with what runs, anew every three seconds. */
  record Top() implements Work {}

  /** Shows what comes and goes at an adapter. */
  record Capture(String device, int most, int seen) implements Work {}

  /**
   * A program in front of the terminal.
   *
   * @param number tells it from those before it, so that their late events find nothing
   * @param said lines of a script that were said
   * @param pipe what its output goes through, each with its arguments
   * @param into where its output goes instead of the screen
   * @param gathered what waits for its end in a pipe
   * @param rest what is to be run after it
   */
  record Running(
      String line,
      SimTime started,
      int number,
      Work work,
      int said,
      List<List<String>> pipe,
      Optional<Redirect> into,
      List<String> gathered,
      String rest) {
    public Running {
      pipe = pipe.stream().map(List::copyOf).toList();
      gathered = List.copyOf(gathered);
    }

    /** The same at another work. */
    public Running after(Work changed) {
      return with(changed, said, gathered);
    }

    /** The same, begun later. */
    public Running later(long micros) {
      return new Running(
          line, started.plusMicros(micros), number, work, said, pipe, into, gathered, rest);
    }

    /** The same, further on. */
    public Running with(Work changed, int saidNow, List<String> gatheredNow) {
      return new Running(line, started, number, changed, saidNow, pipe, into, gatheredNow, rest);
    }
  }

  /** A file that output goes to; {@code append} adds to it. */
  record Redirect(String path, boolean append) {}

  /** What runs behind: only what burdens does. */
  record Background(int job, int process, String line, Burden burden, SimTime until) {}
}
