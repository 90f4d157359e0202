package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestNames;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.Work.Running;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.network.GuestNetwork.Cutting;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.EchoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Echo requests, as frames of the guest's network, and what is said of them (iputils ping). */
final class PingProgram {
  private static final long SECOND = 1_000_000;
  private static final int MOST_BYTES = 65_507;

  /** IPv4 and ICMP headers. */
  private static final int HEADERS = 28;

  private static final int ICMP_HEADER = 8;

  /** A packet to oneself never leaves the kernel; microseconds. */
  private static final int WITHIN = 20;

  private static final int USUAL_TTL = 64;

  private PingProgram() {}

  /** What was said, and how far it came. */
  record Sent(List<String> lines, Work.Ping after) {}

  /** An address as the network has it. */
  static io.coppice.model.overlay.IpAddress overlay(IpAddress address) {
    return new io.coppice.model.overlay.IpAddress(
        address.version() == 6, address.high(), address.low());
  }

  /**
   * Whether an adapter with a link is in an address's network or has a gateway, or it is the
   * guest's own.
   */
  static boolean hasRoute(GuestFacts facts, IpAddress to) {
    return GuestNames.isOwn(facts, to)
        || to.version() == 4 && adapter(facts, to).filter(GuestNetwork.Adapter::up).isPresent();
  }

  /** The adapter by which an address is reached. */
  private static Optional<GuestNetwork.Adapter> adapter(GuestFacts facts, IpAddress to) {
    List<GuestNetwork.Adapter> all =
        facts.network().adapters(facts.machine().id()).stream()
            .filter(adapter -> adapter.address().isPresent())
            .toList();
    return all.stream()
        .filter(it -> (it.address().get().low() ^ to.low()) >>> 32 - it.prefix() == 0)
        .findFirst()
        .or(() -> all.stream().filter(it -> it.gateway().isPresent()).findFirst());
  }

  static int begin(Call call) {
    List<String> words = new ArrayList<>();
    int count = 0;
    long interval = SECOND;
    long bytes = Work.Ping.USUAL_BYTES;
    String mode = "want";
    long ttl = EchoRequest.USUAL_TTL;
    for (int i = 0; i < call.args().size(); i++) {
      String arg = call.args().get(i);
      if (List.of("-c", "-i", "-s", "-M", "-W", "-w", "-I", "-t").contains(arg)) {
        String value = i + 1 < call.args().size() ? call.args().get(++i) : "";
        switch (arg) {
          case "-c" -> count = (int) Math.min(100_000, Call.number(value).orElse(0L));
          case "-i" -> interval = Math.max(200_000, LoadCommands.time(value).orElse(SECOND));
          case "-s" -> bytes = Call.number(value).orElse(-1L);
          case "-M" -> mode = value;
          case "-t" -> ttl = Call.number(value).orElse(-1L);
          default -> {
            // how long it waits, and where it goes out, change nothing here
          }
        }
      } else if (!arg.startsWith("-")) {
        words.add(arg);
      }
    }
    if (words.isEmpty()) {
      return call.session().fail("ping: usage error: Destination address required");
    }
    if (bytes < 0 || bytes > MOST_BYTES) {
      return call.session()
          .fail("ping: invalid argument: out of range: 0 <= value <= " + MOST_BYTES);
    }
    if (ttl < 1 || ttl > 255) {
      return call.session().fail("ping: invalid argument: out of range: 1 <= value <= 255");
    }
    Optional<Cutting> cutting = cutting(mode);
    if (cutting.isEmpty()) {
      return call.session().fail("ping: invalid -M argument: " + mode);
    }
    String name = words.getLast();
    Optional<IpAddress> to = GuestNames.resolve(call.session().facts(), name);
    if (to.isEmpty()) {
      call.fail(name + ": Name or service not known");
      return 2;
    }
    if (!hasRoute(call.session().facts(), to.get())) {
      return call.session().fail("ping: connect: Network is unreachable");
    }
    call.session()
        .say(
            "PING "
                + name
                + " ("
                + to.get()
                + ") "
                + bytes
                + "("
                + (bytes + HEADERS)
                + ") bytes of data.");
    return call.session()
        .begin(
            new Work.Ping(
                name,
                to.get().toString(),
                count,
                interval,
                0,
                List.of(),
                (int) bytes,
                cutting.get(),
                0,
                (int) ttl));
  }

  private static Optional<Cutting> cutting(String mode) {
    return switch (mode) {
      case "do" -> Optional.of(Cutting.FORBIDDEN);
      case "want" -> Optional.of(Cutting.BY_SENDER);
      case "dont" -> Optional.of(Cutting.ALLOWED);
      default -> Optional.empty();
    };
  }

