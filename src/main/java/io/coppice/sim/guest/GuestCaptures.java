package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.sim.guest.GuestRouting.Reach;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What captures in guests see of the echo requests of others. */
public final class GuestCaptures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private GuestCaptures() {}

  /**
   * Tells whoever captures at the other end of a ping.
   *
   * @param before the one that pings, before it sent
   * @param after the same, after that
   */
  public static void tell(GuestFacts before, GuestState after) {
    Optional<Work.Ping> was = ping(before.state());
    Optional<Work.Ping> sent = ping(after);
    int already = was.map(Work.Ping::sent).orElse(0);
    // the last one ends the ping as it is sent
    boolean last = sent.isEmpty() && was.filter(it -> already + 1 == it.count()).isPresent();
    if (!last && (sent.isEmpty() || sent.get().sent() <= already)) {
      return;
    }
    int number = last ? already + 1 : sent.get().sent();
    IpAddress to = IpAddress.parse(sent.or(() -> was).get().address()).orElseThrow();
    Reach reach = GuestRouting.reach(before, to, number);
    Optional<MachineId> other = reach.by().filter(id -> !id.equals(before.machine().id()));
    if (other.isEmpty()) {
      return;
    }
    GuestState there = before.guests().get(other.get());
    Optional<Work.Running> front = there.running();
    if (front.isPresent() && front.get().work() instanceof Work.Capture capture) {
      before.guests().set(seen(before, there, front.get(), capture, to, number));
    }
  }

  private static Optional<Work.Ping> ping(GuestState state) {
    return state
        .running()
        .map(Work.Running::work)
        .filter(Work.Ping.class::isInstance)
        .map(Work.Ping.class::cast);
  }

  private static GuestState seen(
      GuestFacts from,
      GuestState there,
      Work.Running front,
      Work.Capture capture,
      IpAddress to,
      int number) {
    String own = GuestRouting.route(from, to).map(nic -> nic.ip().toString()).orElse("?");
    String time = TIME.format(from.clock());
    String tail = ", id " + from.machine().id().value() + ", seq " + number + ", length 64";
    List<String> lines =
        List.of(
            time + " IP " + own + " > " + to + ": ICMP echo request" + tail,
            time + " IP " + to + " > " + own + ": ICMP echo reply" + tail);
    int count = capture.seen() + lines.size();
    if (capture.most() > 0 && count >= capture.most()) {
      return there.say(lines).say(capture.most() + " packets captured").with(Optional.empty());
    }
    Work.Capture further = new Work.Capture(capture.device(), capture.most(), count);
    return there.say(lines).with(Optional.of(front.after(further)));
  }
}