  /** Sends the next one. */
  static Sent send(GuestFacts facts, Running front, Work.Ping ping) {
    int number = ping.sent() + 1;
    IpAddress to = IpAddress.parse(ping.address()).orElseThrow();
    List<Integer> trips = new ArrayList<>(ping.trips());
    if (GuestNames.isOwn(facts, to)) {
      int took = WITHIN + number % 9;
      trips.add(took);
      return new Sent(List.of(reply(ping, number, USUAL_TTL, took)), ping.after(trips, false));
    }
    Echo echo =
        facts
            .network()
            .ping(
                facts.machine().id(),
                new EchoRequest(
                    overlay(to),
                    ping.bytes(),
                    ping.cutting(),
                    front.number() & 0xffff,
                    number & 0xffff,
                    ping.ttl()));
    List<String> lines = new ArrayList<>();
    boolean error = false;
    if (echo.expired()) {
      lines.add("From " + echo.by().get() + " icmp_seq=" + number + " Time to live exceeded");
      error = true;
    } else if (echo.unreachable().isPresent()) {
      lines.add(
          "From "
              + echo.by().get()
              + " icmp_seq="
              + number
              + (echo.unreachable().get() == GuestNetwork.Unreachable.NET
                  ? " Destination Net Unreachable"
                  : " Destination Host Unreachable"));
      error = true;
    } else if (echo.reply().isPresent()) {
      int took = (int) Math.min(Integer.MAX_VALUE, echo.reply().get());
      trips.add(took);
      lines.add(reply(ping, number, echo.ttl(), took));
    } else if (echo.obstacle().isPresent()) {
      lines.add(said(facts, to, number, echo.obstacle().get(), echo.told()));
      error = isCounted(echo.obstacle().get());
    } else if (echo.told() > 0) {
      lines.add(
          "From "
              + to
              + " icmp_seq="
              + number
              + " Frag needed and DF set (mtu = "
              + echo.told()
              + ")");
      error = true;
    }
    return new Sent(lines, ping.after(trips, error));
  }

  /** An error that came back counts; a packet that could not be sent does not (iputils, ping.c). */
  private static boolean isCounted(GuestNetwork.Obstacle obstacle) {
    return switch (obstacle) {
      case NO_NEIGHBOUR, TOO_LONG -> true;
      case LINK_DOWN, NO_ROUTE -> false;
    };
  }

  private static String reply(Work.Ping ping, int number, int ttl, int micros) {
    return String.format(
        Locale.ROOT,
        "%d bytes from %s: icmp_seq=%d ttl=%d time=%.3f ms",
        ping.bytes() + ICMP_HEADER,
        ping.address(),
        number,
        ttl,
        micros / 1000.0);
  }

  private static String said(
      GuestFacts facts, IpAddress to, int number, GuestNetwork.Obstacle obstacle, int mtu) {
    return switch (obstacle) {
      case NO_NEIGHBOUR ->
          "From " + source(facts, to) + " icmp_seq=" + number + " Destination Host Unreachable";
      case LINK_DOWN, NO_ROUTE -> "ping: sendmsg: Network is unreachable";
      case TOO_LONG -> "ping: local error: message too long, mtu=" + mtu;
    };
  }

  /** The guest's own address towards another. */
  static String source(GuestFacts facts, IpAddress to) {
    return adapter(facts, to)
        .flatMap(GuestNetwork.Adapter::address)
        .map(io.coppice.model.overlay.IpAddress::toString)
        .orElse("?");
  }

  static List<String> summary(GuestFacts facts, Running front, Work.Ping ping) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("--- " + ping.shown() + " ping statistics ---");
    int lost = ping.sent() == 0 ? 0 : (ping.sent() - ping.trips().size()) * 100 / ping.sent();
    lines.add(
        ping.sent()
            + " packets transmitted, "
            + ping.trips().size()
            + " received, "
            + (ping.errors() > 0 ? "+" + ping.errors() + " errors, " : "")
            + lost
            + "% packet loss, time "
            + facts.now().since(front.started()).toMillis()
            + "ms");
    if (!ping.trips().isEmpty()) {
      double least = ping.trips().stream().mapToInt(i -> i).min().orElse(0) / 1000.0;
      double mean = ping.trips().stream().mapToInt(i -> i).average().orElse(0) / 1000.0;
      double most = ping.trips().stream().mapToInt(i -> i).max().orElse(0) / 1000.0;
      lines.add(
          String.format(Locale.ROOT, "rtt min/avg/max = %.3f/%.3f/%.3f ms", least, mean, most));
    }
    return lines;
  }
}
